"""What is evaluated: documents, each with its gold, its claims and, where it is known, its text."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from demarche.claims import Claim
from demarche.evaluate.reading import (
    corpus_files,
    read_claims,
    read_coding,
    read_document_text,
    read_gold,
    read_index,
)
from demarche.evaluate.rows import Row, row_of_claim
from demarche.evaluate.withheld import EvaluationInputError
from demarche.sources import text as sources

CLAIMS_SUFFIXES = (".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class Document:
    """One text's gold and claims; `text` serves only to show evidence."""

    name: str
    gold: tuple[Row, ...]
    claims: tuple[Row, ...]
    text: str | None = None


def read_documents(gold: Path, claims: Path, text: Path | None = None) -> list[Document]:
    """Pair gold with claims: a file with a file, the files of two folders by stem, or a folder of gold with a
    file of claims, or a coded corpus, by source_id.

    A gold file without a claims file is an error (leaving it out would flatter); claims without gold are not
    looked at. `text` is for a single document; otherwise a text beside the gold is used.
    """
    coding = None
    if gold.is_dir() and (claims.is_file() or corpus_files(claims)):
        coding = read_coding(claims)
    elif gold.is_dir() != claims.is_dir() and gold.exists() and claims.exists():
        raise EvaluationInputError(
            "one of gold and claims is a folder, the other a file",
            file=gold if gold.is_dir() else claims,
            hint="Give two files or two folders.",
        )
    if text is not None and gold.is_dir():
        raise EvaluationInputError(
            "--text is for one document",
            file=text,
            hint="For a folder, lay <name>.txt beside the gold files.",
        )
    documents = []
    for name, path in _gold_files(gold):
        source = text or _text_beside(path, name)
        documents.append(
            Document(
                name,
                tuple(read_gold(path)),
                tuple(_claims_of(name, claims, coding)),
                read_document_text(source) if source else None,
            )
        )
    return documents


def _claims_of(name: str, claims: Path, coding: dict[str, list[Row]] | None) -> list[Row]:
    if coding is not None:
        return coding.get(name, [])
    return read_claims(_claims_file(claims, name) if claims.is_dir() else claims)


def code_documents(gold: Path, texts: Path | None, published: str | None) -> list[Document]:
    """Code the texts now and pair the claims with gold.

    `texts` is the text of a single gold file or the folder of `<name>.txt`; None means beside the gold.
    Publication dates come from `published` (one document) or from index.csv beside the texts.
    """
    if gold.is_dir() and published is not None:
        raise EvaluationInputError(
            "--published is for one document", file=gold, hint="Give the dates of a folder in its index.csv."
        )
    if texts is not None and texts.exists() and gold.exists() and texts.is_dir() != gold.is_dir():
        raise EvaluationInputError(
            "one of gold and text is a folder, the other a file",
            file=texts,
            hint="Give two files or two folders.",
        )
    code = coder_function("demarche.coding", "code_document")
    documents = []
    for path, given in _texts_of(gold, texts, published):
        claims: list[Claim] = code(given.text, given.published, source_id=given.source_id)
        documents.append(coded_document(path, given, claims))
    return documents


def coded_document(gold: Path, given: sources.Document, claims: Iterable[Claim]) -> Document:
    """A document with its gold and what a coder claims of it."""
    rows = tuple(row_of_claim(claim, number) for number, claim in enumerate(claims, 1))
    return Document(given.source_id, tuple(read_gold(gold)), rows, given.text)


def texts_with_gold(folder: Path) -> list[tuple[Path, sources.Document]]:
    """The gold files of a folder (or a gold file), each with the text that lies beside it."""
    return list(_texts_of(folder, None, None))


def _texts_of(
    gold: Path, texts: Path | None, published: str | None
) -> Iterator[tuple[Path, sources.Document]]:
    for name, path in _gold_files(gold):
        source = _text_to_code(path, name, texts)
        text = read_document_text(source)
        yield path, sources.Document(name, None, text, _published(source, published))


def coder_function(module: str, function: str) -> Callable[..., Any]:
    """A function of the coder, loaded when it is needed. Raises EvaluationInputError where there is none."""
    try:
        found: Callable[..., Any] = getattr(importlib.import_module(module), function)
    except (ModuleNotFoundError, AttributeError) as error:
        if error.name not in {module, function}:  # a fault inside the coder, not its absence
            raise
        raise EvaluationInputError(
            f"this installation has no {module}.{function}", hint="Install a demarche that has a coder."
        ) from None
    return found


def _gold_files(gold: Path) -> Sequence[tuple[str, Path]]:
    if not gold.is_dir():
        return [(gold.name.removesuffix(".csv").removesuffix(".gold"), gold)]
    marked = sorted(gold.glob("*.gold.csv"))
    paths = marked or sorted(path for path in gold.glob("*.csv") if path.name != "index.csv")
    if not paths:
        raise EvaluationInputError("holds no gold", file=gold, hint="Gold files are called <name>.gold.csv.")
    return [(path.name.removesuffix(".csv").removesuffix(".gold"), path) for path in paths]


def _claims_file(folder: Path, name: str) -> Path:
    found = [path for suffix in CLAIMS_SUFFIXES if (path := folder / f"{name}{suffix}").is_file()]
    if len(found) != 1:
        problem = "there are no claims" if not found else "there are claims as CSV and as Parquet"
        raise EvaluationInputError(
            f"{problem} for this gold file",
            file=folder / name,
            hint=f"One of {', '.join(CLAIMS_SUFFIXES)} is needed.",
        )
    return found[0]


def _text_beside(gold: Path, name: str) -> Path | None:
    for candidate in (gold.with_name(f"{name}.txt"), gold.with_name("article.txt")):
        if candidate.is_file():
            return candidate
    return None


def _text_to_code(gold: Path, name: str, texts: Path | None) -> Path:
    if texts is not None:
        return texts / f"{name}.txt" if texts.is_dir() else texts
    beside = _text_beside(gold, name)
    if beside is None:
        raise EvaluationInputError(
            "there is no text beside this gold file", file=gold, hint="Give --code TEXT."
        )
    return beside


def _published(text: Path, given: str | None) -> str:
    index = text.with_name("index.csv")
    if given is None and not index.is_file():
        raise EvaluationInputError(
            "the publication date is not known", file=text, hint="Give --published YYYY-MM-DD."
        )
    published = read_index(index).get(text.stem) if given is None else given
    try:
        if published and len(published) == len("2024-06-18"):
            return date.fromisoformat(published).isoformat()
    except ValueError:
        pass
    raise EvaluationInputError(
        "the publication date is missing or is not a day",
        file=index if given is None else None,
        field="published",
        value=published,
        hint="Write it as YYYY-MM-DD.",
    )
