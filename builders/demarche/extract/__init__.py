"""Extracts: the rows of a release that an analysis rests on, as one file that says where it is from.

`selection` chooses rows, `formats` writes them, `record` says which they are, so that a replication archive
can be checked years later against the release itself.
"""

from __future__ import annotations

from demarche.extract.record import Extracted, check_record, extract
from demarche.extract.selection import Selection

__all__ = ["Extracted", "Selection", "check_record", "extract"]
