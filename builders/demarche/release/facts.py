"""What is known of a file once it is written, so that it is not read again for every list it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from demarche.files import sha256_file


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The size of a file in bytes, and the SHA-256 of its bytes."""

    bytes: int
    sha256: str


Facts = Mapping[str, FileFacts]
"""Files of a release by their name in its folder."""


def facts_of(path: Path) -> FileFacts:
    """The facts of a file on disk."""
    return FileFacts(path.stat().st_size, sha256_file(path))
