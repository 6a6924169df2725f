"""All checks over some tables: structure, keys, rules, in this order.

Each file is read batch by batch, and once where it can be: what looks at single rows is judged as they pass.
A table is held in memory only where others that are given refer to it, or a check judges it by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

import pyarrow as pa

from demarche.checks.against import DATASET_NEEDS, Changes, checks_against, judge_kept
from demarche.checks.finding import Finding, Verdict
from demarche.checks.judged import Judged
from demarche.checks.part import Part, Place
from demarche.checks.plan import KEYS, Check, checks_of
from demarche.checks.published import Published
from demarche.checks.rows import Bools, Rows, as_bools
from demarche.checks.structure import CONSTRAINTS, Structure, hint_of, message_of
from demarche.checks.told import Findings, Told
from demarche.checks.unique import Keys
from demarche.checks.unknown import unknown_by_others, unknown_in_row
from demarche.contract import lexical
from demarche.contract.arrow import arrow_schema, plain
from demarche.contract.model import Column
from demarche.tablefile import Batch, MemoryTable, TableFile, column_faults

_FIRST = ("actors", "sources")
"""Tables that are read first, and small enough to judge the batches of others by as they pass."""
_ORDER = (*_FIRST, "withdrawn")
"""Tables that are read before others: a release's claim that is withdrawn completes no table."""
_COLUMNS, _TYPES, _CONSTRAINTS, _ROWS = 0, 1, 2, KEYS + 1


def validate_tables(tables: Mapping[str, pa.Table]) -> list[Finding]:
    """Everything that is wrong with some tables in memory, given by their names.

    What a check needs and is not among them (`sources`, say) is not checked, but actors come from the
    contract. Raises InputError for an unknown table, TypeError for one whose columns are not the contract's.
    """
    files = []
    for name, table in tables.items():
        schema = arrow_schema(name)
        found = plain(table)
        if column_faults(found.column_names, schema.names) or found.schema.types != schema.types:
            raise TypeError(f"{name} has not the columns of the contract: {found.schema}")
        files.append(MemoryTable(found.cast(schema), name))
    return check(files, limit=None, with_files=False).findings


def check(
    files: Sequence[TableFile],
    *,
    limit: int | None = 1000,
    with_files: bool = True,
    against: Published | None = None,
    whole: bool = False,
) -> Verdict:
    """The verdict over some files, with at most `limit` findings of each kind, all of them counted.

    `against` is a release that the tables are judged by too. Their rows may refer to its rows, unless they
    are the `whole` of a dataset, from which nothing that was released may be missing.
    """
    groups: dict[str, list[TableFile]] = {}
    for file in files:
        groups.setdefault(file.name, []).append(file)
    findings = Findings(limit, with_files)
    readers = {
        name: _Reader(number, Part(name, group), groups, findings, against)
        for number, (name, group) in enumerate(groups.items())
    }
    tables = _Tables(groups, None if whole else against)
    for name in sorted(readers, key=lambda name: _ORDER.index(name) if name in _ORDER else len(_ORDER)):
        kept = against is not None and (name == "withdrawn" or (whole and name in DATASET_NEEDS))
        readers[name].read(tables, held=kept or _is_held(name, readers, tables))
    for reader in readers.values():
        reader.judge_whole(tables)
    if whole and against is not None:
        judge_kept({name: reader.part for name, reader in readers.items()}, tables.raw, against, findings)
    verdict = Verdict(rows={name: reader.rows for name, reader in readers.items()})
    for reader in readers.values():
        verdict.not_checked |= reader.not_checked(tables)
        verdict.unknown |= reader.unknown
    findings.tell(verdict)
    return verdict


class _Tables:
    """The tables that others are judged by: as they stand in the files, and without the wrong cells.

    A table that is not given is the contract's or the release's; the release completes one that is given.
    """

    def __init__(self, given: Mapping[str, Any], release: Published | None) -> None:
        self._release = release
        known = {} if release is None else dict(release.tables)
        actors = _contract_actors()
        known["actors"] = actors if release is None else release.beside("actors", actors)
        self.raw = {name: table for name, table in known.items() if name not in given}
        self.clean = dict(self.raw)
        self.wrong: dict[str, set[str]] = {}

    def add(self, part: Part, wrong: set[str]) -> None:
        """Judge others by a table that was read; it has `wrong` cells in these columns."""
        if wrong:
            self.wrong[part.name] = wrong
        if part.name == "withdrawn" and self._release is not None:
            self._release = self._release.without(part.whole(clean=False)["id"])
            if "interactions" in self.raw:  # the release's: none are given
                for tables in (self.raw, self.clean):
                    tables["interactions"] = self._release.tables["interactions"]
        for tables, clean in ((self.raw, False), (self.clean, True)):
            own = part.whole(clean=clean)
            tables[part.name] = own if self._release is None else self._release.beside(part.name, own)

    def of(self, check: Check) -> Mapping[str, pa.Table]:
        return self.raw if check.raw else self.clean

    def have(self, check: Check) -> bool:
        return all(name in self.raw for name in check.needs)


class _Reader:
    """One table with its checks: reads it, and tells what is wrong with it."""

    def __init__(
        self,
        number: int,
        part: Part,
        given: Mapping[str, Any],
        findings: Findings,
        release: Published | None = None,
    ) -> None:
        self.number, self.part, self.rows = number, part, 0
        self._findings = findings
        self._structure = Structure(part.name)
        self._changes = Changes(number, part, release)
        self.checks = checks_of(part.contract, number, given)
        if release is not None:
            self.checks += checks_against(part.contract, number, release)
        self.waiting = [check for check in self.checks if not check.key]
        self._keys = [(check, Keys(check.key)) for check in self.checks if check.key]
        self._judged = {check.rank: Judged(check.asks, check.takes_codes) for check in self.checks}
        self._wrong: set[str] = set()
        self.unknown: dict[str, str] = {}

    def read(self, tables: _Tables, *, held: bool) -> None:
        """Read the table once; what has to wait for other tables stays in `waiting`."""
        number, part = self.number, self.part
        for file in part.files:
            self._findings.add_faults((0, number, _COLUMNS), part.name, file, file.faults, len(file.faults))
        now = [check for check in self.waiting if _passes(check, part.name) and tables.have(check)]
        self.waiting = [check for check in self.waiting if check not in now]
        for place, batch, raw in part.batches():
            self.rows += len(raw)
            wrong = self._wrong_cells(place, batch, raw)
            if held:
                part.hold(place, raw)
            for name, mask in wrong:
                part.mark(place, name, mask)
            self._wrong.update(batch.bad_cells, (name for name, _ in wrong))
            clean = part.clean(place, raw)
            self._changes.judge(place, clean, self._findings)
            for check in now:
                self._judge(check, place, raw if check.raw else clean, tables)
            for check, keys in self._keys:
                rows = raw if check.raw else clean
                keys.add(rows, self._alone(check, rows))
        for file in part.files:
            faults, total = file.left_out(self._findings.limit)
            part.complete &= not total
            self._findings.add_faults((0, number, _ROWS), part.name, file, faults, total)
        for check, keys in self._keys:
            if keys.unread:
                for _, rows in self._again(check):
                    keys.note(rows, self._alone(check, rows))
            if keys.suspects():
                self._repeated(check, keys)
        if held and part.complete:
            tables.add(part, self._wrong)

    def judge_whole(self, tables: _Tables) -> None:
        """The checks that look at whole tables, as far as these are there."""
        ready = [check for check in self.waiting if tables.have(check)]
        rows = {raw: self.part.whole(clean=not raw) for raw in {check.raw for check in ready}}
        for check in ready:
            self.waiting.remove(check)
            mask = as_bools(check.broken(rows[check.raw], tables.of(check)))
            if mask is None:
                continue
            others = unknown_by_others(check, self.part.name, tables.wrong)
            if others:
                self.unknown[f"{check.told.code} {self.part.name}"] = ", ".join(others)
                continue
            read = unknown_in_row(check, self.part.name, self._wrong)
            for place, table, broken in self.part.split(mask):
                self._tell(check, place, table, broken, tables, read)

    def not_checked(self, tables: _Tables) -> dict[str, str]:
        """The checks that still wait, with the table that they lack."""
        missing = {}
        for check in self.waiting:
            columns = f" {self.part.name}.{'+'.join(check.told.columns)}" if check.raw else ""
            lacking = next((name for name in check.needs if name not in tables.raw), self.part.name)
            missing[check.told.code + columns] = lacking
        return missing

    def _wrong_cells(self, place: Place, batch: Batch, rows: Rows) -> list[tuple[str, Bools]]:
        """Tell of the cells that could not be read or break a constraint; the latter by column."""
        part, table = self.part, rows.table
        for name, bad in batch.bad_cells.items():
            kind = part.contract.column(name).field.type
            told = Told("type", (name,), f"not of type {kind}", lexical.HINTS[kind])
            unread = as_bools(bad.mask)
            assert unread is not None
            part.mark(place, name, unread)
            self._findings.add(self._rank(_TYPES, name), told, part, place, table, unread, bad.text)
        wrong = self._structure.broken(rows)
        for constraint, name, mask in wrong:
            column = part.contract.column(name)
            told = Told(constraint, (name,), message_of(constraint, column.field), _hint(constraint, column))
            known = part.known(place, mask, (name,)) if constraint == "required" else mask
            rank = self._rank(_CONSTRAINTS, name, CONSTRAINTS.index(constraint))
            self._findings.add(rank, told, part, place, table, known)
        return [(name, mask) for _, name, mask in wrong]

    def _rank(self, stage: int, column: str, order: int = 0) -> tuple[int, ...]:
        return (0, self.number, stage, self.part.contract.column_names.index(column), order)

    def _judge(self, check: Check, place: Place, rows: Rows, tables: _Tables) -> None:
        judged = self._judged[check.rank]
        mask = judged.broken(rows, lambda chosen: check.broken(chosen, tables.of(check)))
        if mask is not None:
            self._tell(check, place, rows.table, mask, tables)

    def _tell(  # noqa: PLR0917 - what is wrong, and all of its place
        self, check: Check, place: Place, rows: pa.Table, mask: Bools, tables: _Tables,
        read: Sequence[str] = (),
    ) -> None:  # fmt: skip
        known = mask if check.raw else self.part.known(place, mask, (*check.told.columns, *read))
        told = check.telling(tables.of(check))
        self._findings.add(check.rank, told, self.part, place, rows, known)

    def _alone(self, check: Check, rows: Rows) -> Bools | None:
        """The rows that must differ in a check's key."""
        return self._judged[check.rank].broken(rows, lambda chosen: check.broken(chosen, {}))

    def _again(self, check: Check) -> Iterator[tuple[Place, Rows]]:
        """The batches once more, as a check judges them."""
        for place, _, raw in self.part.batches():
            yield place, raw if check.raw else self.part.clean(place, raw)

    def _repeated(self, check: Check, keys: Keys) -> None:
        """Read the table again for the rows whose key an earlier row has."""
        for place, rows in self._again(check):
            again = keys.repeated(rows, self._alone(check, rows))
            known = again if check.raw else self.part.known(place, again, check.told.columns)
            self._findings.add(check.rank, check.told, self.part, place, rows.table, known)


def _passes(check: Check, name: str) -> bool:
    """Whether a check can judge batches as they pass, once the tables are there that come first."""
    return all(need in _FIRST and need != name for need in check.needs)


def _is_held(name: str, readers: Mapping[str, _Reader], tables: _Tables) -> bool:
    """Whether some check looks at the whole table, for its own sake or that of another table."""
    given = {*readers, *tables.raw}
    needed = any(name in check.needs for reader in readers.values() for check in reader.checks)
    waits = (check for check in readers[name].checks if not _passes(check, name))
    return needed or any(given.issuperset(check.needs) for check in waits)


def _hint(constraint: str, column: Column) -> Callable[[Any], str]:
    return lambda value: hint_of(constraint, column.field, value)


@cache
def _contract_actors() -> pa.Table:
    from demarche.contract.actors import load_actors

    rows = [asdict(actor) for actor in load_actors().values()]
    return pa.Table.from_pylist(rows, schema=arrow_schema("actors"))
