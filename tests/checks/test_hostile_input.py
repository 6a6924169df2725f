"""Files that are broken or made to do harm: each is named, none ends in a traceback or a full memory."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demarche.checks import check, find_tables
from demarche.cli import main
from demarche.errors import DemarcheError
from demarche.tables import read_csv, write_parquet

HEADER = "actor_id,name,kind,iso_alpha2,region,un_member,valid_from,valid_to\n"
PERU = "PER,Peru,state,PE,Americas,true,1821-07-28,\n"
MEGABYTE = 1024 * 1024
LONG = "a" * 17 * MEGABYTE

Make = Callable[[Path], Path]


def text(content: str | bytes, name: str = "actors.csv") -> Make:
    """A file of that name and content."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return make


def parquet(spoil: Callable[[bytes], bytes]) -> Make:
    """A Parquet file of one actor, spoilt."""

    def make(folder: Path) -> Path:
        csv = text(HEADER + PERU)(folder)
        path = folder / "actors.parquet"
        write_parquet(read_csv(csv, "actors"), path)
        csv.unlink()
        path.write_bytes(spoil(path.read_bytes()))
        return path

    return make


def package(path_of_table: str) -> Make:
    """A descriptor whose table lies elsewhere."""

    def make(folder: Path) -> Path:
        (folder / "package").mkdir()
        (folder / "secret.csv").write_text(HEADER + PERU, encoding="utf-8")
        (folder / "package" / "link.csv").symlink_to(folder / "secret.csv")
        descriptor = {"resources": [{"name": "actors", "path": path_of_table}]}
        (folder / "package" / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        return folder / "package" / "datapackage.json"

    return make


def zstd(content: bytes) -> bytes:
    stream = pa.BufferOutputStream()
    with pa.CompressedOutputStream(stream, "zstd") as compressed:
        compressed.write(content)
    return bytes(stream.getvalue())


LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
BOMB = HEADER.encode() + PERU.encode() * (70 * MEGABYTE // len(PERU))

CASES: list[tuple[str, Make, int, str]] = [
    ("NULs", text(HEADER + PERU.replace("Peru", "Pe\0ru")), 1, "pattern in actors.name"),
    ("a cell beyond a block", text(HEADER + PERU.replace("Peru", LONG)), 2, "a line of more than"),
    ("a line without end", text(LONG), 2, "a line of more than"),
    ("a hundred thousand columns", text(",".join(f"c{n}" for n in range(100_000)) + "\n"), 1, "99,980 more"),
    ("an open quote", text(HEADER + '"PER,Peru\n' + PERU * 3), 1, "row in actors"),
    ("a quote in the middle", text(HEADER + PERU.replace("Peru", 'Pe"ru')), 0, "valid"),
    ("gzip that ends early", text(gzip.compress((HEADER + PERU).encode())[:-12], "actors.csv.gz"), 2, "gz"),
    ("gzip that is none", text(HEADER + PERU, "actors.csv.gz"), 2, "cannot be decompressed"),
    ("zstd that is none", text(HEADER + PERU, "actors.csv.zst"), 2, "cannot be decompressed"),
    ("a gzip bomb", text(gzip.compress(BOMB), "actors.csv.gz"), 2, "200 times its size"),
    ("a zstd bomb", text(zstd(BOMB), "actors.csv.zst"), 2, "200 times its size"),
    ("Parquet that ends early", parquet(lambda data: data[:-20]), 2, "cannot be read as Parquet"),
    ("Parquet with a false page", parquet(lambda data: data[:4] + b"\xff" * 9 + data[13:]), 2, "Parquet"),
    ("an empty Parquet", parquet(lambda _: b""), 2, "cannot be read as Parquet"),
    ("a path out of the package", package("../secret.csv"), 2, "leads out of the package"),
    ("an absolute path", package("/etc/passwd"), 2, "leads out of the package"),
    ("a link out of the package", package("link.csv"), 2, "leads out of the package"),
    ("a remote table", package("https://example.org/actors.csv"), 2, "actors.csv"),
    ("a homoglyph in a code", text(HEADER + PERU.replace("PER", "P\u0415R")), 1, "CYRILLIC CAPITAL"),
    ("a day that is none", text(HEADER + PERU.replace("1821-07-28", "2021-02-30")), 1, "type in actors"),
    ("a year beyond the calendar", text(HEADER + PERU.replace("1821", "0000")), 1, "type in actors"),
    ("a name to be run", text(HEADER + PERU.replace("Peru", "=1+1")), 0, "text_is_no_formula"),
    ("YAML of laughs", text(LAUGHS, "laughs.yaml"), 1, "anchors (&) and aliases (*) are not allowed"),
    ("a tag that runs", text("decisions: !!python/object/apply:os.system [ls]\n", "run.yaml"), 1, "tags (!)"),
    ("YAML without end", text("[" * 100_000, "deep.yaml"), 1, "curation"),
    ("YAML that is none", text("decisions: [\n", "open.yaml"), 1, "is not YAML"),
    ("YAML of NULs", text("decisions:\n- \0\n", "nul.yaml"), 1, "is not YAML"),
    ("YAML of too much", text("a: " + LONG + "\n", "long.yaml"), 1, "is larger than"),
    ("a mark that turns the text", text(HEADER + PERU.replace("Peru", "Pe\u202eru")), 0, "invisible"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "code", "words"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_what_is_wrong_is_named(
    tmp_path: Path, make: Make, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make(tmp_path)
    assert main(["validate", str(path)]) == code
    told = capsys.readouterr()
    assert words in told.out + told.err
    assert "internal error" not in told.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = text(HEADER + PERU)(tmp_path)
    path.chmod(0)
    assert main(["validate", str(path)]) == 2
    assert "actors.csv" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["actors.tsv", "actors.csv.gz", "actors.csv.zst", "actors.tsv.gz"])
def test_other_forms_of_text_are_read(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = (HEADER + PERU + PERU.replace("PER", "BOL").replace("state", "sate")).encode()
    content = wrong.replace(b",", b"\t") if ".tsv" in name else wrong
    packed = {".gz": gzip.compress(content), ".zst": zstd(content)}.get(Path(name).suffix, content)
    text(packed, name)(tmp_path)
    assert main(["validate", str(tmp_path), "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["line"], finding["value"], finding["hint"]) == (3, "sate", "Did you mean state?")


def answer(path: Path) -> str:
    """The verdict on a file; where it cannot be read, the file that the error names."""
    try:
        return "valid" if check(find_tables(path)).valid else "not valid"
    except DemarcheError as error:
        return str(error.file)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=400), st.text(alphabet=',"\n\r\tAPEru01-', max_size=400)))
def test_any_bytes_get_an_answer(tmp_path: Path, content: bytes | str) -> None:
    path = text(content if isinstance(content, bytes) else HEADER + content)(tmp_path)
    assert answer(path) in {"valid", "not valid", str(path)}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1), junk=st.binary(min_size=1, max_size=40))
def test_a_parquet_file_with_any_damage_gets_an_answer(tmp_path: Path, place: float, junk: bytes) -> None:
    def spoil(data: bytes) -> bytes:
        at = int(place * len(data))
        return data[:at] + junk + data[at + len(junk) :]

    path = parquet(spoil)(tmp_path)
    assert answer(path) in {"valid", "not valid", str(path)}


def test_lists_and_codes_that_others_write_are_read(tmp_path: Path, good_folder: Path) -> None:
    """Dictionaries, large strings and other row groups are values all the same."""
    rows = read_csv(good_folder / "actors.csv", "actors")
    coded = rows.set_column(2, "kind", rows["kind"].dictionary_encode())
    large = coded.set_column(1, "name", rows["name"].cast(pa.large_string()))
    pq.write_table(large, tmp_path / "actors.parquet", row_group_size=2)
    verdict = check(find_tables(tmp_path / "actors.parquet"))
    assert (verdict.findings, verdict.rows) == ([], {"actors": len(rows)})
    shutil.rmtree(tmp_path)
