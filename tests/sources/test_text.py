"""Documents to be coded: the text, its day of publication, and what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from demarche.errors import DataError, InputError
from demarche.files import sha256_text
from demarche.sources import text as text_module
from demarche.sources.text import read_document

DAY = "2020-01-04"
BODY = "Oslo expels two envoys\n\nNorway’s foreign ministry said so on Friday.\n"


def written(folder: Path, content: str | bytes, name: str = "news.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_call_gives_the_day_and_the_text_is_the_file(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, BODY), DAY)
    assert (document.source_id, document.title, document.text, document.published) == (
        "news",
        None,
        BODY,
        DAY,
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_gives_the_day_and_is_not_text(tmp_path: Path, newline: str) -> None:
    head = newline.join(["---", f"published: {DAY}", "title: 'Envoys: two'", "tags: [a]", "---", "", ""])
    body = BODY.replace("\n", newline)
    document = read_document(written(tmp_path, head + body))
    assert (document.text, document.published, document.title) == (body, DAY, "Envoys: two")


def test_dashes_inside_the_text_are_text(tmp_path: Path) -> None:
    body = BODY + "---\npublished: 1999-01-01\n---\n"
    assert read_document(written(tmp_path, body), DAY).text == body


@pytest.mark.parametrize("as_folder", [True, False])
def test_source_yaml_beside_text_txt_gives_the_day(tmp_path: Path, as_folder: bool) -> None:
    folder = tmp_path / "oslo"
    folder.mkdir()
    path = written(folder, BODY, "text.txt")
    described = (
        f"source_id: oslo\ntitle: T\npublished: {DAY}\npublisher: null\npublisher_country: null\n"
        "author: null\nurl: null\nlanguage: en\nlicence: null\nredistributable: false\ntext_kind: original\n"
        f"text_sha256: {sha256_text(BODY)}\nn_chars: {len(BODY)}\n"
    )
    written(folder, described, "source.yaml")
    target = folder if as_folder else path
    document = read_document(target)
    assert (document.source_id, document.title, document.published) == ("oslo", "T", DAY)
    with pytest.raises(InputError, match=r"source\.yaml says that it was published on 2020-01-04"):
        read_document(target, "2020-01-05")
    written(folder, BODY + "more", "text.txt")
    with pytest.raises(DataError, match="no longer matches"):
        read_document(target)


@pytest.mark.parametrize(
    ("content", "published", "words"),
    [
        (BODY, None, "Give --published YYYY-MM-DD"),
        (BODY, "2020-02-30", "is not a day"),
        (b"", DAY, "holds no text"),
        (" \n\n", DAY, "holds no text"),
        (f"---\npublished: {DAY}\n---\n", None, "holds no text"),
        ("Malmö".encode("latin-1"), DAY, "is not UTF-8"),
        (BODY.encode("utf-16"), DAY, "is not UTF-8"),
        ("Oslo".encode("utf-16-le"), DAY, "NUL"),
        (f"---\npublished: {DAY}\n" + BODY, None, "does not end"),
        ("---\npublished: soon\n---\n" + BODY, None, "published: is not a day"),
        ("---\npublished: [a]\n---\n" + BODY, None, "must hold words"),
        ("---\nsource_id: A b\n---\n" + BODY, DAY, "is no source_id"),
        ("---\n- a\n---\n" + BODY, DAY, "holds no fields"),
        ("---\na: b: c\n---\n" + BODY, DAY, ":2: the front matter is not YAML"),
        ("---\n" + "[" * 5000 + "\n---\n" + BODY, DAY, "front matter is not YAML"),
        (f"---\npublished: {DAY}\n---\n" + BODY, "2020-01-05", "front matter says"),
    ],
)
def test_what_cannot_be_coded_is_said_with_the_file(
    tmp_path: Path, content: str | bytes, published: str | None, words: str
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(InputError) as caught:
        read_document(path, published)
    assert words in str(caught.value)
    assert caught.value.exit_code == 2
    if words != "is not a day":  # that one is the call's fault, not the file's
        assert str(path) in str(caught.value)


def test_nul_is_found_at_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_document(written(tmp_path, "a\nb\0\n"), DAY)
    assert caught.value.line == 2


def test_a_missing_file_a_folder_another_format_and_a_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    written(tmp_path, "%PDF", "a.pdf")
    for name, words in [
        ("gone.txt", "does not exist"),
        ("", "folder without source.yaml"),
        ("a.pdf", "is not a .txt file"),
        ("pipe.txt", "is not a file"),  # opening it would wait for ever
    ]:
        with pytest.raises(InputError, match=words):
            read_document(tmp_path / name, DAY)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, BODY)
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        read_document(path, DAY)


def test_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_module, "MAX_DOCUMENT_BYTES", 20)
    assert read_document(written(tmp_path, "x" * 20), DAY).text == "x" * 20
    with pytest.raises(InputError, match="larger than 20 bytes"):
        read_document(written(tmp_path, "x" * 21), DAY)


@pytest.mark.parametrize(
    ("name", "source_id"),
    [("My Article (2).txt", "my-article-2"), ("Málaga.txt", "malaga"), ("東京.txt", None)],
)
def test_the_file_name_becomes_a_valid_source_id(tmp_path: Path, name: str, source_id: str | None) -> None:
    found = read_document(written(tmp_path, BODY, name), DAY).source_id
    assert found == (source_id or f"text-{sha256_text(BODY)[:12]}")
