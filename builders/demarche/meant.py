"""What someone may have meant who wrote a value that is not there."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches
from functools import cache

LONGEST = 100
"""Characters of a value that are compared: what is longer is no slip of the pen."""


def nearest(value: str, names: Collection[str], most: int = 1, cutoff: float = 0.6) -> list[str]:
    """The names that are nearest to a value, the best first; upper and lower case are the same."""
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(name.casefold(), name)
    near = get_close_matches(value.strip().casefold()[:LONGEST], folded, most, cutoff)
    return [folded[name] for name in near]


def actors_meant(value: str, most: int = 3) -> list[str]:
    """The actors, as `RUS (Russia)`, that a wrong code or a name may stand for, the likeliest first."""
    from demarche.contract.actors import load_actors

    actors = load_actors()
    word = value.strip()[:LONGEST]
    exact = [code for code, actor in actors.items() if word.upper() in {code, actor.iso_alpha2 or code}]
    codes = exact or _named().get(word.casefold(), ()) or [*_near_names(word), *_near_codes(word)]
    return [f"{code} ({actors[code].name})" for code in dict.fromkeys(codes)][:most]


@cache
def actor_columns() -> frozenset[str]:
    """The columns, of any table, that name an actor by its code."""
    from demarche.contract.model import load_contract

    keys = (key for table in load_contract().tables.values() for key in table.foreign_keys)
    return frozenset(name for key in keys if key.reference == "actors" for name in key.fields)


@cache
def _named() -> dict[str, tuple[str, ...]]:
    """Actors by their names, those of the contract before those of the lexicon."""
    from demarche.contract.actors import load_actors
    from demarche.resources import lexicon_dir

    named: dict[str, tuple[str, ...]] = {}
    for code, actor in load_actors().items():
        named[actor.name.casefold()] = (*named.get(actor.name.casefold(), ()), code)
    for line in (lexicon_dir() / "names.tsv").read_text(encoding="utf-8").splitlines():
        form, _, rest = line.partition("\t")
        code = rest.partition("\t")[0]
        if code in load_actors():
            named.setdefault(form.casefold(), (code,))
    return named


def _near_names(word: str) -> list[str]:
    near = get_close_matches(word.casefold(), _named(), 2, 0.7)
    return [code for name in near for code in _named()[name]]


def _near_codes(word: str) -> list[str]:
    """Letters that changed places, and codes with the same first letter, are likelier than difflib knows."""
    from demarche.contract.actors import load_actors

    upper = word.upper()
    near = get_close_matches(upper, load_actors(), 20, 0.6)
    return sorted(near, key=lambda code: (sorted(code) != sorted(upper), code[0] != upper[0]))
