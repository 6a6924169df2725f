"""What the left-to-right pass knows at an item: the open clauses and what stands just before."""

from __future__ import annotations

from dataclasses import dataclass, field

from demarche.coding.chunks import Item, Phrase, Verb
from demarche.coding.clauses.lookahead import Lookahead
from demarche.coding.segment import Token


@dataclass(slots=True)
class DatePlace:
    """Where a date stands: its tokens, the verb of its clause, the phrase before it.

    `fronted`: it stands before its verb. `parent` is the verb that it goes to when its own never comes.
    `noun`: it is of the noun before it ("the accord of May 3").
    """

    first: int
    last: int
    verb: Verb | None
    after: Phrase | None
    fronted: bool
    parent: Verb | None = None
    noun: bool = False


@dataclass(slots=True)
class Parse:
    """A sentence's verbs and phrases, in the order of the text."""

    verbs: list[Verb] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    dates: list[DatePlace] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Clause:
    """A clause while it is being built.

    `kind` is main, coord, that, rel, wh, adv, inf, ing, part, quote or paren (a speaker in an insert). The
    verb takes it as its `link`, and `parent` and `marker` with it. `fronted` are the prepositional phrases,
    `dates` the dates before the verb; `attributor` is the verb of an insert: "London, he said, had …".
    """

    kind: str
    parent: Verb | None = None
    marker: str = ""
    subject: Phrase | None = None
    verb: Verb | None = None
    antecedent: Phrase | None = None
    fronted: list[tuple[str, Phrase]] = field(default_factory=list)
    attributor: Verb | None = None
    dates: list[DatePlace] = field(default_factory=list)


class State:
    """The state of one pass: `at` is the item that is being read."""

    def __init__(self, tokens: list[Token], items: list[Item]) -> None:
        self.tokens = tokens
        self.items = items
        self.ahead = Lookahead(items)
        self.at = 0
        self.result = Parse()
        self.stack: list[Clause] = [Clause("main")]
        self.brackets: list[int] = []  # how many clauses were open at each open bracket
        self.prepositions: list[str] = []  # those that wait for their phrase; the last one brings it
        self.last: Phrase | None = None  # the last phrase, while something may still attach to it
        self.touching: Phrase | None = None  # the phrase that ends right before this item
        self.comma = False
        self.conjunction = ""
        self.pending = ""  # a conjunction whose verb comes after an inserted infinitive
        self.gap = False  # a comma comes that only stands for a verb: "; Chile, three"
        self.inserted = ""  # a preposition that waits behind an insert: "by, among others, Peru"
        self.floating: DatePlace | None = None  # a date whose verb is to come

    @property
    def clause(self) -> Clause:
        """The innermost open clause."""
        return self.stack[-1]

    def open(self, clause: Clause, subject: Phrase | None = None) -> None:
        """Begin a clause within the others, with its subject if that is known."""
        self.stack.append(clause)
        if subject is not None:
            self.give_subject(subject)

    def give_subject(self, phrase: Phrase) -> None:
        """Make a phrase the subject of the innermost clause."""
        self.clause.subject = phrase
        phrase.role = "subj"

    def close_to(self, clause: Clause) -> None:
        """Close the clauses inside an open one."""
        while self.clause is not clause:
            self.stack.pop()

    def reset(self) -> None:
        """Forget what stands before: nothing attaches to it over a verb or a clause word."""
        self.last = None
        self.comma = False
        self.conjunction = ""
        self.prepositions.clear()

    def waiting(self) -> Clause | None:
        """The innermost outer clause whose subject still waits for its verb: "X, who left, said"."""
        return next((c for c in reversed(self.stack[:-1]) if c.verb is None and c.subject is not None), None)

    def empty(self) -> Clause | None:
        """The innermost outer clause without subject and verb: the main one in "In a note sent by X, Y …"."""
        return next((c for c in reversed(self.stack[:-1]) if c.verb is None and c.subject is None), None)
