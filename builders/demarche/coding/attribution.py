"""Whose word it is: verbs of saying, "according to", quotations and who goes on speaking."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import Ref
from demarche.coding.lists import word_list
from demarche.coding.view import View
from demarche.coding.words import singular

_MEDIA = word_list("medium")
_UNNAMED = word_list("unnamed_speaker")


@dataclass(frozen=True, slots=True)
class Hearing:
    """Whose word a clause is.

    `voice`: source, actor, unnamed or media; `speakers`: the official claimants; `verbs`: the verbs of
    saying that it stands under, the innermost first; `denied`: the innermost denies it; `phrase`: the words
    that name the speaker (None where a quotation goes on).
    """

    voice: str = "source"
    speakers: tuple[Ref, ...] = ()
    verbs: tuple[Verb, ...] = ()
    denied: bool = False
    phrase: Phrase | None = None


@dataclass(slots=True)
class Speaking:
    """Who spoke last in a paragraph, for quotations that go on without a verb of saying."""

    paragraph: int = -1
    speakers: tuple[Ref, ...] = ()


def hear(view: View, verb: Verb | None, speaking: Speaking) -> Hearing:
    """Whose word the clause of a verb is: "Riga says that Minsk jammed its radar" is Riga's."""
    if verb is None:
        return Hearing()
    chain = grammar.said_by(verb)
    verbs = tuple(said for said, _ in chain)
    for said, kind in chain:
        subject = grammar.subject(said)
        if kind != "think" and (subject is not None or said.passive):
            return _voice_of(view, subject, verbs, kind == "deny")
    phrase = _according(view, verb)
    if phrase is not None:
        return _voice_of(view, phrase, verbs, False)
    goes_on = view.tokens[verb.head].quoted and speaking.paragraph == view.sentence.paragraph
    if not chain and goes_on and speaking.speakers:
        return Hearing("actor", speaking.speakers)
    return Hearing(verbs=verbs)


def _voice_of(view: View, phrase: Phrase | None, verbs: tuple[Verb, ...], denied: bool) -> Hearing:
    """What kind of voice a speaker is: "the ministry", "officials", "the newspaper"; None: "it is said"."""
    if phrase is None:
        return Hearing("unnamed", (), verbs, denied)
    found = tuple(ref for ref in view.discourse.all(phrase) if ref.official)
    if found:
        return Hearing("actor", found, verbs, denied, phrase)
    head = view.tokens[phrase.head]
    nouns = {singular(token.low) for token in view.tokens[phrase.first : phrase.last + 1]}
    if nouns & _MEDIA and not head.low.startswith("report"):
        return Hearing("media", (), verbs, denied, phrase)
    unnamed = nouns & _MEDIA or singular(head.low) in _UNNAMED or head.tag == "N"
    return Hearing("unnamed" if unnamed else "source", (), verbs, denied, phrase)


def _according(view: View, verb: Verb) -> Phrase | None:
    """The phrase after "according to" in a verb's clause or one above it, else the sentence's only one."""
    for node in grammar.upwards(verb):
        phrase = node.pp("according to")
        if phrase is not None:
            return phrase
    every = {p for other in view.parse.verbs for prep, p in other.pps if prep == "according to"}
    return every.pop() if len(every) == 1 else None
