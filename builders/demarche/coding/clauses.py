"""The clauses of a sentence: who is subject and object of which verb, and how clauses hang together.

One pass from left to right over the chunks, with a stack of clauses that are still open. Each step
looks a few chunks ahead at most, so that the cost is linear.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from demarche.coding.chunks import Item, Phrase, Verb
from demarche.coding.people import find_office
from demarche.coding.segment import Token
from demarche.coding.words import PARTICLES, SUBJECT_PRONOUNS, singular, speech_verbs

_LOOK = 14
_SKIP = frozenset(("RB", "DATE", "QUOTE", "JJ"))
CLAUSE_PREPOSITIONS = frozenset(("after", "before", "since", "until", "till", "once"))


@dataclass(slots=True)
class Clause:
    """A clause while it is being built."""

    kind: str
    parent: Verb | None = None
    marker: str = ""
    subject: Phrase | None = None
    verb: Verb | None = None
    antecedent: Phrase | None = None
    fronted: list[tuple[str, Phrase]] = field(default_factory=list)
    attributor: Verb | None = None
    dates: list[DatePlace] = field(default_factory=list)


@dataclass(slots=True)
class DatePlace:
    """Where a date stands: its tokens, its clause's verb (set when the clause gets one) and the phrase before it."""

    first: int
    last: int
    verb: Verb | None
    after: Phrase | None
    fronted: bool
    parent: Verb | None = None


@dataclass(slots=True)
class Parse:
    """A sentence's verbs and phrases, in the order of the text."""

    verbs: list[Verb] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    dates: list[DatePlace] = field(default_factory=list)


def parse(tokens: list[Token], items: list[Item]) -> Parse:
    """Build the clause structure of one sentence from its chunks."""
    return _Builder(tokens, items).run()


class _Builder:
    """The state of one left-to-right pass."""

    def __init__(self, tokens: list[Token], items: list[Item]) -> None:
        self.tokens, self.items = tokens, items
        self.result = Parse()
        self.stack: list[Clause] = [Clause("main")]
        self.prepositions: list[str] = []
        self.last: Phrase | None = None  # the last phrase, while something may still attach to it
        self.touching: Phrase | None = None  # the phrase that ends right before this item
        self.comma = False
        self.conjunction = ""
        self.brackets: list[int] = []
        self.floating: DatePlace | None = None
        self.pending = ""  # a conjunction whose verb comes after an inserted infinitive

    @property
    def clause(self) -> Clause:
        return self.stack[-1]

    def run(self) -> Parse:
        for k, item in enumerate(self.items):
            handler = getattr(self, "_" + item.kind.lower(), None)
            if handler is not None:
                handler(k, item)
            if item.kind not in ("NP", "QUOTE"):
                self.touching = None
        self._trailing_attribution()
        for place in self.result.dates:  # "twice: in 2015, and again in 2018"
            place.verb = place.verb or place.parent
        return self.result

    def _trailing_attribution(self) -> None:
        """Hang what comes before on a verb of saying that has nothing said after it: "X did Y, officials said"."""
        verbs = self.result.verbs
        for n, verb in enumerate(verbs):
            if (
                verb.lemma not in speech_verbs()
                or not verb.finite
                or verb.link not in ("", "coord", "paren")
                or not n
            ):
                continue
            if any(other.parent is verb and other.link in ("that", "wh", "quote") for other in verbs):
                continue
            if any(phrase.first > verb.last and not _hearer(self.tokens, phrase) for phrase in verb.objects):
                continue
            before = [
                other
                for other in verbs[:n]
                if other.parent is None and other.link in ("", "coord") and other.finite
            ]
            if self._separated(before, verb):
                for other in before:
                    other.parent, other.link = verb, "quote"

    def _separated(self, before: list[Verb], verb: Verb) -> bool:
        """Whether a comma or a quotation mark, and no semicolon, stands between the clauses and the verb's subject."""
        if not before:
            return False
        first = min(
            verb.first,
            verb.subject.first
            if verb.subject is not None and verb.subject.first > before[-1].last
            else verb.first,
        )
        between = [token.text for token in self.tokens[before[-1].last + 1 : first]]
        return bool({",", "”", '"'} & set(between[-2:])) and ";" not in between

    # --- phrases

    def _np(self, k: int, item: Item) -> None:
        phrase = item.phrase
        assert phrase is not None
        self.result.phrases.append(phrase)
        if phrase.possessor is not None:
            self._register_possessor(phrase)
        if self.prepositions:
            self._prepositional(phrase)
        elif phrase.determiner == "whose" and self.last is not None:
            self._start(Clause("rel", self.clause.verb, "whose", antecedent=self.last))
            phrase.owner, phrase.role = self.last, "subj"
            if self._subject_next(k):  # "France, whose flights it has banned"
                self.clause.marker, self.clause.antecedent, phrase.role = "whom", phrase, "obj"
            else:
                self.clause.subject = phrase
        elif self.conjunction == "but" and self.clause.verb is not None and not self.clause.verb.negated:
            self._start(Clause("main"))
            self._argument(k, phrase)
        elif (self.conjunction and self._joins(k, phrase)) or (self.comma and self._after_comma(k, phrase)):
            pass
        else:
            self._argument(k, phrase)
        self.last = self.touching = phrase
        self.comma = False
        self.conjunction = ""

    def _register_possessor(self, phrase: Phrase) -> None:
        possessor = phrase.possessor
        while possessor is not None:
            possessor.owner = phrase
            possessor.role = "poss"
            self.result.phrases.append(possessor)
            possessor = possessor.possessor

    def _prepositional(self, phrase: Phrase) -> None:
        preposition = self.prepositions[-1]
        self.prepositions.clear()
        phrase.role = preposition
        verb = self.clause.verb
        if self.last is not None and not (preposition != "of" and self.last.pronoun):
            host = self.last
            host.pps.append((preposition, phrase))
            phrase.owner = host
            if preposition == "of":
                phrase.verb = host.verb
                return
            while host.owner is not None and host.role not in ("poss",) and host.owner is not host:
                host = host.owner
                host.pps.append((preposition, phrase))
        if verb is not None:
            phrase.verb = verb
            verb.pps.append((preposition, phrase))
        else:
            self.clause.fronted.append((preposition, phrase))

    def _joins(self, k: int, phrase: Phrase) -> bool:
        """Coordinate a phrase with the one before it, unless it begins a clause of its own."""
        if self.last is None:
            return False
        following = self.items[k + 1].verb if k + 1 < len(self.items) else None
        current = self.clause.verb
        if current is not None and current.form == "G" and following is not None and following.form == "G":
            self._start(Clause("ing", self.clause.parent))  # "with A dropping X and B doing Y"
            self.clause.subject = phrase
            phrase.role = "subj"
            return True
        if self.clause.verb is not None and self._finite_after(k):
            head = self._list_head(self.last)
            if not (head.role == "subj" and head.verb is None):
                return False
        if self.clause.verb is None and self.clause.subject is None:
            return False
        self._coordinate(self.last, phrase)
        return True

    def _list_head(self, phrase: Phrase) -> Phrase:
        while phrase.owner is not None and phrase.role in ("and", "appos"):
            phrase = phrase.owner
        return phrase

    def _coordinate(self, previous: Phrase, phrase: Phrase) -> None:
        """Join a phrase to a list: to the innermost phrase before it that is of its kind ("Ruiz of Chile and Sand")."""
        host = self._list_head(previous)
        node: Phrase | None = host
        while (
            node is not None and node.role not in ("subj", "obj") and self._sort(node) != self._sort(phrase)
        ):
            node = self._list_head(node.owner) if node.owner is not None else None
        if node is not None and self._sort(node) == self._sort(phrase):
            host = node
        host.coordinated.append(phrase)
        phrase.owner, phrase.role, phrase.verb = host, "and", host.verb

    def _sort(self, phrase: Phrase) -> str:
        """place (a gazetteer name), person (another proper name, an office) or noun."""
        if any(m.first <= phrase.head <= m.last for m in phrase.mentions):
            return "place"
        token = self.tokens[phrase.head]
        return "person" if token.tag == "NP" or self._has_office(phrase) else "noun"

    def _has_office(self, phrase: Phrase) -> bool:
        """Whether a phrase's head is an office: "the US deputy secretary of state"."""
        office = find_office(self.tokens, phrase.first, phrase.last)
        return office is not None and office[2] == phrase.head

    def _after_comma(self, k: int, phrase: Phrase) -> bool:
        """A phrase after a comma: a list's next member, an apposition, or the start of a clause."""
        if self._list_continues(k):
            if (
                self.clause.verb is not None
                and self._waiting() is None
                and self._finite_after(self._list_end(k))
            ):
                self._start(Clause("main"))  # "…, the presidents of A, B and C shook hands"
                self._argument(k, phrase)
                return True
            if self.last is not None and self._renames(self.last, phrase):
                self._appose(phrase)
                return True
            if self.last is not None and not (self.clause.verb is None and self.clause.subject is None):
                self._coordinate(self.last, phrase)
                return True
            return False
        finite = self._finite_after(k)
        if self.clause.verb is None and self.clause.subject is not None:
            if finite and self._speech_ahead(k) and not self.conjunction:  # "London, he noted, had not …"
                self._start(Clause("paren"))
                self._argument(k, phrase)
            elif self.last is not None:
                self._appose(phrase)
            return True
        if self.clause.verb is None:
            return False
        waiting = next((c for c in reversed(self.stack[:-1]) if c.verb is None and c.subject is None), None)
        if waiting is not None and finite:  # "After X did A, Y did B"
            while self.clause is not waiting:
                self.stack.pop()
            self._argument(k, phrase)
            return True
        speaks = self.clause
        if (
            finite
            and speaks.kind == "rel"
            and speaks.verb is not None
            and speaks.verb.lemma in speech_verbs()
        ):
            self._start(Clause("rel", speaks.parent, speaks.marker, antecedent=speaks.antecedent))
            self._argument(k, phrase)  # "where, the ministry says, he is to stay"
            return True
        if finite and not self._appositive_before(k):
            self._start(Clause("main" if self.clause.kind == "main" else "coord", None))
            self._argument(k, phrase)
            return True
        if self.last is not None:
            self._appose(phrase)
            return True
        return False

    def _renames(self, phrase: Phrase, other: Phrase) -> bool:
        """Whether one phrase is a person's bare name and the other an office: "Ana Ruiz, Chile's minister, and …"."""
        return self._is_name(phrase) != self._is_name(other) and (
            self._is_office(phrase) or self._is_office(other)
        )

    def _is_name(self, phrase: Phrase) -> bool:
        return self.tokens[phrase.head].tag == "NP" and not phrase.mentions and not phrase.determiner

    def _is_office(self, phrase: Phrase) -> bool:
        token = self.tokens[phrase.head]
        return (
            token.tag == "N"
            and bool(phrase.determiner or phrase.possessor or phrase.mentions)
            and self._has_office(phrase)
        )

    def _speech_ahead(self, k: int) -> bool:
        """Whether the verb after the phrase at item `k` is one of saying, and a further verb waits behind it."""
        for ahead in range(k + 1, min(k + 5, len(self.items))):
            verb = self.items[ahead].verb
            if verb is not None:
                rest = self.items[ahead + 1 : ahead + 6]
                closes = next((n for n, item in enumerate(rest) if item.kind in ("COMMA", "DASH")), None)
                return (
                    verb.lemma in speech_verbs()
                    and closes is not None
                    and not any(i.kind in ("V", "THAT") for i in rest[:closes])
                )
        return False

    def _appositive_before(self, k: int) -> bool:
        """Whether the clause that waits for its verb will take the coming one: "X, who left, a friend of Y, said"."""
        return any(c.verb is None and c.subject is not None for c in self.stack[:-1])

    def _appose(self, phrase: Phrase) -> None:
        assert self.last is not None
        host = self.last
        while (
            host.owner is not None
            and host.role not in ("and",)
            and host.owner.last >= host.first - 3
            and host.role == "appos"
        ):
            host = host.owner
        host.appositions.append(phrase)
        phrase.owner, phrase.role, phrase.verb = host, "appos", host.verb

    def _list_continues(self, k: int) -> bool:
        """Whether "A, B and C" or "A, B, and C" is under way: only phrases and commas until a conjunction and a phrase."""
        seen = 0
        for ahead in range(k, min(k + 12, len(self.items))):
            item = self.items[ahead]
            if item.kind == "CC":
                following = self.items[ahead + 1] if ahead + 1 < len(self.items) else None
                return (
                    item.word in ("and", "or")
                    and following is not None
                    and following.kind == "NP"
                    and seen >= 1
                )
            if item.kind == "NP":
                seen += 1
            elif item.kind == "COMMA" or (item.kind == "P" and item.word == "of"):
                continue
            else:
                return False
        return False

    def _list_end(self, k: int) -> int:
        """The item of a list's last member."""
        for ahead in range(k, min(k + 12, len(self.items) - 1)):
            if self.items[ahead].kind == "CC":
                return ahead + 1
        return k

    def _argument(self, k: int, phrase: Phrase) -> None:
        clause = self.clause
        if clause.verb is None:
            if clause.subject is None:
                clause.subject = phrase
                phrase.role = "subj"
            elif self.last is not None:
                self._appose(phrase)
            return
        verb = clause.verb
        empty = next((c for c in reversed(self.stack[:-1]) if c.verb is None and c.subject is None), None)
        if (
            empty is not None
            and clause.kind in ("part", "ing", "adv", "inf")
            and verb.lemma not in speech_verbs()
            and self._finite_after(k)
        ):
            while self.clause is not empty:  # "In the communiqué made public on Sunday the two sides …"
                self.stack.pop()
            empty.subject = phrase
            phrase.role = "subj"
            return
        if self._finite_after(k) and not (self._waiting() is not None and verb.lemma not in speech_verbs()):
            if self.conjunction:
                self._start(
                    Clause(clause.kind if clause.kind == "that" else "main", clause.parent, clause.marker)
                )
            else:
                self._start(Clause("that", verb))
            self.clause.subject = phrase
            phrase.role = "subj"
            return
        if verb.lemma in speech_verbs() and verb.subject is None:  # “…”, said the ministry
            verb.subject = phrase
            phrase.role = "subj"
        else:
            verb.objects.append(phrase)
            phrase.role = "obj"
        phrase.verb = verb

    # --- verbs

    def _v(self, k: int, item: Item) -> None:
        verb = item.verb
        assert verb is not None
        if self._rejoins(verb):
            return
        self.result.verbs.append(verb)
        touching = self.touching
        if self.floating is not None and verb.finite:
            self.floating.verb, self.floating = verb, None
        if verb.infinitive:
            if self.conjunction and not (self.clause.verb is not None and self.clause.verb.infinitive):
                self.pending, self.conjunction = self.conjunction, ""
            self._nonfinite(verb, "inf")
        elif verb.finite and not self._reduced(k, verb):
            if self.pending and self.comma and not self.conjunction:
                self.conjunction, self.pending = self.pending, ""
            self._finite(verb)
        elif verb.form == "G" or self.tokens[verb.first].low in ("having", "being"):
            self._ing(verb, touching)
        else:
            self._participle(verb, touching)
        self.last = None
        self.comma = False
        self.conjunction = ""
        self.prepositions.clear()

    def _rejoins(self, verb: Verb) -> bool:
        """ "had for months carried": the participle of an auxiliary that stands apart from it."""
        auxiliary = self.clause.verb
        if (
            auxiliary is None
            or auxiliary.lemma not in ("have", "be")
            or not auxiliary.finite
            or auxiliary.objects
            or auxiliary.predicate
            or verb.form not in ("N", "DN")
            or verb.first != verb.head
            or self.comma
            or self.conjunction
            or verb.first - auxiliary.last > 5
        ):
            return False
        auxiliary.perfect = auxiliary.perfect or auxiliary.lemma == "have"
        auxiliary.passive = auxiliary.lemma == "be"
        auxiliary.lemma, auxiliary.form, auxiliary.head, auxiliary.last = (
            verb.lemma,
            verb.form,
            verb.head,
            verb.last,
        )
        self.last = None
        self.prepositions.clear()
        return True

    def _reduced(self, k: int, verb: Verb) -> bool:
        """Whether a bare -ed form is a participle on the noun before it rather than the clause's verb."""
        if verb.form not in ("DN", "N") or verb.first != verb.head:
            return False
        if verb.form == "N":
            return True
        if self.touching is not None and self.touching.pronoun in SUBJECT_PRONOUNS:
            return False
        if self.pending and self.comma:
            return False
        if self.conjunction and self.clause.verb is not None:
            previous = self.clause.verb
            return previous.passive and previous.form in ("DN", "N")
        if self.clause.verb is not None and not any(
            c.verb is None and c.subject is not None for c in self.stack[:-1]
        ):
            if (
                self.comma
                and self.touching is None
                and self._object_after(k)
                and self.clause.verb.subject is not None
            ):
                return False  # "threw out the envoy, moved troops and cut relations"
            return self.touching is not None or self.comma
        if (
            self.clause.subject is None
            and self.touching is not None
            and self.touching.role not in ("", "subj")
        ):
            return True  # "In an essay published by …, X said"
        if self._object_after(k):
            return False
        if self.comma and self.clause.verb is None and self.touching is None:
            return self._finite_ahead(k + 1)
        return self.touching is not None and self._finite_ahead(k + 1)

    def _object_after(self, k: int) -> bool:
        for ahead in range(k + 1, min(k + 4, len(self.items))):
            kind = self.items[ahead].kind
            if kind == "NP" or kind == "THAT":
                return True
            if kind not in ("RB", "QUOTE", "RP"):
                return False
        return False

    def _finite(self, verb: Verb) -> None:
        clause = self.clause
        if (
            clause.verb is None
            and clause.subject is not None
            and verb.lemma in speech_verbs()
            and self.tokens[clause.subject.first].quoted
            and not self.tokens[verb.head].quoted
        ):
            clause.subject = None  # “Baseless,” said the ministry: what is quoted does not speak
        if clause.verb is not None:
            if self.conjunction:
                self._leave_nonfinite(verb)
                clause = self.clause
                assert clause.verb is not None
            if (
                self.conjunction
                and (
                    clause.verb.modal != verb.modal
                    or (clause.kind in ("rel", "wh", "adv") and clause.verb.past != verb.past)
                )
                and (verb.modal or verb.form not in ("B", "BD"))
            ):
                self._parallel(
                    verb
                )  # "channels that are not controlled by X, and will reject": the nearest "will"
                clause = self.clause
                assert clause.verb is not None
            if clause.kind == "rel" and clause.verb.lemma in speech_verbs() and not self.conjunction:
                antecedent = clause.antecedent  # "which it said violated …"
                if antecedent is not None and antecedent in clause.verb.objects:
                    clause.verb.objects.remove(antecedent)
                    self._start(Clause("that", clause.verb, subject=antecedent))
                    self._fill(verb)
                    return
            if self.conjunction or (
                self.comma
                and clause.kind != "rel"
                and clause.verb.subject is not None
                and not self._waiting()
            ):
                self._coordinate_verb(verb)
                return
            waiting = self._waiting()
            if waiting is not None:
                while self.clause is not waiting:
                    closed = self.stack.pop()
                    if closed.kind == "paren":
                        self.clause.attributor = closed.verb
            elif self.last is not None and self.last.role == "obj" and self.last.verb is clause.verb:
                phrase = self.last  # an object that turns out to be the subject of a clause
                clause.verb.objects.remove(phrase)
                self._start(Clause("that", clause.verb))
                self.clause.subject = phrase
                phrase.role = "subj"
            else:
                self._coordinate_verb(verb)
                return
        self._fill(verb)

    def _leave_nonfinite(self, verb: Verb) -> None:
        """Close clauses that a finite verb cannot be coordinated with: "… for backing it and offered"."""
        if not any(c.verb is not None and c.verb.finite for c in self.stack):
            return
        bare = verb.first == verb.head
        while self.clause.verb is None or not self.clause.verb.finite:
            current = self.clause.verb
            if current is not None and bare and current.infinitive and verb.form in ("B", "BD"):
                return
            if current is not None and bare and current.passive and verb.form == "DN":
                return
            self.stack.pop()

    def _parallel(self, verb: Verb) -> None:
        """Close clauses down to the innermost whose verb has the same modal, or tense, when there is one."""
        if any(
            c.verb is not None and c.verb.modal == verb.modal and (verb.modal or c.verb.past == verb.past)
            for c in self.stack
        ):
            while (
                self.clause.verb is None
                or self.clause.verb.modal != verb.modal
                or not (verb.modal or self.clause.verb.past == verb.past)
            ):
                self.stack.pop()

    def _waiting(self) -> Clause | None:
        return next((c for c in reversed(self.stack[:-1]) if c.verb is None and c.subject is not None), None)

    def _coordinate_verb(self, verb: Verb) -> None:
        first = self.clause.verb
        assert first is not None
        verb.subject = first.subject
        verb.parent, verb.link, verb.marker = first.parent, first.link or "coord", first.marker
        verb.governor = first.governor
        if not verb.modal and verb.form in ("B", "BD") and first.modal and not verb.past:
            verb.modal = first.modal
        if verb.form in ("DN", "N", "D", "BD") and verb.first == verb.head:
            if first.passive and verb.form != "D" and not self._object_follows(verb):
                verb.passive, verb.past = True, first.past
            verb.perfect = verb.perfect or first.perfect
            verb.modal = verb.modal or (first.modal if verb.passive else "")
        self.clause.verb = verb

    def _object_follows(self, verb: Verb) -> bool:
        position = next((n for n, item in enumerate(self.items) if item.verb is verb), len(self.items))
        return self._object_after(position)

    def _fill(self, verb: Verb) -> None:
        clause = self.clause
        verb.subject = clause.subject
        if verb.subject is not None:
            for phrase in verb.subject.members():
                phrase.verb = verb
            verb.subject.verb = verb
        if clause.kind == "rel" and clause.antecedent is not None:
            if verb.subject is None:
                verb.subject = clause.antecedent
            elif clause.marker == "where":
                verb.pps += [("in", clause.antecedent), ("to", clause.antecedent)]
            elif clause.marker != "whose":
                verb.objects.append(clause.antecedent)
        verb.parent, verb.link, verb.marker = (
            clause.parent,
            "" if clause.kind == "main" else clause.kind,
            clause.marker,
        )
        if clause.attributor is not None and verb.parent is None:
            verb.parent, verb.link = clause.attributor, "that"
        verb.governor = clause.antecedent
        verb.pps.extend(clause.fronted)
        for _, phrase in clause.fronted:
            phrase.verb = verb
        clause.verb = verb
        for place in clause.dates:
            place.verb = verb

    def _nonfinite(self, verb: Verb, link: str) -> None:
        clause = self.clause
        parent = clause.verb
        if self.conjunction and parent is not None and parent.infinitive:
            self._coordinate_verb(verb)
            return
        if parent is None and clause.subject is not None and self.last is not None:
            verb.governor = self.last  # "the decision to expel …" before its verb
            verb.subject = None
            verb.link = link
            self._start(Clause(link, None, subject=None))
            self.clause.verb = verb
            return
        verb.parent, verb.link = parent, link
        verb.governor = self.last if self.last is not None and self.last is self.touching else None
        self._start(Clause(link, parent))
        self.clause.verb = verb

    def _ing(self, verb: Verb, touching: Phrase | None) -> None:
        parent = self.clause.verb
        if self.conjunction and parent is not None and (parent.form == "G"):
            self._coordinate_verb(verb)
            return
        verb.parent, verb.link = parent, "ing"
        if self.prepositions:
            verb.marker = self.prepositions[-1]
            verb.governor = self.last
        elif touching is not None and not self.comma:
            verb.governor = touching
            verb.subject = touching
        elif self.comma and parent is not None:
            verb.subject = parent.subject
            verb.marker = ","
            host = next(
                (c.verb for c in reversed(self.stack) if c.verb is not None and c.verb.finite), parent
            )
            verb.parent, verb.subject = host, host.subject
        self._start(Clause("ing", verb.parent))
        self.clause.verb = verb

    def _participle(self, verb: Verb, touching: Phrase | None) -> None:
        if self.conjunction and self.clause.verb is not None and self.clause.verb.passive:
            self._coordinate_verb(verb)
            return
        verb.passive = True
        verb.finite = False
        verb.parent, verb.link = self.clause.verb, "part"
        patient = touching or self.last
        if patient is None and self.clause.verb is not None:
            patient = self.clause.verb.subject
        elif patient is None:
            patient = self.clause.subject
        verb.subject = patient
        verb.governor = patient
        self._start(Clause("part", self.clause.verb))
        self.clause.verb = verb

    # --- function words

    def _p(self, k: int, item: Item) -> None:
        verb = self.clause.verb
        if item.word in PARTICLES and verb is not None and self.touching is not None and self._ends_phrase(k):
            verb.particle = verb.particle or item.word  # threw the inspectors out
            return
        if (
            item.word in ("including", "following", "as")
            and self._finite_follows(k)
            and item.word == "as"
            and self.items[k - 1].kind != "V"
        ):
            self._sub(k, item)
            return
        self.prepositions.append(item.word)

    def _jj(self, k: int, item: Item) -> None:
        if self.clause.verb is not None and not self.prepositions:
            self.clause.verb.predicate = self.clause.verb.predicate or item.word

    def _ends_phrase(self, k: int) -> bool:
        """Whether nothing that a preposition could bring comes after item `k`."""
        return k + 1 >= len(self.items) or self.items[k + 1].kind not in ("NP", "WH", "V", "THAT")

    def _rp(self, k: int, item: Item) -> None:
        verb = self.items[k - 1].verb
        if verb is not None:
            verb.particle = item.word

    def _sub(self, k: int, item: Item) -> None:
        if item.word in CLAUSE_PREPOSITIONS and not self._finite_follows(k):
            self.prepositions.append(item.word)
            return
        if not self._finite_follows(k):
            self.prepositions.append(item.word)
            return
        self._start(Clause("adv", self.clause.verb, item.word))
        self._reset()

    def _that(self, k: int, item: Item) -> None:
        following = self.items[k + 1] if k + 1 < len(self.items) else None
        if following is not None and following.kind in ("V",) and self.last is not None:
            self._start(Clause("rel", self.clause.verb, "that", antecedent=self.last))
        elif self.conjunction and any(c.kind == "that" for c in self.stack):
            while self.clause.kind != "that":
                self.stack.pop()
            old = self.stack.pop()
            self._start(Clause("that", old.parent, "that"))
        elif self.touching is not None and self.last is not None and self._relative_that():
            self._start(Clause("rel", self.clause.verb, "that", antecedent=self.last))
        else:
            parent = self.clause.verb
            self._start(Clause("that", parent, "that", antecedent=self.touching))
        self._reset()

    def _relative_that(self) -> bool:
        """Whether "that" after a noun and before a subject brings a relative clause, not what is said or feared."""
        assert self.last is not None
        noun = singular(self.tokens[self.last.head].low)
        if noun in _CONTENT_NOUNS or self.last.pronoun:
            return False
        verb = self.clause.verb
        if verb is None or verb.lemma not in speech_verbs():
            return True
        return self.last.role == "obj" and verb.lemma not in _TELLING and not _hearer(self.tokens, self.last)

    def _wh(self, k: int, item: Item) -> None:
        if item.word in ("who", "whom", "which", "where") and self.last is not None:
            antecedent = self.last
            while antecedent.owner is not None and (
                antecedent.role == "appos"
                or (item.word == "who" and antecedent.role != "and" and not self._personal(antecedent))
                or (item.word == "who" and antecedent.role == "and" and not self._personal(antecedent))
            ):
                antecedent = antecedent.owner
            if item.word == "which" and self.comma and self._subject_next(k):
                antecedent = self._thing(antecedent)  # "sanctions on X, which he called unjust"
            clause = Clause("rel", self.clause.verb, item.word, antecedent=antecedent)
            if self.prepositions:
                clause.fronted.append((self.prepositions[-1], antecedent))
                clause.marker = self.prepositions[-1] + " which"
            self._start(clause)
            if clause.fronted:
                clause.antecedent = None
        elif self.conjunction and (outer := self._relative_before(item.word)) is not None:
            while self.clause is not outer:
                self.stack.pop()
            self.stack.pop()
            self._start(Clause("rel", outer.parent, item.word, antecedent=outer.antecedent))
        else:
            self._start(Clause("wh", self.clause.verb, item.word))
        self._reset()

    def _relative_before(self, word: str) -> Clause | None:
        """The open relative clause that "and which", "and where" goes on from."""
        return next((c for c in reversed(self.stack) if c.kind == "rel" and c.marker == word), None)

    def _personal(self, phrase: Phrase) -> bool:
        """Whether a phrase can mean people: a name without a state in it, an office, a pronoun."""
        token = self.tokens[phrase.head]
        if phrase.pronoun or self._has_office(phrase):
            return True
        return token.tag == "NP" and not any(m.first <= phrase.head <= m.last for m in phrase.mentions)

    def _subject_next(self, k: int) -> bool:
        return k + 1 < len(self.items) and self.items[k + 1].kind == "NP"

    def _thing(self, phrase: Phrase) -> Phrase:
        """The noun that a named actor hangs on by a preposition, when there is one."""
        head = self._list_head(phrase)
        host = head.owner
        if (
            host is not None
            and head.role in ("on", "against", "between", "with", "to", "by")
            and not host.mentions
        ):
            return host
        return phrase

    def _cc(self, k: int, item: Item) -> None:
        self.conjunction = item.word

    def _rb(self, k: int, item: Item) -> None:
        if item.word == "there" and self.touching is not None and self.clause.verb is None:
            phrase = Phrase(item.first, item.last, item.first, pronoun=item.word)
            phrase.role, phrase.owner = "in", self.touching  # the ministry there
            self.result.phrases.insert(self.result.phrases.index(self.touching), phrase)
            self.touching.pps.append(("in", phrase))
        elif item.word in ("here", "there") and self.clause.verb is not None and not self.prepositions:
            phrase = Phrase(item.first, item.last, item.first, pronoun=item.word)
            phrase.role, phrase.verb = "in", self.clause.verb
            self.result.phrases.append(phrase)
            self.clause.verb.pps += [("in", phrase), ("to", phrase)]

    def _comma(self, k: int, item: Item) -> None:
        if self.conjunction:  # "received him and, in the words of X, told him …"
            self.pending = self.conjunction
        self.comma = True
        self.prepositions.clear()

    def _date(self, k: int, item: Item) -> None:
        self.prepositions.clear()
        if self.comma and self.clause.kind == "rel" and self.clause.verb is not None:
            outer = next((c for c in reversed(self.stack[:-1]) if c.verb is not None), None)
            if outer is not None:  # "landed on the islands, which X calls Y, on April 2"
                self.result.dates.append(DatePlace(item.first, item.last, outer.verb, None, False))
                return
        if self.conjunction and self.clause.verb is not None:
            self.floating = DatePlace(item.first, item.last, None, None, True, self.clause.verb)
            self.result.dates.append(self.floating)  # "…, and in October X did": of the verb to come
            return
        place = DatePlace(
            item.first, item.last, self.clause.verb, self.last, self.clause.verb is None, self.clause.parent
        )
        self.result.dates.append(place)
        if self.clause.verb is None:
            self.clause.dates.append(place)

    def _dash(self, k: int, item: Item) -> None:
        self.comma = True

    def _semi(self, k: int, item: Item) -> None:
        while len(self.stack) > 1:
            self.stack.pop()
        self.stack = [Clause("main")]
        self._reset()

    def _colon(self, k: int, item: Item) -> None:
        parent = self.clause.verb
        self._start(Clause("quote", parent))
        self._reset()

    def _open(self, k: int, item: Item) -> None:
        self.brackets.append(len(self.stack))
        self.comma = True

    def _unbracket(self, k: int, item: Item) -> None:
        if self.brackets:
            depth = self.brackets.pop()
            while len(self.stack) > max(depth, 1):
                self.stack.pop()

    def _reset(self) -> None:
        self.last = None
        self.comma = False
        self.conjunction = ""
        self.prepositions.clear()

    def _start(self, clause: Clause) -> None:
        self.stack.append(clause)

    # --- looking ahead

    def _finite_follows(self, k: int) -> bool:
        """Whether a phrase and a finite verb come after item `k`, before a comma or another clause."""
        ahead = k + 1
        while ahead < min(k + _LOOK, len(self.items)):
            item = self.items[ahead]
            if item.kind == "NP":
                return self._finite_after(ahead)
            if item.kind not in _SKIP and item.kind not in ("P", "COMMA"):
                return False
            ahead += 1
        return False

    def _finite_after(self, k: int) -> bool:
        """Whether the phrase at item `k` (with its prepositional phrases) is followed by a finite verb."""
        ahead = k + 1
        while ahead < min(k + _LOOK, len(self.items)):
            item = self.items[ahead]
            if item.kind == "V":
                verb = item.verb
                assert verb is not None
                if not verb.finite:
                    return False
                if verb.form == "DN" and verb.first == verb.head:
                    return (
                        self._object_after(ahead)
                        or (not self._finite_ahead(ahead + 1)
                        and self._plain_past(ahead, k))
                    )
                return True
            if item.kind == "CC" and self._verb_next(ahead + 1):
                return False
            if item.kind in ("WH", "THAT") and item.word in ("who", "which", "that") and ahead == k + 1:
                return self._finite_count(ahead + 1) >= 2
            if item.kind in ("P", "CC") or item.kind in _SKIP:
                ahead += 1
                continue
            if item.kind == "COMMA" and ahead <= k + 3:
                return self._verb_after_insert(ahead)
            if item.kind == "NP" and self.items[ahead - 1].kind in ("P", "CC", "RB", "DATE", "QUOTE", "JJ"):
                if self.items[ahead - 1].kind != "P" and self.items[ahead - 1].kind != "CC":
                    return False
                ahead += 1
                continue
            return False
        return False

    def _verb_after_insert(self, k: int) -> bool:
        """Whether the comma at item `k` opens an insert ("X, Y's minister, …") with a finite verb right behind it."""
        for ahead in range(k + 1, min(k + 10, len(self.items) - 1)):
            kind = self.items[ahead].kind
            if kind == "COMMA":
                following = self.items[ahead + 1]
                return following.verb is not None and following.verb.finite
            if kind in ("V", "SUB", "THAT", "SEMI", "COLON", "WH") and ahead == k + 1:
                return False
        return False

    def _finite_count(self, k: int) -> int:
        """How many finite verbs come before the next comma or clause word."""
        count = 0
        for item in self.items[k : k + _LOOK]:
            if item.kind in ("COMMA", "SEMI", "COLON", "SUB", "THAT", "DASH"):
                break
            if item.verb is not None and item.verb.finite:
                count += 1
        return count

    def _verb_next(self, k: int) -> bool:
        """Whether item `k` begins a predicate: a verb, after adverbs and dates at most."""
        while k < len(self.items) and (
            self.items[k].kind in _SKIP or (self.items[k].kind == "P" and self._is_date(k + 1))
        ):
            k += 1
        return k < len(self.items) and self.items[k].kind == "V"

    def _is_date(self, k: int) -> bool:
        return k < len(self.items) and self.items[k].kind == "DATE"

    def _plain_past(self, ahead: int, k: int) -> bool:
        """A bare -ed form right after a phrase and not before "by": a past tense rather than a participle."""
        verb = self.items[ahead].verb
        if (
            verb is not None
            and verb.lemma in speech_verbs()
            and self.items[k].phrase is not None
            and self.items[k].phrase is not self.last
        ):
            agent = self.items[ahead + 2].phrase if ahead + 2 < len(self.items) else None
            return agent is None or not agent.mentions
        following = self.items[ahead + 1] if ahead + 1 < len(self.items) else None
        return not (
            following is not None and following.kind == "P" and following.word in ("by", "in", "on", "at")
        )

    def _finite_ahead(self, k: int) -> bool:
        """Whether a finite verb comes before the sentence's next comma, conjunction or clause word."""
        for ahead in range(k, min(k + _LOOK, len(self.items))):
            item = self.items[ahead]
            if item.kind in ("COMMA", "CC", "SUB", "WH", "THAT", "SEMI", "COLON", "DASH"):
                return False
            if item.kind == "V" and item.verb is not None and item.verb.finite:
                return True
        return False


def _hearer(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether an object of a verb of saying is who is told, rather than what is said."""
    return bool(phrase.pronoun or phrase.mentions) or tokens[phrase.head].low in _HEARERS


_CONTENT_NOUNS = frozenset(
    ["fear", "claim", "charge", "fact", "report", "hope", "belief", "news", "announcement", "promise", "statement", "view", "idea", "sign", "warning", "suggestion", "assertion", "allegation", "accusation", "assurance", "understanding", "conclusion", "condition", "evidence", "feeling", "impression", "notion", "pledge", "possibility", "proof", "prospect", "reason", "risk", "rumour", "rumor", "suspicion", "theory", "threat", "word", "doubt", "agreement", "decision", "time", "day", "moment", "year", "month", "week", "way", "demand", "guarantee", "insistence", "concern", "indication", "message", "point", "proposal", "request", "rule", "vow", "worry", "alarm", "denial"]
)
_TELLING = frozenset(["tell", "inform", "assure", "warn", "remind", "persuade", "convince", "notify"])
_HEARERS = frozenset(
    ["reporters", "journalists", "lawmakers", "parliament", "newsmen", "audience", "crowd", "conference", "deputies"]
)
