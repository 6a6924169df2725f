"""The finer columns of a claim: context, location, level, object and participants."""

from __future__ import annotations

from functools import cache

from demarche.claims import Participant
from demarche.coding.chunks import Phrase
from demarche.coding.entities import Ref
from demarche.coding.found import Found
from demarche.coding.mentions import PLACE_KINDS, STATE_KINDS
from demarche.coding.segment import Token
from demarche.coding.tables import read_rows
from demarche.coding.view import View

LEVELS = ("head_of_state", "head_of_government", "foreign_minister", "minister", "envoy", "official")
_DEFAULT_CONTEXT = {
    "agreement": "diplomatic",
    "accusation": "diplomatic",
    "consultation": "diplomatic",
    "support": "diplomatic",
    "rejection": "diplomatic",
    "request": "diplomatic",
    "threat": "diplomatic",
    "protest": "diplomatic",
    "assault": "military",
    "mobilization": "military",
}


@cache
def _contexts() -> dict[str, str]:
    return {word: row["context"] for row in read_rows("contexts.tsv") for word in row["words"].split()}


def context(found: Found, tokens: list[Token]) -> str | None:
    """The subject of an act: the frame's own, else the first telling word, else the type's usual one."""
    if found.context is not None:
        return found.context
    if found.interaction_type == "visit":
        return None
    words = _contexts()
    for token in tokens:
        hit = words.get(token.low)
        if hit is not None:
            return hit
    return _DEFAULT_CONTEXT.get(found.interaction_type)


def location(found: Found, target: str) -> str | None:
    """Where it takes place: a visit's host, else a place named with "in" or "at" beside the verb."""
    if found.interaction_type == "visit":
        return None if found.mode == "invitation" else target
    if found.verb is None or found.interaction_type not in ("agreement", "consultation"):
        return None
    for preposition, phrase in found.verb.pps:
        if preposition in ("in", "at"):
            for mention in phrase.mentions:
                if mention.kind in PLACE_KINDS or mention.kind in STATE_KINDS:
                    return mention.actor_id
    return None


def object_text(view: View, found: Found) -> str | None:
    """What the act is about, in the words of the text: the object's noun phrase without its article."""
    phrase = found.item
    if phrase is None and found.verb is not None and found.verb.objects:
        phrase = found.verb.objects[0]
    if phrase is None or phrase.pronoun or found.interaction_type in ("visit", "assault", "accusation"):
        return None
    if view.discourse.resolve(phrase) and found.interaction_type != "agreement":
        return None
    return words_of(view, phrase)


def words_of(view: View, phrase: Phrase) -> str:
    """A phrase's words as the text has them, with what it is "of", without a leading article."""
    tokens = view.tokens
    of = (np for preposition, np in phrase.pps if preposition == "of" and np.first == phrase.last + 2)
    last = max(np.last for np in (*phrase.members(), *of))
    first = phrase.first + (1 if tokens[phrase.first].tag in ("DT", "PP$") and phrase.first < last else 0)
    text = tokens[first].text
    for k in range(first + 1, last + 1):
        gap = " " if tokens[k].start > tokens[k - 1].end else ""
        text += gap + tokens[k].text
    return text[:120]


def level(refs: tuple[Ref, ...]) -> str | None:
    """The highest office among representatives."""
    found = [ref.level for ref in refs if ref.level in LEVELS]
    return min(found, key=LEVELS.index) if found else None


def participants(
    initiator: Ref, target: Ref, speakers: tuple[Ref, ...], mutual: bool
) -> tuple[Participant, ...]:
    """Who takes part by name, then who reports."""
    parts: dict[Participant, None] = {}
    for role, ref in (("initiator_agent", initiator), ("target_agent", target)):
        if ref.person is not None:
            parts[Participant("signatory" if mutual else role, ref.actor_id, ref.person, ref.office)] = None
    for speaker in speakers:
        if speaker.person is not None or len(speakers) > 1:
            parts[
                Participant(
                    "reporter", speaker.actor_id, speaker.person, speaker.office if speaker.person else None
                )
            ] = None
    return tuple(parts)
