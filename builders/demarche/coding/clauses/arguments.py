"""Placing noun phrases: subjects, objects, prepositional phrases, possessors."""

from __future__ import annotations

from demarche.coding.chunks import Item, Phrase, Verb
from demarche.coding.clauses.gapping import gapped
from demarche.coding.clauses.lists import after_comma, appose, join
from demarche.coding.clauses.nominals import give_doer
from demarche.coding.clauses.state import Clause, State
from demarche.coding.mentions import STATE_KINDS
from demarche.coding.words import SUBJECT_PRONOUNS, speech_kinds

_ACCOMPANYING = frozenset(("like", "along with", "together with", "alongside"))
_CAUSATIVE = frozenset(("have", "get", "see"))


def place_phrase(state: State, item: Item) -> None:
    """Find the place of a noun phrase in the clause, or the clause that it begins."""
    phrase = item.phrase
    assert phrase is not None
    state.result.phrases.append(phrase)
    _register_possessors(state, phrase)
    verb = state.clause.verb
    if state.prepositions:
        _prepositional(state, phrase)
    elif gapped(state, phrase):
        pass
    elif phrase.determiner == "whose" and state.last is not None:
        _whose(state, phrase, state.last)
    elif state.conjunction == "but" and verb is not None and not verb.negated:
        state.open(Clause("main"), phrase)
    elif not (state.conjunction and join(state, phrase)) and not (state.comma and after_comma(state, phrase)):
        _argument(state, phrase)
    state.last = state.touching = phrase
    state.comma = False
    state.conjunction = ""


def _register_possessors(state: State, phrase: Phrase) -> None:
    """List the possessors of a phrase, and theirs: "Chile's minister's visit"."""
    possessor = phrase.possessor
    while possessor is not None:
        possessor.owner, possessor.role = phrase, "poss"
        state.result.phrases.append(possessor)
        possessor = possessor.possessor


def _prepositional(state: State, phrase: Phrase) -> None:
    """Hang a prepositional phrase on the phrase before it and, but for an of-phrase, on all that this is on.

    "talks on trade with Peru in Lima": both talks and trade, and the verb, may be what is with Peru in Lima.
    """
    preposition = state.prepositions[-1]
    state.prepositions.clear()
    phrase.role = preposition
    host = state.last
    if host is not None and preposition in _ACCOMPANYING and _beside_subject(state, preposition, host):
        host.coordinated.append(phrase)
        phrase.owner, phrase.role, phrase.verb = host, "and", host.verb
        return
    if preposition == "of" and host is not None and host.role == "by" and host.mentions:
        host = host.owner or host  # "the expulsion by Peru of two envoys"
    if host is not None and (preposition == "of" or not host.pronoun):
        host.pps.append((preposition, phrase))
        phrase.owner = host
        if preposition == "of":
            phrase.verb = host.verb
            return
        while host.owner is not None and host.role != "poss":
            host = host.owner
            host.pps.append((preposition, phrase))
    verb = state.clause.verb
    if verb is not None:
        phrase.verb = verb
        verb.pps.append((preposition, phrase))
        if preposition == "by" and verb.link == "part" and verb.governor is not None:
            give_doer(verb.governor, verb, phrase)
    else:
        state.clause.fronted.append((preposition, phrase))


def _beside_subject(state: State, preposition: str, host: Phrase) -> bool:
    """Whether somebody is named beside a subject that is yet without its verb: "Peru, like Chile, …"."""
    waits = host.role == "subj" and state.clause.verb is None and bool(host.mentions)
    return waits and (state.comma or preposition != "like")


def _whose(state: State, phrase: Phrase, antecedent: Phrase) -> None:
    """Begin a relative clause with "whose": "France, whose flights were banned"."""
    verb = state.clause.verb
    if state.ahead.kind(state.at + 1) == "NP":  # "France, whose flights it has banned"
        state.open(Clause("rel", verb, "whom", antecedent=phrase))
        phrase.role = "obj"
    else:
        state.open(Clause("rel", verb, "whose", antecedent=antecedent), phrase)
    phrase.owner = antecedent


def _argument(state: State, phrase: Phrase) -> None:
    """Make a phrase subject or object, of this clause or of one that begins with it."""
    clause = state.clause
    verb = clause.verb
    if verb is None:
        if clause.subject is None:
            state.give_subject(phrase)
        elif _begins_contact(state, phrase):
            state.open(Clause("rel", None, "that", antecedent=state.touching), phrase)
        elif state.last is not None:
            appose(state, phrase)
        return
    if verb.first == 0 and verb.subject is None and state.tokens[0].low in ("had", "were"):
        verb.subject, verb.link, verb.marker = phrase, "adv", "if"  # "Had Peru signed, …"
        phrase.role = "subj"
        return
    if verb.lemma in _CAUSATIVE and _participle_next(state):
        pass  # had its envoy expelled
    elif _begins_contact(state, phrase):  # "rejected the offer Peru made"
        state.open(Clause("rel", verb, "that", antecedent=state.touching), phrase)
        return
    elif state.ahead.finite_after(state.at) and _subject_of_next(state, phrase, verb):
        return
    if verb.lemma in speech_kinds() and verb.subject is None and verb.finite:  # “…”, said the ministry
        verb.subject = phrase
        phrase.role = "subj"
    else:
        verb.objects.append(phrase)
        phrase.role = "obj"
    phrase.verb = verb


def _begins_contact(state: State, phrase: Phrase) -> bool:
    """Whether a state or pronoun behind a noun is the subject of a clause on it: "the treaty it signed"."""
    host = state.touching
    if host is None or host.pronoun or (host.mentions and not host.determiner):
        return False
    verb = state.clause.verb
    if verb is not None and (verb.lemma in speech_kinds() or host.role != "obj"):
        return False
    named = phrase.pronoun in SUBJECT_PRONOUNS or any(m.kind in STATE_KINDS for m in phrase.mentions)
    following = state.items[state.at + 1].verb if state.at + 1 < len(state.items) else None
    return named and following is not None and following.finite


def _participle_next(state: State) -> bool:
    """Whether a bare participle comes next: "had its envoy | expelled"."""
    following = state.items[state.at + 1].verb if state.at + 1 < len(state.items) else None
    return following is not None and following.form in ("N", "DN") and following.first == following.head


def _subject_of_next(state: State, phrase: Phrase, verb: Verb) -> bool:
    """Make a phrase behind `verb` the subject of the verb to come, if a clause is open or can begin."""
    clause = state.clause
    speaks = verb.lemma in speech_kinds()
    empty = state.empty()
    if empty is not None and clause.kind in ("part", "ing", "adv", "inf") and not speaks:
        state.close_to(empty)  # "In the communiqué made public on Sunday the two sides …"
        state.give_subject(phrase)
    elif state.waiting() is not None and not speaks:
        return False  # "The envoy who met the minister left": the coming verb is taken
    elif state.conjunction:
        kind = "that" if clause.kind == "that" else "main"
        state.open(Clause(kind, clause.parent, clause.marker), phrase)
    elif not speaks and state.ahead.another_subject(state.at):
        return False  # "met Ruiz in Lima and the two agreed": her own verb is met
    else:
        state.open(Clause("that", verb), phrase)  # "said Peru would …"
    return True
