"""Tables of texts with what they tell.

In a module's `CASES` a line that is not indented is a text (`\\n` stands for a new line). Below it stand,
indented, all the claims that it makes, none when it makes none: `visit DNK>PER occurred`, with a hyphen
in the pair of a mutual act, and `disputed` at the end where it is. `defect:` says why the coder does not
read the text yet; such a text is expected to fail until that is mended. `#` opens a comment.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demarche.claims import Claim
from demarche.coding import code_document

PUBLISHED = "2024-06-12"
"""A Wednesday: the day of publication of all texts in these tables."""


def brief(claim: Claim) -> str:
    """Type, pair and status of a claim; `disputed` when it is."""
    pair = f"{claim.initiator}{'>' if claim.directed else '-'}{claim.target}"
    return f"{claim.interaction_type} {pair} {claim.status}" + (" disputed" if claim.disputed else "")


def read_cases(table: str) -> list[tuple[str, list[str], str]]:
    """The texts of a table, each with its claims and, where it is not read yet, the reason."""
    cases: list[tuple[str, list[str], str]] = []
    for line in table.strip().splitlines():
        if not line.startswith(("#", " ")):
            cases.append((line.replace("\\n", "\n"), [], ""))
        elif line.startswith("  defect: "):
            cases[-1] = (*cases[-1][:2], line.removeprefix("  defect: "))
        elif line.startswith(" "):
            cases[-1][1].append(line.strip())
    return cases


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for `text` and `tells` the texts of its module's table."""
    if not {"text", "tells"} <= set(metafunc.fixturenames):
        return
    params = []
    for text, tells, reason in read_cases(metafunc.module.CASES):
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        params.append(pytest.param(text, sorted(tells), id=text, marks=marks))
    metafunc.parametrize(("text", "tells"), params)


@pytest.fixture(scope="session")
def coded() -> Callable[[str], list[Claim]]:
    """The claims of a text that was published on a Wednesday, 12 June 2024."""
    return lambda text: code_document(text, PUBLISHED, "test")


@pytest.fixture(scope="session")
def told(coded: Callable[[str], list[Claim]]) -> Callable[[str], list[str]]:
    """All that a text tells, in brief and in alphabetical order."""
    return lambda text: sorted(brief(claim) for claim in coded(text))
