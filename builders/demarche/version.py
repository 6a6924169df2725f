"""Versions of the dataset: MAJOR.MINOR.PATCH, in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering

from demarche.errors import InputError

_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")


def is_version(text: str) -> bool:
    """Whether a text has the form of a version."""
    return _VERSION.fullmatch(text) is not None


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """A dataset version MAJOR.MINOR.PATCH; what a step of each means stands in the codebook."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Version:
        """Read a version. Raises InputError on any other form; there are no pre-releases."""
        match = _VERSION.fullmatch(text)
        if match is None:
            raise InputError(
                "is not a semantic version",
                field="version",
                value=text,
                hint="Write MAJOR.MINOR.PATCH: 0.1.0.",
            )
        return cls(*map(int, match.groups()))

    @property
    def number(self) -> int:
        """An integer whose order is that of the versions."""
        return (self.major * 10**6 + self.minor) * 10**6 + self.patch

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def __lt__(self, other: Version) -> bool:
        return (self.major, self.minor, self.patch) < (other.major, other.minor, other.patch)
