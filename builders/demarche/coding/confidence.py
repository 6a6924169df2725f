"""How likely a claim is right: what is weak about the way it was read, in points out of a hundred.

`lexicon/confidence.tsv` gives each sign its points; they are added, so that a reader can add them up too.
They are fitted to coded texts by `benchmarks/confidence.py`, which also says how well they hold.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from demarche.coding.merge import Draft
from demarche.coding.tables import read_rows
from demarche.coding.telling import Resolution, Telling

LOWEST, HIGHEST = 5, 95
"""No row is sure to be wrong, and none to be right."""
_POINTS_BACK = frozenset(("pronoun", "spoken_of", "_country", "_organisation", "_same_again", "_the_other"))
_NO_NAME = _POINTS_BACK - {"pronoun"}
_HANGING = frozenset(("rel", "ing", "inf", "part"))


@cache
def points() -> dict[str, int]:
    """Sign → its points; `base` is what a claim without any sign has."""
    return {row["sign"]: int(row["points"]) for row in read_rows("confidence.tsv")}


def confidence(draft: Draft) -> float:
    """The share of claims like this one that are right, with two digits."""
    table = points()
    total = table["base"] + sum(table[sign] for sign in signs(draft))
    return min(max(total, LOWEST), HIGHEST) / 100


def signs(draft: Draft) -> tuple[str, ...]:
    """The signs that a claim bears, in the order of `SIGNS`."""
    return tuple(name for name, holds in SIGNS.items() if holds(draft))


def _told(question: Callable[[Telling], bool]) -> Callable[[Draft], bool]:
    """A question about the telling that gives the evidence; a rule that is no frame has none."""
    return lambda draft: bool(draft.tellings) and question(draft.tellings[0])


def _side(draft: Draft, actor: str) -> Resolution | None:
    sides = (side for telling in draft.tellings[:1] for side in (telling.initiator, telling.target))
    return next((side for side in sides if side.ref.actor_id == actor), None)


def _initiator_points_back(draft: Draft) -> bool:
    side = _side(draft, draft.claim.initiator)
    return side is not None and (side.phrase is None or side.way in _POINTS_BACK)


def _target_not_named(draft: Draft) -> bool:
    side = _side(draft, draft.claim.target)
    return side is not None and (side.phrase is None or side.way in _NO_NAME)


def _hanging(telling: Telling) -> bool:
    verb = telling.found.verb
    return verb is not None and verb.link in _HANGING


SIGNS: dict[str, Callable[[Draft], bool]] = {
    "target_not_named": _target_not_named,
    "initiator_points_back": _initiator_points_back,
    "hanging_clause": _told(_hanging),
    "undated": lambda draft: draft.claim.date is None,
    "guessed": _told(lambda telling: telling.found.guessed),
    "noun": _told(lambda telling: telling.found.phrase is not None),
    "lasting_or_cancelled": lambda draft: draft.claim.status in ("ongoing", "cancelled"),
    "told_again": lambda draft: len(draft.tellings) > 1,
}
"""What a sign asks of a claim; `lexicon/confidence.tsv` says the same in words."""
