"""Curation: decisions of people on the coder's frozen claims (`dataset/curation/<source_id>.yaml`).

`document` reads the file with its line numbers, `decisions` knows its form, `values` turns its words into
columns, `apply` carries the decisions out.
"""

from demarche.curation.apply import CuratedRow, CuratedSource, Rejection, curate
from demarche.curation.decisions import Curation, Decision, LinkDecision, read_curation

__all__ = [
    "CuratedRow",
    "CuratedSource",
    "Curation",
    "Decision",
    "LinkDecision",
    "Rejection",
    "curate",
    "read_curation",
]
