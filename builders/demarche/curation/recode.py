"""A source coded anew: which of the new claims are the frozen ones, and what differs.

A new claim is a frozen one when type and pair are the same, their objects can be the same thing, and their
evidence overlaps; of several that fit, the one with the same object, the most common evidence, the same
status and date. It keeps the frozen claim's key, so that decisions and ids go on referring to it; a new claim
gets a key that no claim of the source ever had.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from demarche.claims import Claim, pack_participants
from demarche.claims_table import CLAIM_COLUMNS, claim_keys, in_order

Difference = tuple[str, Any, Any]
"""Column, frozen value, new value."""

# Which program made a claim, and how sure it is of it, is no difference of the claim.
_NOT_COMPARED = {"source_id", "coder", "coder_version", "confidence"}
_COMPARED = tuple(name for name in CLAIM_COLUMNS if name not in _NOT_COMPARED)


@dataclass(frozen=True, slots=True)
class Recoding:
    """The new claims of a source by their keys, and how they differ from the frozen ones."""

    claims: Mapping[str, Claim]
    added: Mapping[str, Claim]
    gone: Mapping[str, Claim]
    changed: Mapping[str, tuple[Difference, ...]]

    @property
    def same(self) -> bool:
        """Whether the coder claims just what is frozen."""
        return not (self.added or self.gone or self.changed)


def recode(frozen: Mapping[str, Claim], coded: Sequence[Claim], taken: Collection[str] = ()) -> Recoding:
    """Recognise the frozen claims of a source among the newly coded ones.

    `taken` are keys that are not to be given again: those of the ledger.
    """
    new = in_order(coded)
    kept = _recognise(frozen, new)
    fresh = [claim for n, claim in enumerate(new) if n not in kept]
    named = iter(claim_keys(fresh, {*frozen, *taken}))
    claims = {kept[n] if n in kept else next(named): claim for n, claim in enumerate(new)}
    changed = {
        key: cells
        for key, claim in claims.items()
        if key in frozen and (cells := tuple(_differences(frozen[key], claim)))
    }
    return Recoding(
        claims=claims,
        added={key: claim for key, claim in claims.items() if key not in frozen},
        gone={key: claim for key, claim in frozen.items() if key not in claims},
        changed=changed,
    )


def _recognise(frozen: Mapping[str, Claim], new: Sequence[Claim]) -> dict[int, str]:
    """For each new claim that is a frozen one, its key; the likest pairs are joined first."""
    by_act: dict[tuple[object, ...], list[str]] = {}
    for key, claim in frozen.items():
        by_act.setdefault(_act(claim), []).append(key)
    pairs = [
        (_likeness(frozen[key], claim), n, key)
        for n, claim in enumerate(new)
        for key in by_act.get(_act(claim), ())
        if _overlap(frozen[key], claim) > 0 and _same_object(frozen[key].object, claim.object)
        if _pair(frozen[key]) == _pair(claim) or not (frozen[key].directed and claim.directed)
    ]
    kept: dict[int, str] = {}
    used: set[str] = set()
    for _, n, key in sorted(pairs, key=lambda pair: (tuple(-part for part in pair[0]), pair[1], pair[2])):
        if n not in kept and key not in used:
            kept[n] = key
            used.add(key)
    return kept


def _act(claim: Claim) -> tuple[object, ...]:
    """Type and pair, in whichever order: a claim may turn out to be mutual."""
    return claim.interaction_type, *sorted(_pair(claim))


def _pair(claim: Claim) -> tuple[str, str]:
    return claim.initiator, claim.target


def _likeness(one: Claim, other: Claim) -> tuple[float, ...]:
    return (
        _pair(one) == _pair(other),
        one.object == other.object,
        _overlap(one, other),
        one.status == other.status,
        one.date == other.date,
        one.trigger_start == other.trigger_start,
    )


def _overlap(one: Claim, other: Claim) -> float:
    """Characters that both spans of evidence have, as a part of those that either has."""
    common = min(one.evidence_end, other.evidence_end) - max(one.evidence_start, other.evidence_start)
    whole = max(one.evidence_end, other.evidence_end) - min(one.evidence_start, other.evidence_start)
    return max(common, 0) / whole


def _same_object(one: str | None, other: str | None) -> bool:
    """Whether two wordings can mean one thing: one is not given, or they share a word of weight."""
    if one is None or other is None:
        return True
    words = [set(re.findall(r"\w{4,}", text.casefold())) or {text.casefold()} for text in (one, other)]
    return not words[0].isdisjoint(words[1])


def _differences(old: Claim, new: Claim) -> list[Difference]:
    return [
        (name, getattr(old, name), getattr(new, name))
        for name in _COMPARED
        if getattr(old, name) != getattr(new, name)
    ]


def shown(value: Any) -> str:
    """A value of a claim for the terminal."""
    if isinstance(value, tuple):
        return pack_participants(value) or "(empty)"
    if isinstance(value, bool):
        return str(value).lower()
    return "(empty)" if value is None else str(value)
