"""Claims for the eyes of a reader: who did what to whom, how sure the source makes it, and its words.

One block a claim, in the order of the text:

      1  PRK — RUS  agreement: treaty             planned    2024-06-19
         North Korea and Russia; about mutual defence; Russia says so
         DISPUTED: denied by North Korea
         “They are to sign a treaty on Wednesday, the Kremlin said.”
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap

from demarche.claims import Claim

_INDENT = " " * 5
_BOLD, _RED, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[0m"


def view(
    claims: Sequence[Claim], text: str, names: Mapping[str, str], *, width: int = 80, colour: bool = False
) -> str:
    """The claims of one text. `names` gives actors' names by actor_id; `width` counts columns.

    `colour` marks with ANSI sequences what must not be overlooked; the words say it in any case.
    """
    if not claims:
        return "No claims: no interaction between two actors was found in this text.\n"
    blocks = []
    for number, claim in enumerate(claims, 1):
        quote = " ".join(text[claim.evidence_start : claim.evidence_end].split())
        blocks += [
            _marked(head(number, claim), _BOLD if colour else ""),
            _wrapped(_told(claim, names), width),
            *(
                [_marked(_wrapped(_dispute(claim, names), width), _RED if colour else "")]
                if claim.disputed
                else []
            ),
            _wrapped(f"“{quote}”", width),
            "",
        ]
    return "\n".join([*blocks, _summary(claims, width), ""])


def head(number: int, claim: Claim) -> str:
    """The first line of a claim: its number, pair, act, status and date."""
    arrow = "→" if claim.directed else "—"
    pair = f"{claim.initiator} {arrow} {claim.target}"
    act = claim.interaction_type + _mode(claim)
    return f"{number:>3}  {pair:<10} {act:<30} {claim.status:<9}  {claim.date or 'no date'}"


def _marked(line: str, mark: str) -> str:
    return f"{mark}{line}{_PLAIN}" if mark else line


def _mode(claim: Claim) -> str:
    finer = [
        part.replace("_", " ") for part in (claim.mode, claim.phase) if part not in (None, "unspecified")
    ]
    return f": {', '.join(finer)}" if finer else ""


def _told(claim: Claim, names: Mapping[str, str]) -> str:
    """Names in full, what it is about, whose word it is, and how sure the coder is."""
    join = "to" if claim.directed else "and"
    parts = [f"{_name(claim.initiator, names)} {join} {_name(claim.target, names)}"]
    if claim.object:
        parts.append(f"about {claim.object}")
    if claim.voice == "actor" and claim.reported_by:
        parts.append(f"{_name(claim.reported_by, names)} says so")
    elif claim.voice != "source":
        parts.append({"media": "a news medium says so", "unnamed": "someone unnamed says so"}[claim.voice])
    if claim.confidence is not None:
        parts.append(f"confidence {claim.confidence:.2f}")
    return "; ".join(parts)


def _dispute(claim: Claim, names: Mapping[str, str]) -> str:
    deniers = [_name(part.actor_id, names) for part in claim.participants if part.role == "denier"]
    return "DISPUTED" + (f": denied by {' and '.join(dict.fromkeys(deniers))}" if deniers else "")


def _name(actor_id: str, names: Mapping[str, str]) -> str:
    return names.get(actor_id, actor_id)


def _wrapped(line: str, width: int) -> str:
    return "\n".join(wrap(line, max(width, 40), initial_indent=_INDENT, subsequent_indent=_INDENT))


def _summary(claims: Sequence[Claim], width: int) -> str:
    kinds = ", ".join(
        f"{count} {kind}" for kind, count in _counted(claim.interaction_type for claim in claims)
    )
    disputed = sum(claim.disputed for claim in claims)
    noun = "claim" if len(claims) == 1 else "claims"
    line = f"{len(claims)} {noun}: {kinds}. Disputed: {disputed}. → directed, — mutual."
    return "\n".join(wrap(line, max(width, 40)))


def _counted(kinds: Iterable[str]) -> list[tuple[str, int]]:
    """The most frequent first; alphabetical among equals."""
    return sorted(Counter(kinds).items(), key=lambda item: (-item[1], item[0]))
