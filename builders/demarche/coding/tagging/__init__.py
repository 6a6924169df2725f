"""Part-of-speech tags by closed classes, form tables and the words on either side.

Tags: DT PP$ PRP WH WH$ THAT IN TO SUB CC MD BE HAVE DO NOT RB JJ N NP CD POS V PUNCT.
A verb's `form` is B (base), Z (third person), D (past), N (participle), DN (either) or G (-ing).
The rules are those of Brill's transformation-based tagger in spirit: a first guess per word, then
decisions for the words that can be noun or verb, from left to right.

`closed_classes` has the function words and their exceptions, `open_classes` the nouns, verbs, adjectives and
adverbs, `neighbours` what both ask of the words on either side.
"""

from __future__ import annotations

from collections.abc import Container

from demarche.coding.people import find_office
from demarche.coding.segment import Token
from demarche.coding.tagging.closed_classes import fixed_tags, function_word
from demarche.coding.tagging.open_classes import open_class
from demarche.coding.words import word_class

_PARTICLES = word_class("name_particle")
_ARTICLES = word_class("name_article")


def tag(tokens: list[Token], names: Container[str] = frozenset()) -> None:
    """Fill `tag`, `lemma` and `form` of a sentence's tokens in place.

    `names` are words that the text has with a capital within sentences: one that begins a sentence is a name.
    """
    plain = fixed_tags()
    for k, token in enumerate(tokens):
        if token.tag:  # a name found by the gazetteer
            continue
        fixed = plain.get(token.text)
        if fixed is not None:
            token.tag, token.lemma = fixed, token.low
            continue
        previous = tokens[k - 1] if k else None
        if not token.text[0].isalpha():
            fixed = _sign(tokens, k, previous)
            if fixed:
                token.tag = fixed
                continue
        first = previous is None or previous.text in '“"‘(:—–-'
        closed = function_word(tokens, k, previous, first)
        if closed:
            token.tag, token.lemma = closed, token.low
        elif (token.text[0].isupper() and (not first or token.text in names)) or _in_name(tokens, k):
            token.tag, token.lemma = "NP", token.low
        else:
            open_class(tokens, k, previous)
    _join_offices(tokens)


def _in_name(tokens: list[Token], k: int) -> bool:
    """Whether a small word goes on with a name: "Omar al-Bashir", "Mohammed bin Salman"."""
    if k == 0 or tokens[k - 1].tag != "NP":
        return False
    article, hyphen, rest = tokens[k].text.partition("-")
    if hyphen:
        return article in _ARTICLES and rest[:1].isupper()
    while k < len(tokens) and tokens[k].text in _PARTICLES:
        k += 1
        if k < len(tokens) and tokens[k].text[0].isupper():
            return True
    return False


def _join_offices(tokens: list[Token]) -> None:
    """The "of" inside an office ("secretary of state", "chief of staff") is part of the noun."""
    for k in range(1, len(tokens) - 1):
        if (
            tokens[k].low == "of"
            and find_office(tokens, k - 1, min(k + 3, len(tokens) - 1), across=k) is not None
        ):
            tokens[k].tag = "N" if tokens[k - 1].tag == "N" else "NP"


def _sign(tokens: list[Token], k: int, previous: Token | None) -> str:
    """The tag of a sign, a number or a clitic 's; "" for what is read as a word."""
    token = tokens[k]
    word, low = token.text, token.low
    if (
        word in "'’"
        and previous is not None
        and previous.low.endswith("s")
        and previous.end == token.start
        and not token.quoted
        and previous.tag in ("N", "NP")
        and k + 1 < len(tokens)
        and tokens[k + 1].text[0].isalpha()
    ):
        return "POS"  # the rebels’ camp
    if not (word[0].isalnum() or low in ("'s", "n't")):
        return "PUNCT"
    if word[0].isdigit():
        return "CD"
    if (
        low == "'s"
        and previous is not None
        and previous.tag in ("PRP", "WH", "RB")
        and previous.low != "today"
    ):
        return "BE"  # it's, he's, that's
    return ""
