"""Who a noun phrase stands for: names, titles, possessives, pronouns and descriptions, across sentences.

`Discourse` is the memory of one document. Phrases are resolved in the order of the text; each answer is
remembered, so that "he", "the ministry", "the two countries" and a bare surname find what went before.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from demarche.coding.chunks import Phrase
from demarche.coding.mentions import ADJECTIVE_KINDS, PLACE_KINDS, STATE_KINDS, Mention, halves_of
from demarche.coding.people import Office, find_office, fold, holder_by_full_name, holder_by_surname
from demarche.coding.referring import (
    COUNTERPARTS,
    COUNTRY_NOUNS,
    GROUP_PRONOUNS,
    HOSTS,
    MEMORY,
    NEUTER,
    NON_STATE,
    NOT_IN_OFFICE,
    ORG_NOUNS,
    PAIR_DETERMINERS,
    PAIR_NOUNS,
    PERSONAL,
    SEMI_STATE,
    STATE_GROUPS,
    THINGS_OF_STATE,
    TOPICS,
)
from demarche.coding.segment import Token
from demarche.coding.words import singular


@dataclass(frozen=True, slots=True)
class Ref:
    """What a phrase stands for.

    `kind`: state, place (a place within the actor), person, office, institution, group, people (nationals),
    thing (belongs to the actor). `official` says whether it can act for the actor.
    """

    actor_id: str
    kind: str
    official: bool
    person: str | None = None
    office: str | None = None
    level: str | None = None
    capital: bool = False


@dataclass(slots=True)
class Trace:
    """A reference remembered: where it stood and how prominent it was."""

    ref: Ref
    sentence: int
    first: int
    rank: int

    @property
    def subject(self) -> bool:
        """Whether it stood as subject."""
        return self.rank == 0


@dataclass(slots=True)
class Person:
    """A person introduced in the text (None as actor: a private person)."""

    name: str
    ref: Ref | None


@dataclass(slots=True)
class Discourse:
    """What a document has said so far about who is who. `day` is the day of publication (ISO)."""

    day: str
    people: dict[str, Person] = field(default_factory=dict)
    traces: list[Trace] = field(default_factory=list)
    pairs: dict[tuple[str, str], float] = field(default_factory=dict)
    nouns: dict[str, tuple[Ref, ...]] = field(default_factory=dict)
    things: dict[str, tuple[Ref, ...]] = field(default_factory=dict)
    compass: dict[str, str] = field(default_factory=dict)
    here: str | None = None
    local: str | None = None
    paragraph: int = 0
    scouting: bool = False
    orgs: dict[str, str] = field(default_factory=dict)
    awaited: tuple[tuple[Ref, ...], int] = ((), -1)
    holders: tuple[Ref, ...] = ()
    topic: tuple[str, int] = ("", -9)
    culprit: Ref | None = None
    measured_at: int = -9
    front: set[str] = field(default_factory=set)
    measured: str | None = None
    stranger: tuple[str, int] = ("", -1)
    latest: tuple[int, str, str] = (-1, "", "")
    group: tuple[Ref, ...] = ()
    resolved: dict[Phrase, tuple[Ref, ...]] = field(default_factory=dict)
    sentence: int = 0
    tokens: list[Token] = field(default_factory=list)
    speaker: Ref | None = None

    # --- entry points

    def begin(self, sentence: int, tokens: list[Token]) -> None:
        """Start a sentence: phrases now index its tokens."""
        for _ in range(sentence - self.sentence):
            self.pairs = {pair: weight * 0.75 for pair, weight in self.pairs.items() if weight > 0.02}
        self.sentence, self.tokens, self.local = sentence, tokens, None

    def resolve(self, phrase: Phrase) -> tuple[Ref, ...]:
        """What a phrase alone stands for (not its coordinated members); () when it is no actor's."""
        if phrase not in self.resolved:
            self.resolved[phrase] = ()  # a phrase that refers to itself ends here
            refs = self._resolve(phrase)
            self.resolved[phrase] = refs
            self._remember(phrase, refs)
        return self.resolved[phrase]

    def all(self, phrase: Phrase) -> tuple[Ref, ...]:
        """What a phrase and the phrases coordinated with it stand for, each actor once."""
        seen: dict[str, Ref] = {}
        for member in phrase.members():
            for ref in self.resolve(member):
                seen.setdefault(ref.actor_id, ref)
        return tuple(seen.values())

    def owner(self, phrase: Phrase) -> tuple[Ref, ...]:
        """Whose the thing is that a phrase names: possessor, possessive pronoun, demonym, or "of X"."""
        if phrase.possessor is not None:
            return self.all(phrase.possessor)
        if phrase.determiner == "whose" and phrase.owner is not None:
            return self.all(phrase.owner)
        if phrase.determiner in PERSONAL | NEUTER | GROUP_PRONOUNS:
            return self._pronoun(phrase.determiner, phrase)
        refs = tuple(
            Ref(m.actor_id, "state", True, capital=m.kind == "capital")
            for m in phrase.mentions
            if m.kind in ADJECTIVE_KINDS or (m.kind in STATE_KINDS and m.last < phrase.head)
        )
        if refs:
            return refs
        of = phrase.pp("of")
        if of is not None:
            return self.all(of)
        named = [self.tokens[k].text for k in range(phrase.first, phrase.head) if self.tokens[k].tag == "NP"]
        if named and self.tokens[phrase.head].tag == "N":  # the Bush administration
            known = self.people.get(fold(named[-1]).split()[-1])
            holder = holder_by_surname(" ".join(named), self.day)
            if known is not None and known.ref is not None:
                return (Ref(known.ref.actor_id, "state", True),)
            if holder is not None:
                return (Ref(holder.actor_id, "state", True),)
        if phrase.role == "appos" and phrase.owner is not None and not phrase.owner.pronoun:
            return self.owner(phrase.owner) if phrase.owner.role != "appos" else ()
        return ()

    # --- resolution

    def _resolve(self, phrase: Phrase) -> tuple[Ref, ...]:
        if phrase.pronoun:
            return self._pronoun(phrase.pronoun, phrase)
        tokens = self.tokens
        head = tokens[phrase.head]
        noun = singular(head.low)
        start = phrase.possessor.last + 2 if phrase.possessor is not None else phrase.first
        if any(tokens[k].low in NOT_IN_OFFICE for k in range(start, phrase.last + 1)):
            self._introduce(phrase, None, start)
            return ()
        headed = next((m for m in phrase.mentions if m.first <= phrase.head <= m.last), None)
        if headed is not None and headed.kind in PLACE_KINDS | {"capital"} and headed.first > start:
            before = tokens[headed.first - 1]
            if before.tag == "NP" and not any(m.last == headed.first - 1 for m in phrase.mentions):
                phrase.mentions.remove(headed)  # Sheikh Sabah, William Hague: a person
                headed = None
        for mention in phrase.mentions:
            direction, _, rest = mention.form.partition(" ")
            if rest and direction in ("North", "South", "East", "West") and mention.kind == "name":
                self.compass[direction.lower()] = mention.actor_id
        if (
            headed is None
            and phrase.determiner == "the"
            and head.low in self.compass
            and phrase.head == phrase.last
        ):
            return (Ref(self.compass[head.low], "state", True),)
        if headed is not None and headed.kind not in ADJECTIVE_KINDS:
            return self._named(phrase, headed, start)
        if head.tag == "NP" and head.low.endswith("s") and phrase.head == phrase.last:
            halves = halves_of(head.text[:-1], self.day)
            if halves:  # the two Koreas
                return tuple(Ref(actor, "state", True) for actor in halves)
        office = find_office(tokens, start, phrase.last)
        name = self._name(phrase, start, office)
        if name:
            return self._person(phrase, name, office, start)
        if headed is not None:  # "the French"
            if phrase.determiner in ("a", "an", "another") or tokens[phrase.first].tag == "CD":
                return (Ref(headed.actor_id, "people", False),)  # an Estonian
            return (Ref(headed.actor_id, "people", True),) if phrase.determiner == "the" else ()
        if noun in SEMI_STATE:
            return tuple(Ref(ref.actor_id, "group", False) for ref in self.owner(phrase))
        if (
            noun in ORG_NOUNS
            and phrase.determiner in ("the", "its", "his")
            and not phrase.mentions
            and not phrase.possessor
        ):
            if noun in self.orgs or ("" in self.orgs and head.tag != "NP"):
                return (Ref(self.orgs.get(noun) or self.orgs[""], "org", True),)
        if noun in NON_STATE and not (office is not None and office[2] == phrase.head):
            return ()
        if any(tokens[k].low == "same" for k in range(start, phrase.head)) and noun in self.nouns:
            return self.nouns[noun]  # the same president
        if head.low in ("latter", "former") and len(self.group) >= 2:
            return (self.group[-1] if head.low == "latter" else self.group[0],)
        if head.low in _COUNTS and phrase.head == phrase.last and phrase.determiner in ("the", "all"):
            return self._several(_COUNTS[head.low])
        if head.low == "two" and phrase.head == phrase.last and phrase.determiner == "the":
            return self._pair()
        if noun in COUNTERPARTS:
            return self._counterpart(phrase, noun)
        if (
            noun in ("neighbour", "neighbor")
            and phrase.determiner == "a"
            and phrase.role not in ("subj", "appos")
        ):
            return self._other_than_owner(phrase)
        if noun in ("pair", "duo") and phrase.determiner == "the" and not phrase.pp("of"):
            return self._pair()
        if noun in HOSTS and phrase.pp("in") is not None:
            return tuple(
                replace(r, kind="office", official=True) for r in self.all(phrase.pp("in") or phrase)
            )
        if noun in HOSTS and phrase.determiner in PERSONAL | NEUTER | GROUP_PRONOUNS | {"the"}:
            return self._other_than_owner(phrase)
        if (
            noun in PAIR_NOUNS
            and not (phrase.possessor or phrase.mentions or phrase.pp("of"))
            and (
                phrase.determiner in PAIR_DETERMINERS
                or (phrase.determiner in ("the", "these") and head.low.endswith("s"))
                or any(tokens[k].low in ("two", "both") for k in range(start, phrase.head))
            )
        ):
            return self._pair()
        if office is not None and office[2] == phrase.head and office[1] < office[2]:
            return self._office(phrase, office[0])
        count = next(
            (_COUNTS[tokens[k].low] for k in range(start, phrase.head) if tokens[k].low in _COUNTS), 0
        )
        if (
            count
            and noun in PAIR_NOUNS
            and phrase.determiner in ("the", "these", "all")
            and not phrase.pp("of")
        ):
            return self._several(count)
        if noun in COUNTRY_NOUNS and phrase.determiner in ("the", "this", "that"):
            of = phrase.pp("of")
            if any(tokens[k].tag == "NP" for k in range(start, phrase.head)):
                return ()
            return self.all(of) if of is not None else self._country(phrase)
        if office is not None and office[2] == phrase.head:
            return self._office(phrase, office[0])
        if noun in STATE_GROUPS:
            return tuple(replace(ref, kind="group", official=True) for ref in self.owner(phrase))
        return tuple(
            Ref(ref.actor_id, "thing", noun in THINGS_OF_STATE)
            for ref in self.owner(phrase)
            if ref.kind != "place"
        )

    def _named(self, phrase: Phrase, mention: Mention, start: int) -> tuple[Ref, ...]:
        if mention.kind in PLACE_KINDS:
            return (Ref(mention.actor_id, "place", False),)
        if mention.kind == "not_state":
            return ()
        if mention.kind == "people":
            counted = any(self.tokens[k].tag == "CD" for k in range(start, phrase.head))
            bare = start == mention.first or phrase.determiner == "the"
            return (Ref(mention.actor_id, "people", bare and not counted),)
        if phrase.head < mention.last or mention.last < phrase.last:
            return ()
        kind = {
            "seat": "institution",
            "body": "institution",
            "state_media": "institution",
            "igo": "org",
            "bloc": "org",
        }.get(mention.kind, "state")
        if kind == "org":
            self.orgs[""] = mention.actor_id
            for word in mention.form.lower().split():
                if word in ORG_NOUNS:
                    self.orgs[word] = mention.actor_id
        return (Ref(mention.actor_id, kind, True, capital=mention.kind == "capital"),)

    def _name(self, phrase: Phrase, start: int, office: tuple[Office, int, int] | None) -> str:
        """The person's name that a phrase ends with: the capitalised words after title and demonym."""
        first = start
        for mention in phrase.mentions:
            first = max(first, mention.last + 1)
        if office is not None:
            first = max(first, office[2] + 1) if office[2] < phrase.last else phrase.last + 1
        words = []
        for k in range(first, phrase.last + 1):
            token = self.tokens[k]
            if token.tag == "NP" and token.text[0].isupper() and token.low not in _TITLES:
                words.append(token.text)
            elif words or token.tag not in ("JJ", "DT", "CD", "NP"):
                words = []
        return " ".join(words) if words and self.tokens[phrase.last].text == words[-1] else ""

    def _person(
        self, phrase: Phrase, name: str, office: tuple[Office, int, int] | None, start: int
    ) -> tuple[Ref, ...]:
        owners = self.owner(phrase) if office is not None or phrase.possessor is None else ()
        if office is None and not phrase.mentions and phrase.pp("of") is not None and " " in name and owners:
            ref = Ref(owners[0].actor_id, "person", True, name)  # Anwar el-Sadat of Egypt
            self._introduce(phrase, ref, start, name)
            return (ref,)
        if office is not None and office[0].kind in ("office", "spokesperson"):
            owner = owners[0] if owners else self._institution_in(phrase, start, office)
            known = self.people.get(fold(name).split()[-1])
            holder = holder_by_full_name(name, self.day) or holder_by_surname(name, self.day)
            actor = owner.actor_id if owner else known.ref.actor_id if known and known.ref else None
            if actor is None and holder is not None:
                actor = holder.actor_id
            if actor is None:
                actor = office[0].actor_id or self._implied(phrase, office[0])
            if actor is not None:
                ref = Ref(
                    actor,
                    "person",
                    True,
                    self._fullest(name),
                    self._office_text(phrase, office),
                    office[0].level,
                )
                self._introduce(phrase, ref, start, name)
                return (ref,)
        known = self.people.get(fold(name).split()[-1])
        if known is not None and self._same(known.name, name):
            if len(name) > len(known.name):
                known.name = name
            if known.ref is not None:
                return (replace(known.ref, person=known.name),)
        apposed = self._apposed(phrase, name, explicit=True)
        if apposed:
            return apposed
        holder = holder_by_full_name(name, self.day) if " " in name else holder_by_surname(name, self.day)
        if holder is not None and not (owners and owners[0].actor_id != holder.actor_id):
            level = {"head_of_state": "head_of_state", "head_of_government": "head_of_government"}.get(
                holder.office
            )
            level = level or (
                "foreign_minister"
                if holder.office == "foreign_minister"
                else "minister"
                if holder.office.endswith("minister")
                else None
            )
            ref = Ref(holder.actor_id, "person", True, name, None, level)
            self._introduce(phrase, ref, start, name)
            return (ref,)
        apposed = self._apposed(phrase, name, explicit=False)
        if apposed:
            return apposed
        self._introduce(phrase, None, start, name)
        if phrase.role == "subj" or not self.stranger[0]:
            self.stranger = (name, self.sentence)
        self.traces.append(
            Trace(
                Ref("", "person", False, name), self.sentence, phrase.first, 0 if phrase.role == "subj" else 3
            )
        )
        return ()

    def _apposed(self, phrase: Phrase, name: str, explicit: bool) -> tuple[Ref, ...]:
        """ "Sartaj Aziz, Pakistan's foreign minister": the office stands in the apposition."""
        neighbours = list(phrase.appositions)
        if phrase.role == "appos" and phrase.owner is not None:
            neighbours.append(phrase.owner)
        for other in neighbours:
            if other.pronoun or find_office(self.tokens, other.first, other.last) is None:
                continue
            if explicit and not self.owner(other) and other.pp("in", "for", "at") is None:
                continue
            refs = self.resolve(other)
            if refs and refs[0].person is None and refs[0].kind in ("office", "person"):
                ref = replace(refs[0], kind="person", person=name)
                self._introduce(phrase, ref, phrase.first, name)
                self.resolved[other] = (ref,)
                return (ref,)
        return ()

    def _institution_in(self, phrase: Phrase, start: int, office: tuple[Office, int, int]) -> Ref | None:
        """The actor whose body stands before the office: "US State Department spokesperson X"."""
        for mention in phrase.mentions:
            if mention.kind in STATE_KINDS or mention.kind in ADJECTIVE_KINDS:
                return Ref(mention.actor_id, "state", True)
        return None

    def _office(self, phrase: Phrase, office: Office) -> tuple[Ref, ...]:
        """An office, institution or group without a person's name."""
        kind = {"office": "office", "spokesperson": "office", "institution": "institution"}.get(
            office.kind, "group"
        )
        owners = self.owner(phrase)
        if not owners:
            place = (
                phrase.pp("in", "at", "for") if kind in ("institution", "office") else phrase.pp("from", "in")
            )
            owners = (
                tuple(r for r in self.all(place) if r.kind in ("state", "org", "institution", "place"))
                if place is not None
                else ()
            )
        if owners:
            if (
                kind == "office"
                and phrase.determiner == "the"
                and office.kind == "office"
                and not phrase.appositions
            ):
                holder = self._holder(owners[0].actor_id, office.level)
                if holder is not None:
                    return (holder,)
                named = self._unbound(phrase, owners[0], office)
                if named is not None:
                    return (named,)
            return tuple(
                Ref(r.actor_id, kind, True, None, self._words(phrase.head, phrase.head), office.level)
                for r in owners
            )
        apposed = next((a for a in phrase.appositions if self._capitalised(a)), None)
        if apposed is not None:
            refs = self.resolve(apposed)
            if refs:
                return refs
        if office.actor_id:
            return (Ref(office.actor_id, kind, True, None, office.form, office.level),)
        if phrase.determiner in ("the", "this", "that") or (
            not phrase.determiner
            and kind == "group"
            and phrase.role == "subj"
            and not any(self.tokens[k].tag == "CD" for k in range(phrase.first, phrase.head))
        ):
            return self._same_office(phrase, office, kind)
        return ()

    def _holder(self, actor: str, level: str) -> Ref | None:
        """The person of the text who holds an office of an actor, for heads of state and government and ministers."""
        if level not in ("head_of_state", "head_of_government", "foreign_minister"):
            return None
        found = {
            p.ref
            for p in self.people.values()
            if p.ref is not None and p.ref.actor_id == actor and p.ref.level == level
        }
        return found.pop() if len(found) == 1 else None

    def _unbound(self, phrase: Phrase, owner: Ref, office: Office) -> Ref | None:
        """ "Ruiz landed … the Chilean president": the last person named without a state is the one described."""
        name, sentence = self.stranger
        if (
            not name
            or self.sentence - sentence > 1
            or any(
                p.ref is not None and p.ref.actor_id == owner.actor_id and p.ref.level == office.level
                for p in self.people.values()
            )
        ):
            return None
        ref = Ref(owner.actor_id, "person", True, name, self._words(phrase.head, phrase.head), office.level)
        self.people[fold(name).split()[-1]] = Person(name, ref)
        self.stranger = ("", -1)
        return ref

    def _implied(self, phrase: Phrase, office: Office) -> str | None:
        """Whose an office or body named without a state is: of the place that the sentence opens with, of the
        government that spoke last, or of the place that the report comes from."""
        if self.scouting:
            return None
        if self.local is not None:
            return self.local
        if self.here is not None and self.tokens[phrase.head].tag == "NP" and office.kind == "institution":
            return self.here
        subjects = [
            t.ref.actor_id
            for t in self.traces[-MEMORY:]
            if t.subject
            and t.ref.official
            and t.ref.actor_id
            and t.ref.kind != "org"
            and self.sentence - t.sentence <= 1
        ]
        inside = [t for t in self.traces[-MEMORY:] if t.subject and t.sentence >= self.paragraph]
        if subjects and (inside or self.here is None):
            return subjects[-1]
        return self.here or (subjects[-1] if subjects else None)

    def _same_office(self, phrase: Phrase, office: Office, kind: str) -> tuple[Ref, ...]:
        """ "the ministry", "the president": who held that office, or whose it was, when last spoken of."""
        for trace in reversed(self.traces[-MEMORY:]):
            ref = trace.ref
            if kind == "institution" and ref.kind == "institution" and ref.office == office.form:
                return (replace(ref, person=None),)
            if kind == "office" and ref.person and ref.office and office.form in ref.office.lower():
                return (ref,)
            if (
                kind == "office"
                and office.kind == "spokesperson"
                and ref.office
                and "spokes" in ref.office.lower()
            ):
                return (ref,)
        if kind == "office" and office.level in ("head_of_state", "head_of_government"):
            for trace in reversed(self.traces[-MEMORY:]):
                if trace.ref.person and trace.ref.level == office.level:
                    return (trace.ref,)
        actor = self.local
        named = phrase.role == "appos" and office.kind == "office"
        if (
            actor is None
            and not named
            and self.speaker is not None
            and self.speaker.kind != "org"
            and kind in ("institution", "office")
            and not self._proper(phrase)
        ):
            actor = self.speaker.actor_id
        actor = actor or self._implied(phrase, office)
        return (Ref(actor, kind, True, None, office.form, office.level),) if actor is not None else ()

    def _proper(self, phrase: Phrase) -> bool:
        return self.tokens[phrase.head].tag == "NP"

    # --- anaphora

    def _pronoun(self, word: str, phrase: Phrase) -> tuple[Ref, ...]:
        refs, place = self.awaited
        if refs and phrase.first < place:
            fitting = tuple(r for r in refs if (r.kind in ("person", "office")) == (word in PERSONAL))
            if fitting and word in PERSONAL | NEUTER:
                return fitting[:1]
        if word in PERSONAL:
            for trace in self._salient(phrase):
                if trace.ref.kind == "office":
                    named = [
                        t.ref
                        for t in self.traces[-MEMORY:]
                        if t.sentence == trace.sentence and t.ref.kind == "person"
                    ]
                    return next(((r,) for r in named if r.actor_id == trace.ref.actor_id), (trace.ref,))
                if trace.ref.kind == "person":
                    known = (
                        self.people.get(fold(trace.ref.person or "").split()[-1])
                        if trace.ref.person
                        else None
                    )
                    if known is not None and known.ref is not None:
                        return (known.ref,)
                    return (trace.ref,) if trace.ref.actor_id else ()
            return ()
        if word in NEUTER:
            for trace in self._salient(phrase):
                if (
                    trace.ref.kind in ("state", "org", "institution", "group", "people")
                    and trace.ref.official
                ):
                    return (replace(trace.ref, kind="state", person=None),)
            for trace in self._salient(phrase):
                if trace.ref.kind in ("office", "person"):
                    return (Ref(trace.ref.actor_id, "state", True),)
            return ()
        if word in GROUP_PRONOUNS:
            subject = (
                phrase.verb.subject
                if phrase.verb is not None
                and phrase.owner is None
                and phrase.role not in ("subj", "poss", "")
                else None
            )
            mine = self._actors(subject) if subject is not None else set()
            if self.group and not mine & {r.actor_id for r in self.group}:
                return self.group
            for trace in self._salient(phrase):
                if trace.ref.kind in ("group", "people") or (
                    trace.ref.official and trace.ref.kind != "person"
                ):
                    return (trace.ref,)
            return ()
        if word in ("both", "each", "two"):
            of = phrase.pp("of")
            return (self.all(of) if of is not None else ()) or self._pair()
        if word == "here" and self.here is not None:
            return (Ref(self.here, "place", False),)
        if word == "there":
            places = [
                t.ref
                for t in reversed(self.traces[-MEMORY:])
                if t.ref.kind == "place" or t.ref.capital or t.rank == 3
            ]
            return (
                (replace(places[0], kind="place", official=False),) if places and places[0].actor_id else ()
            )
        if word in ("we", "us", "our", "i", "my"):
            node = phrase.verb
            while node is not None and not (node.link in ("quote", "that") and node.parent is not None):
                node = node.parent
            if node is not None and node.parent is not None and node.parent.subject is not None:
                return self.all(node.parent.subject)[:1]
            return (self.speaker,) if self.speaker is not None else ()
        return ()

    def _salient(self, phrase: Phrase) -> list[Trace]:
        """Earlier references, likeliest first: this sentence's subjects, its others, then the last sentences' in turn."""
        recent = [t for t in self.traces[-MEMORY:] if self.sentence - t.sentence <= 3]
        if (
            phrase.role not in ("subj", "poss", "")
            and phrase.pronoun
            and phrase.owner is None
            and phrase.verb is not None
            and phrase.verb.subject is not None
        ):
            same = self._actors(phrase.verb.subject)  # "X hit them": not X
            recent = [t for t in recent if t.ref.actor_id not in same]
        here = [t for t in recent if t.sentence == self.sentence and t.first < phrase.first]
        before = [t for t in recent if t.sentence < self.sentence]
        here.sort(key=lambda t: (t.rank, -t.first))
        before.sort(key=lambda t: (-t.sentence, t.rank, t.first))
        return here + before

    def _actors(self, phrase: Phrase) -> set[str]:
        """The actors that a phrase and its list, already resolved, stand for."""
        return {ref.actor_id for member in phrase.members() for ref in self.resolved.get(member, ())}

    def _pair(self) -> tuple[Ref, ...]:
        if self.pair is None:
            return ()
        return tuple(Ref(actor, "state", True) for actor in self.pair)

    def _several(self, count: int) -> tuple[Ref, ...]:
        """ "the three countries": so many actors named together, or lately."""
        if len(self.group) == count:
            return self.group
        found: dict[str, Ref] = {}
        for trace in reversed(self.traces[-MEMORY:]):
            if trace.ref.actor_id and trace.ref.kind != "place" and self.sentence - trace.sentence <= 2:
                found.setdefault(trace.ref.actor_id, Ref(trace.ref.actor_id, "state", True))
        return tuple(found.values()) if len(found) == count else ()

    def _country(self, phrase: Phrase) -> tuple[Ref, ...]:
        """ "the country": the last state named that is not the subject of the same clause."""
        subject = phrase.verb.subject if phrase.verb is not None else None
        if subject is None and phrase.role == "obj" and phrase.verb is None:
            subject = next((p for p in self.resolved if p.role == "subj" and p.first < phrase.first), None)
        excluded = (
            {r.actor_id for r in self.resolved.get(subject, ())}
            if subject is not None and subject is not phrase
            else set()
        )
        for trace in reversed(self.traces[-MEMORY:]):
            ref = trace.ref
            if (
                ref.actor_id
                and ref.actor_id not in excluded
                and ref.kind in ("state", "place", "person", "office", "institution")
            ):
                return (Ref(ref.actor_id, "state", True),)
        return ()

    def _counterpart(self, phrase: Phrase, noun: str) -> tuple[Ref, ...]:
        named = [m for m in phrase.mentions if m.kind in ADJECTIVE_KINDS or m.kind in STATE_KINDS]
        if named:
            name = self._name(phrase, phrase.first, None)
            ref = Ref(named[0].actor_id, "person" if name else "office", True, name or None)
            if name:
                self._introduce(phrase, ref, phrase.first, name)
            return (ref,)
        apposed = next((a for a in phrase.appositions if self._capitalised(a)), None)
        if apposed is not None and self.resolve(apposed):
            return self.resolve(apposed)
        found = self._other_than_owner(phrase)
        if apposed is not None and found:
            name = self._words(apposed.first, apposed.last)
            ref = replace(found[0], kind="person", person=name)
            self._introduce(apposed, ref, apposed.first, name)
            self.resolved[apposed] = (ref,)
            return (ref,)
        return found

    def _other_than_owner(self, phrase: Phrase) -> tuple[Ref, ...]:
        mine = {r.actor_id for r in self.owner(phrase)}
        if not mine and phrase.verb is not None and phrase.verb.subject is not None:
            mine = {r.actor_id for r in self.resolved.get(phrase.verb.subject, ())}
        other = self.partner(next(iter(mine))) if len(mine) == 1 else None
        if other is not None:
            return (Ref(other, "office", True),)
        for trace in reversed(self.traces[-MEMORY:]):
            if trace.ref.actor_id and trace.ref.actor_id not in mine and trace.ref.kind != "thing":
                return (Ref(trace.ref.actor_id, "office", True),)
        return ()

    # --- memory

    def _remember(self, phrase: Phrase, refs: tuple[Ref, ...]) -> None:
        head = phrase
        while head.role in ("and", "appos") and head.owner is not None:
            head = head.owner
        rank = {"subj": 0, "poss": 1, "by": 1, "obj": 2}.get(head.role, 3)
        for ref in refs:
            if ref.kind != "thing":
                self.traces.append(Trace(ref, self.sentence, phrase.first, rank))
        noun = singular(self.tokens[phrase.head].low)
        if refs and not phrase.pronoun:
            self.nouns[noun] = refs
        if noun in TOPICS and not phrase.pronoun:
            self.topic = (noun, self.sentence)
        owners = self.owner(phrase)
        if owners and not phrase.pronoun:
            self.things[singular(self.tokens[phrase.head].low)] = owners
        if len(refs) >= 2 and refs[0].kind != "thing":
            self.focus(refs)

    def expect(self, phrase: Phrase | None) -> None:
        """The main clause's subject, to which a pronoun in a clause before it refers: "Before he left, Ruiz …"."""
        self.awaited = (self.resolve(phrase), phrase.first) if phrase is not None else ((), -1)

    def focus(self, refs: tuple[Ref, ...]) -> None:
        """Two or more actors named together: what "they" and "the two countries" stand for."""
        if len(refs) >= 2:
            self.group = refs
        if len(refs) == 2:
            self._focus(refs[0].actor_id, refs[1].actor_id)
            self.latest = (self.sentence, refs[0].actor_id, refs[1].actor_id)

    def _focus(self, first: str, second: str, weight: float = 1.0) -> None:
        if first != second:
            pair = (first, second) if first < second else (second, first)
            self.pairs[pair] = self.pairs.get(pair, 0.0) + weight

    def together(self, first: str, second: str) -> None:
        """Two actors stood in one sentence without more."""
        self._focus(first, second, 0.4)

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two actors in focus: those named together most, of late."""
        return max(self.pairs, key=lambda p: (self.pairs[p], p)) if self.pairs else None

    def meet(self, first: str, second: str) -> None:
        """A claim between two actors was read: they are the pair in focus."""
        if not second or first == second:
            return
        self._focus(first, second)
        self.latest = (self.sentence, first, second)

    def partner(self, actor: str) -> str | None:
        """The actor most in focus together with this one."""
        sentence, first, second = self.latest
        if sentence == self.sentence and actor in (first, second):
            return second if actor == first else first
        before = [
            t.ref.actor_id
            for t in self.traces[-MEMORY:]
            if t.subject
            and self.sentence - t.sentence == 1
            and t.ref.official
            and t.ref.actor_id
            and t.ref.kind not in ("place", "org")
        ]
        if before and before[-1] != actor and actor not in before:
            return before[-1]
        mine = {pair: weight for pair, weight in self.pairs.items() if actor in pair}
        if not mine:
            return None
        best = max(mine, key=lambda pair: (mine[pair], pair))
        return best[0] if best[1] == actor else best[1]

    def _introduce(self, phrase: Phrase, ref: Ref | None, start: int, name: str = "") -> None:
        name = name or self._name(phrase, start, find_office(self.tokens, start, phrase.last))
        if not name:
            return
        key = fold(name).split()
        if not key:
            return
        known = self.people.get(key[-1])
        if known is not None and known.ref is not None and ref is None and self._same(known.name, name):
            return
        best = (
            name
            if known is None or len(name) >= len(known.name) or not self._same(known.name, name)
            else known.name
        )
        for part in (
            {key[-1], key[0]}
            if len(key) > 1
            and ref is not None
            and (key[0] not in self.people or self.people[key[0]].ref is None)
            else {key[-1]}
        ):
            self.people[part] = Person(best, ref)

    def _fullest(self, name: str) -> str:
        known = self.people.get(fold(name).split()[-1])
        return (
            known.name
            if known is not None and self._same(known.name, name) and len(known.name) > len(name)
            else name
        )

    @staticmethod
    def _same(known: str, name: str) -> bool:
        """Whether a shorter name can be a longer one's: every word of it is there."""
        a, b = set(fold(known).split()), set(fold(name).split())
        return a <= b or b <= a

    def _office_text(self, phrase: Phrase, office: tuple[Office, int, int]) -> str:
        return self._words(office[1], office[2]).lower()

    def _words(self, first: int, last: int) -> str:
        return " ".join(token.text for token in self.tokens[first : last + 1])

    def _capitalised(self, phrase: Phrase) -> bool:
        return self.tokens[phrase.head].tag == "NP" and not phrase.mentions


_COUNTS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_TITLES = frozenset(["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "lady", "dame"])
