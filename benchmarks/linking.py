"""How well tellings of one happening are found: precision and recall over pairs of tellings, as a Markdown
table.

    python benchmarks/linking.py

The tellings are those of `tests/data/linking`: rows as a coder gives them, with the happening that each
tells of. The rules were made on `development.csv`; of `validation.csv` only the totals are printed, and its
errors are not looked at.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from demarche.assemble.tellings import Telling, link, ordinal, pairs
from demarche.contract.edtf import interval

DATA = Path(__file__).resolve().parents[1] / "tests" / "data" / "linking"


def read(path: Path) -> tuple[list[Telling], dict[str, list[str]]]:
    """The tellings of a file, and the names of those of each happening."""
    tellings, events = [], {}  # type: ignore[var-annotated]
    with path.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream)):
            telling = _telling(f"t{number:03d}", row)
            tellings.append(telling)
            events.setdefault(row["event"], []).append(telling.name)
    return tellings, events


def _telling(name: str, row: dict[str, str]) -> Telling:
    start, end = interval(row["date"]) if row["date"] else (None, None)
    return Telling(
        name=name,
        source_id=row["source_id"],
        interaction_type=row["interaction_type"],
        initiator=row["initiator"],
        target=row["target"],
        mode=row["mode"],
        status=row["status"],
        phase=row["phase"] or None,
        object=row["object"] or None,
        start=ordinal(start),
        end=ordinal(end),
        reported=date.fromisoformat(row["reported_on"]).toordinal(),
    )


def measure(path: Path) -> tuple[int, int, int]:
    """How many pairs of tellings there are, are found, and are found rightly."""
    tellings, events = read(path)
    wanted = set(pairs(events.values()))
    found = set(pairs([each.name for each in group] for group in link(tellings)))
    return len(wanted), len(found), len(wanted & found)


def main() -> None:
    """Print the table."""
    print("| tellings | pairs | found | right | precision | recall |")
    print("|---|---:|---:|---:|---:|---:|")
    for name in ("development", "validation"):
        wanted, found, right = measure(DATA / f"{name}.csv")
        print(f"| {name} | {wanted} | {found} | {right} | {right / found:.3f} | {right / wanted:.3f} |")


if __name__ == "__main__":
    main()
