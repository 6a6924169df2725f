"""The core of every engine: documents in, coded documents out, one row each, as Arrow batches.

`code_batch` is pure: what it returns depends on the row alone, not on the batch it stands in, the process
or the order. No document stops it: one that cannot be coded is a row with the reason. A row's claims are a
list of structs with the columns of the contract's table `claims`; `claims_of` lays them out as that table.
`code_row` is the same for one row and any coder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from demarche.claims import unpack_participants
from demarche.contract.arrow import PARTICIPANTS, arrow_schema
from demarche.errors import DemarcheError, InputError

if TYPE_CHECKING:
    from demarche.claims import Claim
    from demarche.coders import Coded
    from demarche.sources.text import Document

_TOLD = [(name, pa.string()) for name in ("source_id", "title", "published", "url", "publisher", "language")]
_PLACE = [("file", pa.string()), ("line", pa.int64())]
_FAILURE = [(name, pa.string()) for name in ("error", "message", "hint")]

DOCUMENTS = pa.schema([*_TOLD, ("text", pa.string()), ("html", pa.binary()), *_PLACE, *_FAILURE])
"""What goes in. `source_id`, `published` (YYYY-MM-DD) and `text`, or `html` to take it from, are needed;
other columns may be missing. A row with an `error` is one that could not be read: it is passed on."""


def _claim_fields() -> list[pa.Field]:
    fields = [field for field in arrow_schema("claims") if field.name != "source_id"]
    return [
        pa.field("participants", PARTICIPANTS) if each.name == "participants" else each for each in fields
    ]


_ACCOUNT = pa.struct(
    [
        *((name, pa.int64()) for name in ("answers", "tokens_in", "tokens_out")),
        *((name, pa.float64()) for name in ("cost", "sent")),
        ("dropped", pa.map_(pa.string(), pa.int64())),
        ("notices", pa.list_(pa.string())),
    ]
)

CODED = pa.schema(
    [
        *_TOLD,
        *_PLACE,
        ("outcome", pa.string()),
        *_FAILURE,
        ("text_sha256", pa.string()),
        ("n_chars", pa.int64()),
        ("claims", pa.list_(pa.struct(_claim_fields()))),
        ("account", _ACCOUNT),
    ]
)
"""What comes out. `outcome` is coded, skipped (another language) or failed; `account` is of a coder that asks
a model, and says what `demarche.coders.Coded` does."""

Row = dict[str, Any]


def code_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The documents of a batch, coded: the schema is `CODED`, the rows are those of the batch, in order."""
    return pa.RecordBatch.from_pylist([code_row(row, _by_rules) for row in batch.to_pylist()], schema=CODED)


def code_row(row: Row, code: Callable[[Document], Row]) -> Row:
    """A document as a row of `CODED`; `code` makes the cells that `coded` or `failed` return.

    What `code` raises is not caught, unlike what is wrong with the row.
    """
    kept = {name: row.get(name) for name in CODED.names}
    if row.get("error") is not None:
        return kept | {"outcome": "failed", "claims": []}
    try:
        said, document = _read(row)
    except Exception as error:
        return kept | failed(error)
    return kept | said | (code(document) if document else {"outcome": "skipped", "claims": []})


def _by_rules(document: Document) -> Row:
    from demarche.coding import code_document

    try:
        return coded(code_document(document.text, document.published, source_id=document.source_id))
    except Exception as error:  # one document in ten million must not end the run: it is told, and kept apart
        return failed(error)


def coded(claims: Iterable[Claim], account: Coded | None = None) -> Row:
    """The cells of a document that was coded."""
    if account is None:
        return {"outcome": "coded", "claims": _claim_rows(claims)}
    used = {name: getattr(account.usage, name) for name in ("answers", "tokens_in", "tokens_out", "cost")}
    told = {"sent": account.sent, "dropped": sorted(account.dropped.items()), "notices": account.notices}
    return {"outcome": "coded", "claims": _claim_rows(claims), "account": used | told}


def failed(error: Exception) -> Row:
    """The cells of a document that could not be coded, and why."""
    if isinstance(error, DemarcheError):
        return _failed(error, error.message, error.hint)
    return _failed(error, f"a fault of demarche's own: {error}", "Please report it, with the text.")


def _read(row: Row) -> tuple[Row, Document | None]:
    """What a row says of its document, and the document; None where it is not in English."""
    from demarche.sources.reading.language import is_english
    from demarche.sources.text import Document

    said = _article(row) if row.get("html") is not None else {}
    text, published = _required(
        said.get("text") or row.get("text"), said.get("published") or row.get("published")
    )
    language = row.get("language") or said.get("language")
    if not is_english(text, language):
        return said | {"language": language or "und"}, None
    title = said.get("title") or row.get("title")
    return said | {
        "language": language or "en",
        "text_sha256": sha256(text.encode()).hexdigest(),
        "n_chars": len(text),
    }, Document(row["source_id"], title, text, published)


def _required(text: object, published: object) -> tuple[str, str]:
    """Refuse what a reader of demarche's would not have passed on: batches may come from anywhere."""
    from demarche.sources.reading.record import no_day
    from demarche.sources.store import is_day

    if not isinstance(text, str) or not text.strip():
        raise InputError("holds no text", field="text", hint="Leave the row out, or give its text.")
    if published is None:
        raise no_day()
    if not isinstance(published, str) or not is_day(published):
        raise InputError("is not a day", field="published", value=published, hint="Write YYYY-MM-DD.")
    return text, published


def _article(row: Row) -> Row:
    """What a page says, where the record does not say it."""
    from demarche.sources.reading.pages import article

    found = article(row["html"], row.get("url"), row.get("published"))
    said = {name: getattr(found, name) for name in ("title", "publisher", "url", "language")}
    return {name: row.get(name) or value for name, value in said.items()} | {
        "text": found.text,
        "published": found.published,
    }


def _claim_rows(claims: Iterable[Claim]) -> list[Row]:
    from dataclasses import asdict

    from demarche.claims_table import claim_keys, claim_row, in_order

    ordered = in_order(claims)
    rows = []
    for claim, key in zip(ordered, claim_keys(ordered), strict=True):
        row = claim_row(claim) | {"claim_key": key}
        if row["participants"] is not None:
            row["participants"] = [asdict(part) for part in unpack_participants(row["participants"])]
        rows.append(row)
    return rows


def _failed(error: Exception, message: str, hint: str | None) -> Row:
    field = getattr(error, "field", None)
    words = " ".join(f"{field}: {message}".split() if field else message.split())
    return {
        "outcome": "failed",
        "error": type(error).__name__,
        "message": words.encode("utf-8", "replace").decode()[:500],
        "hint": hint,
        "claims": [],
    }


def accused(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The one document that no worker survives, as a row that failed."""
    (row,) = batch.to_pylist()
    row |= {
        "text": None,
        "html": None,
        "error": "WorkerDied",
        "message": "coding it ended every process that tried",
        "hint": "It may need more memory than there is: give its articles one by one.",
    }
    return pa.RecordBatch.from_pylist([row], schema=DOCUMENTS)


def claims_of(coded: pa.RecordBatch | pa.Table) -> pa.Table:
    """The claims of coded documents as the table `claims` stands in Parquet: participants are lists."""
    table = pa.table(coded) if isinstance(coded, pa.RecordBatch) else coded
    table = table.combine_chunks()
    claims = table["claims"].chunk(0) if table.num_rows else pa.array([], CODED.field("claims").type)
    rows = pc.list_flatten(claims)
    sources = pc.take(table["source_id"], pc.list_parent_indices(claims))
    names = [field.name for field in rows.type]
    columns = dict(zip(names, rows.flatten(), strict=True)) | {"source_id": sources}
    order = arrow_schema("claims").names
    return pa.table([columns[name] for name in order], names=order)
