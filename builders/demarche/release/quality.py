"""How good the rows are: the coder measured on the curated gold, and what the checks found; quality.json.

No coder is run. The frozen claims of `dataset/claims` are compared with the codings by hand in
`dataset/gold`: `demarche evaluate dataset/gold dataset/claims` gives the same figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demarche.release.build import Build

GOLD, CLAIMS = "gold", "claims"

_READ_AS = (
    "A claim is right when type, pair and status are those of the gold. core: visit, agreement, sanction,"
    " accusation. The figures are those of the texts named here and say little about others."
)


def quality(made: Build, dataset: Path) -> dict[str, Any]:
    """The content of quality.json, from the dataset folder and what was built of it."""
    coding = Counter(made.tables["interactions"]["coding"].to_pylist())
    warnings = dict(sorted(made.warnings.items()))
    return {
        "version": made.about.version,
        "coder": coder_quality(dataset),
        "rows": {kind: coding[kind] for kind in ("reviewed", "manual", "machine")},
        "findings": {
            "error": {"total": 0, "rules": {}},  # a table with an error is not released
            "warning": {"total": sum(warnings.values()), "rules": warnings},
        },
    }


def coder_quality(dataset: Path) -> dict[str, Any] | None:
    """Precision and recall of the frozen claims on the gold; None where no source has gold."""
    from demarche.evaluate import evaluate, pool
    from demarche.evaluate.documents import read_documents
    from demarche.evaluate.output import as_json

    gold = dataset / GOLD
    if not any(gold.glob("*.csv")):
        return None
    documents = read_documents(gold, dataset / CLAIMS)
    evaluated = [(document, evaluate(document.gold, document.claims)) for document in documents]
    figures = as_json(evaluated, pool([one for _, one in evaluated]), summary=True)
    return {
        "measured_on": [document.name for document in documents],
        "coder_versions": _versions(dataset, [document.name for document in documents]),
        "how_to_read": _READ_AS,
        **{name: figures[name] for name in ("scores", "types", "columns", "calibration")},
    }


def _versions(dataset: Path, sources: list[str]) -> Mapping[str, list[str]]:
    """The versions of the coder that made the claims of each source."""
    from demarche.claims_table import read_frozen

    return {
        source: sorted({claim.coder_version for claim in read_frozen(path).values() if claim.coder_version})
        for source in sources
        if (path := dataset / CLAIMS / f"{source}.csv").is_file()
    }
