"""Placing verbs: which clause a verb group belongs to, and what finite verbs take from their clause."""

from __future__ import annotations

from demarche.coding.chunks import Item, Verb
from demarche.coding.clauses.coordination import coordinate, coordinate_finite
from demarche.coding.clauses.nominals import give_doer
from demarche.coding.clauses.nonfinite import gerund, infinitive, is_reduced, participle
from demarche.coding.clauses.state import Clause, State
from demarche.coding.lists import word_list
from demarche.coding.words import singular, speech_kinds, word_class

_INVERTED = word_class("inverted_verb")
_DEMANDING = word_list("demanding_verb")
_ASSERTING = frozenset(("insist", "suggest"))


def place_verb(state: State, item: Item) -> None:
    """Give a verb group its clause."""
    verb = item.verb
    assert verb is not None
    if verb.form in ("N", "DN") and state.tokens[verb.first].low == "be" and state.clause.kind == "that":
        verb.finite = True  # "demanded that the ban be lifted"
    if not _rejoins(state, verb):
        state.result.verbs.append(verb)
        if state.floating is not None and verb.finite:
            state.floating.verb, state.floating = verb, None
        if verb.infinitive:
            _delay_conjunction(state)
            infinitive(state, verb)
        elif verb.finite and not is_reduced(state, verb):
            if state.pending and state.comma and not state.conjunction:
                state.conjunction, state.pending = state.pending, ""
            _finite(state, verb)
        elif verb.form == "G" or state.tokens[verb.first].low in ("having", "being"):
            gerund(state, verb)
        else:
            participle(state, verb)
    state.reset()


def _rejoins(state: State, verb: Verb) -> bool:
    """Join a participle with its auxiliary when something stands between them: "had for months carried"."""
    auxiliary = state.clause.verb
    if (
        auxiliary is None
        or auxiliary.lemma not in ("have", "be")
        or not auxiliary.finite
        or auxiliary.objects
        or auxiliary.predicate
        or verb.form not in ("N", "DN")
        or verb.first != verb.head
        or state.comma
        or state.conjunction
        or verb.first - auxiliary.last > 5
    ):
        return False
    auxiliary.perfect = auxiliary.perfect or auxiliary.lemma == "have"
    auxiliary.passive = auxiliary.lemma == "be"
    auxiliary.lemma, auxiliary.form = verb.lemma, verb.form
    auxiliary.head, auxiliary.last = verb.head, verb.last
    return True


def _delay_conjunction(state: State) -> None:
    """Keep a conjunction for the verb behind an inserted infinitive: "met X and, to calm Y, signed"."""
    verb = state.clause.verb
    if state.conjunction and not (verb is not None and verb.infinitive):
        state.pending, state.conjunction = state.conjunction, ""


def _finite(state: State, verb: Verb) -> None:
    """Make a finite verb that of the clause at hand, of an outer one, or of a new one beside or in it."""
    clause = state.clause
    if clause.verb is None:
        if _quoted_subject(state, verb):
            clause.subject = None  # “Baseless,” said the ministry: what is quoted does not speak
        _fill(state, verb)
    elif state.conjunction:
        coordinate_finite(state, verb)
    elif not _said_of_antecedent(state, clause.verb, verb):
        _next_finite(state, clause.verb, verb)


def _quoted_subject(state: State, verb: Verb) -> bool:
    subject = state.clause.subject
    return (
        subject is not None
        and verb.lemma in speech_kinds()
        and state.tokens[subject.first].quoted
        and not state.tokens[verb.head].quoted
    )


def _said_of_antecedent(state: State, speaks: Verb, verb: Verb) -> bool:
    """Make a relative clause's antecedent the subject of what is said in it: "which it said violated …"."""
    clause = state.clause
    antecedent = clause.antecedent
    if clause.kind != "rel" or speaks.lemma not in speech_kinds():
        return False
    if antecedent is None or antecedent not in speaks.objects:
        return False
    speaks.objects.remove(antecedent)
    state.open(Clause("that", speaks, subject=antecedent))
    _fill(state, verb)
    return True


def _next_finite(state: State, current: Verb, verb: Verb) -> None:
    """Place a finite verb that follows the clause's verb `current` without a conjunction."""
    waiting = state.waiting()
    inverted = verb.lemma in _INVERTED and state.comma and waiting is None
    if inverted and state.ahead.kind(state.at + 1) == "NP" and not state.ahead.finite_after(state.at + 1):
        state.open(Clause("main"))  # "X left, said the ministry"
        _fill(state, verb)
        return
    listed = state.comma and state.clause.kind != "rel" and current.subject is not None
    last = state.last
    if waiting is not None:
        while state.clause is not waiting:
            closed = state.stack.pop()
            if closed.kind == "paren":
                state.clause.attributor = closed.verb
        _fill(state, verb)
    elif not listed and last is not None and last.role == "obj" and last.verb is current:
        current.objects.remove(last)  # an object that turns out to be the subject of a clause
        state.open(Clause("that", current), last)
        _fill(state, verb)
    else:
        coordinate(state, verb)


def _fill(state: State, verb: Verb) -> None:
    """Give the innermost clause its verb, and the verb what the clause has gathered."""
    clause = state.clause
    verb.subject = clause.subject
    if verb.subject is not None:
        for phrase in verb.subject.members():
            phrase.verb = verb
    if clause.kind == "rel" and clause.antecedent is not None:
        if verb.subject is None:
            verb.subject = clause.antecedent
        elif clause.marker == "where":
            verb.pps += [("in", clause.antecedent), ("to", clause.antecedent)]
        elif clause.marker != "whose":
            verb.objects.append(clause.antecedent)
            give_doer(clause.antecedent, verb, verb.subject)
    verb.parent, verb.marker = clause.parent, clause.marker
    verb.link = "" if clause.kind == "main" else clause.kind
    if clause.attributor is not None and verb.parent is None:
        verb.parent, verb.link = clause.attributor, "that"
    verb.governor = clause.antecedent
    if _demanded(state, verb):
        verb.modal = "should"
    verb.pps.extend(clause.fronted)
    for _, phrase in clause.fronted:
        phrase.verb = verb
    for place in clause.dates:
        place.verb = verb
    clause.verb = verb


def _demanded(state: State, verb: Verb) -> bool:
    """Whether a verb is what somebody demands, without a modal of its own: "demanded that Peru withdraw"."""
    parent, subject = verb.parent, verb.subject
    if (
        verb.link != "that"
        or parent is None
        or parent.lemma not in _DEMANDING
        or verb.modal
        or subject is None
    ):
        return False
    base = verb.first == verb.head and verb.form in ("B", "BD")
    if state.tokens[verb.first].low != "be" and not base:
        return False
    noun = state.tokens[subject.head].low
    one = singular(noun) == noun and not subject.coordinated and not subject.pronoun.startswith("they")
    return one or parent.lemma not in _ASSERTING  # "insists that the islands belong to it"
