"""Part-of-speech tags by closed classes, form tables and the words on either side.

Tags: DT PP$ PRP WH WH$ THAT IN TO SUB CC MD BE HAVE DO NOT RB JJ N NP CD POS V PUNCT.
A verb's `form` is B (base), Z (third person), D (past), N (participle), DN (either) or G (-ing).
The rules are those of Brill's transformation-based tagger in spirit: a first guess per word, then
decisions for the words that can be noun or verb, from left to right.
"""

from __future__ import annotations

from demarche.coding.people import find_office, office_words
from demarche.coding.segment import Token
from demarche.coding.words import PARTICLES, closed_class, guess, noun_verbs, verb_forms

_EITHER = frozenset(("long", "late", "early", "much", "further", "far", "well", "latest", "later", "earlier"))
NOMINAL_LEFT = frozenset(("DT", "PP$", "JJ", "POS", "WH$"))
_STARTS_OBJECT = frozenset(("DT", "PP$", "PRP", "THAT", "WH"))
_GERUND_NOUNS = frozenset(
    ["meeting", "building", "hearing", "ruling", "briefing", "bombing", "killing", "shelling", "warning", "funding", "opening", "beginning", "understanding", "gathering", "landing", "training", "planning", "feeling", "housing", "shipping", "settling", "voting", "standing", "wording", "bearing", "mining", "crossing", "being"]
)
_SAY_SUBJECT_VERBS = frozenset(
    ["claim", "report", "deny", "fear", "hope", "warn", "demand", "accuse", "blame", "plan", "vow", "urge", "offer", "support", "back", "welcome", "condemn", "fire", "launch", "test", "attack", "bomb", "shell", "ban", "sanction", "visit", "host", "pledge", "promise", "appeal", "call", "strike", "seek", "want", "aim", "face", "threaten", "help", "need"]
)


def tag(tokens: list[Token]) -> None:
    """Fill `tag`, `lemma` and `form` of a sentence's tokens in place."""
    forms = verb_forms()
    previous: Token | None = None
    for k, token in enumerate(tokens):
        if token.tag:  # a name found by the gazetteer
            previous = token
            continue
        first = k == 0 or (previous is not None and previous.text in '“"‘(:—–-')
        _tag_one(tokens, k, previous, forms, first)
        previous = token
    _join_offices(tokens)


def _join_offices(tokens: list[Token]) -> None:
    """The "of" inside an office ("secretary of state", "chief of staff") is part of the noun."""
    for k in range(1, len(tokens) - 1):
        if (
            tokens[k].low == "of"
            and find_office(tokens, k - 1, min(k + 3, len(tokens) - 1), across=k) is not None
        ):
            tokens[k].tag = "N" if tokens[k - 1].tag == "N" else "NP"


def _tag_one(
    tokens: list[Token],
    k: int,
    previous: Token | None,
    forms: dict[str, tuple[tuple[str, str], ...]],
    first: bool,
) -> None:
    token = tokens[k]
    word, low = token.text, token.low
    initial = word[0]
    if (
        word in "'’"
        and previous is not None
        and previous.low.endswith("s")
        and previous.end == token.start
        and not token.quoted
    ):
        if previous.tag in ("N", "NP") and k + 1 < len(tokens) and tokens[k + 1].text[0].isalpha():
            token.tag = "POS"  # the rebels’ camp
            return
    if not (initial.isalnum() or low in ("'s", "n't")):
        token.tag = "PUNCT"
        return
    if initial.isdigit():
        token.tag = "CD"
        return
    if (
        low == "'s"
        and previous is not None
        and previous.tag in ("PRP", "WH", "RB")
        and previous.low != "today"
    ):
        token.tag = "BE"  # it's, he's, that's
        return
    capital = initial.isupper()
    closed = closed_class(low)
    if low == "back" and not (previous is not None and previous.tag in ("V", "PRP", "RB", "IN", "RP")):
        closed = ""  # to back a plan; the back
    if closed and not (capital and not first and closed in ("JJ", "N", "SUB") and _proper_left(previous)):
        if low == "chief" and not (
            k + 1 < len(tokens) and tokens[k + 1].text[0].islower() and _nominal(tokens[k + 1])
        ):
            closed = "N"
        if closed == "JJ" and low in forms and previous is not None and previous.tag in ("TO", "MD", "DO"):
            closed = ""  # to open an embassy
        if (
            low in ("each", "both", "all")
            and previous is not None
            and previous.tag in ("MD", "BE", "HAVE", "PRP")
        ):
            closed = "RB"  # they would each expel four
        if (
            closed == "RB"
            and low in _EITHER
            and previous is not None
            and previous.tag in ("IN", "DT", "PP$", "POS", "TO")
        ):
            closed = "JJ"
        if closed == "THAT":
            closed = _that(tokens, k)
        if low in ("last", "first", "long", "late") and _before_verb(tokens, k, previous, forms):
            closed = "RB"
        if capital and not first and closed in ("IN", "MD", "BE") and low in ("may", "will", "am"):
            closed = "NP"
        if closed:
            token.tag = closed
            token.lemma = low
            return
    if capital and not first:
        token.tag = "NP"
        token.lemma = low
        return
    readings = forms.get(low)
    if readings is None and low.startswith("un") and low.endswith("ed"):
        token.tag, token.lemma = "JJ", low
        return
    if readings is None:
        if capital and (len(word) > 1 and not _common_start(tokens, k)):
            token.tag = "NP"
            return
        if low.endswith("ed") and len(low) > 4 and guess(low) == "N":
            _set_verb(token, (low, "DN"), tokens, k, previous)
            return
        token.tag = "N" if low in office_words() else guess(low)
        token.lemma = low
        return
    kinds = {kind for _, kind in readings}
    lemma = readings[0][0]
    if kinds == {"D", "N"}:
        form = "DN"
    elif "B" in kinds or "Z" in kinds:
        form = "B" if "B" in kinds else "Z"
        if "D" in kinds and low in (
            "put",
            "set",
            "let",
            "cut",
            "hit",
            "hurt",
            "cost",
            "quit",
            "split",
            "beat",
            "read",
            "shut",
            "bet",
            "bid",
            "cast",
            "burst",
            "upset",
            "broadcast",
            "forecast",
            "spread",
        ):
            form = "BD"
    else:
        form = next(iter(kinds)) if len(kinds) == 1 else "DN"
    _set_verb(token, (lemma, form), tokens, k, previous)


def _before_verb(
    tokens: list[Token], k: int, previous: Token | None, forms: dict[str, tuple[tuple[str, str], ...]]
) -> bool:
    """Whether "last" or "first" between a noun and a past form is an adverb: "Haig last visited Lima"."""
    if previous is None or previous.tag not in ("NP", "N", "PRP", "HAVE") or k + 1 >= len(tokens):
        return False
    follower = tokens[k + 1].low
    return follower == "been" or any(kind in ("D", "N") for _, kind in forms.get(follower, ()))


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
    if common and follower.low in (
        "day",
        "time",
        "country",
        "month",
        "year",
        "week",
        "decision",
        "government",
    ):
        return "DT"
    return "THAT"


def _set_verb(
    token: Token, reading: tuple[str, str], tokens: list[Token], k: int, previous: Token | None
) -> None:
    """Decide whether a word with a verb reading is a verb, a noun or an adjective here."""
    lemma, form = reading
    left = previous.tag if previous is not None else ""
    following = tokens[k + 1] if k + 1 < len(tokens) else None
    tag_ = "V"
    if form in ("B", "Z", "BD"):
        tag_ = _noun_or_verb(lemma, form, left, previous, following)
    elif form == "G":
        tag_ = _ing(token, left, previous, following)
    elif form == "D":
        tag_ = "V"
    elif left in NOMINAL_LEFT or (left == "RB" and k > 1 and tokens[k - 2].tag in ("DT", "PP$")):
        noun_follows = following is not None and _nominal(following)
        tag_ = "JJ" if noun_follows or left != "JJ" else "V"
    elif (
        left in ("IN", "CD", "TO")
        and following is not None
        and _nominal(following)
        and lemma not in ("base",)
    ):
        tag_ = "JJ"  # of alleged crimes; three captured soldiers
    token.tag = tag_
    token.lemma = lemma if tag_ == "V" else token.low
    token.form = form if tag_ == "V" else ""


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
        return closed in _STARTS_OBJECT or (closed in ("JJ", "CD", "RB") and closed != "RB")
    return following.text[0].isupper() or (following.text[0].isalpha() and guess(following.low) == "JJ")


def _noun_or_verb(lemma: str, form: str, left: str, previous: Token | None, following: Token | None) -> str:
    if left in NOMINAL_LEFT or left == "CD":
        return "N"
    if left in ("MD", "DO", "NOT", "PRP", "WH"):
        return "V"
    if left == "TO":
        return "N" if form == "Z" else "V"
    if left in ("IN", "SUB"):
        return "N" if lemma in noun_verbs() or form == "Z" else "V"
    if left in ("BE", "HAVE"):
        return "N" if form != "BD" else "V"
    noun_like = lemma in noun_verbs()
    if not noun_like:
        return "V" if left or form != "Z" else "N"
    if left in ("N", "NP"):
        assert previous is not None
        plural = previous.text.endswith("s") and not previous.text.endswith("ss")
        agrees = form == "BD" or (form == "Z") != (plural and left == "N")
        if agrees and (_starts_object(following) or (following is not None and following.low in PARTICLES)):
            return "V"
        if agrees and following is not None and closed_class(following.low) in ("TO", "THAT"):
            return "V"
        if (
            agrees
            and lemma in _SAY_SUBJECT_VERBS
            and following is not None
            and closed_class(following.low) == "IN"
            and left == "NP"
        ):
            return "N"
        if form == "BD":
            return "V"
        return "N"
    if left == "V":  # object of a verb: "suspended aid", "demanded talks"
        return "N"
    if left == "CC" or (previous is not None and previous.text in ",;:"):
        return "V" if _starts_object(following) and form != "B" else "N"
    if left == "RB":
        return "V" if form != "B" or _starts_object(following) else "N"
    if left == "":
        return "N" if form == "Z" or not _starts_object(following) else "V"
    return "N"


def _ing(token: Token, left: str, previous: Token | None, following: Token | None) -> str:
    if left in ("DT", "POS", "JJ", "WH$", "CD"):
        if token.low not in _GERUND_NOUNS and following is not None and _nominal(following):
            return "JJ"
        return "N"
    if left == "PP$":
        if following is not None and _nominal(following) and token.low not in _GERUND_NOUNS:
            return "V" if closed_class(following.low) in ("DT", "PP$") else "JJ"
        return "V" if _starts_object(following) else "N"
    if token.low in _GERUND_NOUNS and left not in ("BE",):
        if left in ("IN", "N", "NP", "") and not _starts_object(following):
            return "N"
        if left in ("V", "CC"):
            return "N" if not _starts_object(following) else "V"
    return "V"
