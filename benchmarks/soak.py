"""Kill releasing or publishing at random moments, and count what is left: the old state, the new, a third.

    python benchmarks/soak.py release|publish [KILLS]

Each of KILLS (default 50) runs begins from the same state in a process of its own, which is killed (signal 9)
after a random part of the time that it needs undisturbed, counted from when its modules are loaded. Then the
state is looked at, the run repeated, and its result compared byte by byte with that of an undisturbed one.
Exit code 1 if any state was a third one.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from demarche.cli import main as demarche
from demarche.errors import DemarcheError
from demarche.release.index import INDEX, read_index
from demarche.release.make import release
from demarche.release.manifest import verify_release

SMALL = Path(__file__).parents[1] / "tests" / "data" / "small"
OLD, NEW = "0.1.0", "0.1.1"
DAYS = {OLD: "2021-04-01", NEW: "2021-04-02"}
_CHILD = """
import sys
import frictionless, pandas, pandera.pyarrow, pyarrow.csv, pyarrow.parquet
import demarche.checks.package, demarche.release.make, demarche.release.publish
from demarche.cli import main
print("loaded", flush=True)
raise SystemExit(main(sys.argv[1:]))
"""


@dataclass(frozen=True, slots=True)
class Case:
    """Work that is killed: a folder to begin from, the command, the home of releases that it changes."""

    prepare: Callable[[Path], None]
    command: Callable[[Path], list[str]]
    home: Callable[[Path], Path]


def _one_release(folder: Path) -> None:
    """The small dataset with a release, and the next version set."""
    shutil.copytree(SMALL, folder / "dataset")
    release(folder / "dataset", OLD, DAYS[OLD])
    about = folder / "dataset" / "dataset.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")


def _two_releases(folder: Path) -> None:
    """A dataset with two releases, the first of which is published."""
    _one_release(folder)
    release(folder / "dataset", NEW, DAYS[NEW])
    if demarche(["publish", OLD, str(folder / "store"), "--home", str(folder / "dataset")]):
        raise SystemExit("the first release could not be published")


CASES = {
    "release": Case(
        _one_release,
        lambda folder: ["release", NEW, "--date", DAYS[NEW], "--dataset", str(folder / "dataset")],
        lambda folder: folder / "dataset",
    ),
    "publish": Case(
        _two_releases,
        lambda folder: ["publish", NEW, str(folder / "store"), "--home", str(folder / "dataset")],
        lambda folder: folder / "store",
    ),
}


def state(home: Path) -> str:
    """What a home of releases holds: the old state, the new one, or what is wrong.

    A new folder that is whole and not in the index yet is the old state: nobody is told of it.
    """
    try:
        entries = read_index(home)
        for entry in entries:
            verify_release(home / "releases" / entry.version, entry)
    except DemarcheError as error:
        return f"third: {error}"
    if [entry.version for entry in entries] == [OLD, NEW]:
        return "new"
    return "old" if [entry.version for entry in entries] == [OLD] else f"third: {entries}"


def held(home: Path) -> dict[str, bytes]:
    """Every released file with its bytes, and the index."""
    paths = [home / INDEX, *(path for path in (home / "releases").rglob("*") if path.is_file())]
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in paths}


def run(command: list[str], wait: float | None = None) -> float:
    """Run a command in a process of its own, killed after `wait` seconds; the seconds it took."""
    process = subprocess.Popen([sys.executable, "-c", _CHILD, *command], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()  # its modules are loaded
    start = time.perf_counter()
    try:
        process.wait(wait)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
    return time.perf_counter() - start


def soak(name: str, kills: int) -> Counter[str]:
    """Kill so often; how often each state was met. One that a repetition does not complete is a third."""
    case, moments, found = CASES[name], random.Random(kills), Counter[str]()
    with tempfile.TemporaryDirectory() as scratch:
        begin, whole = Path(scratch) / "begin", Path(scratch) / "whole"
        begin.mkdir()
        case.prepare(begin)
        shutil.copytree(begin, whole)
        needed = run(case.command(whole))
        expected = held(case.home(whole))
        for number in range(kills):
            folder = Path(scratch) / str(number)
            shutil.copytree(begin, folder)
            run(case.command(folder), moments.uniform(0, needed))
            met = state(case.home(folder))
            run(case.command(folder))
            if held(case.home(folder)) != expected:
                met = "third: the repetition did not complete it"
            found[met] += 1
            shutil.rmtree(folder)
    return found


def main() -> int:
    """Soak, and print the counts."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in CASES:
        print(__doc__)
        return 2
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    found = soak(name, kills)
    for met, count in sorted(found.items()):
        print(f"{count:>5}  {met}")
    return int(any(met.startswith("third") for met in found))


if __name__ == "__main__":
    raise SystemExit(main())
