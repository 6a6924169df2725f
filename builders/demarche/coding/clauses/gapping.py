"""Clauses that leave out the verb of the clause before: "Peru expelled two envoys; Chile, three"."""

from __future__ import annotations

from dataclasses import replace

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.clauses.nominals import sort_of
from demarche.coding.clauses.state import Clause, State
from demarche.coding.mentions import STATE_KINDS
from demarche.coding.words import word_class

_GIVING = word_class("giving_verb")


def gapped(state: State, phrase: Phrase) -> bool:
    """Begin a clause whose verb is left out with a state's name; False when there is none."""
    named = any(m.first <= phrase.head <= m.last and m.kind in STATE_KINDS for m in phrase.mentions)
    if not named:
        return False
    verb = _left_out(state, phrase)
    if verb is None or not verb.finite or verb.subject is None:
        return False
    objects, pps = [], []
    if not _object_follows(state):  # "…, and Chile in June": with the same object
        objects = list(verb.objects)
        pps = [(prep, np) for prep, np in verb.pps if np.owner in objects]
    again = replace(
        verb,
        first=phrase.last,
        last=phrase.last,
        subject=phrase,
        objects=objects,
        pps=pps,
        link=verb.link or "coord",
    )
    phrase.role, phrase.verb = "subj", again
    state.result.verbs.append(again)
    state.open(Clause("main", verb.parent, verb=again, subject=phrase))
    state.gap = state.ahead.kind(state.at + 1) == "COMMA"
    return True


def _left_out(state: State, phrase: Phrase) -> Verb | None:
    """The verb that a clause beginning with this phrase leaves out."""
    verb = state.clause.verb
    if state.at and state.items[state.at - 1].kind == "SEMI":
        bare = state.ahead.kind(state.at + 1) == "COMMA" and state.ahead.verbless(state.at + 2)
        return next(reversed(state.result.verbs), None) if bare and _object_follows(state) else None
    if not state.conjunction or verb is None or not verb.objects or verb.lemma in _GIVING:
        return None
    if _theirs_follows(state):
        return verb
    following = state.items[state.at + 1].phrase if state.at + 1 < len(state.items) else None
    if following is not None:  # "Peru recalled its envoy and Chile | its consul"
        same = following.mentions == phrase.mentions or state.ahead.finite_after(state.at + 1)
        return None if same else verb
    return verb if state.comma and _dated_alone(state, verb) else None


def _object_follows(state: State) -> bool:
    """Whether a phrase follows the name, behind a comma at most: what the verb is about here."""
    k = state.at + 1
    return "NP" in (state.ahead.kind(k), state.ahead.kind(k + 1) if state.ahead.kind(k) == "COMMA" else "")


def _theirs_follows(state: State) -> bool:
    """Whether a list of names ends with what is theirs: ", and Bolivia | and Ecuador theirs"."""
    for item in state.items[state.at + 1 : state.at + 6]:
        if item.phrase is not None and state.tokens[item.phrase.head].low == "theirs":
            return True
        if item.kind not in ("CC", "COMMA", "NP"):
            return False
    return False


def _dated_alone(state: State, verb: Verb) -> bool:
    """Whether a name stands beside the subject, and only a date or place with it: ", and Chile | in June"."""
    places = (*verb.objects, *(np for _, np in verb.pps))
    if any(sort_of(state.tokens, np) == "place" and np.head == np.last for np in places):
        return False  # "visited Peru in May, and Chile in June"
    k = state.at + 1
    return state.ahead.kind(k) in ("P", "DATE") and state.ahead.verbless(k)
