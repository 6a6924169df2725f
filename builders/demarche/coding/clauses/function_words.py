"""Function words, dates and signs: what they open, close or leave for the next item."""

from __future__ import annotations

from demarche.coding.chunks import Item, Phrase, Verb
from demarche.coding.clauses.nominals import is_hearer, list_head, personal, sort_of
from demarche.coding.clauses.state import Clause, DatePlace, State
from demarche.coding.mentions import PLACE_KINDS, STATE_KINDS
from demarche.coding.words import PARTICLES, singular, speech_kinds, word_class

_CONTENT_NOUNS = word_class("content_noun")
_BEHIND_PARTICLE = ("P", "SUB", "COMMA", "PUNC", "CC", "V", "")
_COUNTED_FROM = frozenset(("after", "before", "since"))
_SPANS = word_class("span_of_time")
_TELLING = word_class("telling_verb")


def preposition(state: State, item: Item) -> None:
    """Keep a preposition for its phrase; give a particle to the verb: "threw the envoy out"."""
    verb = state.clause.verb
    stranded = state.touching is not None and not state.ahead.brings_something(state.at)
    if item.word == "in" and verb is not None and verb.last == item.first - 1:
        stranded = state.ahead.kind(state.at + 1) in _BEHIND_PARTICLE  # flew in on Monday
        verb.particle = verb.particle or ("in" if stranded else "")
        if stranded:
            return
    if item.word in PARTICLES and verb is not None and stranded:
        verb.particle = verb.particle or item.word
    elif item.word == "in" and _present(state):
        stay = Verb(item.first, item.first, item.first, "be", "G", subject=state.clause.subject, marker=",")
        stay.link = "ing"
        state.result.verbs.append(stay)
        state.open(Clause("ing", None, verb=stay))
        state.prepositions.append(item.word)
    elif item.word == "as" and (state.at == 0 or state.items[state.at - 1].kind != "V"):
        subordinator(state, item)
    elif item.word == "with" and state.comma and state.ahead.absolute(state.at):
        state.prepositions.append("amid")  # "signed it, with Peru as witness": no side of the act
    else:
        state.prepositions.append(item.word)


def _present(state: State) -> bool:
    """Whether "in" tells where a subject is before its verb: "the premier, in Lima for talks, said"."""
    clause, place = (
        state.clause,
        state.items[state.at + 1].phrase if state.at + 1 < len(state.items) else None,
    )
    if not state.comma or clause.verb is not None or clause.subject is None or place is None:
        return False
    named = any(m.last == place.last and m.kind in PLACE_KINDS | STATE_KINDS for m in place.mentions)
    return named and state.ahead.insert_ends(state.at)


def particle(state: State, item: Item) -> None:
    """Give a particle to the verb right before it: "threw out"."""
    verb = state.items[state.at - 1].verb
    if verb is not None:
        verb.particle = item.word


def subordinator(state: State, item: Item) -> None:
    """Open an adverbial clause, or keep the word as a preposition: "after X left", "after the talks"."""
    if state.ahead.finite_follows(state.at):
        state.open(Clause("adv", state.clause.verb, item.word))
        state.reset()
    else:
        state.prepositions.append(item.word)


def that(state: State, item: Item) -> None:
    """Open a relative clause or one that tells what is said: "the ban that X imposed", "said that X left"."""
    verb, last = state.clause.verb, state.last
    spoken = next((c for c in reversed(state.stack) if c.kind == "that"), None)
    if last is not None and state.ahead.verb_next(state.at + 1):
        state.open(Clause("rel", verb, "that", antecedent=_no_name(state, last)))
    elif state.conjunction and spoken is not None:  # "said that X left and that Y stayed"
        state.close_to(spoken)
        state.stack.pop()
        state.open(Clause("that", spoken.parent, "that"))
    elif state.touching is not None and last is not None and _relative_that(state, _measure(last)):
        state.open(Clause("rel", verb, "that", antecedent=_measure(last)))
    else:
        state.open(Clause("that", verb, "that", antecedent=state.touching))
    state.reset()


def _relative_that(state: State, noun: Phrase) -> bool:
    """Whether "that" between a noun and a subject brings a relative clause, not what is said or feared."""
    head = state.tokens[noun.head]
    if noun.pronoun or head.tag == "NP" or singular(head.low) in _CONTENT_NOUNS:
        return False
    verb = state.clause.verb
    if verb is None or verb.lemma not in speech_kinds():
        return True
    return noun.role == "obj" and verb.lemma not in _TELLING and not is_hearer(state.tokens, noun)


def wh_word(state: State, item: Item) -> None:
    """Open a relative clause or an indirect question: "X, which left", "asked whether X left"."""
    if item.word in ("who", "whom", "which", "where") and state.last is not None:
        antecedent = _antecedent(state, item.word, state.last)
        clause = Clause("rel", state.clause.verb, item.word, antecedent=antecedent)
        if state.prepositions:  # "talks, in which X …"
            clause.fronted.append((state.prepositions[-1], antecedent))
            clause.marker = state.prepositions[-1] + " which"
            clause.antecedent = None
        state.open(clause)
    elif state.conjunction and (outer := _relative_before(state, item.word)) is not None:
        state.close_to(outer)
        state.stack.pop()
        state.open(Clause("rel", outer.parent, item.word, antecedent=outer.antecedent))
    else:
        state.open(Clause("wh", state.clause.verb, item.word))
    state.reset()


def _antecedent(state: State, word: str, phrase: Phrase) -> Phrase:
    """What a relative pronoun stands for: never an apposition, nor what is no person for "who"."""
    if state.comma and phrase.role == "and":
        head = list_head(phrase)  # "Peru and Chile, with which …"
        phrase = head if sort_of(state.tokens, head) == sort_of(state.tokens, phrase) else phrase
    while phrase.owner is not None and (
        phrase.role == "appos" or (word == "who" and not personal(state.tokens, phrase))
    ):
        phrase = phrase.owner
    if word == "which" and state.comma and state.ahead.kind(state.at + 1) == "NP":
        return _thing(phrase)  # "sanctions on X, which he called unjust"
    return phrase


def _no_name(state: State, phrase: Phrase) -> Phrase:
    """What "that" stands for: "a meeting with Ana Ruiz that …" means the meeting."""
    host = phrase.owner
    named = host is not None and phrase.role == "with" and state.tokens[phrase.head].tag == "NP"
    return host if named and host is not None else phrase


def _thing(phrase: Phrase) -> Phrase:
    """The noun that a named actor hangs on by a preposition, when there is one."""
    head = list_head(phrase)
    host = head.owner
    if host is None or host.mentions or head.role not in ("on", "against", "between", "with", "to", "by"):
        return phrase
    return host


def _measure(phrase: Phrase) -> Phrase:
    """What a relative clause with "that" is about: of "the ban on Chilean wine that …" the ban."""
    return _thing(phrase) if phrase.mentions else phrase


def _relative_before(state: State, word: str) -> Clause | None:
    """The open relative clause that "and which", "and where" goes on from."""
    return next((c for c in reversed(state.stack) if c.kind == "rel" and c.marker == word), None)


def conjunction(state: State, item: Item) -> None:
    """Keep a conjunction for the phrase or verb that it brings."""
    state.conjunction = item.word


def predicate(state: State, item: Item) -> None:
    """Give an adjective without a noun to the verb: "is due", "condemned it as unjust"."""
    verb = state.clause.verb
    if verb is not None and state.prepositions in ([], ["as"]):
        verb.predicate = verb.predicate or item.word


def adverb(state: State, item: Item) -> None:
    """Make "here" and "there" a place: of the noun before the verb ("the ministry there"), or of the verb."""
    if item.word not in ("here", "there"):
        return
    if item.word == "there" and state.ahead.exists(state.at + 1):
        _expletive(state, item)
        return
    place = Phrase(item.first, item.last, item.first, pronoun=item.word)
    verb, phrases = state.clause.verb, state.result.phrases
    if verb is None:
        if item.word == "there" and state.touching is not None:
            place.role, place.owner = "in", state.touching
            phrases.insert(phrases.index(state.touching), place)
            state.touching.pps.append(("in", place))
    elif not state.prepositions:
        place.role, place.verb = "in", verb
        phrases.append(place)
        verb.pps += [("in", place), ("to", place)]


def _expletive(state: State, item: Item) -> None:
    """Begin a clause that tells that something is: "…, and within the month there was an accord"."""
    if state.clause.verb is not None:
        kind = state.clause.kind if state.clause.kind in ("that", "quote") else "main"
        state.open(Clause(kind, state.clause.parent, state.clause.marker))
    if state.clause.subject is None:
        state.give_subject(Phrase(item.first, item.last, item.first, pronoun="there"))
    state.reset()


def date(state: State, item: Item) -> None:
    """Note where a date stands, and whose it is: "two days after" is of the clause that it brings."""
    last = state.tokens[item.last].low
    brings = last in _COUNTED_FROM and state.ahead.finite_follows(state.at)
    if brings:
        state.open(Clause("adv", state.clause.verb, last))
    _place_date(state, item)
    if brings:
        state.reset()
    elif last in _COUNTED_FROM and _stands_alone(state):
        state.prepositions.append(last)  # "two days after the raid, Peru left"


def _stands_alone(state: State) -> bool:
    """Whether a thing comes next, then a comma or another phrase; actors could begin a list of doers."""
    behind = 2 if state.ahead.kind(state.at + 2) != "P" else 4  # the raid on Lima
    if state.ahead.kind(state.at + 1) != "NP" or state.ahead.kind(state.at + behind) not in ("COMMA", "NP"):
        return False
    phrase = state.items[state.at + 1].phrase
    return phrase is not None and not phrase.mentions and not phrase.pronoun


def _place_date(state: State, item: Item) -> None:
    of = state.prepositions[-1:] == ["of"] and state.last is not None
    noun = of and state.tokens[state.last.head].low not in _SPANS if state.last is not None else False
    state.prepositions.clear()
    clause, dates = state.clause, state.result.dates
    if clause.verb is None:
        place = DatePlace(item.first, item.last, None, state.last, True, clause.parent)
        clause.dates.append(place)
        dates.append(place)
        return
    if state.comma and clause.kind == "rel":
        outer = next((c for c in reversed(state.stack[:-1]) if c.verb is not None), None)
        if outer is not None:  # "landed on the islands, which X calls Y, on April 2"
            dates.append(DatePlace(item.first, item.last, outer.verb, None, False))
            return
    if state.conjunction:  # "…, and in October X did": of the verb to come
        state.floating = DatePlace(item.first, item.last, None, None, True, clause.verb)
        dates.append(state.floating)
        return
    dates.append(DatePlace(item.first, item.last, clause.verb, state.last, False, clause.parent, noun))


def comma(state: State, item: Item) -> None:
    """Note a comma; a conjunction before it waits: "received him and, in the words of X, told him …"."""
    if state.gap:
        state.gap = False
        return
    if state.conjunction:
        state.pending = state.conjunction
    state.comma = True
    if state.prepositions and state.ahead.inserted_group(state.at):
        state.inserted, state.prepositions = state.prepositions[-1], []
    elif state.inserted:
        state.prepositions, state.inserted = [state.inserted], ""
    else:
        state.prepositions.clear()


def dash(state: State, item: Item) -> None:
    """Read a dash as a comma that parts no preposition from its phrase."""
    state.comma = True


def semicolon(state: State, item: Item) -> None:
    """Close all clauses and begin anew."""
    state.stack = [Clause("main")]
    state.reset()


def colon(state: State, item: Item) -> None:
    """Open what is quoted or listed behind a colon."""
    state.open(Clause("quote", state.clause.verb))
    state.reset()


def open_bracket(state: State, item: Item) -> None:
    """Remember which clauses are open outside the bracket."""
    state.brackets.append(len(state.stack))
    state.comma = True


def close_bracket(state: State, item: Item) -> None:
    """Close the clauses that were opened within the bracket."""
    if state.brackets:
        del state.stack[state.brackets.pop() :]
