"""Paragraphs, sentences and tokens, with offsets into the text as it was given.

The text is never edited: typographic variants are folded in a token's `low` form only. Sentence
ends follow the usual signs (full stop, question and exclamation mark before a capital), minus
abbreviations, initials and dotted acronyms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from demarche.coding.words import word_class

WRAPPED_LINE = 50
"""A line at least this long that ends without a full stop goes on in the next one."""
_BULLETS = ("-", "–", "—", "•", "*", "·")
MAX_SENTENCE_TOKENS = 400
"""A longer sentence is cut here, so that no input takes more than linear time."""

_PARAGRAPH = re.compile(r"[^\n\r]+")
_TOKEN = re.compile(
    r"[A-Za-z][a-z]*+(?=[ ,])"  # by far the most words, with nothing to weigh
    r"|(?:[A-Za-z]\.){2,}"  # U.S., P.L.O.
    r"|(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Prof|Rev|Jr|Sr|No|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept|Sep|Oct|Nov|Dec)\."
    r"|[0-9]+(?:[.,:][0-9]+)*(?:-[A-Za-z]+)*"  # 45-day
    r"|[^\W\d_]\.(?=\s[A-Z])"  # a single initial
    r"|['’]s\b|n['’]t\b"
    r"|[^\W_]+?(?=n['’]t\b)"
    r"|[^\W_]+(?:[-‐‑][^\W_]+)*(?:['’](?!s\b)[^\W_]+)*"
    r"|[^\w\s]|_"
)
_ENDS = frozenset(".!?")
_CLOSERS = frozenset("\"”’')]»")
_OPENERS = frozenset("\"“‘'([«")
_CLOCK = re.compile(r"[0-2]?[0-9][.:][0-5][0-9](?:am|pm)?")
_ZONES = frozenset(("gmt", "bst", "cet", "utc", "am", "pm", "a.m.", "p.m."))
_SET_OFF = frozenset(":–—-")
_TITLES = word_class("abbreviated_title")
_STARTERS = word_class("sentence_starter")


@dataclass(slots=True)
class Token:
    """One word, number or sign. `tag`, `lemma` and `form` are filled by `tagging`."""

    start: int
    end: int
    text: str
    low: str
    tag: str = ""
    lemma: str = ""
    form: str = ""
    quoted: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence's tokens and place: `paragraph` counts from 0; `heading` for a title or cross-head."""

    start: int
    end: int
    paragraph: int
    heading: bool
    tokens: list[Token] = field(default_factory=list)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of `text[start:end]`, offsets counted in the whole of `text`."""
    stop = len(text) if end is None else end
    return [
        Token(match.start(), match.end(), word := match[0], word.replace("’", "'").lower())
        for match in _TOKEN.finditer(text, start, stop)
    ]


def _past_closers(tokens: list[Token], k: int) -> int:
    """The first token from `k` on that is no closing sign glued to what stands before it."""
    while k < len(tokens) and tokens[k].text in _CLOSERS and tokens[k].start == tokens[k - 1].end:
        k += 1
    return k


def _ends_sentence(tokens: list[Token], k: int) -> bool:
    """Whether token `k`, a sign that can end a sentence or a dotted abbreviation, ends one."""
    token = tokens[k]
    if k + 1 == len(tokens):
        return True
    after = _past_closers(tokens, k + 1)
    if after == len(tokens):
        return True
    follower = tokens[after]
    if follower.text in _OPENERS and after + 1 < len(tokens):
        follower = tokens[after + 1]
    glued = tokens[after].start == tokens[after - 1].end
    capital = follower.text[0].isupper()
    if token.low == "no." and not follower.text[0].isdigit():
        return capital
    if token.text not in _ENDS:  # an abbreviation that carries its own full stop
        return token.low not in _TITLES and len(token.text) > 2 and capital and follower.low in _STARTERS
    if glued:  # a missing space: "…Ukraine.Russia has"
        return (
            token.text == "."
            and capital
            and k > 0
            and tokens[k - 1].text[-1].islower()
            and len(follower.text) > 1
        )
    return (
        capital
        or follower.text[0].isdigit()
        or (not follower.text[0].isalpha() and follower.text[0] not in ",;:")
    )


def _sentence_spans(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    first = k = 0
    while k < len(tokens):
        word = tokens[k].text
        if (word in _ENDS or word.endswith(".")) and _ends_sentence(tokens, k):
            last = _past_closers(tokens, k + 1)
            yield first, last
            first = k = last
            continue
        if k - first >= MAX_SENTENCE_TOKENS:
            yield first, k
            first = k
        k += 1
    if first < len(tokens):
        yield first, len(tokens)


def _mark_quotes(tokens: list[Token]) -> None:
    """Mark the tokens within quotation marks; an open quotation ends with its paragraph."""
    inside = False
    for token in tokens:
        if token.text == "“":
            inside = True
        elif token.text == "”":
            inside = False
        elif token.text == '"':
            inside = not inside
        else:
            token.quoted = inside


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs stand: lines, but for lines that are broken in the middle of a sentence."""
    start = end = -1
    for match in _PARAGRAPH.finditer(text):
        line = match.group().strip()
        if not line:
            continue
        wrapped = (
            start >= 0
            and text.count("\n", end, match.start()) == 1
            and end - start > WRAPPED_LINE
            and text[end - 1] not in '.!?:”’"'
            and not line.startswith(_BULLETS)
        )
        if wrapped:
            end = match.end()
            continue
        if start >= 0:
            yield start, end
        start, end = match.start(), match.end()
    if start >= 0:
        yield start, end


def _behind_clock(tokens: list[Token]) -> list[Token]:
    """The tokens of a paragraph without the time that heads a live blog's entry: "10.40 Peru has …"."""
    if len(tokens) < 3 or not _CLOCK.fullmatch(tokens[0].text):
        return tokens
    behind = 2 if tokens[1].low in _ZONES else 1
    behind += tokens[behind].text in _SET_OFF
    opens = behind < len(tokens) - 1 and (tokens[behind].text[0].isupper() or tokens[behind].text in _OPENERS)
    return tokens[behind:] if opens else tokens


def segment(text: str) -> list[Sentence]:
    """The sentences of a text in order, tokenized.

    A paragraph is a line, or several where lines are wrapped. One that ends without a full stop (or its like)
    is a heading when it is short.
    """
    sentences = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        tokens = tokenize(text, start, end)
        if not tokens:
            continue
        _mark_quotes(tokens)
        tokens = _behind_clock(tokens)
        heading = tokens[-1].text not in _ENDS | _CLOSERS | {":"} and len(tokens) < 40
        for first, last in _sentence_spans(tokens):
            part = tokens[first:last]
            sentences.append(Sentence(part[0].start, part[-1].end, number, heading, part))
    return sentences
