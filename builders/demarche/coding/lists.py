"""Lists of words that rules ask for by name: `lexicon/lists.tsv`."""

from __future__ import annotations

from functools import cache

from demarche.coding.tables import read_rows


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {row["list"]: frozenset(row["words"].split()) for row in read_rows("lists.tsv")}


def word_list(name: str) -> frozenset[str]:
    """The words of a list. Raises KeyError for a name that the file does not have."""
    return _lists()[name]


def word_lists(prefix: str) -> dict[str, frozenset[str]]:
    """The lists named `prefix:…`, under what stands behind the colon: "mode" → {"travel_ban": …}."""
    start = prefix + ":"
    return {name.removeprefix(start): words for name, words in _lists().items() if name.startswith(start)}


PERSONAL = word_list("personal_pronoun")
NEUTER = word_list("neuter_pronoun")
GROUP_PRONOUNS = word_list("plural_pronoun")
UNANCHORED = PERSONAL | NEUTER | GROUP_PRONOUNS
"""Pronouns and possessives that say nothing of whom they mean."""
COUNTRY_NOUNS = word_list("country_noun")
COUNTERPARTS = word_list("counterpart")
HOSTS = word_list("host")
STATE_GROUPS = word_list("state_group")
NON_STATE = word_list("non_state")
