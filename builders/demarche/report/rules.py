"""The rules as a list of plain values: for the command line, the codebook and other programs."""

from __future__ import annotations

from typing import Any

from demarche.checks.rules import RULES
from demarche.contract.model import load_contract


def listed() -> list[dict[str, Any]]:
    """Each rule once: code, statement, severity, the tables it judges, an example that breaks it, a hint."""
    told: dict[str, dict[str, Any]] = {}
    for rule in RULES:
        entry = told.setdefault(
            rule.code,
            {
                "code": rule.code,
                "statement": rule.statement,
                "severity": rule.severity,
                "tables": [],
                "example": rule.example,
                "hint": rule.hint,
            },
        )
        entry["tables"] = list(dict.fromkeys((*entry["tables"], *rule.tables)))
    order = list(load_contract().tables)
    return [entry | {"tables": sorted(entry["tables"], key=order.index)} for entry in told.values()]
