"""A verdict as one HTML page or fragment without scripts or outside resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demarche.report.findings import by_kind, described, many, place, subject, summary

if TYPE_CHECKING:
    from jinja2 import Template

    from demarche.checks.finding import Verdict

SAMPLES = 100
"""Findings of a kind that the page shows."""


def render(verdict: Verdict) -> str:
    """The page."""
    return _template("findings.html.jinja").render(**_content(verdict, SAMPLES)) + "\n"


def fragment(verdict: Verdict, samples: int = 5) -> str:
    """The part of the page that a notebook shows."""
    return _template("findings_fragment.html.jinja").render(**_content(verdict, samples))


def _content(verdict: Verdict, samples: int) -> dict[str, object]:
    kinds = [
        {
            "severity": kind[0],
            "code": kind[2],
            "subject": subject(kind),
            "count": many(verdict.counts[kind], "row"),
            "message": found[0].message.partition(" [")[0],
            "findings": [
                (place(finding), finding.row_id or "", described(finding)) for finding in found[:samples]
            ],
            "more": max(0, verdict.counts[kind] - samples),
        }
        for kind, found in by_kind(verdict).items()
    ]
    return {
        "summary": summary(verdict),
        "valid": verdict.valid,
        "kinds": kinds,
        "not_checked": sorted(verdict.not_checked.items()),
    }


def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("demarche.report", "templates")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True
    ).get_template(name)
