"""The public API: what `import demarche` offers, loaded on first use.

Tables come as pandas DataFrames with the contract's types: text is `string`, integers stay integers where a
cell is null (`Int64`), enumerations are categories in the contract's order, days are timestamps.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.coding.given import GivenMention
from demarche.errors import InputError
from demarche.resources import PACKAGE, dataset_dir

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    import pyarrow as pa

Mention = GivenMention
"""An actor that an entity recogniser of the caller's own has found in a text."""


def code(
    document: str | Path, published: str | None = None, *, mentions: Iterable[Mention] = ()
) -> pd.DataFrame:
    """What a document claims: the contract's table `claims`.

    `document` is the text itself (str) or the path of a .txt file or source folder (Path). `published` is
    the day of publication, YYYY-MM-DD, from which "on Tuesday" is reckoned; a file may hold it itself.
    `mentions` come from an entity recogniser of your own: `demarche.Mention(start, end, actor_id, kind)`,
    with offsets in code points of the text. They add to the names that demarche knows, and hold where the
    two overlap.

    Raises InputError when the document cannot be read, its day is not known or a mention is none.
    """
    from demarche.claims_table import claims_table
    from demarche.coding import code_document
    from demarche.sources.store import is_day
    from demarche.sources.text import Document, read_document

    if isinstance(document, Path):
        read = read_document(document, published)
    elif published is None or not is_day(published):
        raise InputError(
            "the day of publication is needed", field="published", value=published, hint="Give YYYY-MM-DD."
        )
    else:
        read = Document("text", None, document, published)
    claims = code_document(read.text, read.published, source_id=read.source_id, mentions=mentions)
    return _frame(claims_table(claims), "claims")


def validate(path: str | Path) -> pd.DataFrame:
    """The findings on a table, a folder of tables or a datapackage.json, one row each; none if all is sound.

    Columns are those of a finding: code, severity, table, row_id, file, line, column, value, message, hint.
    Raises InputError when there is nothing to check or a file cannot be read at all.
    """
    from dataclasses import asdict, fields

    import pandas as pd

    from demarche.checks import Finding, check, find_tables

    verdict = check(find_tables(Path(path)))
    names = [field.name for field in fields(Finding)]
    return pd.DataFrame([asdict(finding) for finding in verdict.findings], columns=names)


def load(table: str, version: str = "latest", *, home: Path | None = None) -> pd.DataFrame:
    """A table of a released version, such as `events`; its `attrs` say which version it is.

    `home` is a folder of releases; by default that of the checkout around the working directory, or of the
    checkout that demarche was installed from. Raises InputError, naming what there is.
    """
    import pyarrow.parquet as pq

    from demarche.contract.model import load_contract

    released = load_contract().released
    if table not in released:
        raise InputError("no such table", field="table", value=table, hint=f"Tables: {', '.join(released)}.")
    folder = _release_folder(_home(home), version)
    path = folder / f"{table}.parquet"
    if not path.is_file():
        raise InputError("is missing from the release", file=path, hint="Restore the release folder.")
    read = pq.read_table(path)
    frame = _frame(read, table)
    frame.attrs.update({"table": table, "version": folder.name} | _metadata(read))
    return frame


def releases(*, home: Path | None = None) -> pd.DataFrame:
    """The released versions, oldest first, one row each: version, date, hash, DOI, retraction."""
    from dataclasses import asdict, fields

    import pandas as pd

    from demarche.release.index import Entry, read_index

    entries = read_index(_home(home).parent)
    return pd.DataFrame(map(asdict, entries), columns=[field.name for field in fields(Entry)])


def _home(home: Path | None) -> Path:
    if home is not None:
        return home
    try:
        return dataset_dir() / "releases"
    except InputError:  # a notebook elsewhere, with demarche installed from a checkout
        return dataset_dir(PACKAGE) / "releases"


def _release_folder(home: Path, version: str) -> Path:
    """The folder of a version; `latest` is the highest. Raises InputError, naming the versions there are."""
    from demarche.release.about import Version

    found = {}
    for folder in home.iterdir() if home.is_dir() else ():
        with suppress(InputError):  # a folder of another name is no release
            found[Version.parse(folder.name)] = folder
    if version == "latest" and found:
        return found[max(found)]
    folder = home / version
    if folder not in found.values():
        there = ", ".join(path.name for _, path in sorted(found.items())) or "none"
        raise InputError(
            "no such release", file=home, field="version", value=version, hint=f"There are: {there}."
        )
    return folder


def _metadata(table: pa.Table) -> dict[str, str]:
    """What a release's file says of itself: the version of the schema, the hash of its content."""
    stored = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    prefix = "demarche."
    return {key.removeprefix(prefix): stored[key] for key in sorted(stored) if key.startswith(prefix)}


def _frame(table: pa.Table, name: str) -> pd.DataFrame:
    """A table of the contract as a DataFrame with the types named at the top of this module."""
    import pandas as pd
    import pyarrow as pa

    from demarche.contract.model import get_table

    types = {
        pa.string(): pd.StringDtype(),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    bare = table.replace_schema_metadata(None)
    frame: pd.DataFrame = bare.to_pandas(types_mapper=types.get, date_as_object=False)
    enumerations = {
        column.name: pd.CategoricalDtype(pd.Index(list(column.field.values), dtype="string"))
        for column in get_table(name).columns
        if column.field.values
    }
    return frame.astype(enumerations)
