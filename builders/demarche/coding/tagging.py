"""Part-of-speech tags by closed classes, form tables and the words on either side.

Tags: DT PP$ PRP WH WH$ THAT IN TO SUB CC MD BE HAVE DO NOT RB JJ N NP CD POS V PUNCT.
A verb's `form` is B (base), Z (third person), D (past), N (participle), DN (either) or G (-ing).
The rules are those of Brill's transformation-based tagger in spirit: a first guess per word, then
decisions for the words that can be noun or verb, from left to right.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cache, lru_cache

from demarche.coding.dates.words import MONTHS
from demarche.coding.lists import word_list
from demarche.coding.people import find_office, office_words
from demarche.coding.segment import Token
from demarche.coding.words import (
    PARTICLES,
    closed_class,
    closed_words,
    guess,
    noun_verbs,
    speech_kinds,
    verb_forms,
    word_class,
)

NOMINAL_LEFT = frozenset(("DT", "PP$", "JJ", "POS", "WH$"))
_DEMANDING = word_list("demanding_verb")
_BEFORE_VERB = frozenset(("DT", "PP$", "JJ", "N", "NP", "POS", "CD", "CC", "IN", "RB"))
_STARTS_OBJECT = frozenset(("DT", "PP$", "PRP", "THAT", "WH", "JJ", "CD"))
_EITHER = word_class("adverb_or_adjective")
_GERUND_NOUNS = word_class("gerund_noun")
_NOUN_AFTER_NAME = word_class("noun_after_name")
_NOUN_AFTER_THAT = word_class("noun_after_that")
_NOUN_AFTER_TO = word_class("noun_after_to")
_NOUN_BEFORE_TO = word_class("noun_before_to")
_PAST_AS_BASE = word_class("past_as_base")


def tag(tokens: list[Token], names: Container[str] = frozenset()) -> None:
    """Fill `tag`, `lemma` and `form` of a sentence's tokens in place.

    `names` are words that the text has with a capital within sentences: one that begins a sentence is a name.
    """
    plain = _plain()
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
        closed = _function_word(tokens, k, previous, first)
        if closed:
            token.tag, token.lemma = closed, token.low
        elif token.text[0].isupper() and (not first or token.text in names):
            token.tag, token.lemma = "NP", token.low
        else:
            _open_class(tokens, k, previous)
    _join_offices(tokens)


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


_WEIGHED = frozenset(
    ["back", "may", "will", "am", "chief", "each", "both", "all", "last", "first", "long", "late"]
)
"""The function words that a rule of their own is about in `_function_word`."""


@cache
def _plain() -> dict[str, str]:
    """The lower-case words that have one tag wherever they stand: by far the most function words."""
    return {
        word: tag_
        for word, tag_ in closed_words().items()
        if word[0].isalpha()
        and tag_ not in ("JJ", "SUB", "THAT")
        and word not in _WEIGHED
        and not (tag_ == "RB" and word in _EITHER)
    }


def _function_word(tokens: list[Token], k: int, previous: Token | None, first: bool) -> str:
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
        k + 1 < len(tokens) and tokens[k + 1].text[0].islower() and _nominal(tokens[k + 1])
    ):
        return "N"
    if closed == "JJ" and low in verb_forms():
        if left in ("TO", "MD", "DO"):
            return ""  # to open an embassy
        if left in ("N", "NP") and _demanded(tokens, k):
            return ""  # demanded that Peru free them
    if low in ("each", "both", "all") and _floats(tokens, k, left):
        return "RB"
    if low in ("last", "first", "long", "late") and _before_verb(tokens, k, previous):
        return "RB"
    if closed == "RB" and low in _EITHER and left in ("IN", "DT", "PP$", "POS", "TO"):
        return "JJ"
    return closed


def _floats(tokens: list[Token], k: int, left: str) -> bool:
    """Whether "each" stands alone: "they would each expel four", "the two each expelled four"."""
    if left not in ("N", "NP") or k + 1 >= len(tokens):
        return left in ("MD", "BE", "HAVE", "PRP")
    low = tokens[k + 1].low
    return closed_class(low) == "HAVE" or any(kind in ("D", "N") for _, kind in verb_forms().get(low, ()))


def _back_again(tokens: list[Token], k: int, left: str) -> bool:
    """Whether "back" behind a noun is an adverb: "sent its envoy back to Lima"."""
    if left not in ("N", "NP") or k + 1 >= len(tokens):
        return False
    follower = tokens[k + 1]
    return not follower.text[0].isalnum() or closed_class(follower.low) in ("TO", "IN", "CC")


def _open_class(tokens: list[Token], k: int, previous: Token | None) -> None:
    """Tag a noun, verb, adjective or adverb, or a name that begins the sentence."""
    token = tokens[k]
    low = token.low
    reading = _verb_reading(low)
    if reading is not None:
        _set_verb(token, reading, tokens, k, previous)
    elif low.startswith("un") and low.endswith("ed"):
        token.tag, token.lemma = "JJ", low
    elif token.text[0].isupper() and len(low) > 1 and not _common_start(tokens, k):
        token.tag = "NP"
    elif low.endswith("ed") and len(low) > 4 and guess(low) == "N":
        _set_verb(token, (low, "DN"), tokens, k, previous)
    else:
        token.tag, token.lemma = "N" if low in office_words() else guess(low), low


@lru_cache(maxsize=8192)
def _verb_reading(low: str) -> tuple[str, str] | None:
    """Lemma and form of a word that the verb table has."""
    readings = verb_forms().get(low)
    if readings is None:
        return None
    lemma, kinds = readings[0][0], {kind for _, kind in readings}
    if "B" in kinds:
        return lemma, "BD" if "D" in kinds and low in _PAST_AS_BASE else "B"
    if "Z" in kinds:
        return lemma, "Z"
    return lemma, kinds.pop() if len(kinds) == 1 else "DN"


def _before_verb(tokens: list[Token], k: int, previous: Token | None) -> bool:
    """Whether "last" or "first" between a noun and a past form is an adverb: "Haig last visited Lima"."""
    if previous is None or previous.tag not in ("NP", "N", "PRP", "HAVE") or k + 1 >= len(tokens):
        return False
    follower = tokens[k + 1].low
    return follower == "been" or any(kind in ("D", "N") for _, kind in verb_forms().get(follower, ()))


def _proper_left(previous: Token | None) -> bool:
    return previous is not None and (previous.tag == "NP" or previous.text[0].isupper())


def _common_start(tokens: list[Token], k: int) -> bool:
    """Whether a capitalised first word is more likely a common noun: a lower-case word follows it."""
    return k + 1 < len(tokens) and tokens[k + 1].text[0].islower() and tokens[k].low.endswith("s")


def _that(tokens: list[Token], k: int) -> str:
    """`that` is a determiner before a bare singular noun after a preposition, else a conjunction."""
    if k + 1 >= len(tokens):
        return "PRP"
    follower = tokens[k + 1]
    after_preposition = k > 0 and closed_class(tokens[k - 1].low) in ("IN", "SUB", "CC", "TO")
    common = (
        follower.text[0].islower() and not closed_class(follower.low) and follower.low not in verb_forms()
    )
    if common and (after_preposition or k == 0) and not follower.low.endswith("s"):
        return "DT"
    return "DT" if common and follower.low in _NOUN_AFTER_THAT else "THAT"


def _set_verb(
    token: Token, reading: tuple[str, str], tokens: list[Token], k: int, previous: Token | None
) -> None:
    """Decide whether a word with a verb reading is a verb, a noun or an adjective here."""
    lemma, form = reading
    left = previous.tag if previous is not None else ""
    following = tokens[k + 1] if k + 1 < len(tokens) else None
    tag_ = "V"
    if form in ("B", "BD") and left in ("N", "NP") and (_demanded(tokens, k) or _asked(tokens, k)):
        tag_ = "V"  # demanded that Peru lift its ban; how did Chile answer?
    elif form in ("B", "Z", "BD"):
        tag_ = _noun_or_verb(lemma, form, left, previous, following)
        if left == "TO" and k > 1 and tokens[k - 2].low in _NOUN_BEFORE_TO and not _starts_object(following):
            tag_ = "N"  # a halt to aid
    elif form == "G":
        tag_ = _ing(token, left, previous, following)
    elif form == "D":
        tag_ = "V"
    elif left in NOMINAL_LEFT or (left == "RB" and k > 1 and tokens[k - 2].tag in ("DT", "PP$")):
        noun_follows = following is not None and _nominal(following)
        tag_ = "JJ" if noun_follows or left != "JJ" else "V"
    elif left in ("IN", "CD", "TO") and following is not None and _nominal(following) and lemma != "base":
        tag_ = "V" if left == "CD" and _dated(tokens, k) else "JJ"  # in 2014 angered; three captured men
    elif (
        left == "V"
        and form in ("DN", "N")
        and previous is not None
        and _participle_object(previous, following)
    ):
        tag_ = "JJ"  # returned looted statues
    token.tag = tag_
    token.lemma = lemma if tag_ == "V" else token.low
    token.form = form if tag_ == "V" else ""


def _dated(tokens: list[Token], k: int) -> bool:
    """Whether the number before token `k` ends a date: "in 2014", "on March 10"."""
    if k < 2:
        return False
    number, before = tokens[k - 1].text, tokens[k - 2]
    month = before.low.rstrip(".") in MONTHS
    return (len(number) == 4 and (month or before.tag == "IN")) or (len(number) <= 2 and month)


def _asked(tokens: list[Token], k: int) -> bool:
    """Whether "do" waits for its verb before token `k` in a question: "How did the Chileans | answer?"."""
    opens = tokens[0].tag in ("WH", "RB", "NOT")
    return opens and any(token.tag == "DO" for token in tokens[max(0, k - 5) : k])


def _participle_object(verb: Token, following: Token | None) -> bool:
    """Whether a participle behind a verb begins its object: a noun follows."""
    return verb.lemma not in speech_kinds() and following is not None and _nominal(following)


def _demanded(tokens: list[Token], k: int) -> bool:
    """Whether token `k` is the verb of what somebody demands: "demanded that Peru | lift its ban"."""
    for n in range(k - 1, max(0, k - 8), -1):
        tag_ = tokens[n].tag
        if tag_ == "THAT":
            return tokens[n - 1].tag == "V" and tokens[n - 1].lemma in _DEMANDING
        if tag_ not in _BEFORE_VERB:
            return False
    return False


def _nominal(token: Token) -> bool:
    """Whether a word not yet tagged can head or begin a noun phrase's noun part."""
    if token.tag:
        return token.tag in ("NP", "JJ", "N", "CD")
    if not token.text[0].isalpha():
        return False
    closed = closed_class(token.low)
    if closed:
        return closed == "JJ"
    readings = verb_forms().get(token.low)
    return readings is None or readings[0][0] in noun_verbs() or token.low in _GERUND_NOUNS


def _starts_object(following: Token | None) -> bool:
    if following is None:
        return False
    if following.tag:
        return following.tag in ("NP", "JJ", "N")
    closed = closed_class(following.low)
    if closed:
        return closed in _STARTS_OBJECT
    return following.text[0].isupper() or (following.text[0].isalpha() and guess(following.low) == "JJ")


def _noun_or_verb(lemma: str, form: str, left: str, previous: Token | None, following: Token | None) -> str:
    """N or V for a base or third-person form, by the word on its left, then by the one on its right."""
    noun_like = lemma in noun_verbs()
    if left in _ALWAYS:
        return _ALWAYS[left]
    if left == "TO":
        return "N" if form == "Z" or lemma in _NOUN_AFTER_TO else "V"
    if left in ("IN", "SUB"):
        return "N" if noun_like or form == "Z" else "V"
    if left in ("BE", "HAVE"):
        return "V" if form == "BD" else "N"
    if not noun_like:
        return "V" if left or form != "Z" else "N"
    if left in ("N", "NP"):
        assert previous is not None
        return _after_noun(lemma, form, previous, following)
    object_follows = _starts_object(following)
    if left == "CC" or (left != "V" and previous is not None and previous.text in ",;:"):
        return "V" if object_follows and form != "B" else "N"
    if left == "RB":
        return "V" if form != "B" or object_follows else "N"
    if left == "":
        return "V" if form != "Z" and object_follows else "N"
    return "N"  # object of a verb: "suspended aid", "demanded talks"


_ALWAYS = dict.fromkeys((*NOMINAL_LEFT, "CD"), "N") | dict.fromkeys(("MD", "DO", "NOT", "PRP", "WH"), "V")
"""What a word on the left makes of a word that can be noun or verb."""


def _after_noun(lemma: str, form: str, noun: Token, following: Token | None) -> str:
    """N or V behind a noun or name: a verb when it agrees and something it can govern follows."""
    plural = noun.tag == "N" and noun.text.endswith("s") and not noun.text.endswith("ss")
    agrees = form == "BD" or (form == "Z") != plural
    follower = closed_class(following.low) if following is not None else ""
    if agrees and following is not None:
        if _starts_object(following) or following.low in PARTICLES or follower in ("TO", "THAT"):
            return "V"
        if lemma in _NOUN_AFTER_NAME and follower == "IN" and noun.tag == "NP":
            return "N"
    return "V" if form == "BD" else "N"


def _ing(token: Token, left: str, previous: Token | None, following: Token | None) -> str:
    if left in ("DT", "POS", "JJ", "WH$", "CD"):
        if token.low not in _GERUND_NOUNS and following is not None and _nominal(following):
            return "JJ"
        return "N"
    if left == "PP$":
        if following is not None and _nominal(following) and token.low not in _GERUND_NOUNS:
            return "V" if closed_class(following.low) in ("DT", "PP$") else "JJ"
        return "V" if _starts_object(following) else "N"
    if token.low in _GERUND_NOUNS and left != "BE":
        if left in ("IN", "N", "NP", "") and not _starts_object(following):
            return "N"
        if left in ("V", "CC"):
            return "N" if not _starts_object(following) else "V"
    return "V"
