"""People by name: found in a phrase, bound to a state by title, apposition or the table of office holders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.entities import offices
from demarche.coding.entities.model import Person, Ref, Trace
from demarche.coding.lists import COUNTERPARTS, UNANCHORED, word_list
from demarche.coding.mentions import ADJECTIVE_KINDS, STATE_KINDS
from demarche.coding.people import Holder, Office, fold, holder_by_full_name, holder_by_surname
from demarche.coding.words import word_class

if TYPE_CHECKING:
    from demarche.coding.entities.discourse import Discourse

SERVING = word_list("serving_verb")
_MILITARY_RANKS = word_list("rank")
_ADDRESSES = word_list("form_of_address")
_PARTICLES = word_class("name_particle")
_BEFORE_NAMES = frozenset(("JJ", "DT", "CD", "NP"))


def name_in(discourse: Discourse, phrase: Phrase, start: int, office: tuple[Office, int, int] | None) -> str:
    """The person's name that a phrase ends with: the capitalised words after title and demonym."""
    last = discourse.tokens[phrase.last]
    if last.tag != "NP" or not _capital(last.text):
        return ""
    first = max([start, *(mention.last + 1 for mention in phrase.mentions)])
    if office is not None:
        first = max(first, office[2] + 1) if office[2] < phrase.last else phrase.last + 1
    words: list[str] = []
    for token in discourse.tokens[first : phrase.last + 1]:
        named = _capital(token.text) or (bool(words) and token.low in _PARTICLES)
        if token.tag == "NP" and named and token.low not in _ADDRESSES:
            words.append(token.text)
        elif words or token.tag not in _BEFORE_NAMES:
            words = []
    return " ".join(words) if words and discourse.tokens[phrase.last].text == words[-1] else ""


def _capital(word: str) -> bool:
    """Whether a word of a name has its capital: "Sadat", "el-Sadat"."""
    return word[0].isupper() or word.partition("-")[2][:1].isupper()


def person(
    discourse: Discourse, phrase: Phrase, name: str, office: tuple[Office, int, int] | None
) -> tuple[Ref, ...]:
    """Who a name is: by the title before it, by what the text said, by an apposition, by the table."""
    owners = discourse.owner(phrase) if office is not None or phrase.possessor is None else ()
    if office is None and not phrase.mentions and " " in name and owners and _of_land(phrase):
        return _bound(discourse, Ref(owners[0].actor_id, "person", True, name), name)  # Ana Ruiz of Chile
    if office is not None and office[0].kind in ("office", "spokesperson"):
        actor = _employer(discourse, phrase, name, owners, office[0])
        if actor is not None:
            title = discourse.words(office[1], office[2]).lower()
            ref = Ref(actor, "person", True, _fullest(discourse, name), title, office[0].level)
            discourse.ways[phrase] = "title"
            return _bound(discourse, ref, name)
    known = discourse.known(name)
    if known is not None and _same(known.name, name):
        if len(name) > len(known.name):
            known.name = name
        if known.ref is not None:
            discourse.ways[phrase] = "known"
            return (replace(known.ref, person=known.name),)
    holder = (
        holder_by_full_name(name, discourse.day) if " " in name else holder_by_surname(name, discourse.day)
    )
    if holder is None or " " not in name or not _apposed_to_pronoun(phrase):
        apposed = _apposed(discourse, phrase, name, explicit=True)
        if apposed:
            return apposed
    named = owners if phrase.possessor is not None or phrase.mentions else ()
    if holder is not None and not (named and named[0].actor_id != holder.actor_id):
        ref = Ref(holder.actor_id, "person", True, name, None, _level(holder))
        discourse.ways[phrase] = "leaders"
        return _bound(discourse, ref, name)
    found = _apposed(discourse, phrase, name, explicit=False)
    if found:
        return found
    state = _sent_by(phrase) if " " in name else None
    if state is not None:
        return _bound(discourse, Ref(state, "person", True, name), name)
    return _private(discourse, phrase, name)


def _apposed_to_pronoun(phrase: Phrase) -> bool:
    """ "its foreign minister, Ana Ruiz": whose, a pronoun says, and a table of names knows better."""
    beside = phrase.owner if phrase.role == "appos" else None
    return beside is not None and beside.determiner in UNANCHORED


def _of_land(phrase: Phrase) -> bool:
    """Whether a name says of which state: "Ana Ruiz of Chile", but not "told Ana Ruiz of its doubts"."""
    of = phrase.pp("of")
    return of is not None and any(m.first <= of.head <= m.last and m.kind in STATE_KINDS for m in of.mentions)


def _sent_by(phrase: Phrase) -> str | None:
    """The state before a full name: "Peru's Ana Ruiz" is there for Peru."""
    owner = phrase.possessor
    if owner is None or owner.possessor is not None:
        return None
    named = (m.actor_id for m in owner.mentions if m.kind == "name" and m.first == owner.first)
    return next(named, None) if owner.head == owner.last else None


def _employer(
    discourse: Discourse, phrase: Phrase, name: str, owners: tuple[Ref, ...], office: Office
) -> str | None:
    """Whose the office before a name is: "Chile's minister Ana Ruiz", "US State Department spokesman Lee"."""
    said = phrase.mentions or (phrase.possessor is not None and phrase.possessor.mentions) or phrase.pps
    known = discourse.known(name)
    if owners and (said or known is None or known.ref is None):
        return owners[0].actor_id
    for mention in phrase.mentions:
        if mention.kind in STATE_KINDS or mention.kind in ADJECTIVE_KINDS:
            return mention.actor_id
    known = discourse.known(name)
    if known is not None and known.ref is not None:
        return known.ref.actor_id
    holder = (
        holder_by_full_name(f"{office.form} {name}", discourse.day)  # King Hussein
        or holder_by_full_name(name, discourse.day)
        or holder_by_surname(name, discourse.day)
        or holder_by_surname(name, discourse.day, office.level)
    )
    if holder is not None:
        return holder.actor_id
    if office.form in _MILITARY_RANKS and phrase.role == "obj":
        return None  # "freed Lieutenant Ruiz": the other's, if anybody's
    return office.actor_id or offices.implied(discourse, phrase, office)


def _level(holder: Holder) -> str | None:
    if holder.office in ("head_of_state", "head_of_government", "foreign_minister"):
        return holder.office
    return "minister" if holder.office.endswith("minister") else None


def _private(discourse: Discourse, phrase: Phrase, name: str) -> tuple[Ref, ...]:
    """A person of no state, so far."""
    introduce(discourse, name, None)
    if phrase.role == "subj" or not discourse.stranger[0]:
        discourse.stranger = (name, discourse.sentence)
    rank = 0 if phrase.role == "subj" else 3
    discourse.traces.append(Trace(Ref("", "person", False, name), discourse.sentence, phrase.first, rank))
    return ()


def _apposed(discourse: Discourse, phrase: Phrase, name: str, explicit: bool) -> tuple[Ref, ...]:
    """The office in the apposition: "Ana Ruiz, Chile's foreign minister"; `explicit`: it says of whom."""
    neighbours = list(phrase.appositions)
    if phrase.role == "appos" and phrase.owner is not None:
        neighbours.append(phrase.owner)
    for other in neighbours:
        if other.pronoun:
            continue
        if explicit and other.noun in COUNTERPARTS and not phrase.mentions:
            refs = discourse.resolve(other)
            if refs:
                return _bound(discourse, replace(refs[0], kind="person", person=name), name)
        if discourse.office_in(other.first, other.last) is None:
            continue
        if explicit and not discourse.owner(other) and other.pp("in", "for", "at") is None:
            continue
        refs = discourse.resolve(other)
        if refs and refs[0].person is None and refs[0].kind in ("office", "person"):
            ref = replace(refs[0], kind="person", person=name)
            discourse.resolved[other] = (ref,)
            return _bound(discourse, ref, name)
    return ()


def state_of_named_head(discourse: Discourse, phrase: Phrase) -> str | None:
    """Whose a thing is that bears a leader's name: "the Ruiz administration"."""
    tokens = discourse.tokens
    if phrase.first == phrase.head or tokens[phrase.head].tag != "N":
        return None
    named = [token.text for token in tokens[phrase.first : phrase.head] if token.tag == "NP"]
    if not named:
        return None
    known = discourse.known(named[-1])
    if known is not None and known.ref is not None:
        return known.ref.actor_id
    holder = holder_by_surname(" ".join(named), discourse.day)
    return holder.actor_id if holder is not None else None


def bind_servant(discourse: Discourse, verb: Verb) -> None:
    """Bind a person to whom he serves: "Ana Ruiz, who advises the Peruvian president"."""
    phrase = verb.governor
    assert phrase is not None, "a relative clause has its antecedent"
    served = verb.pp("for") if verb.lemma == "speak" else next(iter(verb.objects), None)
    if served is None or served is phrase or phrase.pronoun or discourse.resolved.get(phrase):
        return
    name = name_in(discourse, phrase, phrase.first, None)
    refs = discourse.all(served)
    if verb.lemma == "be" and not any(ref.kind == "office" for ref in refs):
        return  # "who is a friend of Peru"
    if name and len(refs) == 1 and refs[0].actor_id:
        actor = refs[0].actor_id
        discourse.resolved[phrase] = _bound(discourse, Ref(actor, "person", True, name), name)


# --- introductions


def given_person(discourse: Discourse, actor: str, name: str) -> tuple[Ref, ...]:
    """A person whom the caller's own recogniser binds to an actor; later the surname is enough."""
    return _bound(discourse, Ref(actor, "person", True, name), name)


def _bound(discourse: Discourse, ref: Ref, name: str) -> tuple[Ref, ...]:
    introduce(discourse, name, ref)
    return (ref,)


def introduce(discourse: Discourse, name: str, ref: Ref | None) -> None:
    """Remember a person under the last word of the name, and under the first where nobody has that."""
    key = fold(name).split()
    if not key:
        return
    people = discourse.people
    known = people.get(key[-1])
    same = known is not None and _same(known.name, name)
    if known is not None and known.ref is not None and ref is None and same:
        return
    best = known.name if known is not None and same and len(known.name) > len(name) else name
    first = people.get(key[0])
    people[key[-1]] = Person(best, ref)
    if ref is not None and (first is None or first.ref is None):
        people[key[0]] = Person(best, ref)


def _fullest(discourse: Discourse, name: str) -> str:
    known = discourse.known(name)
    longer = known is not None and len(known.name) > len(name) and _same(known.name, name)
    return known.name if known is not None and longer else name


def _same(known: str, name: str) -> bool:
    """Whether a shorter name can be a longer one's: every word of it is there."""
    a, b = set(fold(known).split()), set(fold(name).split())
    return a <= b or b <= a
