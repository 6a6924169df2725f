"""Reading releases: from a checkout, a folder or an address, each file held against its hash.

`home` finds the index of releases, `release` the files of one, `cache` keeps them; `rows` leaves out what
only a machine has seen, `frames` gives the tables to pandas, polars or Arrow.
"""

from __future__ import annotations

from demarche.loading.home import Home, open_home
from demarche.loading.release import Release

__all__ = ["Home", "Release", "open_home"]
