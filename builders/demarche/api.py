"""The public API: what `import demarche` offers, loaded on first use.

Tables come as pandas DataFrames with the contract's types: text is `string`, integers stay integers where a
cell is null (`Int64`), enumerations are categories in the contract's order, days are timestamps.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from demarche.coding.given import GivenMention
from demarche.errors import DemarcheWarning, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from demarche.report.frame import Findings

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
    from demarche.contract.model import get_table
    from demarche.loading.frames import to_pandas
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
    enumerations = {
        column.name: list(column.field.values)
        for column in get_table("claims").columns
        if column.field.values
    }
    return to_pandas(claims_table(claims), enumerations)


def validate(data: Any, table: str | None = None, *, against: str | Path | None = None) -> Findings:
    """The findings on tables, one row each; none, but the same columns, if all is sound.

    `data` is a table (of pandas, polars, Arrow or whatever speaks Arrow's stream interface), a mapping of
    tables by their names, or a path: a table, a folder of tables, a dataset, a curation file, a
    datapackage.json. `table` names the table where columns or file name do not tell; `against` is a published
    release, its folder or its version, that the rows may refer to and are held against.

    Columns are those of a finding: code, severity, table, row_id, file, line, column, value, message, hint.
    Of each kind there are at most a thousand; `findings.verdict` counts them all. Raises InputError when
    there is nothing to check or a file cannot be read at all.
    """
    from demarche.checks.held import HeldTable, is_table
    from demarche.report.frame import Findings
    from demarche.validation import validate_held, validate_paths

    release = None if against is None else str(against)
    if isinstance(data, Mapping):
        return Findings.of(validate_held([HeldTable(each, name) for name, each in data.items()], release))
    if is_table(data):
        return Findings.of(validate_held([HeldTable(data, table)], release))
    if not isinstance(data, str | Path):
        raise InputError(
            "is neither a table nor a path", value=type(data).__name__, hint="Give a DataFrame or a path."
        )
    return Findings.of(validate_paths([Path(data)], table=table, against=release))


@overload
def load(
    table: str,
    version: str = ...,
    *,
    home: str | Path | None = ...,
    machine: bool = ...,
    library: Literal["pandas"] = ...,
) -> pd.DataFrame: ...


@overload
def load(
    table: str,
    version: str = ...,
    *,
    home: str | Path | None = ...,
    machine: bool = ...,
    library: Literal["arrow"],
) -> pa.Table: ...


@overload
def load(
    table: str,
    version: str = ...,
    *,
    home: str | Path | None = ...,
    machine: bool = ...,
    library: Literal["polars"],
) -> pl.DataFrame: ...


def load(
    table: str,
    version: str = "latest",
    *,
    home: str | Path | None = None,
    machine: bool = False,
    library: str = "pandas",
) -> Any:
    """A table of a released version, such as `events`, for pandas, polars or Arrow (`library`).

    `home` is where the releases are: a folder, or an address (https://…, s3://…); by default that of the
    environment variable DEMARCHE_HOME, or else the checkout around the working directory or that demarche was
    installed from. What comes over a network is held against the hashes of the release and kept in the user's
    cache, from which it is read when there is no network.

    Rows that nobody has looked at are left out, unless `machine` is true. `attrs` (of an Arrow table, the
    metadata of its schema) hold version, day, hash and citation. `latest` is the highest version that was
    not retracted. Raises InputError, naming what there is, or DataError when a file is not what was released;
    warns (DemarcheWarning) of a retraction and of all else that is to be known.
    """
    from demarche.loading import open_home
    from demarche.loading.load import load_table

    with _warning() as tell:
        return load_table(open_home(home, tell).release(version), table, machine=machine, library=library)


def releases(*, home: str | Path | None = None) -> pd.DataFrame:
    """The released versions, oldest first, one row each: version, date, hash, DOI, retraction.

    `home` as in `load`.
    """
    from dataclasses import asdict, fields

    import pandas as pd

    from demarche.loading import open_home
    from demarche.release.index import Entry

    with _warning() as tell:
        entries = open_home(home, tell).entries
    return pd.DataFrame(map(asdict, entries), columns=[field.name for field in fields(Entry)])


@contextmanager
def _warning() -> Iterator[Callable[[str], None]]:
    """Collect what is to be known, and warn of it where the public function was called."""
    told: list[str] = []
    try:
        yield told.append
    finally:
        for text in told:
            warnings.warn(text, DemarcheWarning, stacklevel=4)
