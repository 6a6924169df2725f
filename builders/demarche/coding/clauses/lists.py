"""Noun phrases side by side: lists, appositions, and phrases after a comma that begin a clause."""

from __future__ import annotations

from demarche.coding.chunks import Phrase
from demarche.coding.clauses.nominals import list_head, renames, sort_of
from demarche.coding.clauses.state import Clause, State
from demarche.coding.words import speech_kinds

_WITHOUT_OBJECT = frozenset(("be", "become", "remain", "come", "go", "speak", "arrive", "live", "stay"))


def appose(state: State, phrase: Phrase) -> None:
    """Let a phrase rename the one before it: "Ana Ruiz, the minister"."""
    host = state.last
    assert host is not None
    while host.owner is not None and host.role == "appos" and host.owner.last >= host.first - 3:
        host = host.owner
    host.appositions.append(phrase)
    phrase.owner, phrase.role, phrase.verb = host, "appos", host.verb


def _coordinate(state: State, previous: Phrase, phrase: Phrase) -> None:
    """Join a phrase to the innermost phrase before it that is of its sort: "Ruiz of Chile and | Sand"."""
    host = list_head(previous)
    sort = sort_of(state.tokens, phrase)
    node: Phrase | None = host
    while node is not None and sort_of(state.tokens, node) != sort:
        if node.role in ("subj", "obj"):
            break
        node = list_head(node.owner) if node.owner is not None else None
    else:
        host = node or host
    host.coordinated.append(phrase)
    phrase.owner, phrase.role, phrase.verb = host, "and", host.verb


def join(state: State, phrase: Phrase) -> bool:
    """Coordinate a phrase after a conjunction with the one before it, unless it begins a clause."""
    previous, clause = state.last, state.clause
    if previous is None:
        return False
    if clause.verb is None:
        if clause.subject is None:
            return False
    elif clause.verb.form == "G" and _gerund_next(state):
        state.open(Clause("ing", clause.parent), phrase)  # "with A dropping X and B doing Y"
        return True
    elif state.ahead.finite_after(state.at) and state.waiting() is None:
        head = list_head(previous)
        if head.role != "subj" or head.verb is not None:
            return False
    outer = state.waiting()
    if outer is not None and outer.subject is not None and state.pending and state.comma:
        sorts = [sort_of(state.tokens, p) for p in (outer.subject, list_head(previous), phrase)]
        if sorts[0] == sorts[2] != sorts[1]:  # "Peru, which left the talks, and Chile …"
            state.close_to(outer)
            previous = outer.subject
    _coordinate(state, previous, phrase)
    return True


def _gerund_next(state: State) -> bool:
    following = state.items[state.at + 1].verb if state.at + 1 < len(state.items) else None
    return following is not None and following.form == "G"


def after_comma(state: State, phrase: Phrase) -> bool:
    """Place a phrase after a comma: as a list's next member, an apposition, or the start of a clause.

    False when it is none of these but an argument of the clause's verb.
    """
    clause = state.clause
    end = state.ahead.list_end(state.at)
    if end is not None:
        return _listed(state, phrase, end)
    finite = state.ahead.finite_after(state.at)
    if clause.verb is None and clause.subject is not None:
        if finite and not state.conjunction and state.ahead.inserted_speech(state.at):
            state.open(Clause("paren"), phrase)  # "London, he noted, had not …"
        elif state.last is not None:
            appose(state, phrase)
        return True
    if clause.verb is None:
        return False
    if finite and _begins_clause(state, phrase):
        return True
    if state.last is None or _object_behind_insert(state, phrase):
        return False
    appose(state, phrase)
    return True


def _object_behind_insert(state: State, phrase: Phrase) -> bool:
    """Whether a phrase is the object of a verb right before an insert: "signed, in Lima, an accord"."""
    verb = state.clause.verb
    if verb is None or verb.objects or verb.passive or verb.lemma in _WITHOUT_OBJECT:
        return False
    items = state.items
    place = state.at - 1
    while place > 0 and items[place - 1].kind in ("NP", "P", "DATE"):
        place -= 1
    parted = items[place - 1].kind == "COMMA" and items[place - 2].verb is verb and items[place].kind == "P"
    return parted and sort_of(state.tokens, phrase) != "person"


def _listed(state: State, phrase: Phrase, end: int) -> bool:
    """Place a phrase that a list goes on from, the last of whose members is item `end`."""
    clause = state.clause
    if clause.verb is not None and state.waiting() is None and state.ahead.finite_after(end):
        empty = state.empty()
        if empty is not None:  # "On Friday, in a hall where X died, A and B shook hands"
            state.close_to(empty)
            state.give_subject(phrase)
        else:  # "…, the presidents of A, B and C shook hands"
            state.open(Clause("main"), phrase)
    elif state.last is None:
        return False
    elif renames(state.tokens, state.last, phrase):
        appose(state, phrase)
    elif clause.verb is None and clause.subject is None:
        return False
    else:
        _coordinate(state, state.last, phrase)
    return True


def _begins_clause(state: State, phrase: Phrase) -> bool:
    """Make a phrase with a finite verb behind it a subject, if a clause can begin after this comma."""
    clause = state.clause
    empty = state.empty()
    if empty is not None:  # "After X did A, Y did B"
        state.close_to(empty)
        state.give_subject(phrase)
    elif clause.kind == "rel" and clause.verb is not None and clause.verb.lemma in speech_kinds():
        # "where, the ministry says, he is to stay"
        state.open(Clause("rel", clause.parent, clause.marker, antecedent=clause.antecedent), phrase)
    elif state.waiting() is None:  # else the verb is that of "X" in "X, who left, a friend of Y, said"
        state.open(Clause("main" if clause.kind == "main" else "coord"), phrase)
    else:
        return False
    return True
