"""The sentence task: which PLOVER root a sentence tells of a marked source and target.

Stages: `scene` (the coder's own grammar, with the marked mentions given) → `acts` (every cue whose needs are
met, under what governs it: `turning`) → the act that `ties` binds best to source and target. The words are in
`lexicon/cues.tsv`, `turns.tsv` and `cue_words.tsv`; `cues` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from demarche.coding.pairs.acts import Act, acts, hints, said_of_target, told_to
from demarche.coding.pairs.scene import Scene, Span, stage
from demarche.coding.pairs.ties import LEAST, weigh

BLAMED = "ACCUSE"
"""What a source says of the target, where no act is told: news reports blame more than praise."""
DUTY = "REQUEST"
"""What the target is said to have to do."""
UNKNOWN = "YIELD"
"""Where nothing is known: what is given up is told in more ways than any list holds."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The root of a sentence, and why: the cue's CAMEO code, the word that told it, its weight."""

    root: str
    cameo: str
    word: str
    weight: float


def decide_pair(sentence: str, source: Span, target: Span) -> Decision:
    """The root class of what a source does to a target; spans are half-open offsets, (0, 0) for none.

    Raises ValueError when a span does not lie within the sentence.
    """
    for span in (source, target):
        if not 0 <= span[0] <= span[1] <= len(sentence):
            raise ValueError(f"span {span[0]}-{span[1]} does not lie within the sentence")
    scene = stage(sentence, source, target)
    best = _best(scene, acts(scene))
    if best is None or best[0] < LEAST:
        told = DUTY if told_to(scene) else BLAMED if said_of_target(scene) else ""
        best = best or (None if told else _best(scene, hints(scene)))
        if told or best is None:
            return Decision(told or UNKNOWN, "", "", 0.0)
    weight, _, act = best
    return Decision(act.root, act.cue.cameo, scene.tokens[act.at].text, round(weight, 2))


def _best(scene: Scene, found: Iterable[Act]) -> tuple[float, int, Act] | None:
    """The act that is tied best to the pair, the first of equals, behind its weight."""
    return max(((weigh(scene, act), -act.at, act) for act in found), key=lambda x: x[:2], default=None)


def classify_pair(sentence: str, source: Span, target: Span) -> str:
    """The root class alone: what `demarche evaluate --pairs` asks for."""
    return decide_pair(sentence, source, target).root


__all__ = ["Decision", "classify_pair", "decide_pair"]
