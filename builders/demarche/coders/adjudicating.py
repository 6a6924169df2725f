"""What two codings of a text differ on, as a curation file in which a curator decides on each difference.

Nothing is decided here: the claims are those of either coding, and the decisions stand in comments until
somebody takes them out of these and gives a reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from demarche.claims import Claim, pack_participants
from demarche.claims_table import claim_keys
from demarche.coders.combining import matched
from demarche.curation.recode import shown
from demarche.curation.values import COLUMNS
from demarche.review.desk import GUARD
from demarche.review.words import written

_COMPARED = tuple(name for name in COLUMNS if name not in {"evidence_start", "evidence_end"})
_HEAD = """\
# Two codings of {source_id}: A by {a}, B by {b}.
# {same} claims are the same in both, in every column. What differs stands below by number. To decide, take
# the "# " off the lines of a decision, choose it, and give a reason that a stranger can check by the text.
# The claims can also be decided on in the browser: demarche review {source_id}
links: []
decisions:
"""


@dataclass(frozen=True, slots=True)
class Adjudication:
    """The claims of either coding by their keys, how many are the same, and the curation file on the rest."""

    claims: Mapping[str, Claim]
    same: int
    differences: int
    curation: str


def adjudicate(
    source_id: str, first: Mapping[str, Claim], second: Sequence[Claim], text: str | None = None
) -> Adjudication:
    """Lay two codings of a source side by side. The first's claims keep their keys; `text` is quoted from."""
    keys, ours = list(first), list(first.values())
    pairs = matched(ours, second, other_types=True)
    taken = set(pairs.values())
    theirs = [claim for number, claim in enumerate(second) if number not in taken]
    added = dict(zip(claim_keys(theirs, keys), theirs, strict=True))
    found: list[tuple[Claim, str]] = []
    for number, (key, claim) in enumerate(first.items()):
        if number not in pairs:
            found.append((claim, _only("A", key, claim)))
        elif changed := _differing(claim, second[pairs[number]]):
            found.append((claim, _both(key, claim, changed)))
    found += [(claim, _only("B", key, claim)) for key, claim in added.items()]
    found.sort(key=lambda each: each[0].evidence_start)  # of one place, in the order of A, then B
    body = "\n".join(_entry(number, *each, text) for number, each in enumerate(found, 1))
    same = sum(1 for one, other in pairs.items() if not _differing(ours[one], second[other]))
    head = _HEAD.format(source_id=source_id, a=_coders(ours), b=_coders(second), same=same, differ=len(found))
    return Adjudication({**first, **added}, same, len(found), head + body)


def _coders(claims: Sequence[Claim]) -> str:
    named = dict.fromkeys(f"{claim.coder} {claim.coder_version}" for claim in claims)
    return " and ".join(named) or "without claims"


def _differing(claim: Claim, other: Claim) -> dict[str, Any]:
    """The columns on which a claim differs, with the other's values."""
    values = {name: getattr(other, name) for name in _COMPARED}
    return {name: value for name, value in values.items() if getattr(claim, name) != value}


def _both(key: str, claim: Claim, changed: Mapping[str, Any]) -> str:
    told = "; ".join(
        f"{name} {shown(getattr(claim, name))} in A, {shown(value)} in B" for name, value in changed.items()
    )
    decision = {
        "decision": "amend",
        **_named(key, claim),
        "set": {name: _cell(value) for name, value in changed.items()},
        "reason": "",
    }
    return f"both have it: {told}\n# accept it as A has it (without set:), or amend it\n{_block(decision)}"


def _only(coder: str, key: str, claim: Claim) -> str:
    decision = {"decision": "accept", **_named(key, claim), "reason": ""}
    return f"only {coder} has it\n# accept or reject\n{_block(decision)}"


def _named(key: str, claim: Claim) -> dict[str, Any]:
    return {"claim": key, "expect": {name: _cell(getattr(claim, name)) for name in GUARD}}


def _cell(value: Any) -> Any:
    """A value of a claim as a curation file has it."""
    if isinstance(value, tuple):
        return [pack_participants((part,)) for part in value]
    return str(value).lower() if isinstance(value, bool) else value


def _block(decision: Mapping[str, Any]) -> str:
    return written(decision).rstrip("\n")


def _entry(number: int, claim: Claim, told: str, text: str | None) -> str:
    """A difference as lines of comment: what it is about, how A and B have it, the decision that is open."""
    words = f"characters {claim.evidence_start}–{claim.evidence_end}"
    if text is not None:
        words = f"“{' '.join(text[claim.evidence_start : claim.evidence_end].split())}”"
    difference, choice, *decision = told.split("\n")
    about = f"{claim.interaction_type} {claim.initiator}–{claim.target}, {claim.status}"
    lines = [f"## {number}. {about}: {words}", f"## {difference}", f"#{choice}"]
    return "".join(f"  {line}\n" for line in [*lines, *(f"# {line}" for line in decision)])
