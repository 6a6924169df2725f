"""The pieces of a sentence: noun phrases, verb groups, and the items that the clause builder reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from demarche.coding.mentions import Mention


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase: tokens `first` to `last`, inclusive, `head` its head word.

    `noun` is the head in the singular and in lower case, "" for a pronoun; `possessor` the phrase before
    an 's; `determiner` the lower-case article or possessive pronoun; `pps` the prepositional phrases on it;
    `coordinated` the further members of a list that it begins; `appositions` what renames it. `role` is its
    place: subj, obj, a preposition, or "".
    """

    first: int
    last: int
    head: int
    determiner: str = ""
    pronoun: str = ""
    noun: str = ""
    possessor: Phrase | None = None
    mentions: list[Mention] = field(default_factory=list)
    pps: list[tuple[str, Phrase]] = field(default_factory=list)
    coordinated: list[Phrase] = field(default_factory=list)
    appositions: list[Phrase] = field(default_factory=list)
    role: str = ""
    verb: Verb | None = None
    owner: Phrase | None = None

    def pp(self, *prepositions: str) -> Phrase | None:
        """The first prepositional phrase on this phrase that one of the prepositions brings."""
        for preposition, phrase in self.pps:
            if preposition in prepositions:
                return phrase
        return None

    def members(self) -> list[Phrase]:
        """The phrase and the phrases coordinated with it."""
        return [self, *self.coordinated]


@dataclass(slots=True, eq=False)
class Verb:
    """A verb group with its arguments; the node of the clause tree.

    `link` tells how the clause hangs on its `parent`: that, inf, ing, rel, wh, coord, adv or quote;
    `marker` is the word that brings it ("after", "if", "by"). `modal` is will, would, could …, be_to or "".
    """

    first: int
    last: int
    head: int
    lemma: str
    form: str
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    negated: bool = False
    infinitive: bool = False
    finite: bool = False
    past: bool = False
    modal: str = ""
    particle: str = ""
    subject: Phrase | None = None
    objects: list[Phrase] = field(default_factory=list)
    pps: list[tuple[str, Phrase]] = field(default_factory=list)
    predicate: str = ""
    parent: Verb | None = None
    link: str = ""
    marker: str = ""
    governor: Phrase | None = None
    end: int = -1

    def pp(self, *prepositions: str) -> Phrase | None:
        """The first prepositional phrase that one of the prepositions brings."""
        for preposition, phrase in self.pps:
            if preposition in prepositions:
                return phrase
        return None


@dataclass(slots=True)
class Item:
    """One chunk, function word or sign of a sentence.

    `kind` is NP or V (with `phrase` or `verb`), P, RP, SUB, THAT, WH, CC, RB, JJ, DATE, or a sign's name.
    """

    kind: str
    first: int
    last: int
    word: str = ""
    phrase: Phrase | None = None
    verb: Verb | None = None
