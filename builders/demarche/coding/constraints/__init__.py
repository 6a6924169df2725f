"""What a frame asks of its slots: one function a question, found by its name in `frames.tsv`.

`clauses` answers what is asked of the trigger's clause, `phrases` what is asked of the phrase in a slot.
"""

from __future__ import annotations

from demarche.coding.constraints.clauses import CLAUSE_QUESTIONS
from demarche.coding.constraints.phrases import PHRASE_QUESTIONS, has_word, phrase_fits
from demarche.coding.frames import noun_classes
from demarche.coding.lists import word_list
from demarche.coding.slots import Trigger, fillers, refs
from demarche.coding.view import View

_WORDS: dict[str, frozenset[str]] = {
    "phone": word_list("phone"),
    "persona": word_list("persona"),
    "hostage": word_list("captivity"),
    **{word: frozenset((word,)) for word in word_list("asked_word")},
}
"""Slots that ask for a word anywhere in the sentence."""
QUESTIONS = frozenset((*PHRASE_QUESTIONS, "any", "plural", "single", "@wrong"))
"""The constraints that ask for more than a noun."""
NOT_IN_PLACE = frozenset((*CLAUSE_QUESTIONS, *_WORDS, "as"))
"""The slots that ask for more than a phrase in that place."""


def fits(view: View, trigger: Trigger, slot: str, constraint: str, status: str | None) -> bool:
    """Whether what stands in a slot meets a constraint; `status`: how the act is told, None for a noun's."""
    if slot == "status":
        return status == constraint
    of_clause = CLAUSE_QUESTIONS.get(slot)
    if of_clause is not None and (slot != "under" or trigger.phrase is not None):
        return of_clause(view, trigger, constraint)
    if slot in _WORDS:
        return not _WORDS[slot].isdisjoint(view.discourse.lows)
    if constraint in ("plural", "single"):
        count = len(refs(view, trigger, slot))
        return count >= 2 if constraint == "plural" else count == 1
    phrases = fillers(view, trigger, slot)
    if slot == "as" and constraint == "@wrong" and trigger.verb is not None:
        wrong = noun_classes()["wrong"]  # denounced as illegal
        return trigger.verb.predicate in wrong or any(has_word(view, phrase, wrong) for phrase in phrases)
    if not phrases or constraint in ("any", "none"):
        return bool(phrases) == (constraint != "none")
    return any(phrase_fits(view, phrase, constraint) for phrase in phrases)
