"""State-to-state interactions from news: coded with evidence, validated, released in citable versions.

The public API, in the order of the work:

- `code(document, published)`: what a text claims, as a table of claims, also from `Mention(start, end,
  actor_id, kind)`: actors that an entity recogniser of your own has found in it;
- `validate(data)`: the findings of the contract and its rules on a table in memory, a file, a folder;
- `load(table, version)`: a table of a released version, typed as the contract says;
- `releases()`: the versions there are.

Names are resolved on first use, so that `import demarche` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demarche.api import Mention, code, load, releases, validate

    __version__: str

__all__ = ["Mention", "__version__", "code", "load", "releases", "validate"]


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import version

        return version("demarche")
    if name in __all__:
        return getattr(import_module("demarche.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
