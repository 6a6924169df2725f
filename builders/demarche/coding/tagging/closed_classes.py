"""Words of closed classes: most have one tag wherever they stand, some go by the words on either side."""

from __future__ import annotations

from functools import cache

from demarche.coding.segment import Token
from demarche.coding.tagging.neighbours import demanded, nominal
from demarche.coding.words import closed_class, closed_words, verb_forms, word_class

_EITHER = word_class("adverb_or_adjective")
_NOUN_AFTER_THAT = word_class("noun_after_that")
_WEIGHED = frozenset(
    ["back", "may", "will", "am", "chief", "each", "both", "all", "last", "first", "long", "late"]
)
"""The function words that a rule of their own is about in `function_word`."""


@cache
def fixed_tags() -> dict[str, str]:
    """The lower-case words that have one tag wherever they stand: by far the most function words."""
    return {
        word: tag_
        for word, tag_ in closed_words().items()
        if word[0].isalpha()
        and tag_ not in ("JJ", "SUB", "THAT")
        and word not in _WEIGHED
        and not (tag_ == "RB" and word in _EITHER)
    }


def function_word(tokens: list[Token], k: int, previous: Token | None, first: bool) -> str:
    """The tag of a word of a closed class where it stands; "" when it is, here, a name, a noun or a verb."""
    token = tokens[k]
    low = token.low
    closed = closed_class(low)
    if not closed:
        return ""
    inner_capital = token.text[0].isupper() and not first
    left = previous.tag if previous is not None else ""
    if low == "back" and left not in ("V", "PRP", "RB", "IN", "RP") and not _back_again(tokens, k, left):
        return ""  # to back a plan; the back
    if inner_capital and closed in ("JJ", "SUB") and _proper_left(previous):
        return ""
    if inner_capital and low in ("may", "will", "am"):
        return "NP"
    if closed == "THAT":
        return _that(tokens, k)
    if low == "chief" and not (
        k + 1 < len(tokens) and tokens[k + 1].text[0].islower() and nominal(tokens[k + 1])
    ):
        return "N"
    if closed == "JJ" and low in verb_forms():
        if left in ("TO", "MD", "DO"):
            return ""  # to open an embassy
        if left in ("N", "NP") and demanded(tokens, k):
            return ""  # demanded that Peru free them
    if low in ("each", "both", "all") and _floats(tokens, k, left):
        return "RB"
    if low in ("last", "first", "long", "late") and _before_verb(tokens, k, previous):
        return "RB"
    if closed == "RB" and low in _EITHER and left in ("IN", "DT", "PP$", "POS", "TO"):
        return "JJ"
    return closed


def _that(tokens: list[Token], k: int) -> str:
    """`that` is a determiner before a bare singular noun after a preposition, else a conjunction."""
    if k + 1 >= len(tokens):
        return "PRP"
    follower = tokens[k + 1]
    if k == 0 and closed_class(follower.low) in ("BE", "HAVE"):
        return "PRP"  # that was in May
    after_preposition = k > 0 and closed_class(tokens[k - 1].low) in ("IN", "SUB", "CC", "TO")
    common = (
        follower.text[0].islower() and not closed_class(follower.low) and follower.low not in verb_forms()
    )
    if common and (after_preposition or k == 0) and not follower.low.endswith("s"):
        return "DT"
    return "DT" if common and follower.low in _NOUN_AFTER_THAT else "THAT"


def _floats(tokens: list[Token], k: int, left: str) -> bool:
    """Whether "each" stands alone: "they would each expel four", "the two each expelled four"."""
    if left not in ("N", "NP") or k + 1 >= len(tokens):
        return left in ("MD", "BE", "HAVE", "PRP")
    follower = tokens[k + 1].low
    return closed_class(follower) == "HAVE" or _past(follower)


def _back_again(tokens: list[Token], k: int, left: str) -> bool:
    """Whether "back" behind a noun is an adverb: "sent its envoy back to Lima"."""
    if left not in ("N", "NP") or k + 1 >= len(tokens):
        return False
    follower = tokens[k + 1]
    return not follower.text[0].isalnum() or closed_class(follower.low) in ("TO", "IN", "CC")


def _before_verb(tokens: list[Token], k: int, previous: Token | None) -> bool:
    """Whether "last" or "first" between a noun and a past form is an adverb: "Haig last visited Lima"."""
    if (
        previous is None
        or previous.tag not in ("NP", "N", "PRP", "HAVE", "THAT", "WH")
        or k + 1 >= len(tokens)
    ):
        return False
    follower = tokens[k + 1].low
    return follower == "been" or _past(follower)


def _past(low: str) -> bool:
    """Whether a word can be a past form or participle."""
    return any(kind in ("D", "N") for _, kind in verb_forms().get(low, ()))


def _proper_left(previous: Token | None) -> bool:
    """Whether a name, or a word with a capital, stands on the left."""
    return previous is not None and (previous.tag == "NP" or previous.text[0].isupper())
