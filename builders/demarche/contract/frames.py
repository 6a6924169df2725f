"""The contract as pandera schemas on the pyarrow backend.

They hold what can be said of one column: type, missing cells, enumeration, pattern, bounds, length. Keys
and rules look at several rows or columns and stand in `demarche.checks`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from demarche.contract.arrow import arrow_type
from demarche.contract.model import Field, get_table


@cache
def pandera_schema(table_name: str, names: tuple[str, ...] | None = None) -> Any:
    """The `pandera.pyarrow.DataFrameSchema` of a table; its checks bear the names of Table Schema's
    constraints.

    Columns must be those of the contract, in its order, or those of them that are named. Raises InputError
    for an unknown table.
    """
    import pandera.pyarrow as pandera

    table = get_table(table_name)
    columns = {
        column.name: pandera.Column(
            arrow_type(column.field), _checks(column.field), nullable=not column.required, name=column.name
        )
        for column in table.columns
        if names is None or column.name in names
    }
    return pandera.DataFrameSchema(columns, strict=True, ordered=True, name=table_name)


def _checks(field: Field) -> list[Any]:
    import pandera.pyarrow as pandera

    check = pandera.Check
    checks = []
    if field.values is not None:
        checks.append(check.isin(list(field.values), name="enum"))
    if field.pattern is not None:
        checks.append(check.str_matches(f"^(?:{field.pattern})$", name="pattern"))
    if field.minimum is not None:
        checks.append(check.ge(field.minimum, name="minimum"))
    if field.maximum is not None:
        checks.append(check.le(field.maximum, name="maximum"))
    if field.max_length is not None:
        checks.append(check.str_length(max_value=field.max_length, name="maxLength"))
    if field.type == "number":
        checks.append(check(_finite, native=True, name="finite"))
    return checks


def _finite(data: Any) -> Any:
    """Neither NaN nor infinite: neither has a form that every reader of CSV agrees on."""
    import pyarrow.compute as pc

    return pc.is_finite(data.table[data.key])
