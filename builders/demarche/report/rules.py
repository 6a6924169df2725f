"""The rules as a list of plain values: for the command line, the codebook and other programs."""

from __future__ import annotations

from typing import Any

from demarche.checks.release_rules import RULES as RELEASE_RULES
from demarche.checks.rule import ReleaseRule
from demarche.checks.rules import RULES
from demarche.contract.model import load_contract


def listed() -> list[dict[str, Any]]:
    """Each rule once: code, statement, severity, the tables it judges, an example that breaks it, a hint.

    `against` tells that it is judged by a published release, where one is given.
    """
    told: dict[str, dict[str, Any]] = {}
    for rule in (*RULES, *RELEASE_RULES):
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
        entry["against"] = isinstance(rule, ReleaseRule)
    order = list(load_contract().tables)
    return [entry | {"tables": sorted(entry["tables"], key=order.index)} for entry in told.values()]
