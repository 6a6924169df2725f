"""How long a release of many claims takes to write, to compare and to read from, as Markdown tables.

    python benchmarks/releases.py [ROWS]

ROWS (default 1,000,000) claims made by `synthetic`, each with an event of its own, are released twice in a
temporary folder; in the second release one row in a hundred is corrected and one in two hundred withdrawn or
added. Seconds are those of the clock, with the processor's in brackets: on a busy machine only these mean
anything. Memory is the peak of a process that only compares, as Linux counts it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import synthetic
from pyarrow import parquet

from demarche.assemble import Identified
from demarche.checks.codes import ontology_table
from demarche.contract.actors import load_actor_codes, load_actors
from demarche.contract.arrow import arrow_schema
from demarche.contract.model import load_contract
from demarche.ledger import Ledger
from demarche.release.about import About
from demarche.release.arrange import arranged
from demarche.release.build import Build
from demarche.release.contents import check_folder, write_contents
from demarche.release.diff import compare
from demarche.release.snapshot import of_build, of_place
from demarche.tables import write_parquet

DAY = "2024-06-30"
_COMPARE = """
import re, sys, time
from pathlib import Path
from demarche.release.bump import bump
from demarche.release.diff import compare
from demarche.release.snapshot import of_place
start = time.perf_counter(), time.process_time()
found = compare(of_place(sys.argv[1]), of_place(sys.argv[2]))
counts = found.tables["interactions"].counts
bump(found)
print(*counts, time.perf_counter() - start[0], time.process_time() - start[1])
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def lists() -> dict[str, pa.Table]:
    """The tables that every release has from the contract."""
    rows = {
        "actors": [actor.as_dict() for actor in load_actors().values()],
        "actor_codes": [code.as_dict() for code in load_actor_codes()],
    }
    found = {name: pa.Table.from_pylist(some, schema=arrow_schema(name)) for name, some in rows.items()}
    return found | {"ontology": ontology_table()}


def dataset(claims: pa.Table, version: str, withdrawn: pa.Array | None = None) -> Build:
    """A build of the claims; the tables that stand beside them are the contract's, or empty."""
    tables = {name: arrow_schema(name).empty_table() for name in load_contract().released}
    tables |= {
        "interactions": claims,
        "events": synthetic.events(claims),
        "sources": synthetic.sources(claims),
    }
    tables |= lists()
    if withdrawn is not None:
        graves = [withdrawn, [version] * len(withdrawn), ["Wrong."] * len(withdrawn), [None] * len(withdrawn)]
        tables["withdrawn"] = pa.table(graves, schema=arrow_schema("withdrawn"))
    about = About(
        title="Synthetic",
        abstract="Rows made by a program.",
        version=version,
        licence="CC0-1.0",
        author="Nobody",
        homepage=None,
    )
    nothing = Identified(rows=(), ids={}, events={}, ledger=Ledger(), minted=(), withdrawn=())
    return arranged(Build(about, (), tables, nothing))


def second(rows: int, version: str) -> tuple[pa.Table, str, pa.Array]:
    """The claims of the second release, its version, and the ids that it withdraws."""
    more = rows // 200
    claims = pa.concat_tables([synthetic.interactions(0, rows), synthetic.interactions(rows, more)])
    number = pa.array(range(len(claims)))
    chosen = pc.equal(pc.bit_wise_and(number, 127), 5)
    place = claims.schema.get_field_index("object")
    claims = claims.set_column(place, "object", pc.if_else(chosen, "another matter", claims["object"]))
    gone = pc.and_(pc.equal(pc.bit_wise_and(number, 255), 9), pc.less(number, rows))
    return claims.filter(pc.invert(gone)), version, claims["interaction_id"].filter(gone).combine_chunks()


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and by the processor."""
    start = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start[0], time.process_time() - start[1]


def write_alone(made: Build, folder: Path) -> None:
    """Write the tables as Parquet and nothing else."""
    for name, table in made.tables.items():
        write_parquet(table, folder / f"{name}.parquet")


def groups_read(path: Path) -> tuple[int, int]:
    """How many row groups a filter on one dyad has to read, of how many: those whose bounds admit it."""
    file = parquet.ParquetFile(path)
    place = file.schema_arrow.get_field_index("dyad")
    dyad = file.read_row_group(file.num_row_groups // 2, columns=["dyad"])["dyad"][0].as_py()
    bounds = [file.metadata.row_group(n).column(place).statistics for n in range(file.num_row_groups)]
    return sum(one.min <= dyad <= one.max for one in bounds), len(bounds)


def shown(seconds: tuple[float, float]) -> str:
    """Both clocks."""
    return f"{seconds[0]:.1f} s ({seconds[1]:.1f} s)"


def first_release(folder: Path, rows: int) -> None:
    """Write and check a release, and print what it took."""
    made = dataset(synthetic.interactions(0, rows), folder.name)
    alone = timed(lambda: write_alone(made, folder.parent))
    writing = timed(lambda: write_contents(folder, made, DAY, None, {}))
    checking = timed(lambda: check_folder(folder))
    print(f"| {rows:,} claims and as many events | clock (processor) | of Parquet alone |")
    print("|---|---:|---:|")
    for name, took in (
        ("Parquet alone", alone),
        ("every file of a release", writing),
        ("both engines over it", checking),
        ("release in all", (writing[0] + checking[0], writing[1] + checking[1])),
    ):
        ratios = f"×{took[0] / alone[0]:.1f} (×{took[1] / alone[1]:.1f})"
        print(f"| {name} | {shown(took)} | {ratios} |", flush=True)
    for name in ("interactions", "events"):
        some, every = groups_read(folder / f"{name}.parquet")
        print(f"\nOne dyad of {name}: {some} of {every} row groups, {some / every:.0%}.", flush=True)


def comparison(one: Path, two: Path, rows: int) -> None:
    """Write the second release, compare it with the first, and print what comparing took."""
    later = dataset(*second(rows, two.name))
    write_contents(two, later, DAY, compare(of_place(one), of_build(later)), {})
    del later
    done = subprocess.run(
        [sys.executable, "-c", _COMPARE, one, two], check=True, capture_output=True, text=True
    )
    told, peak = done.stdout.splitlines()
    added, corrected, withdrawn, clock, processor = map(float, told.split())
    print(f"\nComparing the two: {shown((clock, processor))}, peak {peak} MB;")
    print(f"{added:,.0f} claims added, {corrected:,.0f} corrected, {withdrawn:,.0f} withdrawn.")


def main() -> None:
    """Print the tables."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as scratch:
        one, two = Path(scratch) / "1.0.0", Path(scratch) / "1.1.0"
        one.mkdir()
        two.mkdir()
        first_release(one, rows)
        comparison(one, two, rows)


if __name__ == "__main__":
    main()
