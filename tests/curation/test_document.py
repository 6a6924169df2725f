"""Curation files: what is read, with which line, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.curation import document
from demarche.curation.document import read_document
from demarche.errors import DataError, InputError


def written(folder: Path, text: str) -> Path:
    path = folder / "file.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_values_stay_text_and_know_their_line(tmp_path: Path) -> None:
    node = read_document(written(tmp_path, "a: NO\nb:\n  - 2024-06-18\n  - null\nc: >-\n  two\n  words\n"))
    top = node.mapping("file")
    assert top["a"].value == "NO"
    items = top["b"].sequence("b")
    assert [(item.value, item.line) for item in items] == [("2024-06-18", 3), (None, 4)]
    assert top["c"].text("c") == "two words"


def test_quotes_make_null_a_word(tmp_path: Path) -> None:
    assert read_document(written(tmp_path, "a: 'null'\n")).mapping("file")["a"].value == "null"


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_is_null(tmp_path: Path, text: str) -> None:
    assert read_document(written(tmp_path, text)).value is None


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: &x 1\nb: *x\n", 1, "anchors"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "tags"),
        ("a: !!str 1\n", 1, "tags"),
        ("a: 1\na: 2\n", 2, "stands twice"),
        ("a: [1\nb: 2\n", 2, "is not YAML"),
        ("a: 1\n---\nb: 2\n", 2, "more than one document"),
        ("? [x]\n: 1\n", 1, "must hold words"),
        ("[" * 40 + "]" * 40, 1, "levels deep"),
    ],
)
def test_refused_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        read_document(written(tmp_path, text))
    assert caught.value.line == line
    assert caught.value.file == tmp_path / "file.yaml"


def test_a_thousand_million_laughs_are_refused_at_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    with pytest.raises(DataError, match="anchors"):
        read_document(written(tmp_path, "\n".join(lines)))


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_BYTES", 10)
    with pytest.raises(InputError, match="larger than 10 bytes"):
        read_document(written(tmp_path, "a: 12345678\n"))


@pytest.mark.parametrize(
    ("text", "kind"), [("a: [1]\n", "mapping"), ("a: {b: 1}\n", "sequence"), ("a: [1]\n", "text")]
)
def test_another_kind_of_value_is_named(tmp_path: Path, text: str, kind: str) -> None:
    node = read_document(written(tmp_path, text)).mapping("file")["a"]
    with pytest.raises(DataError, match="a: must"):
        getattr(node, kind)("a")
