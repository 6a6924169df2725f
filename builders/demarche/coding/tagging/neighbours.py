"""What the words on either side tell of one: those before it are tagged, those behind it not yet."""

from __future__ import annotations

from demarche.coding.lists import word_list
from demarche.coding.segment import Token
from demarche.coding.words import closed_class, guess, noun_verbs, verb_forms, word_class

_DEMANDING = word_list("demanding_verb")
_BEFORE_VERB = frozenset(("DT", "PP$", "JJ", "N", "NP", "POS", "CD", "CC", "IN", "RB"))
_STARTS_OBJECT = frozenset(("DT", "PP$", "PRP", "THAT", "WH", "JJ", "CD"))
_GERUND_NOUNS = word_class("gerund_noun")


def demanded(tokens: list[Token], k: int) -> bool:
    """Whether token `k` is the verb of what somebody demands: "demanded that Peru | lift its ban"."""
    for n in range(k - 1, max(0, k - 8), -1):
        tag_ = tokens[n].tag
        if tag_ == "THAT":
            return tokens[n - 1].tag == "V" and tokens[n - 1].lemma in _DEMANDING
        if tag_ not in _BEFORE_VERB:
            return False
    return False


def nominal(token: Token) -> bool:
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


def starts_object(following: Token | None) -> bool:
    """Whether the word behind a verb can begin its object: a determiner, pronoun, adjective or name."""
    if following is None:
        return False
    if following.tag:
        return following.tag in ("NP", "JJ", "N")
    closed = closed_class(following.low)
    if closed:
        return closed in _STARTS_OBJECT
    return following.text[0].isupper() or (following.text[0].isalpha() and guess(following.low) == "JJ")
