"""The tables of the sentence task: `lexicon/cues.tsv`, `lexicon/turns.tsv` and `lexicon/cue_words.tsv`.

- A *cue* is a word that tells an act: its PLOVER root, its CAMEO code, what must stand with it.
- A *turn* is a word that makes another act of the one that it governs: agree, refuse, threaten, lift.
- A head is `v:` verbs, `n:` nouns or `a:` adjectives after "be", with `|` between them.
- Needs are `slot=constraint`, with spaces between them; all must hold. Slots of a verb: `obj`, a preposition,
  `near` (the words behind it), `subj`; `prt` (particle), `inf` and `ing` (the verb that it governs),
  `that` (a clause of what is said), `must` (of which mention such a clause tells a duty), `both`
  (source and target are its subject). Slots of a noun:
  `mod` (the words before it), a preposition. Of both: `source`, `target` (the words of the marked mentions),
  `any` (anywhere in the sentence). A constraint is `any`, `@class` or `word|word`; with `!` before the `=` it
  must not hold.
- `agent` is the preposition that brings who acts, where that is not the subject ("an invitation from"), or
  `said`: who says it, or `subject`: the subject also of a passive ("was outraged by").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from demarche.coding.frames import noun_classes
from demarche.coding.tables import read_rows

MODIFIER = 0.7
"""What a word tells that only modifies what stands in a slot: "an emergency grant" is a grant."""


ANYTHING, ABSENT = 0.4, 0.05
_PLACES = frozenset(("obj", "near", "subj"))
_TELLING = {"inf": 1.3, "must": 1.3, "source": 1.1, "target": 1.1}
"""Slots whose words tell more than those of others: who acts, and what it is done for."""


@dataclass(frozen=True, slots=True)
class Need:
    """One condition: `words` is None for `any`; `weight` is how much it tells when it is met."""

    slot: str
    words: frozenset[str] | None
    negative: bool
    weight: float

    def fit(self, words: frozenset[str], heads: frozenset[str] | None = None) -> float:
        """How well the words in the slot fit, 0 for not at all; best where one of `heads` is asked for."""
        held = bool(words) if self.words is None else not self.words.isdisjoint(words)
        if held == self.negative:
            return 0.0
        if self.words is None or self.negative or heads is None or not self.words.isdisjoint(heads):
            return self.weight
        return self.weight * MODIFIER

    @property
    def place(self) -> str:
        """The slot to look in: a preposition that brings certain words may be looked for further off."""
        return self.slot if self.words is None or self.slot in _PLACES else f"{self.slot}?far"


@dataclass(frozen=True, slots=True)
class Cue:
    """One line: `name` is the root of an act or the name of a turn; `turns` tells which."""

    line: int
    name: str
    cameo: str
    heads: tuple[str, ...]
    part: str
    needs: tuple[Need, ...]
    agent: str
    turns: bool
    weight: float

    @property
    def breadth(self) -> int:
        """How many words fit its needs: of two lines the narrower is tried first."""
        return sum(len(need.words or ()) for need in self.needs)


@cache
def cues() -> tuple[Cue, ...]:
    """All cues and turns, in the order of their files."""
    acts = [_cue(n, row, row["root"], turns=False) for n, row in enumerate(read_rows("cues.tsv"))]
    turns = [_cue(n, row, row["turn"], turns=True) for n, row in enumerate(read_rows("turns.tsv"), len(acts))]
    return (*acts, *turns)


@cache
def cue_words() -> dict[str, frozenset[str]]:
    """Class → its words; `@class` among them stands for a class of `nouns.tsv`."""
    found: dict[str, set[str]] = {}
    for row in read_rows("cue_words.tsv"):
        for word in row["words"].split():
            known = noun_classes()[word[1:]] if word.startswith("@") else (word,)
            found.setdefault(row["class"], set()).update(known)
    return {name: frozenset(words) for name, words in found.items()}


@cache
def by_head() -> dict[tuple[str, str, bool], tuple[Cue, ...]]:
    """(part of speech, head, whether it turns) → its lines, the most demanding first."""
    table: dict[tuple[str, str, bool], list[Cue]] = {}
    for cue in cues():
        for head in cue.heads:
            table.setdefault((cue.part, head, cue.turns), []).append(cue)
    return {key: tuple(sorted(found, key=lambda c: (-c.weight, c.breadth))) for key, found in table.items()}


def _cue(line: int, row: dict[str, str], name: str, *, turns: bool) -> Cue:
    part, _, heads = row["head"].partition(":")
    needs = tuple(_need(text) for text in row["needs"].split())
    return Cue(
        line,
        name,
        row.get("cameo", ""),
        tuple(heads.split("|")),
        part,
        needs,
        row.get("agent", ""),
        turns,
        sum(need.weight for need in needs),
    )


def _need(text: str) -> Need:
    slot, _, constraint = text.partition("=")
    negative = slot.endswith("!")
    slot, words = slot.rstrip("!"), _constraint(constraint)
    # Naming words tells more than asking for anything at all, and that more than what is not there.
    weight = ABSENT if negative else ANYTHING if words is None else _TELLING.get(slot, 1.0)
    return Need(slot, words, negative, weight)


def _constraint(text: str) -> frozenset[str] | None:
    if text == "any":
        return None
    words: set[str] = set()
    for word in text.split("|"):
        words |= cue_words()[word[1:]] if word.startswith("@") else {word}
    return frozenset(words)
