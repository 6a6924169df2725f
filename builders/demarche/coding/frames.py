"""The frames and word classes of the lexicon, read once.

`lexicon/frames.tsv` holds one construction a line; `nouns.tsv` the classes of nouns that frames ask for;
`control.tsv` what a governing verb does to an act. The language of a line:

- `head`: `v:` verbs or `n:` nouns, with `|` between them. `must`, `will-not`: any verb in that mood.
- `needs`: `slot=constraint`, with spaces between them. All must hold; the frame with most needs is tried
  first.
- slot: `subj`, `obj`, `iobj` (the first of two objects), a preposition (`out_of`; `to|in`: either) or `where`
  (any preposition of place); `comp` (the subjects of what is said), `event` (the subject of the clause over a
  relative one), `parent` (of the governing clause), `light` (of the verb over a noun), `done` (the objects of
  what hangs on the trigger: "told Peru to close its consulate"), `doing.to` (what hangs there with "to").
  `obj.to` is what hangs on the object with "to", `obj.owner` whose the object is. Only for actors: `owner`
  (whose the noun is), `agent` (who does what it tells), `party` (the agent, or the subject of the clause that
  an event is set in), `said` (who says it), `left` (whose place is left), `topic` (whom the sentence before
  was about), `infinitive` (whom one on the trigger names), `speakers_foe` (with whom a speaker is at odds),
  `offender` (who did what a speaker says was done to it); `subj.doer`: who did the deed that stands there.
- slots that ask for more than a phrase: `prt` (particle), `inf` (infinitive), `comp` (a clause of what is
  said; `must`, `planned`: its modal), `obj2` (second object or predicate), `alone` (no object), `bare`
  (one object, no predicate), `predicate` (an adjective), `negated`, `passive`, `what` ("what it called …"),
  `under` (the verb over a noun), `status`, `any` (nothing), `literal` (no "trade war"); `phone`, `home` and
  the like: a word anywhere in the sentence.
- constraint: `any`; `plural`, `single` (so many actors); `@class` (a noun of that class); `word|word`; or
  a question by its name (`actor`, `land`, `person`, `deed` …), which `constraints` answers.
- `initiator`, `target`: slots in order of preference, with `/` between them; `a+b` in a target takes
  both. With `pair` as target the act is mutual, and `a+b` are its two sides. `host`, `other`, `measured`,
  `partner`, `asker`, `foe` and `each` are no places in the sentence: `implicit` says whom they mean.
- `mode`: a mode, or `=slot`: that of the noun there.

For instance `v:pay`, `obj=@trip obj.to=land`, `subj`, `obj.to`: "Chile's premier paid a visit to Peru".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from demarche.coding.tables import read_rows


@dataclass(frozen=True, slots=True)
class Frame:
    """One construction: a line of `frames.tsv`.

    `needs` are (slot, constraint) pairs; `initiator` and `target` slots in order of preference. `mutual`:
    the slots in `initiator` are the sides.
    """

    rule: str
    interaction_type: str
    mode: str
    phase: str | None
    status: str | None
    context: str | None
    verbal: bool
    heads: frozenset[str]
    needs: tuple[tuple[str, str], ...]
    initiator: tuple[str, ...]
    target: tuple[str, ...]
    mutual: bool

    @property
    def settled(self) -> bool:
        """Whether the line has itself asked how the act is told ("would pay", "had not kept")."""
        asked = any(slot in ("status", "negated", "under") for slot, _ in self.needs)
        return asked or "said" in self.initiator or "will-not" in self.heads


@dataclass(frozen=True, slots=True)
class NounClass:
    """A noun's place in a class: the mode it names and the context it brings."""

    mode: str
    context: str | None


@cache
def frames() -> tuple[Frame, ...]:
    """All frames in the order of the file."""
    found = []
    for row in read_rows("frames.tsv"):
        kind, _, heads = row["head"].partition(":")
        mutual = row["target"] == "pair"
        needs = tuple(
            (slot.replace("_", " "), constraint)
            for slot, _, constraint in (n.partition("=") for n in row["needs"].split())
        )
        initiator = tuple(row["initiator"].split("+" if mutual else "/"))
        target = () if mutual or not row["target"] else tuple(row["target"].replace("_", " ").split("/"))
        found.append(
            Frame(
                row["id"],
                row["type"],
                row["mode"],
                row["phase"] or None,
                row["status"] or None,
                row["context"] or None,
                kind == "v",
                frozenset(heads.split("|")),
                needs,
                initiator,
                target,
                mutual,
            )
        )
    return tuple(found)


def _index(verbal: bool) -> dict[str, tuple[Frame, ...]]:
    table: dict[str, list[Frame]] = {}
    for frame in frames():
        if frame.verbal == verbal:
            for head in frame.heads:
                table.setdefault(head, []).append(frame)
    # the most demanding frame first; the order of the file among equals
    return {head: tuple(sorted(found, key=lambda f: -len(f.needs))) for head, found in table.items()}


@cache
def verb_frames() -> dict[str, tuple[Frame, ...]]:
    """Verb lemma → its frames, the most demanding first."""
    return _index(verbal=True)


@cache
def noun_frames() -> dict[str, tuple[Frame, ...]]:
    """Noun → its frames, the most demanding first."""
    return _index(verbal=False)


@cache
def noun_classes() -> dict[str, dict[str, NounClass]]:
    """Class → noun → what the noun names."""
    table: dict[str, dict[str, NounClass]] = {}
    for row in read_rows("nouns.tsv"):
        table.setdefault(row["class"], {})[row["word"]] = NounClass(
            row["mode"] or "unspecified", row["context"] or None
        )
    return table


@cache
def control() -> dict[str, str]:
    """Verb (or predicate word) → its effect on the act that it governs."""
    return {row["lemma"]: row["effect"] for row in read_rows("control.tsv")}
