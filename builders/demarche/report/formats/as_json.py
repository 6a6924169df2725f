"""A verdict as JSON: valid, rows, counts by kind, findings, what was not checked, what is unknown."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from demarche.checks.finding import Finding, Verdict
from demarche.report.findings import shortest


def render(verdict: Verdict) -> str:
    """The verdict as a JSON object."""
    counts = [
        {"severity": severity, "table": table, "code": code, "column": column, "count": count}
        for (severity, table, code, column), count in verdict.counts.items()
    ]
    content = {
        "valid": verdict.valid,
        "rows": verdict.rows,
        "counts": counts,
        "findings": [_as_dict(finding) for finding in verdict.findings],
        "not_checked": verdict.not_checked,
        "unknown": verdict.unknown,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _as_dict(finding: Finding) -> dict[str, Any]:
    return asdict(finding) | {"file": None if finding.file is None else shortest(finding.file)}
