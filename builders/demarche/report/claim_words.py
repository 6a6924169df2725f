"""A claim of the tables in words: the same on the terminal and on the pages of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]

_NOT_TOLD = (None, "unspecified")


def act(row: Row) -> str:
    """What is done, with the finer words that the row has: `agreement: treaty, signed`."""
    finer = [plain(part) for part in (row["mode"], row["phase"]) if part not in _NOT_TOLD]
    return plain(row["interaction_type"]) + (f": {', '.join(finer)}" if finer else "")


def pair(row: Row) -> str:
    """Who and to whom, by codes."""
    return f"{row['initiator']} {'→' if row['directed'] else '–'} {row['target']}"


def parties(row: Row, names: Mapping[str, str]) -> str:
    """Who and to whom, by names."""
    first, second = (names.get(row[side], row[side]) for side in ("initiator", "target"))
    return f"{first} {'to' if row['directed'] else 'and'} {second}"


def teller(row: Row, names: Mapping[str, str]) -> str:
    """On whose word the claim is told."""
    if row["voice"] == "actor":
        return names.get(row["reported_by"], row["reported_by"])
    known = {"source": "the text itself", "unnamed": "someone unnamed", "media": "a news medium"}
    return known.get(row["voice"], plain(row["voice"]))


def word(row: Row, names: Mapping[str, str]) -> str:
    """Whose word the claim is."""
    return f"{teller(row, names)} says so"


def details(row: Row, names: Mapping[str, str]) -> list[str]:
    """What else the claim tells, a phrase each: subject, place, level, whose word."""
    location = row["location"]
    found = [
        row["object"] and f"about {row['object']}",
        row["context"] and f"{plain(row['context'])} context",
        location and f"in {names.get(location, location)}",
        row["level"] and f"level: {plain(row['level'])}",
        word(row, names),
    ]
    return [phrase for phrase in found if phrase]


def participants(rows: Iterable[Row], names: Mapping[str, str]) -> list[str]:
    """Who took part, a line for each role, in the contract's order of roles."""
    from demarche.contract.model import load_contract

    roles = list(load_contract().fields["role"].values or ())
    found: dict[str, list[str]] = {}
    for row in sorted(rows, key=lambda row: roles.index(row["role"]) if row["role"] in roles else -1):
        found.setdefault(row["role"], []).append(participant(row, names))
    return [f"{plain(role)}: {'; '.join(people)}" for role, people in found.items()]


def participant(row: Row, names: Mapping[str, str]) -> str:
    """Who took part, and as what: `Vladimir Putin, president (Russia)`."""
    actor = names.get(row["actor_id"], row["actor_id"])
    if row["person"] is None and row["office"] is None:
        return actor
    return f"{', '.join(filter(None, (row['person'], row['office'])))} ({actor})"


def plain(value: str) -> str:
    """A value of a list as words."""
    return value.replace("_", " ")
