"""Noun phrases and verb groups: the pieces that clauses are made of.

A chunk is found by tags alone, left to right, in one pass over the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from demarche.coding.mentions import Mention
from demarche.coding.segment import Token
from demarche.coding.words import PARTICLES, closed_class

NOMINAL = frozenset(("N", "NP", "CD", "JJ"))
_STARTS_NP = frozenset(("DT", "PP$", "PRP", "JJ", "CD", "N", "NP", "WH$"))
_AUXILIARY = frozenset(("MD", "BE", "HAVE", "DO", "NOT"))
_PARTITIVES = frozenset(["most", "much", "part", "half", "some", "all", "none", "many", "several"])
_COMPOUND_PREPOSITIONS = frozenset(
    (
        ("according", "to"),
        ("because", "of"),
        ("due", "to"),
        ("owing", "to"),
        ("thanks", "to"),
        ("ahead", "of"),
        ("such", "as"),
        ("along", "with"),
        ("together", "with"),
        ("out", "of"),
        ("instead", "of"),
        ("prior", "to"),
        ("except", "for"),
        ("in", "between"),
    )
)


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase: tokens `first` to `last`, inclusive, `head` its head word.

    `possessor` is the phrase before an 's (or None); `determiner` the lower-case article or possessive
    pronoun; `pps` the prepositional phrases on it; `coordinated` the further members of a list that it
    begins; `appositions` what renames it. `role` is its place: subj, obj, a preposition, or "".
    """

    first: int
    last: int
    head: int
    determiner: str = ""
    pronoun: str = ""
    possessor: Phrase | None = None
    mentions: list[Mention] = field(default_factory=list)
    pps: list[tuple[str, Phrase]] = field(default_factory=list)
    coordinated: list[Phrase] = field(default_factory=list)
    appositions: list[Phrase] = field(default_factory=list)
    role: str = ""
    verb: Verb | None = None
    owner: Phrase | None = None

    def pp(self, *prepositions: str) -> Phrase | None:
        """The first prepositional phrase on this phrase that one of the prepositions brings."""
        return next((np for prep, np in self.pps if prep in prepositions), None)

    def members(self) -> list[Phrase]:
        """The phrase and the phrases coordinated with it."""
        return [self, *self.coordinated]


@dataclass(slots=True, eq=False)
class Verb:
    """A verb group with its arguments; the node of the clause tree.

    `link` tells how the clause hangs on its `parent`: that, inf, ing, rel, wh, coord, adv or quote;
    `marker` is the word that brings it ("after", "if", "by"). `modal` is will, would, could …, be_to or "".
    """

    first: int
    last: int
    head: int
    lemma: str
    form: str
    passive: bool = False
    perfect: bool = False
    progressive: bool = False
    negated: bool = False
    infinitive: bool = False
    finite: bool = False
    past: bool = False
    modal: str = ""
    particle: str = ""
    subject: Phrase | None = None
    objects: list[Phrase] = field(default_factory=list)
    pps: list[tuple[str, Phrase]] = field(default_factory=list)
    predicate: str = ""
    parent: Verb | None = None
    link: str = ""
    marker: str = ""
    governor: Phrase | None = None
    end: int = -1

    def pp(self, *prepositions: str) -> Phrase | None:
        """The first prepositional phrase that one of the prepositions brings."""
        return next((np for prep, np in self.pps if prep in prepositions), None)


@dataclass(slots=True)
class Item:
    """One chunk or function word of a sentence: what the clause builder reads."""

    kind: str
    first: int
    last: int
    word: str = ""
    phrase: Phrase | None = None
    verb: Verb | None = None


def chunk(tokens: list[Token], mentions: list[Mention], dates: set[int]) -> list[Item]:
    """The items of a tagged sentence. `dates` holds the indices of tokens that stand in a date."""
    by_token = {k: m for m in mentions for k in range(m.first, m.last + 1)}
    items: list[Item] = []
    k = 0
    while k < len(tokens):
        item = _item(tokens, k, by_token, dates, items)
        items.append(item)
        k = item.last + 1
    return items


def _item(
    tokens: list[Token], k: int, by_token: dict[int, Mention], dates: set[int], items: list[Item]
) -> Item:
    token = tokens[k]
    tag = token.tag
    if k in dates and not _date_inside_phrase(tokens, k, dates):
        last = k
        while last + 1 < len(tokens) and last + 1 in dates:
            last += 1
        return Item("DATE", k, last)
    pair = (token.low, tokens[k + 1].low if k + 1 < len(tokens) else "")
    if pair in _COMPOUND_PREPOSITIONS and not (pair[1] == "to" and _verb_group(tokens, k + 1)):
        return Item("P", k, k + 1, " ".join(pair))
    if pair == ("as", "well") and k + 2 < len(tokens) and tokens[k + 2].low == "as":
        return Item("CC", k, k + 2, "and")
    if token.low in _PARTITIVES and pair[1] == "of":
        return Item("RB", k, k + 1, token.low)  # most of the ban: the ban
    if tag == "TO":
        verb = _verb_group(tokens, k)
        if verb is not None:
            return Item("V", k, verb.last, verb=verb)
        return Item("P", k, k, "to")
    if tag in _AUXILIARY or tag == "V":
        verb = _verb_group(tokens, k)
        if verb is not None:
            return Item("V", k, verb.last, verb=verb)
        return Item("RB", k, k, token.low)
    if tag in _STARTS_NP:
        phrase = _noun_phrase(tokens, k, by_token, dates)
        if phrase is not None:
            return Item("NP", k, phrase.last, phrase=phrase)
        return Item("JJ" if tag == "JJ" else "RB", k, k, token.low)
    if tag == "IN":
        last_item = items[-1] if items else None
        if token.low in PARTICLES and last_item is not None and last_item.verb is not None:
            return Item("RP", k, k, token.low)
        return Item("P", k, k, token.low)
    if tag in ("CC", "SUB", "WH", "THAT", "RB"):
        return Item(tag, k, k, token.low)
    if tag == "POS":
        return Item("RB", k, k, "'s")
    text = token.text
    kind = {
        ",": "COMMA",
        "—": "DASH",
        "–": "DASH",
        "-": "DASH",
        ";": "SEMI",
        ":": "COLON",
        "(": "OPEN",
        ")": "UNBRACKET",
    }.get(text)
    return Item(kind or ("QUOTE" if text in "\"“”‘’'" else "PUNC"), k, k, text)


def _date_inside_phrase(tokens: list[Token], k: int, dates: set[int]) -> bool:
    """Whether a date word modifies a noun: "the 1999 treaty", "a June visit", "Friday's talks"."""
    last = k
    while last + 1 in dates:
        last += 1
    if last + 1 >= len(tokens):
        return False
    following = tokens[last + 1]
    determined = k > 0 and tokens[k - 1].tag in ("DT", "PP$", "POS", "JJ")
    return following.tag == "POS" or (determined and following.tag in ("N", "JJ") and tokens[k].tag != "DT")


def _noun_phrase(tokens: list[Token], k: int, by_token: dict[int, Mention], dates: set[int]) -> Phrase | None:
    """The noun phrase that begins at token `k`, or None when no noun follows."""
    first = k
    if tokens[k].tag == "PRP":
        return Phrase(k, k, k, pronoun=tokens[k].low)
    determiner = ""
    if tokens[k].tag in ("DT", "PP$", "WH$"):
        determiner = tokens[k].low
        k += 1
        while k < len(tokens) and tokens[k].tag == "DT":  # all the, both these
            k += 1
    start = k
    possessor: Phrase | None = None
    head = -1
    while k < len(tokens):
        tag = tokens[k].tag
        if k in dates and not _date_inside_phrase(tokens, k, dates):
            break
        if (
            tag == "CD"
            and head >= 0
            and tokens[head].tag == "N"
            and k + 1 < len(tokens)
            and tokens[k + 1].tag in ("N", "JJ")
        ):
            break  # gave two diplomats 48 hours
        if tag in ("N", "NP", "CD") or (k in dates and tag not in ("POS", "IN", "PUNCT")):
            head = k
        elif tag == "POS":
            if head < 0 and k == start:
                break
            possessor = _finish(
                first, k - 1, head if head >= 0 else k - 1, determiner, possessor, by_token, start
            )
            determiner, first, head = "", k + 1, -1
            start = k + 1
        elif tag == "JJ":
            if head >= 0 and tokens[head].tag == "N" and not _noun_ahead(tokens, k, dates):
                break
            if tokens[head].tag == "NP" and head >= 0 and not _noun_ahead(tokens, k, dates):
                break
        elif tag == "RB" and k + 1 < len(tokens) and tokens[k + 1].tag == "JJ" and head < 0:
            pass
        elif (
            tag == "CC"
            and head < 0
            and k > start
            and tokens[k - 1].tag == "JJ"
            and k + 1 < len(tokens)
            and tokens[k + 1].tag in ("JJ", "RB")
            and _noun_ahead(tokens, k + 1, dates)
        ):
            pass  # political and economic relations
        else:
            break
        k += 1
    last = k - 1
    if last < start and possessor is None and not determiner:
        return None
    while last >= start and tokens[last].tag in ("CC", "RB"):
        last -= 1
    if last < start:
        if possessor is not None:  # "Iran's" with the noun left out
            return possessor
        return (
            Phrase(first, first, first, pronoun=determiner)
            if determiner
            in (
                "both",
                "this",
                "these",
                "those",
                "each",
                "either",
                "neither",
                "some",
                "all",
                "several",
                "many",
                "few",
                "another",
            )
            else None
        )
    if head < 0:
        after_preposition = first > 0 and tokens[first - 1].tag in ("IN", "TO")
        named = tokens[last].tag == "JJ" and (
            bool(determiner) or last in by_token or (after_preposition and not closed_class(tokens[last].low))
        )
        if not named:
            return None
        head = last
    return _finish(first, last, head, determiner, possessor, by_token, start)


def _noun_ahead(tokens: list[Token], k: int, dates: set[int]) -> bool:
    while k < len(tokens) and tokens[k].tag in ("JJ", "RB", "CC"):
        k += 1
    return k < len(tokens) and k not in dates and tokens[k].tag in ("N", "NP", "CD")


def _finish(
    first: int,
    last: int,
    head: int,
    determiner: str,
    possessor: Phrase | None,
    by_token: dict[int, Mention],
    start: int,
) -> Phrase:
    phrase = Phrase(
        possessor.first if possessor else first, last, max(head, start) if head >= 0 else last, determiner
    )
    phrase.possessor = possessor
    seen: set[int] = set()
    for k in range(start, last + 1):
        mention = by_token.get(k)
        if mention is not None and mention.first not in seen:
            seen.add(mention.first)
            phrase.mentions.append(mention)
    return phrase


def _verb_group(tokens: list[Token], k: int) -> Verb | None:
    """The verb group that begins at token `k`: auxiliaries, adverbs and a verb; None if there is no verb."""
    first = k
    infinitive = tokens[k].tag == "TO"
    if infinitive:
        k += 1
        while k < len(tokens) and tokens[k].tag in ("RB", "NOT"):
            k += 1
        if k >= len(tokens) or tokens[k].tag not in ("V", "BE", "HAVE", "DO"):
            return None
        if tokens[k].tag == "V" and tokens[k].form not in ("B", "BD"):
            return None
    modal = ""
    negated = passive = perfect = progressive = past = False
    auxiliary = ""
    be_at = have_at = -1
    while k < len(tokens):
        token = tokens[k]
        if token.tag == "MD":
            modal = {"'ll": "will", "'d": "would", "cannot": "can"}.get(token.low, token.low)
            negated = negated or token.low == "cannot"
            auxiliary = "MD"
        elif token.tag == "BE":
            be_at, auxiliary = k, "BE"
            past = past or token.low in ("was", "were")
        elif token.tag == "HAVE":
            have_at, auxiliary = k, "HAVE"
            past = past or token.low == "had"
        elif token.tag == "DO":
            auxiliary = "DO"
            past = past or token.low == "did"
        elif token.tag == "NOT":
            negated = True
        elif token.tag == "V":
            break
        elif token.tag == "RB" and k > first and token.low not in ("ago", "today", "yesterday", "tomorrow"):
            ahead = k
            while ahead < len(tokens) and tokens[ahead].tag in ("RB", "NOT"):
                ahead += 1
            if ahead >= len(tokens) or tokens[ahead].tag not in ("V", "BE", "HAVE", "TO"):
                break
            negated = negated or token.low in ("never", "no")
        elif token.tag == "TO" and be_at >= 0 and not infinitive and auxiliary == "BE":
            if (
                k + 1 < len(tokens)
                and tokens[k + 1].tag in ("V", "BE", "HAVE", "DO")
                and tokens[k + 1].low not in ("been",)
            ):
                modal = "be_to"
                be_at = -1
            else:
                break
        else:
            break
        k += 1
    verb = tokens[k] if k < len(tokens) else None
    if verb is not None and verb.tag == "V":
        form = verb.form
        if be_at >= 0 and form in ("N", "DN", "BD") and (form != "BD" or k - be_at <= 3):
            passive = True
        elif be_at >= 0 and form == "G":
            progressive = True
        elif have_at >= 0 and form in ("N", "DN", "D", "BD"):
            perfect = True
        elif auxiliary and form in ("D", "N", "DN", "Z") and auxiliary in ("BE", "HAVE", "DO", "MD"):
            pass
        if passive and have_at >= 0:
            perfect = True
        bare = tokens[first].low in ("being", "having", "been", "be")
        finite = not (infinitive or bare) and (bool(auxiliary) or form in ("Z", "D", "B", "BD", "DN"))
        if not auxiliary and form in ("D", "BD", "DN"):
            past = True
        return Verb(
            first,
            k,
            k,
            verb.lemma,
            form,
            passive,
            perfect,
            progressive,
            negated,
            infinitive,
            finite,
            past,
            modal,
        )
    last_aux = max(be_at, have_at)
    if last_aux >= 0 or (auxiliary == "DO" and k - 1 >= first):
        head = last_aux if last_aux >= 0 else k - 1
        lemma = "be" if be_at == head else "have" if have_at == head else "do"
        if be_at >= 0 and have_at >= 0 and have_at < be_at:
            perfect = True
        word = tokens[head].low
        finite = (
            not infinitive
            and tokens[first].low not in ("being", "having", "been")
            and not (word == "be" and not modal)
        )
        return Verb(
            first,
            max(head, k - 1),
            head,
            lemma,
            "B",
            False,
            perfect,
            False,
            negated,
            infinitive,
            finite,
            past,
            modal,
        )
    return None
