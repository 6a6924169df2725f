"""Verbs side by side: which clause a verb after a conjunction goes on from, and what the two share."""

from __future__ import annotations

from demarche.coding.chunks import Verb
from demarche.coding.clauses.state import State


def coordinate(state: State, verb: Verb) -> None:
    """Put a verb beside the clause's verb, with its subject and auxiliaries: "has met X and signed"."""
    first = state.clause.verb
    assert first is not None
    verb.subject = first.subject
    verb.parent, verb.link, verb.marker = first.parent, first.link or "coord", first.marker
    verb.governor = first.governor
    if not verb.modal and verb.form in ("B", "BD") and first.modal and not verb.past:
        verb.modal = first.modal
    if verb.form in ("DN", "N", "D", "BD") and verb.first == verb.head:
        if first.passive and verb.form != "D" and not state.ahead.object_after(state.at):
            verb.passive, verb.past = True, first.past
        verb.perfect = verb.perfect or first.perfect
        verb.modal = verb.modal or (first.modal if verb.passive else "")
    state.clause.verb = verb


def coordinate_finite(state: State, verb: Verb) -> None:
    """Put a finite verb after a conjunction beside that of the innermost clause that it can go on from."""
    _leave_nonfinite(state, verb)
    clause = state.clause
    assert clause.verb is not None
    shifted = clause.kind in ("rel", "wh", "adv") and clause.verb.past != verb.past
    marked = bool(verb.modal) or verb.form not in ("B", "BD")
    outer = next((c for c in reversed(state.stack[:-1]) if c.verb is not None and c.verb.finite), None)
    if clause.kind == "adv" and state.comma and outer is not None:
        state.close_to(outer)  # "praised X when the two met, and promised …"
    elif marked and (clause.verb.modal != verb.modal or shifted):
        _close_to_parallel(state, verb)
    coordinate(state, verb)


def _leave_nonfinite(state: State, verb: Verb) -> None:
    """Close clauses that a finite verb cannot go on from: "thanked X for backing it and offered"."""
    if not any(c.verb is not None and c.verb.finite for c in state.stack):
        return
    bare = verb.first == verb.head
    while (current := state.clause.verb) is None or not current.finite:
        if current is not None and bare:
            if current.infinitive and verb.form in ("B", "BD"):
                return
            if current.passive and verb.form == "DN":
                return
        state.stack.pop()


def _close_to_parallel(state: State, verb: Verb) -> None:
    """Close clauses down to the innermost whose verb has the same modal, or else tense, if there is one.

    "will name those that are not controlled by X and will reject the rest": reject goes with name.
    """
    for clause in reversed(state.stack):
        other = clause.verb
        if other is not None and other.modal == verb.modal and (verb.modal or other.past == verb.past):
            state.close_to(clause)
            return
