"""Keeping sealed material sealed: with `--summary` nothing but figures may reach the screen.

Not only lists of errors would give rows away; so would an error message that quotes a cell, a warning
of the coder's, or the message of an exception nobody foresaw.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from demarche.errors import DataError, DemarcheError, InputError


class EvaluationInputError(InputError):
    """An error of the evaluation's own reading.

    Its message, field and hint are fixed texts and column names: only `value` quotes the input.
    """


_HINT = "Values are withheld with --summary. On material that may be seen, leave it out for the full message."


@contextmanager
def withheld(summary: bool) -> Iterator[None]:
    """Run the block; when `summary`, let no error or warning out of it that quotes what was read."""
    if not summary:
        yield
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except EvaluationInputError as error:
        hint = error.hint if error.value is None else _HINT
        raise EvaluationInputError(
            error.message, file=error.file, line=error.line, field=error.field, hint=hint
        ) from None
    except DemarcheError as error:
        kind = InputError if isinstance(error, InputError) else DataError
        raise kind("cannot be evaluated", file=error.file, line=error.line, hint=_HINT) from None
    except BrokenPipeError:  # the reader of the output went away: no fault, and nothing to hide
        raise
    except Exception as error:
        raise DataError(f"the evaluation stopped with {type(error).__name__}", hint=_HINT) from None
