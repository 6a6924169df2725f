"""Findings as a DataFrame that a notebook shows as the report it is."""

from __future__ import annotations

from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pandas as pd

from demarche.checks.finding import Finding, Verdict

COLUMNS = tuple(field.name for field in fields(Finding))


class Findings(pd.DataFrame):
    """One row a finding, always with the columns of a finding; `verdict` has the counts behind it.

    A notebook shows the verdict: the numbers, then each kind of finding with samples. What is made of it by
    selecting or sorting is a plain DataFrame.
    """

    _metadata = ["verdict"]  # noqa: RUF012 - this is how pandas wants it
    verdict: Verdict

    @classmethod
    def of(cls, verdict: Verdict) -> Findings:
        """The findings of a verdict."""
        rows = [asdict(finding) | {"file": _path(finding)} for finding in verdict.findings]
        types = {name: pd.Int64Dtype() if name == "line" else pd.StringDtype() for name in COLUMNS}
        made = cls(pd.DataFrame(rows, columns=pd.Index(COLUMNS)).astype(types))
        object.__setattr__(made, "verdict", verdict)
        return made

    @property
    def _constructor(self) -> Any:
        return pd.DataFrame

    def _repr_html_(self) -> str:
        from demarche.report.formats.as_html import fragment

        return fragment(self.verdict)


def _path(finding: Finding) -> str | None:
    return finding.file.as_posix() if isinstance(finding.file, Path) else finding.file
