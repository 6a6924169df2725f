"""Tellings of one happening become one claim: the fuller is the evidence, the more definite decides."""

from __future__ import annotations

from dataclasses import dataclass, replace

from demarche.claims import Claim
from demarche.coding.telling import Telling
from demarche.contract.edtf import interval

REACH = 60
"""How many happenings of one type between the same two a telling is compared with, and how many participants
and tellings a claim keeps: more than any document has, and a bound on the work."""
_DEFINITE = ("proposed", "planned", "refused", "cancelled", "ongoing", "occurred")


@dataclass(slots=True)
class Draft:
    """A claim with what merging needs: sentence, paragraph, the words around it, and the frame's name.

    `tellings`: what it was drafted from; after merging the fuller one first.
    """

    claim: Claim
    sentence: int
    paragraph: int
    words: frozenset[str]
    rule: str
    anaphoric: bool = False
    others: tuple[str, ...] = ()
    tellings: tuple[Telling, ...] = ()


def merge(drafts: list[Draft]) -> list[Draft]:
    """One claim a happening, ordered by evidence, trigger, type, pair and status."""
    kept: dict[tuple[str, str, str], list[Draft]] = {}
    for draft in drafts:
        claim = draft.claim
        alike = kept.setdefault((claim.interaction_type, claim.initiator, claim.target), [])
        for n in range(max(0, len(alike) - REACH), len(alike)):
            if _same(alike[n], draft):
                alike[n] = _joined(alike[n], draft)
                break
        else:
            alike.append(draft)
    every = [draft for alike in kept.values() for draft in alike]
    return sorted(every, key=lambda draft: order(draft.claim))


def order(claim: Claim) -> tuple[int, int, str, str, str, str]:
    """The order of the claims table."""
    return (
        claim.evidence_start,
        claim.trigger_start,
        claim.interaction_type,
        claim.initiator,
        claim.target,
        claim.status,
    )


def _same(a: Draft, b: Draft) -> bool:
    """Whether two tellings of one type between the same two can be of one happening."""
    x, y = a.claim, b.claim
    if x.phase != y.phase and {x.phase, y.phase} & {"lifted", "eased", "left", "suspended"}:
        return False
    if x.status != y.status and not _compatible_status(x, y):
        return False
    if (x.mode == "invitation") != (y.mode == "invitation"):
        return False
    named = x.interaction_type in ("sanction", "agreement") and "unspecified" not in (x.mode, y.mode)
    if named and x.mode != y.mode:
        return False
    if not _compatible_dates(x, y):
        return False
    if x.interaction_type == "sanction" and a.sentence == b.sentence and x.trigger_start != y.trigger_start:
        return False  # closed its consulate and recalled its envoy
    elsewhere = 0 != a.paragraph != b.paragraph  # a title dates nothing
    if x.interaction_type == "agreement" and elsewhere and (x.date is None) != (y.date is None):
        return False
    return b.anaphoric or _compatible_objects(x, y)


def _compatible_status(x: Claim, y: Claim) -> bool:
    if x.interaction_type in ("visit", "agreement"):
        return (
            {x.status, y.status} <= {"planned", "occurred", "proposed"}
            and (x.date is None or y.date is None or x.date == y.date)
            and "proposed" not in (x.status, y.status)
            and x.interaction_type == "agreement"
            and x.phase == y.phase
        )
    return {x.status, y.status} == {"occurred", "ongoing"}


def _compatible_dates(x: Claim, y: Claim) -> bool:
    """Whether two dates can mean the same day: one is missing, or the intervals overlap."""
    if x.date is None or y.date is None:
        return True
    a, b = interval(x.date), interval(y.date)
    starts = [day for day in (a[0], b[0]) if day is not None]
    ends = [day for day in (a[1], b[1]) if day is not None]
    return not starts or not ends or max(starts) <= min(ends)


def _compatible_objects(x: Claim, y: Claim) -> bool:
    """Whether two undertakings can be one; planned ones only with the same object: "a railway"."""
    if x.interaction_type != "agreement":
        return True
    if x.object is None or y.object is None:
        return "planned" not in (x.status, y.status) or x.object is y.object
    return x.object.lower().split()[-1] == y.object.lower().split()[-1]


def _weight(claim: Claim) -> tuple[bool, int, int]:
    return (claim.date is not None, len(claim.participants), claim.mode != "unspecified")


def _joined(a: Draft, b: Draft) -> Draft:
    """The fuller telling's evidence, the more definite status, whatever either adds."""
    full, thin = (b, a) if _weight(b.claim) > _weight(a.claim) else (a, b)
    x, y = full.claim, thin.claim
    status = max((x.status, y.status), key=_DEFINITE.index)
    parts = tuple(dict.fromkeys((*x.participants, *y.participants)))[:REACH]
    dated = x if x.date is not None else y
    claim = replace(
        x,
        status=status,
        mode=x.mode if x.mode != "unspecified" else y.mode,
        phase=x.phase or y.phase,
        date=dated.date,
        date_precision=dated.date_precision,
        date_basis=dated.date_basis,
        context=x.context or y.context,
        location=x.location or y.location,
        level=x.level or y.level,
        object=x.object or y.object,
        disputed=x.disputed or y.disputed,
        reported_on=dated.reported_on,
        participants=parts,
    )
    return Draft(
        claim,
        full.sentence,
        full.paragraph,
        a.words | b.words,
        full.rule,
        full.anaphoric,
        full.others,
        (full.tellings + thin.tellings)[:REACH],
    )
