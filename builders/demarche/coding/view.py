"""A parsed sentence with the document's memory: what frames are matched against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demarche.coding.chunks import Phrase, Verb
from demarche.coding.clauses import Parse
from demarche.coding.dated import Dated
from demarche.coding.entities import Discourse, Ref
from demarche.coding.lists import word_list
from demarche.coding.segment import Sentence, Token
from demarche.coding.words import singular

if TYPE_CHECKING:
    from demarche.coding.trail import Trail

_QUANTITIES = word_list("quantity")


@dataclass(slots=True)
class View:
    """A sentence, its clauses, phrases and dates, and the memory of the document that it stands in.

    `trail` is there only when somebody asks why something was (not) coded.
    """

    sentence: Sentence
    parse: Parse
    discourse: Discourse
    dates: Dated
    trail: Trail | None = None

    @property
    def tokens(self) -> list[Token]:
        """The sentence's tokens: phrases and verbs index them."""
        return self.sentence.tokens

    def noun(self, phrase: Phrase) -> str:
        """The head noun of a phrase, singular, lower case; of "a series of talks" it is "talk"."""
        noun = phrase.noun or singular(self.tokens[phrase.head].low)
        if phrase.pronoun in ("it", "this") and self.discourse.sentence - self.discourse.topic[1] <= 1:
            return self.discourse.topic[0]
        if noun in _QUANTITIES:
            of = phrase.pp("of")
            if of is not None:
                return singular(self.tokens[of.head].low)
        if noun == "game" and self.tokens[phrase.head - 1].low == "war":
            return "wargame"
        return noun

    def children(self, verb: Verb) -> list[Verb]:
        """The verbs whose clauses hang directly on a verb."""
        return [other for other in self.parse.verbs if other.parent is verb]

    def refs(self) -> list[Ref]:
        """What the sentence's phrases, as far as they are resolved, stand for."""
        resolved = self.discourse.resolved
        return [ref for phrase in self.parse.phrases for ref in resolved.get(phrase, ())]
