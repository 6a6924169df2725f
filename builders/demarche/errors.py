"""Everything that demarche raises on purpose.

Two kinds, told apart by the exit code of the command line: the call cannot be carried out
(`InputError`, exit code 2: a missing file, a wrong option), or the data are wrong (`DataError`,
exit code 1: a broken rule, a text that no longer matches its hash).
"""

from __future__ import annotations

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
