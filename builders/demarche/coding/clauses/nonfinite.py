"""Placing verbs that are not finite: infinitives, gerunds, participles."""

from __future__ import annotations

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.clauses.coordination import coordinate
from demarche.coding.clauses.nominals import list_head
from demarche.coding.clauses.state import Clause, State
from demarche.coding.words import SUBJECT_PRONOUNS

_LINKING = frozenset(("be", "become", "remain"))
_RANKS = frozenset(("first", "second", "third", "last", "only"))


def is_reduced(state: State, verb: Verb) -> bool:
    """Whether a bare -ed form is a participle on the noun before it rather than the clause's verb."""
    if verb.form not in ("DN", "N") or verb.first != verb.head:
        return False
    if verb.form == "N":
        return True
    if verb.lemma == "say" and state.ahead.kind(state.at + 1) != "V":
        return False  # "Peru said on Friday it had …", but "words said to be Peru's"
    touching, current = state.touching, state.clause.verb
    if touching is not None and touching.pronoun in SUBJECT_PRONOUNS:
        return False
    if (state.pending and state.comma) or _object_relative(state):
        return False
    if current is not None:
        if state.conjunction:
            return current.passive and current.form in ("DN", "N")
        if state.waiting() is None:
            return touching is not None or (state.comma and not _next_in_list(state, current))
    if (
        current is None
        and state.clause.subject is None
        and touching is not None
        and touching.role not in ("", "subj")
    ):
        return True  # "In an essay published by …, X said"
    if state.ahead.object_after(state.at):
        return False
    if current is None and _before_main(state):
        return True
    after_comma = state.comma and current is None
    inserted = after_comma and state.clause.subject is not None
    if inserted and (state.ahead.word(state.at + 1) == "by" or state.ahead.insert_closes(state.at)):
        return True  # the agents, freed by Peru, left; the accord, signed in May, opens …
    return (touching is not None or after_comma) and state.ahead.finite_ahead(state.at + 1)


def _before_main(state: State) -> bool:
    """ "the treaty | signed by Peru and Chile gave", "the envoy, | expelled from Lima, left"."""
    inserted = state.comma and state.ahead.insert(state.at)
    return inserted or state.ahead.agent_then_finite(state.at)


def _object_relative(state: State) -> bool:
    """Whether the verb to come is that of a relative clause that has its subject: "which Peru | imposed"."""
    clause = state.clause
    if clause.kind != "rel" or clause.verb is not None or clause.subject is None:
        return False
    last = state.touching
    whole = last is not None and list_head(last) is clause.subject
    return whole and bool(clause.subject.mentions or clause.subject.pronoun)


def _next_in_list(state: State, current: Verb) -> bool:
    """Whether an -ed form after a comma is the next of a list: "expelled envoys, moved troops and …"."""
    return current.subject is not None and state.ahead.object_after(state.at)


def infinitive(state: State, verb: Verb) -> None:
    """Hang an infinitive on the clause's verb, or on a noun: "agreed to leave", "the decision to leave"."""
    clause = state.clause
    parent = clause.verb
    if state.conjunction and parent is not None and parent.infinitive:
        coordinate(state, verb)
        return
    verb.parent, verb.link = parent, "inf"
    if parent is None and clause.subject is not None and state.last is not None:
        verb.governor = state.last  # "the decision to expel …" before its verb
    else:
        verb.governor = state.last if state.last is state.touching else None
    if verb.governor is not None and _ranked(state, verb.governor):
        _tell_as_done(verb, verb.governor)
    state.open(Clause("inf", parent, verb=verb))


def _ranked(state: State, noun: Phrase) -> bool:
    """Whether a noun is the first or last of its kind: "the first president | to set foot in Lima"."""
    return any(token.low in _RANKS for token in state.tokens[noun.first : noun.head])


def _tell_as_done(verb: Verb, doer: Phrase) -> None:
    """Read an infinitive as a relative clause: "the first who set foot in Lima"."""
    above = verb.parent
    own = any(mention.kind == "adjective" for mention in doer.mentions)
    if above is not None and above.lemma in _LINKING and above.subject is not None and not own:
        doer = above.subject  # "she was the first leader to visit Peru"
    ahead = above.modal if above is not None else ""
    verb.subject, verb.link, verb.infinitive, verb.finite = doer, "rel", False, True
    verb.past = not ahead
    verb.modal = ahead


def gerund(state: State, verb: Verb) -> None:
    """Hang an -ing form on a preposition, on the noun before it, or on the clause's verb."""
    parent = state.clause.verb
    if state.conjunction and parent is not None and parent.form == "G":
        coordinate(state, verb)
        return
    verb.parent, verb.link = parent, "ing"
    if state.prepositions:  # "thanked X for lifting the ban"
        verb.marker = state.prepositions[-1]
        verb.governor = state.last
    elif state.touching is not None and not state.comma:  # "troops crossing the border"
        verb.governor = verb.subject = state.touching
    elif state.comma and parent is not None:  # "left the talks, saying …"
        finite = (c.verb for c in reversed(state.stack) if c.verb is not None and c.verb.finite)
        host = next(finite, parent)
        verb.marker = ","
        verb.parent, verb.subject = host, host.subject
    elif state.comma and clause_waits(state):  # "Ana Ruiz, passing through Lima, said"
        verb.marker, verb.subject = ",", state.clause.subject
    state.open(Clause("ing", verb.parent, verb=verb))


def clause_waits(state: State) -> bool:
    """Whether a clause has its subject and waits for its verb."""
    return state.clause.verb is None and state.clause.subject is not None


def participle(state: State, verb: Verb) -> None:
    """Hang a passive participle on the noun that it is said of: "sanctions imposed by X"."""
    clause = state.clause
    if state.conjunction and clause.verb is not None and clause.verb.passive:
        coordinate(state, verb)
        return
    subject = clause.verb.subject if clause.verb is not None else clause.subject
    verb.subject = verb.governor = state.touching or state.last or subject
    verb.passive, verb.finite = True, False
    verb.parent, verb.link = clause.verb, "part"
    state.open(Clause("part", clause.verb, verb=verb))
