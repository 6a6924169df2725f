"""A verdict in the formats that other programs read, one module a format.

`json` for programs, `github` for annotations in pull requests, `sarif` for code scanning and editors, `junit`
for CI systems, `html` for a report to keep or send. Text for a terminal is in `report.findings`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.checks.finding import Verdict

FORMATS = ("json", "github", "sarif", "junit", "html")
"""Names of the formats; each is a module `as_<name>` with one function `render`."""


def render(verdict: Verdict, name: str) -> str:
    """The verdict in one of `FORMATS`, as text that ends with a newline."""
    text: str = import_module(f"demarche.report.formats.as_{name}").render(verdict)
    return text
