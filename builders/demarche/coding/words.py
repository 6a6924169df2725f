"""Word classes of English: `lexicon/words.tsv` lists them, `lexicon/verbs.tsv` the verbs.

Verb forms are made by the rules of regular inflection when the table is loaded; irregular forms stand
in the table. Nothing is lemmatised at run time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from demarche.coding.tables import read_rows

_TAGS = {
    "determiner": "DT",
    "possessive": "PP$",
    "relative_possessive": "WH$",
    "pronoun": "PRP",
    "wh_word": "WH",
    "that": "THAT",
    "to": "TO",
    "genitive": "POS",
    "modal": "MD",
    "be": "BE",
    "have": "HAVE",
    "do": "DO",
    "negation": "NOT",
    "conjunction": "CC",
    "preposition": "IN",
    "subordinator": "SUB",
    "adverb": "RB",
    "adjective": "JJ",
    "number": "CD",
}
_NOUN_ENDINGS = ("ment", "tion", "sion", "ance", "ence", "ship", "ism", "ist", "ity", "ness")
_ADJECTIVE_ENDINGS = ("al", "ive", "ous", "ful", "less", "ic", "able", "ible", "ary", "ish", "ant", "ent")
_VOWELS = frozenset("aeiou")


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class in `lexicon/words.tsv`; a phrase has spaces between its words."""
    return frozenset(_classes()[name])


@cache
def _classes() -> dict[str, list[str]]:
    classes: dict[str, list[str]] = {}
    for row in read_rows("words.tsv"):
        words = (word.replace("_", " ") for word in row["words"].split())
        classes.setdefault(row["class"], []).extend(words)
    return classes


SUBJECT_PRONOUNS = word_class("subject_pronoun")
PARTICLES = word_class("particle")
_CLOSED = {word: tag for name, tag in _TAGS.items() for word in word_class(name)}
_NOUNS = word_class("noun_by_exception")
_ADJECTIVES = word_class("adjective_by_exception")
_DOUBLING = word_class("final_consonant_doubled")


def _doubles(verb: str) -> bool:
    """Whether the last consonant is doubled before -ed and -ing: one syllable, or stressed at the end."""
    if len(verb) < 3 or verb[-1] in _VOWELS | set("wxy") or verb[-2] not in _VOWELS or verb[-3] in _VOWELS:
        return False
    syllables = sum(c in _VOWELS and (i == 0 or verb[i - 1] not in _VOWELS) for i, c in enumerate(verb))
    return syllables == 1 or verb in _DOUBLING


def inflect(verb: str, past: str = "", participle: str = "") -> Iterator[tuple[str, str]]:
    """(form, kind) pairs of a verb: B base, Z third person, D past, N past participle, G -ing.

    >>> sorted(inflect("deny"))
    [('denied', 'D'), ('denied', 'N'), ('denies', 'Z'), ('deny', 'B'), ('denying', 'G')]
    """
    consonant_y = verb.endswith("y") and len(verb) > 2 and verb[-2] not in _VOWELS
    yield verb, "B"
    if consonant_y:
        yield verb[:-1] + "ies", "Z"
    else:
        yield verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"), "Z"
    doubled = verb + verb[-1] if _doubles(verb) else None
    stem = doubled or verb
    if verb.endswith("ie"):
        yield verb[:-2] + "ying", "G"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        yield verb[:-1] + "ing", "G"
    else:
        yield stem + "ing", "G"
        if doubled and verb[-1] == "l":
            yield verb + "ing", "G"
    if past:
        yield past, "D"
        yield participle or past, "N"
        return
    regular = verb[:-1] + "ied" if consonant_y else verb + "d" if verb.endswith("e") else stem + "ed"
    for form in {regular} | ({verb + "ed"} if doubled and verb[-1] == "l" else set()):
        yield form, "D"
        yield form, "N"


@cache
def verb_forms() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every form of every verb in the table → its (lemma, kind) readings."""
    forms: dict[str, dict[tuple[str, str], None]] = {}
    for row in read_rows("verbs.tsv"):
        lemma = row["lemma"]
        for form, kind in inflect(lemma, row["past"], row["participle"]):
            forms.setdefault(form, {})[lemma, kind] = None
    return {form: tuple(readings) for form, readings in forms.items()}


@cache
def noun_verbs() -> frozenset[str]:
    """The verbs whose base form is as often a noun: visit, claim, strike; nouns that frames ask for."""
    nouns = {row["word"] for row in read_rows("nouns.tsv")}
    rows = read_rows("verbs.tsv")
    return frozenset(row["lemma"] for row in rows if row["noun"] == "yes" or row["lemma"] in nouns)


@cache
def speech_kinds() -> dict[str, str]:
    """Verb that brings what somebody says or thinks (`lexicon/speech.tsv`) → say, claim, deny or think."""
    return {row["lemma"]: row["kind"] for row in read_rows("speech.tsv")}


def closed_class(word: str) -> str:
    """The tag of a function word, a number word or a common adjective; "" for any other word."""
    return _CLOSED.get(word, "")


def closed_words() -> dict[str, str]:
    """Every word that `closed_class` knows, with its tag."""
    return _CLOSED


@lru_cache(maxsize=16384)
def guess(word: str) -> str:
    """The tag of an unknown lower-case word by its ending: RB, JJ or N."""
    if word in _NOUNS:
        return "N"
    if word in _ADJECTIVES:
        return "JJ"
    if word.endswith("ly") and len(word) > 4:
        return "RB"
    if word.endswith(_ADJECTIVE_ENDINGS) and len(word) > 5 and not word.endswith(_NOUN_ENDINGS):
        return "JJ"
    return "N"


_UNCHANGED = frozenset(
    [
        "arms",
        "gas",
        "remains",
        "news",
        "series",
        "means",
        "headquarters",
        "barracks",
        "politics",
        "customs",
        "corps",
    ]
)


@lru_cache(maxsize=16384)
def singular(noun: str) -> str:
    """The singular of a regular English plural; the word itself when it does not look like one."""
    if noun in _UNCHANGED:
        return noun
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes", "zzes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun[:-3] + "man" if noun.endswith("men") else noun


def plurals(noun: str) -> frozenset[str]:
    """The word itself and every word that `singular` takes for its plural."""
    forms = (noun + "s", noun + "es", noun[:-1] + "ies", noun[:-3] + "men")
    return frozenset((noun, *(form for form in forms if singular(form) == noun)))
