"""The coder's figures on every set of texts at hand, and its speed, as one Markdown report.

    python benchmarks/coder.py [SHARED] [--no-write]

SHARED is the folder of development data beside the checkout (default: ../shared); where it is missing, only
the texts in the checkout are measured. Of sets that are kept apart only sums are shown. The report is printed
and kept as benchmarks/report.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from math import floor, log10
from pathlib import Path

import pace
import quality

REPORT = Path(__file__).with_name("report.md")


def report(shared: Path) -> str:
    """The whole report."""
    pairs = quality.pairs(shared)
    sentence_task = f"\n## The class of a pair, sentence by sentence\n\n{pairs}\n" if pairs else ""
    speed = pace.measure()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"""# How well and how fast the coder reads

Written by `make bench`. The rows and tiers are those of `demarche evaluate`: core is visit, agreement,
sanction and accusation; all rows are core and extended.

## Rows found

{quality.tables(shared)}

The second table counts, on the rows found, how often a column is right; then, of the claims that the coder
gives a confidence of 0.8 or more, how many are right, with those matched to optional rows left out.
{sentence_task}
## Speed

One process on one core of a small shared machine ({machine}); another one is faster or slower.
Ordinary news is made of templates (`benchmarks/ordinary.py`); figures are rounded. That time grows with the
length of a text alone is shown by `benchmarks/linear.py`.

| | |
|---|---:|
| dense diplomatic news | {_rounded(speed.dense)} sentences/s |
| ordinary news without states | {_rounded(speed.ordinary)} sentences/s |
| ordinary news that names a state | {_rounded(speed.ordinary_with_a_state)} sentences/s |
| ordinary to dense | ×{_rounded(speed.ordinary / speed.dense)} |
| from the import to the first claim | {speed.start:.1f} s |
| peak memory | {_rounded(speed.memory)} MB |
"""


def _rounded(figure: float) -> str:
    """A figure with two digits that count."""
    return f"{round(figure, 1 - floor(log10(figure))):,.0f}"


def main() -> int:
    """Print the report, and keep it unless asked not to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", nargs="?", type=Path, default=quality.ROOT.parent / "shared")
    parser.add_argument("--no-write", action="store_true", help="print the report only")
    args = parser.parse_args()
    text = report(args.shared)
    print(text, end="")
    if not args.no_write:
        REPORT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
