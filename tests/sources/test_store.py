"""The dataset's sources: what source.yaml must say, and that the text is the one it describes."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.errors import DataError, InputError
from demarche.files import sha256_text
from demarche.sources.store import SOURCE_COLUMNS, load_source, load_sources

TEXT = "Oslo expels two envoys\n\nNorway’s foreign ministry said so on Friday.\n"
SOURCE_ID = "2020-01-03-oslo-envoys"


def described(text: str = TEXT, /, **changes: str | None) -> str:
    """A sound source.yaml for `text`; a change to None leaves the line out."""
    values: dict[str, str | None] = {
        "source_id": SOURCE_ID,
        "title": "Oslo expels two envoys",
        "publisher": "null",
        "publisher_country": "NO",
        "author": "null",
        "published": "2020-01-04",
        "url": "null",
        "language": "no",
        "licence": "CC-BY-4.0",
        "redistributable": "true",
        "text_kind": "original",
        "text_sha256": sha256_text(text),
        "n_chars": str(len(text)),
    }
    values.update(changes)
    return "".join(f"{name}: {value}\n" for name, value in values.items() if value is not None)


def stored(root: Path, yaml: str, text: str = TEXT, name: str = SOURCE_ID) -> Path:
    folder = root / "sources" / name
    folder.mkdir(parents=True)
    (folder / "source.yaml").write_text(yaml, encoding="utf-8")
    (folder / "text.txt").write_bytes(text.encode())
    return folder


ORIGINAL = f"""derived_from:
  title: Two sent home
  published: 2020-01-03
  n_chars: 900
  sha256: {"0" * 64}
  publisher: null
  author: null
  url: null
"""


def test_a_sound_source_is_read_as_it_stands(tmp_path: Path) -> None:
    source = load_source(stored(tmp_path, described()))
    assert source.text == TEXT
    assert source.n_chars == len(TEXT) < len(TEXT.encode())  # code points, not bytes
    assert source.redistributable is True
    assert source.publisher is None
    assert (source.publisher_country, source.language) == ("NO", "no")  # not the boolean that YAML 1.1 reads
    assert source.derived_from is None
    assert tuple(source.row()) == SOURCE_COLUMNS


def test_a_brief_names_its_original(tmp_path: Path) -> None:
    source = load_source(stored(tmp_path, described(text_kind="brief") + ORIGINAL))
    assert source.derived_from is not None
    assert (source.derived_from.n_chars, source.derived_from.publisher) == (900, None)


@pytest.mark.parametrize(
    ("changes", "field", "line", "words"),
    [
        ({"titel": "x", "title": None}, "titel", 13, "Did you mean title?"),
        ({"colour": "red"}, "colour", 14, "Fields are: source_id"),
        ({"language": None}, "language", 1, "language: null"),
        ({"title": "null"}, "title", 2, "may not be null"),
        ({"published": "2020-02-30"}, "published", 6, "is not a day"),
        ({"published": "20200104"}, "published", 6, "is not a day"),
        ({"redistributable": "yes"}, "redistributable", 10, "neither true nor false"),
        ({"n_chars": "0x10"}, "n_chars", 13, "whole number"),
        ({"n_chars": "7"}, "n_chars", 13, f"has {len(TEXT)} characters"),
        ({"text_sha256": "abc"}, "text_sha256", 12, "is no SHA-256"),
        ({"source_id": "Oslo_Envoys"}, "source_id", 1, "is no source_id"),
        ({"source_id": "oslo-envoys"}, "source_id", 1, f"source_id: {SOURCE_ID}"),
        ({"text_kind": "brief"}, "derived_from", 11, "Add derived_from"),
        ({"derived_from": "a newspaper"}, "derived_from", 14, "mapping"),
        ({"title": "[a, b]"}, "title", 2, "must hold words"),
        ({"title": "!!python/object:os.system x"}, None, 2, "tags"),
    ],
)
def test_each_fault_is_named_with_file_line_and_field(
    tmp_path: Path, changes: dict[str, str | None], field: str | None, line: int, words: str
) -> None:
    folder = stored(tmp_path, described(**changes))
    with pytest.raises(DataError) as caught:
        load_source(folder)
    assert (caught.value.file, caught.value.line, caught.value.field) == (folder / "source.yaml", line, field)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("  n_chars: 900\n", "", "derived_from.n_chars"),
        ("  author: null", "  authr: null", "derived_from.authr"),
        ("  published: 2020-01-03", "  published: 2020-01", "derived_from.published"),
    ],
)
def test_faults_in_the_original_are_named(tmp_path: Path, old: str, new: str, field: str) -> None:
    folder = stored(tmp_path, described(text_kind="brief") + ORIGINAL.replace(old, new))
    with pytest.raises(DataError) as caught:
        load_source(folder)
    assert caught.value.field == field


def test_a_changed_text_is_refused_with_both_hashes_and_the_way_out(tmp_path: Path) -> None:
    changed = TEXT.replace("two", "six")
    folder = stored(tmp_path, described(), changed)
    with pytest.raises(DataError, match="no longer matches") as caught:
        load_source(folder)
    message = str(caught.value)
    assert sha256_text(TEXT) in message
    assert sha256_text(changed) in message
    assert f"demarche recode {SOURCE_ID}" in message


@pytest.mark.parametrize("name", ["source.yaml", "text.txt"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = stored(tmp_path, described())
    (folder / name).unlink()
    with pytest.raises(InputError) as caught:
        load_source(folder)
    assert caught.value.file == folder / name


def test_sources_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    for name in ("b", "a-2", "a"):
        stored(tmp_path, described(source_id=name), name=name)
    (tmp_path / "sources" / ".cache").mkdir()
    assert [source.source_id for source in load_sources(tmp_path)] == ["a", "a-2", "b"]


def test_a_stray_file_among_the_sources_is_refused(tmp_path: Path) -> None:
    stored(tmp_path, described())
    (tmp_path / "sources" / "notes.txt").write_text("x", encoding="utf-8")
    with pytest.raises(DataError, match="not a source folder"):
        load_sources(tmp_path)


def test_a_dataset_without_sources_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a folder of sources"):
        load_sources(tmp_path)
