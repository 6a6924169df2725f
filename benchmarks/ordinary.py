"""Ordinary news in which no two states have to do with each other, put together from templates.

A town, its council and its clubs; people with everyday names; now and then a state by itself. As in any
newspaper, a few surnames are those of ministers somewhere.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

_WHO = (
    "The council", "A local company", "The school board", "Residents of the valley", "Maria Lopez",
    "The team", "Dr. Helen Park", "Police", "The museum", "Farmers", "A spokeswoman", "Mr. Brown",
    "She", "They", "The mayor", "The union", "A judge", "The hospital",
    "Two brothers from the old town", "The bank",
)  # fmt: skip
_DID = (
    "approved", "said it would review", "rejected", "opened", "postponed", "praised", "announced",
    "criticised", "sold", "is planning", "visited", "met to discuss", "complained about",
    "had not expected", "agreed to pay for",
)  # fmt: skip
_WHAT = (
    "the new budget", "a plan for the bridge", "the harvest festival", "its annual report",
    "a row over parking fees", "the library on Elm Street", "two new buses", "a record profit",
    "the old mill", "a film about bees", "the price of bread", "a garden for the children",
    "the match that nobody won",
)  # fmt: skip
_WHEN = (
    "on Tuesday", "last week", "after months of debate", "despite the rain",
    "for the third time this year", "in May", "in a vote of 5 to 4", "as prices rose 3 percent",
    "because of the strike", "when the tide came in", "in 2014",
)  # fmt: skip
_STATE = (
    "Tourists from Denmark liked it.",
    "The cheese comes from France.",
    "It is an old song from Portugal.",
)


def articles(count: int, sentences: int, *, states: bool) -> list[str]:
    """So many articles of so many sentences, always the same; with `states` each names one state, once."""
    rng = random.Random(7)
    found = []
    for _ in range(count):
        parts = list(_sentences(rng, sentences - states))
        if states:
            parts.insert(rng.randrange(len(parts)), rng.choice(_STATE))
        lines = [" ".join(parts[k : k + 3]) for k in range(0, len(parts), 3)]
        found.append("\n\n".join(lines))
    return found


def _sentences(rng: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        yield f"{rng.choice(_WHO)} {rng.choice(_DID)} {rng.choice(_WHAT)} {rng.choice(_WHEN)}."
