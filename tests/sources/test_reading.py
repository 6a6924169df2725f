"""Reading a corpus: every kind of file gives the same records, and every bad thing one dead letter."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from corpora import PAGE, ROWS, jsonl, warc
from demarche.errors import InputError
from demarche.sources.reading import Corpus, DeadLetter, Options, Record, expand, rows
from demarche.sources.reading.language import is_english
from demarche.sources.reading.pages import article
from demarche.sources.reading.record import identifier, make_record

Write = Callable[[str, bytes], str]


def read(*paths: str, options: Options | None = None) -> tuple[list[Record], list[DeadLetter]]:
    """The records and the dead letters of some paths."""
    found = list(Corpus(expand(paths), options or Options()))
    return [each for each in found if isinstance(each, Record)], [
        each for each in found if isinstance(each, DeadLetter)
    ]


def as_csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_parquet(rows: list[dict[str, str]]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", jsonl(ROWS)),
        ("a.jsonl.gz", gzip.compress(jsonl(ROWS))),
        ("a.ndjson.zst", pa.Codec("zstd").compress(jsonl(ROWS), asbytes=True)),
        ("a.csv", as_csv(ROWS)),
        ("a.csv.gz", gzip.compress(b"\xef\xbb\xbf" + as_csv(ROWS))),
        ("a.parquet", as_parquet(ROWS)),
    ],
)
def test_rows_are_the_same_in_every_kind_of_file(name: str, data: bytes, write: Write) -> None:
    records, dead = read(write(name, data))
    assert dead == []
    assert [(each.source_id, each.title, each.text, each.published) for each in records] == [
        ("a-1", "One", "France recalled its envoy.", "2022-04-08"),
        ("a-2", "Two", "Spain thanked Peru.\nTwice.", "2022-04-09"),
    ]


def test_columns_of_other_names_are_mapped(write: Write) -> None:
    rows = [{"guid": "x1", "body": "France recalled its envoy.", "day": "2022-04-08", "text": "wrong"}]
    columns = {"text": "body", "published": "day", "source_id": "guid"}
    records, dead = read(write("a.csv", as_csv(rows)), options=Options(columns=columns))
    assert dead == []
    assert (records[0].source_id, records[0].text) == ("x1", rows[0]["body"])


def test_a_text_file_may_have_front_matter_and_is_named_by_its_path(write: Write, tmp_path: Path) -> None:
    write("2022/a.txt", b"---\npublished: 2022-04-08\ntitle: Out\n---\nFrance recalled its envoy.\n")
    write("2023/a.txt", b"---\npublished: 2023-04-08\nsource_id: own-name\n---\nSpain thanked Peru.\n")
    write("2023/notes.md", b"not read")
    records, dead = read(str(tmp_path))
    assert dead == []
    assert [each.source_id for each in records] == ["2022-a", "own-name"]
    assert records[0].title == "Out"
    assert (records[1].title, records[1].publisher, records[1].url) == (None, None, None)
    by_glob, _ = read(f"{tmp_path}/*/a.txt")
    assert [each.source_id for each in by_glob] == ["2022-a", "own-name"]


def test_front_matter_may_say_what_a_row_may(write: Write) -> None:
    said = {"published": "2022-04-08", "publisher": "Wire", "url": "https://example.org/1", "language": "de"}
    block = "".join(f"{name}: {value}\n" for name, value in said.items())
    path = write("a.txt", f"---\n{block}---\nFrance recalled its envoy.\n".encode())
    (record,), _ = read(path, options=Options(published="2031-01-01"))  # the day of those that have none
    assert {name: getattr(record, name) for name in said} == said
    (record,), _ = read(
        write("b.txt", b"France recalled its envoy."), options=Options(published="2031-01-01")
    )
    assert record.published == "2031-01-01"


@pytest.mark.parametrize("pattern", ["dataset/sources", "dataset/sources/*"])
def test_the_sources_of_a_dataset_are_read_with_what_is_known_of_them(checkout: Path, pattern: str) -> None:
    records, dead = read(str(checkout / pattern))
    assert dead == []
    assert {each.source_id for each in records} == {
        path.name for path in (checkout / "dataset/sources").iterdir()
    }
    assert all(each.title and each.language for each in records)


def test_a_line_too_long_to_be_held_is_passed_over(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MAX_LINE_BYTES", 200)
    long = jsonl([{"text": "x" * 1000, "published": "2022-04-08"}])
    records, dead = read(write("a.jsonl", jsonl(ROWS) + long + jsonl([{**ROWS[0], "source_id": "z"}])))
    assert [each.source_id for each in records] == ["a-1", "a-2", "z"]
    assert [(each.line, "on one line" in each.message) for each in dead] == [(3, True)]


def test_pages_are_passed_on_and_articles_taken_out(write: Write) -> None:
    name = "11111111-2222-3333-4444-555555555555"
    archive = warc(
        [
            (name, 200, "text/html; charset=utf-8", PAGE.encode()),
            (str(UUID(int=1)), 404, "text/html", b"gone"),
            (str(UUID(int=2)), 200, "image/png", b"\x89PNG"),
        ]
    )
    records, dead = read(write("a.warc.gz", archive), write("b.html", PAGE.encode()))
    assert dead == []
    assert [(each.source_id, each.line) for each in records] == [(name, 1), ("b", None)]
    for record in records:
        assert record.html is not None
        found = article(record.html, record.url, None)
        assert found.text.splitlines()[-2].startswith("Norway expelled three Russian diplomats")
        assert (found.published, found.title, found.publisher) == ("2022-04-08", "Envoys out", "Wire")


@pytest.mark.parametrize(
    ("page", "told"), [(b"", "no article"), (PAGE.replace("2022-04-08", "").encode(), "publication date")]
)
def test_a_page_without_article_or_day_is_refused(page: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        article(page, None, None)


ARCHIVE = warc([(str(UUID(int=1)), 200, "text/html", PAGE.encode())])
GOOD = jsonl(ROWS)
BIG = {"source_id": "big", "text": "x" * (50 * 1024 * 1024), "published": "2022-04-08"}


@pytest.mark.parametrize(
    ("name", "data", "told", "line", "kept"),
    [
        (
            "a.jsonl",
            GOOD + b'{"text": "unclosed\n' + jsonl([{**ROWS[0], "source_id": "z"}]),
            "not JSON",
            3,
            3,
        ),
        ("a.jsonl", b"[1]\n" + GOOD, "no JSON object", 1, 2),
        ("a.jsonl", b"[" * 100_000 + b"\n" + GOOD, "not JSON", 1, 2),
        ("a.jsonl", jsonl([{"published": "2022-04-08"}]) + GOOD, "holds no text", 1, 2),
        ("a.jsonl", jsonl([{"text": 5, "published": "2022-04-08"}]) + GOOD, "is not text", 1, 2),
        ("a.jsonl", jsonl([{"text": "Spain."}]) + GOOD, "publication date", 1, 2),
        (
            "a.jsonl",
            jsonl([{"body": "Spain.", "published": "2022-04-08"}]) + GOOD,
            "(of body, published)",
            1,
            2,
        ),
        ("a.jsonl", jsonl([{"text": "Spain.", "publishd": ""}]) + GOOD, "--map published=publishd", 1, 2),
        ("a.jsonl", jsonl([{"text": "Spain.", "published": "8 April"}]) + GOOD, "is not a day", 1, 2),
        ("a.jsonl", GOOD + '{"text": "Zürich"}\n'.encode("latin-1"), "not UTF-8", 3, 2),
        ("a.jsonl", b'{"text": "\\ud800", "published": "2022-04-08"}\n' + GOOD, "half of a character", 1, 2),
        ("a.jsonl", jsonl([BIG]) + GOOD, "52,428,800 bytes", 1, 2),
        ("a.csv", as_csv(ROWS) + b"only,two\n", "2 cells under 4", 5, 2),
        ("a.csv", as_csv(ROWS) + "a-3,Vier,Zürich.,2022-04-08\n".encode("latin-1"), "not UTF-8", 5, 2),
        ("a.csv", as_csv([{"body": "x", "published": "2022-04-08"}]), "--map text=", None, 0),
        ("a.csv", as_csv(ROWS).replace(b",", b";"), "by commas, not by ';'", None, 0),
        ("a.csv", b"", "is empty", None, 0),
        ("a.jsonl.gz", gzip.compress(GOOD)[:-8], "cannot be decompressed", None, 2),
        ("a.jsonl.gz", b"no gzip", "cannot be decompressed", None, 0),
        ("a.jsonl.gz", gzip.compress(b" " * 100_000_000), "holds more than", None, 0),
        ("a.jsonl.zst", b"no zstd", "cannot be decompressed", None, 0),
        ("a.parquet", as_parquet(ROWS)[:-30], "as Parquet", 1, 0),
        ("a.parquet.gz", gzip.compress(as_parquet(ROWS)), "another compression", None, 0),
        ("a.txt", b"France recalled its envoy.", "publication date", None, 0),
        ("a.txt", "Türkei".encode("latin-1"), "WINDOWS-1252", 1, 0),
        ("a.txt", "Türkei".encode("utf-16"), "iconv -f UTF-16", 1, 0),
        ("a.txt", b"x" * 11_000_000, "more than 10,485,760 bytes", None, 0),
        ("a.html", b"x" * 11_000_000, "more than 10,485,760 bytes", None, 0),
        ("a.warc", b"no archive at all\n", "web archive", 1, 0),
        ("a.warc", b"", "no record", None, 0),
        ("a.warc", gzip.decompress(ARCHIVE)[:-200], "cut off", 1, 0),
    ],
)
def test_what_is_bad_is_one_dead_letter_and_the_rest_is_read(
    name: str, data: bytes, told: str, line: int | None, kept: int, tmp_path: Path
) -> None:
    path = str(tmp_path / name)
    Path(path).write_bytes(data)
    records, dead = read(path)
    assert len(records) == kept
    assert len(dead) == 1, dead
    assert told in f"{dead[0].message} {dead[0].hint}"
    assert (dead[0].file, dead[0].line) == (path, line)


@pytest.mark.parametrize("end", [".gz", ".zst"])
def test_what_stood_before_a_break_is_kept(end: str, write: Write) -> None:
    rows = [{"source_id": f"n-{n}", "text": f"Text {n * n}.", "published": "2022-04-08"} for n in range(4000)]
    data = jsonl(rows)
    whole = gzip.compress(data) if end == ".gz" else pa.Codec("zstd").compress(data, asbytes=True)
    records, dead = read(write(f"a.jsonl{end}", whole[: len(whole) * 3 // 4]))
    assert 1_000 < len(records) < 4_000
    assert [each.source_id for each in records] == [f"n-{n}" for n in range(len(records))]
    assert len(dead) == 1


def test_every_input_is_told_with_the_hash_of_its_bytes(write: Write) -> None:
    data = gzip.compress(GOOD)
    corpus = Corpus(expand([write("a.jsonl.gz", data), write("b.parquet", as_parquet(ROWS))]))
    assert len(list(corpus)) == 4
    from hashlib import sha256

    assert corpus.inputs[0].sha256 == sha256(data).hexdigest()
    assert [each.bytes for each in corpus.inputs] == [len(data), len(as_parquet(ROWS))]


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("nowhere.jsonl", "does not exist"),
        ("*.jsonl", "names no file"),
        ("a.docx", "no kind"),
        ("nosuch://a", "opened"),
    ],
)
def test_an_argument_that_names_nothing_stops_the_run(
    argument: str, told: str, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.docx", b"")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=told):
        expand([argument])


def test_objects_of_a_store_are_read_and_one_that_cannot_be_is_told(store: str) -> None:
    import s3fs

    system = s3fs.S3FileSystem(endpoint_url=store)
    system.mkdir("news")
    system.pipe({"news/2022/a.jsonl.gz": gzip.compress(GOOD), "news/2022/b.parquet": as_parquet(ROWS)})
    system.pipe("news/2022/c.jsonl", GOOD)
    s3fs.S3FileSystem.clear_instance_cache()
    places = expand(["s3://news/2022/*"])
    assert [place.shown for place in places] == [
        "s3://news/2022/a.jsonl.gz",
        "s3://news/2022/b.parquet",
        "s3://news/2022/c.jsonl",
    ]
    assert [place.shown for place in expand(["s3://news/2022"])] == [place.shown for place in places]
    system.rm("news/2022/c.jsonl")
    found = list(Corpus(places))
    assert [type(each) for each in found] == [Record] * 4 + [DeadLetter]
    assert found[-1].file == "s3://news/2022/c.jsonl"
    with pytest.raises(InputError, match="names no file"):
        expand(["s3://news/1999/*.jsonl"])


LANGUAGES = sorted((Path(__file__).parents[1] / "data" / "languages").glob("*.txt"))
ENGLISH = sorted((Path(__file__).parents[1] / "data").glob("*/[0-9]*.txt"))


@pytest.mark.parametrize("path", [*LANGUAGES, *ENGLISH], ids=lambda path: path.stem)
def test_english_is_told_from_other_languages(path: Path) -> None:
    assert is_english(path.read_text(encoding="utf-8")) == (path in ENGLISH)


@pytest.mark.parametrize(("tag", "english"), [("en", True), ("en-GB", True), ("fr", False), ("eng", False)])
def test_a_language_that_is_told_decides(tag: str, english: bool) -> None:
    assert is_english("Le ministre est parti.", tag) == english


def test_a_headline_is_not_judged() -> None:
    assert is_english("France recalls envoy")
    assert not is_english("Москва отзывает посла")


@given(st.one_of(st.text(), st.integers(), st.none()))
def test_any_value_gives_a_name_that_the_contract_takes(value: object) -> None:
    import re

    name = identifier(value)
    assert name is None or (re.fullmatch(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*", name) and len(name) <= 200)


@given(st.text(), st.text())
def test_names_that_differ_stay_different(one: str, other: str) -> None:
    assert (one.strip() == other.strip()) >= (
        identifier(one) == identifier(other) and identifier(one) is not None
    )


scalars = st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.binary())


@given(
    st.dictionaries(st.sampled_from(["source_id", "title", "text", "published", "url", "language"]), scalars)
)
def test_a_row_is_a_sound_record_or_refused(values: dict[str, object]) -> None:
    try:
        record = make_record(values, "a.jsonl", 1, "2022-04-08")
    except InputError:
        return
    assert record.text
    for cell in (record.title, record.url, record.publisher, record.language, record.source_id):
        assert cell is None or (cell == cell.strip() and cell.encode() and "\n" not in cell)


@pytest.mark.parametrize(
    "value",
    ["2022-04-08", "2022-04-08 10:00", date(2022, 4, 8), datetime(2022, 4, 8, 23, 59), " 2022-04-08T00Z "],
)
def test_a_day_may_be_followed_by_a_time(value: object) -> None:
    assert make_record({"text": "x", "published": value}, "a").published == "2022-04-08"


def test_json_is_read_as_it_was_written() -> None:
    text = "Ünïcode  stays.\n\nAlso empty lines.\n"
    line = json.dumps({"text": text, "published": "2022-04-08"})
    record = make_record(json.loads(line), "a")
    assert record.text == text
    assert zlib.crc32(record.text.encode()) == zlib.crc32(text.encode())
