"""A verdict as GitHub shows it: annotations at the lines of a pull request, and the summary of the step.

Commands as in GitHub's "Workflow commands for GitHub Actions". GitHub shows ten annotations of a severity a
step and drops the rest, so those that are given are spread over the kinds of findings; the summary has
all kinds.
"""

from __future__ import annotations

from itertools import chain, islice, zip_longest

from demarche.checks.finding import Finding, Severity, Verdict
from demarche.report.findings import by_kind, described, many, place, shortest, subject, summary

SHOWN = 10
"""Annotations of one severity that GitHub shows of a step."""
_SUMMARY_BYTES = 1024 * 1024
"""A larger step summary is refused by GitHub."""
_SAMPLES = 5


def render(verdict: Verdict) -> str:
    """Annotations, one a line, then the numbers."""
    lines = [
        _annotation(finding)
        for severity in ("error", "warning")
        for finding in islice(_spread(verdict, severity), SHOWN)
    ]
    return "\n".join([*lines, summary(verdict)]) + "\n"


def step_summary(verdict: Verdict) -> str:
    """The verdict as Markdown for the page of the run: every kind of finding with its count and samples."""
    mark = "✅" if verdict.valid else "❌"
    lines = [f"### {mark} {summary(verdict)}", ""]
    for kind, found in by_kind(verdict).items():
        count = verdict.counts[kind]
        lines += [f"**{kind[0]}** `{kind[2]}` in `{subject(kind)}`: {many(count, 'row')}", ""]
        lines += [f"- {_code(place(finding))} {_plain(described(finding))}" for finding in found[:_SAMPLES]]
        if count > _SAMPLES:
            lines.append(f"- … and {count - _SAMPLES:,} more")
        lines.append("")
    text = "\n".join(lines).rstrip() + "\n"
    encoded = text.encode("utf-8")
    if len(encoded) <= _SUMMARY_BYTES:
        return text
    return encoded[: _SUMMARY_BYTES - 100].decode("utf-8", errors="ignore") + "\n\n(cut here)\n"


def _spread(verdict: Verdict, severity: Severity) -> chain[Finding]:
    """The first finding of each kind, then the second of each, and so on."""
    groups = [found for kind, found in by_kind(verdict).items() if kind[0] == severity]
    rounds = ((finding for finding in group if finding is not None) for group in zip_longest(*groups))
    return chain.from_iterable(rounds)


def _annotation(finding: Finding) -> str:
    where = [f"title={_property(finding.code + ' in ' + finding.table)}"]
    if finding.file is not None:
        where.insert(0, f"file={_property(shortest(finding.file))}")
    if finding.file is not None and finding.line is not None:
        where.insert(1, f"line={finding.line}")
    return f"::{finding.severity} {','.join(where)}::{_data(described(finding))}"


def _data(text: str) -> str:
    """Text as the data of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Text as a property of a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _code(text: str) -> str:
    return "`" + text.replace("`", "'") + "`"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, "\\" + sign)
    return " ".join(text.split())
