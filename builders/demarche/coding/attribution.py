"""Whose word it is: verbs of saying, "according to", quotations and who goes on speaking."""

from __future__ import annotations

from dataclasses import dataclass, field

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.view import View
from demarche.coding.words import singular

_MEDIA = frozenset(
    ["newspaper", "daily", "report", "agency", "broadcaster", "television", "radio", "magazine", "media", "press", "weekly", "reuters"]
)
_UNNAMED = frozenset(
    ["official", "source", "diplomat", "analyst", "expert", "observer", "aide", "adviser", "spokesman", "spokeswoman", "spokesperson", "insider", "people"]
)
_ACCORDING = ("according to",)


@dataclass(frozen=True, slots=True)
class Hearing:
    """Whose word a clause is. `voice`: source, actor, unnamed or media; `speakers` the official claimants;
    `verbs` the verbs of saying it stands under, the innermost first; `denied` that the innermost denies it."""

    voice: str = "source"
    speakers: tuple[Ref, ...] = ()
    verbs: tuple[Verb, ...] = ()
    denied: bool = False
    continued: bool = False


@dataclass(slots=True)
class Speaking:
    """Who spoke last, for quotations that go on without a verb of saying."""

    paragraph: int = -1
    speakers: tuple[Ref, ...] = ()
    verb: Verb | None = None
    quoted: bool = False
    said_on: str | None = None
    extra: dict[str, str] = field(default_factory=dict)


def hear(view: View, verb: Verb | None, speaking: Speaking) -> Hearing:
    """Whose word the clause of a verb is."""
    if verb is None:
        return Hearing()
    chain = grammar.said_by(verb)
    verbs = tuple(v for v, _ in chain)
    for said, kind in chain:
        if kind == "think":
            continue
        hearing = _speaker(view, said, verbs, kind)
        if hearing is not None:
            return hearing
    phrase = _according(view, verb)
    if phrase is not None:
        return _voice_of(view, phrase, verbs, False)
    token = view.tokens[verb.head]
    if not chain and token.quoted and speaking.paragraph == view.sentence.paragraph and speaking.speakers:
        return Hearing("actor", speaking.speakers, verbs, continued=True)
    return Hearing(verbs=verbs)


def _speaker(view: View, said: Verb, verbs: tuple[Verb, ...], kind: str) -> Hearing | None:
    subject = grammar.subject(said)
    if subject is None:
        return Hearing("unnamed", (), verbs, kind == "deny") if said.passive else None
    return _voice_of(view, subject, verbs, kind == "deny")


def _voice_of(view: View, phrase: Phrase, verbs: tuple[Verb, ...], denied: bool) -> Hearing:
    found = tuple(ref for ref in view.discourse.all(phrase) if ref.official)
    if found:
        return Hearing("actor", found, verbs, denied)
    noun = singular(view.tokens[phrase.head].low)
    if noun in _MEDIA or any(
        singular(view.tokens[k].low) in _MEDIA for k in range(phrase.first, phrase.last + 1)
    ):
        return Hearing(
            "media" if not view.tokens[phrase.head].low.startswith("report") else "unnamed", (), verbs, denied
        )
    if noun in _UNNAMED:
        return Hearing("unnamed", (), verbs, denied)
    return Hearing("unnamed" if view.tokens[phrase.head].tag in ("N",) else "source", (), verbs, denied)


def _according(view: View, verb: Verb) -> Phrase | None:
    """The phrase after "according to" in the verb's own clause or one above it."""
    node: Verb | None = verb
    for _ in range(8):
        if node is None:
            break
        phrase = node.pp(*_ACCORDING)
        if phrase is not None:
            return phrase
        node = node.parent
    root = [p for v in view.parse.verbs for prep, p in v.pps if prep in _ACCORDING]
    if root and len({id(p) for p in root}) == 1:
        return root[0]
    return None
