"""Everything that demarche raises on purpose.

Two kinds, told apart by the exit code of the command line: the call cannot be carried out
(`InputError`, exit code 2: a missing file, a wrong option), or the data are wrong (`DataError`,
exit code 1: a broken rule, a text that no longer matches its hash).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


class DemarcheError(Exception):
    """An error with its place, its value and the way out.

    `message` says what is wrong; `file`, `line` and `field` say where; `value` is the offending
    value; `hint` says how to mend it.
    """

    exit_code = 1

    def __init__(
        self,
        message: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        field: str | None = None,
        value: object = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.file, self.line = message, file, line
        self.field, self.value, self.hint = field, value, hint

    @property
    def faults(self) -> tuple[DemarcheError, ...]:
        """What is wrong, one by one: the error itself, or those that it was made of."""
        return (self,)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        where = [part for part in (place, self.field) if part]
        value = "" if self.value is None else f" (found {str(self.value)[:200]!r})"
        hint = "" if self.hint is None else f"\n  {self.hint}"
        return ": ".join([*where, self.message]) + value + hint


class InputError(DemarcheError):
    """The command cannot be carried out as it was called: unreadable input, wrong usage."""

    exit_code = 2


class DataError(DemarcheError):
    """The data were read and are wrong."""

    exit_code = 1


class DemarcheWarning(UserWarning):
    """What a user of the data should know and is no error: a retraction, an index that may be old."""


class SeveralFaultsError(DataError):
    """Several faults that were found in one reading; told one after the other."""

    def __init__(self, faults: Sequence[DemarcheError]) -> None:
        super().__init__(f"{len(faults)} faults\n" + "\n".join(str(fault) for fault in faults))
        self._faults = tuple(faults)

    @property
    def faults(self) -> tuple[DemarcheError, ...]:
        """The faults, in the order in which they were found."""
        return self._faults


@contextmanager
def collecting(faults: list[DemarcheError]) -> Iterator[None]:
    """Take note of what the block raises as wrong data, and go on behind it."""
    try:
        yield
    except DataError as error:
        faults += error.faults


def raise_faults(faults: Sequence[DemarcheError]) -> None:
    """Raise what was found: one fault as it is, several as one error that lists them all."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise SeveralFaultsError(faults)
