"""Words of open classes: nouns, verbs, adjectives, adverbs, and names that begin the sentence."""

from __future__ import annotations

from functools import lru_cache

from demarche.coding.dates.words import MONTHS
from demarche.coding.people import office_words
from demarche.coding.segment import Token
from demarche.coding.tagging.neighbours import demanded, nominal, starts_object
from demarche.coding.words import (
    PARTICLES,
    closed_class,
    guess,
    noun_verbs,
    speech_kinds,
    verb_forms,
    word_class,
)

_NOMINAL_LEFT = frozenset(("DT", "PP$", "JJ", "POS", "WH$"))
_ALWAYS = dict.fromkeys((*_NOMINAL_LEFT, "CD"), "N") | dict.fromkeys(("MD", "DO", "NOT", "PRP", "WH"), "V")
"""What a word on the left makes of a word that can be noun or verb."""
_GERUND_NOUNS = word_class("gerund_noun")
_NOUN_AFTER_NAME = word_class("noun_after_name")
_NOUN_AFTER_TO = word_class("noun_after_to")
_NOUN_BEFORE_TO = word_class("noun_before_to")
_RELATIVE = frozenset(("which", "who", "whose"))
_PARTING = frozenset(("off", "out", "up", "away", "back", "down"))
_PAST_AS_BASE = word_class("past_as_base")


def open_class(tokens: list[Token], k: int, previous: Token | None) -> None:
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


def _common_start(tokens: list[Token], k: int) -> bool:
    """Whether a capitalised first word is more likely a common noun: a lower-case word follows it."""
    return k + 1 < len(tokens) and tokens[k + 1].text[0].islower() and tokens[k].low.endswith("s")


def _set_verb(
    token: Token, reading: tuple[str, str], tokens: list[Token], k: int, previous: Token | None
) -> None:
    """Decide whether a word with a verb reading is a verb, a noun or an adjective here."""
    lemma, form = reading
    left = previous.tag if previous is not None else ""
    following = tokens[k + 1] if k + 1 < len(tokens) else None
    tag_ = "V"
    if form in ("B", "BD") and left in ("N", "NP") and (demanded(tokens, k) or _asked(tokens, k)):
        tag_ = "V"  # demanded that Peru lift its ban; how did Chile answer?
    elif form in ("B", "Z", "BD"):
        tag_ = _noun_or_verb(lemma, form, left, previous, following)
        if left == "TO" and k > 1 and tokens[k - 2].low in _NOUN_BEFORE_TO and not starts_object(following):
            tag_ = "N"  # a halt to aid
    elif form == "G":
        tag_ = _ing(token, left, previous, following)
    elif form == "D":
        tag_ = "V"
    elif left in _NOMINAL_LEFT or (left == "RB" and k > 1 and tokens[k - 2].tag in ("DT", "PP$")):
        noun_follows = following is not None and nominal(following)
        tag_ = "JJ" if noun_follows or left not in ("JJ", "POS") else "V"  # Peru's followed
    elif left in ("IN", "CD", "TO") and following is not None and nominal(following) and lemma != "base":
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
    return verb.lemma not in speech_kinds() and following is not None and nominal(following)


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
    object_follows = starts_object(following)
    if left == "CC" or (left != "V" and previous is not None and previous.text in ",;:"):
        particle = following is not None and form in ("Z", "BD") and following.low in _PARTING
        return "V" if (object_follows or particle) and form != "B" else "N"
    if left == "RB":
        return "V" if form != "B" or object_follows else "N"
    if left == "":
        return "V" if form != "Z" and object_follows else "N"
    return "N"  # object of a verb: "suspended aid", "demanded talks"


def _after_noun(lemma: str, form: str, noun: Token, following: Token | None) -> str:
    """N or V behind a noun or name: a verb when it agrees and something it can govern follows."""
    plural = noun.tag == "N" and noun.text.endswith("s") and not noun.text.endswith("ss")
    if following is not None and following.low in _RELATIVE and form == "Z":
        return "N"  # the peace talks which …
    agrees = form == "BD" or (form == "Z") != plural
    follower = closed_class(following.low) if following is not None else ""
    if agrees and following is not None:
        if starts_object(following) or following.low in PARTICLES or follower in ("TO", "THAT"):
            return "V"
        if lemma in _NOUN_AFTER_NAME and follower == "IN" and noun.tag == "NP":
            return "N"
    return "V" if form == "BD" else "N"


def _ing(token: Token, left: str, previous: Token | None, following: Token | None) -> str:
    """V, N or JJ for an -ing form, by the words on either side."""
    if left in ("DT", "POS", "JJ", "WH$", "CD"):
        if token.low not in _GERUND_NOUNS and following is not None and nominal(following):
            return "JJ"
        return "N"
    if left == "PP$":
        if following is not None and nominal(following) and token.low not in _GERUND_NOUNS:
            return "V" if closed_class(following.low) in ("DT", "PP$") else "JJ"
        return "V" if starts_object(following) else "N"
    if token.low in _GERUND_NOUNS and left != "BE":
        if left in ("IN", "N", "NP", "") and not starts_object(following):
            return "N"
        if left in ("V", "CC"):
            return "N" if not starts_object(following) else "V"
    return "V"
