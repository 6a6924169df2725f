"""The mode and the context that a noun brings: "an arms embargo", "a state visit", "humanitarian aid"."""

from __future__ import annotations

from demarche.coding.chunks import Phrase
from demarche.coding.frames import Frame, NounClass, noun_classes
from demarche.coding.lists import word_lists
from demarche.coding.slots import Trigger, fillers
from demarche.coding.view import View

_CLASSES = {
    "sanction": ("sanction", "arms", "goods", "asset", "travel", "border", "aid"),
    "agreement": ("agreement",),
    "visit": ("trip",),
    "consultation": ("talk",),
    "assault": ("deednoun", "projectile"),
    "support": ("support",),
}
"""Interaction type → the classes of `nouns.tsv` for its nouns, after those that its frame names."""
_MEASURES = {"arms_embargo": "arms", "travel_ban": "travel", "financial": "asset", "economic": "goods"}
_MEASURE_WORDS = word_lists("mode")
_VISITS = {
    "state": "state_visit",
    "official": "official_visit",
    "working": "working_visit",
    "summit": "summit",
}
_AID = {
    "military": "military",
    "economic": "economic",
    "financial": "economic",
    "humanitarian": "humanitarian",
}


def mode_of(view: View, frame: Frame, item: Phrase | None, trigger: Trigger | None = None) -> str:
    """The frame's mode, or that of the noun in the slot it names, or of the words before that noun."""
    if not frame.mode.startswith("="):
        return frame.mode
    slot = frame.mode[1:]
    phrase = item
    if slot not in ("obj", "head") and trigger is not None:
        phrase = next(iter(fillers(view, trigger, slot)), None)
    if phrase is None:
        return "unspecified"
    own = _class_of(frame, view.noun(phrase))
    before = [token.low for token in view.tokens[phrase.first : phrase.head]]
    named = own.mode if own is not None else "unspecified"
    match frame.interaction_type:
        case "sanction":
            return _measure(before) or named
        case "agreement" if named == "unspecified":
            return _first_named(before)
        case "visit":
            return next((mode for word, mode in _VISITS.items() if word in before), named)
        case "consultation":
            after = [token.low for token in view.tokens[phrase.head : phrase.head + 3]]
            return "phone" if "phone" in before + after else named
        case "aid":
            return "military" if view.noun(phrase) in noun_classes()["arms"] else _aid(before, own)
        case _:
            return named


def context_of(view: View, frame: Frame, item: Phrase | None) -> str | None:
    """The context that a frame's noun brings."""
    own = _class_of(frame, view.noun(item)) if item is not None else None
    return own.context if own is not None else None


def _class_of(frame: Frame, word: str) -> NounClass | None:
    wanted = (c[1:] for _, c in frame.needs if c.startswith("@"))
    for name in (*wanted, *_CLASSES.get(frame.interaction_type, ())):
        entry = noun_classes()[name].get(word)
        if entry is not None:
            return entry
    return None


def _measure(before: list[str]) -> str | None:
    """ "weapons embargo", "visa ban"."""
    for mode, group in _MEASURES.items():
        nouns, words = noun_classes()[group], _MEASURE_WORDS[mode]
        if any(word in nouns or word.rstrip("s") in nouns or word in words for word in before):
            return mode
    return None


def _first_named(before: list[str]) -> str:
    """ "a treaty document": the first noun before the head that names a mode."""
    nouns = noun_classes()["agreement"]
    modes = (nouns[word].mode for word in before if word in nouns)
    return next((mode for mode in modes if mode != "unspecified"), "unspecified")


def _aid(before: list[str], own: NounClass | None) -> str:
    """ "financial aid"; else the mode is the context of the noun, as of "rice"."""
    named = next((_AID[word] for word in before if word in _AID), None)
    if named is not None:
        return named
    brought = own.context if own is not None else None
    return brought if brought is not None and brought in _AID.values() else "unspecified"
