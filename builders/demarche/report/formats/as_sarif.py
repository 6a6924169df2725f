"""A verdict as SARIF 2.1.0 (OASIS), which code scanning and editors read.

`ruleId` is the constraint's or rule's code; the fingerprint of a result is made of what stays when rows move.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from demarche import __version__
from demarche.checks.finding import Finding, Verdict
from demarche.report.findings import described, shortest

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(verdict: Verdict) -> str:
    """One run with its rules and results."""
    codes = sorted({finding.code for finding in verdict.findings})
    driver = {
        "name": "demarche",
        "semanticVersion": __version__,
        "rules": [_rule(code, verdict) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in verdict.findings],
    }
    content = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, verdict: Verdict) -> dict[str, Any]:
    first = next(finding for finding in verdict.findings if finding.code == code)
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": first.message.partition(" [")[0]},
        "defaultConfiguration": {"level": first.severity},
    }
    if first.hint:
        rule["help"] = {"text": first.hint}
    return rule


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    location: dict[str, Any] = {
        "logicalLocations": [{"name": finding.column or finding.table, "kind": "member"}]
    }
    if finding.file is not None:
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(shortest(finding.file))}}
        if finding.line is not None:
            physical["region"] = {"startLine": finding.line}
        location["physicalLocation"] = physical
    stable = "\x1f".join(
        (finding.code, finding.table, finding.row_id or "", finding.column or "", finding.value or "")
    )
    fingerprint = hashlib.sha256(stable.encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": described(finding)},
        "locations": [location],
        "partialFingerprints": {"row/v1": fingerprint},
    }


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)
