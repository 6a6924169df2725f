"""Verb groups: auxiliaries, negation and a verb, with what they say of voice, aspect, tense and mood."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.coding.chunks.model import Verb
from demarche.coding.segment import Token

_SHORT_OF = ("almost", "nearly")
_VERBS = frozenset(("V", "BE", "HAVE", "DO"))
_FULL_MODALS = {"'ll": "will", "'d": "would", "cannot": "can"}


@dataclass(slots=True)
class _Auxiliaries:
    """The auxiliaries read so far: `last` is the tag of the last, `be_at` and `have_at` are tokens or -1."""

    first: int
    infinitive: bool
    last: str = ""
    modal: str = ""
    negated: bool = False
    past: bool = False
    be_at: int = -1
    have_at: int = -1

    def take(self, tokens: list[Token], k: int) -> bool:
        """Read token `k`; False when it is no auxiliary, negation or adverb of the group."""
        token = tokens[k]
        if token.tag == "NOT":
            self.negated = True
            return True
        if token.tag == "RB":
            return k > self.first and _adverb_inside(tokens, k)
        if token.tag == "TO":  # is to meet
            if self.last != "BE" or self.be_at < 0 or self.infinitive or not _verb_at(tokens, k + 1):
                return False
            self.modal, self.be_at = "be_to", -1
            return True
        if token.tag == "MD":
            self.modal = _FULL_MODALS.get(token.low, token.low)
            self.negated = self.negated or token.low == "cannot"
        elif token.tag == "BE":
            self.be_at = k
        elif token.tag == "HAVE":
            self.have_at = k
        elif token.tag != "DO":
            return False
        self.last = token.tag
        self.past = self.past or token.low in ("was", "were", "had", "did")
        return True


def verb_group(tokens: list[Token], k: int) -> Verb | None:
    """The verb group that begins at token `k`: auxiliaries, adverbs and a verb; None if there is no verb."""
    auxiliaries = _Auxiliaries(k, tokens[k].tag == "TO")
    if auxiliaries.infinitive:
        k += 1
        while k < len(tokens) and tokens[k].tag in ("RB", "NOT"):
            k += 1
        if k >= len(tokens) or tokens[k].tag not in _VERBS:
            return None
        if tokens[k].tag == "V" and tokens[k].form not in ("B", "BD"):
            return None
    while k < len(tokens) and auxiliaries.take(tokens, k):
        k += 1
    if k < len(tokens) and tokens[k].tag == "V":
        return _full_verb(tokens, k, auxiliaries)
    return _auxiliary_alone(tokens, k - 1, auxiliaries)


def _full_verb(tokens: list[Token], k: int, auxiliaries: _Auxiliaries) -> Verb:
    """The group whose verb is token `k`."""
    form = tokens[k].form
    first, be_at, auxiliary = auxiliaries.first, auxiliaries.be_at, auxiliaries.last
    bare = tokens[first].low in ("being", "having", "been", "be")
    finite_form = bool(auxiliary) or form in ("Z", "D", "B", "BD", "DN")
    return Verb(
        first,
        k,
        k,
        tokens[k].lemma,
        form,
        passive=be_at >= 0 and (form in ("N", "DN") or (form == "BD" and k - be_at <= 3)),
        perfect=auxiliaries.have_at >= 0 and (form in ("N", "DN", "D", "BD") or (form == "G" and be_at >= 0)),
        progressive=be_at >= 0 and form == "G",
        negated=auxiliaries.negated or (first > 0 and tokens[first - 1].low in _SHORT_OF),
        infinitive=auxiliaries.infinitive,
        finite=finite_form and not auxiliaries.infinitive and not bare,
        past=auxiliaries.past or (not auxiliary and form in ("D", "BD", "DN")),
        modal=auxiliaries.modal,
    )


def _auxiliary_alone(tokens: list[Token], last: int, auxiliaries: _Auxiliaries) -> Verb | None:
    """The group whose verb is an auxiliary: "is due", "has troops", "did so"; None for a modal alone."""
    first, be_at, have_at = auxiliaries.first, auxiliaries.be_at, auxiliaries.have_at
    head = max(be_at, have_at)
    if head < 0:
        refusing = auxiliaries.last == "MD" and auxiliaries.negated  # said that it would not
        if auxiliaries.last != "DO" and not refusing:
            return None
        head = last
    bare = tokens[first].low in ("being", "having", "been")
    base = tokens[head].low == "be" and not auxiliaries.modal
    return Verb(
        first,
        last,
        head,
        "be" if head == be_at else "have" if head == have_at else "do",
        "B",
        perfect=0 <= have_at < be_at,
        negated=auxiliaries.negated or _yet_to(tokens, last),
        infinitive=auxiliaries.infinitive,
        finite=not (auxiliaries.infinitive or bare or base),
        past=auxiliaries.past,
        modal=auxiliaries.modal,
    )


def _yet_to(tokens: list[Token], last: int) -> bool:
    """Whether an auxiliary says that something has not come about: "has yet to sign"."""
    after = [token.low for token in tokens[last : last + 3]]
    return "yet" in after[:2] and "to" in after


def _adverb_inside(tokens: list[Token], k: int) -> bool:
    """Whether the adverb at token `k` stands between an auxiliary and its verb: "had | secretly agreed"."""
    if tokens[k].low in ("ago", "today", "yesterday", "tomorrow"):
        return False
    while k < len(tokens) and tokens[k].tag in ("RB", "NOT"):
        k += 1
    return k < len(tokens) and tokens[k].tag in ("V", "BE", "HAVE", "TO")


def _verb_at(tokens: list[Token], k: int) -> bool:
    return k < len(tokens) and tokens[k].tag in _VERBS and tokens[k].low != "been"
