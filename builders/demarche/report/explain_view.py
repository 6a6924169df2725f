"""A reading for the eyes of who mends the lexicon: what made each claim, and what was nearly coded.

1  NOR → RUS  sanction: expulsion   occurred  2022-04-05
   [Norway]i [expelled]v [three Russian diplomats]t on [Tuesday]d.
   line       sanction.expel, frames.tsv:120 (obj=diplomats)
   initiator  NOR “Norway”, subject: a name
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from textwrap import wrap
from typing import Any

from demarche.claims import pack_participants
from demarche.coding.explanation import ClaimTrace, Explanation, Line, Uncoded
from demarche.report import explain_words
from demarche.report.claims_view import head

_LEGEND = "[ ]i initiator, [ ]t target, [ ]v trigger, [ ]s who says so, [ ]d date; § paragraph"
_COLOURS = {"i": "32", "t": "34", "v": "1;31", "s": "35", "d": "36"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_INDENT = " " * 5
_MOST = 40
"""How many of the most frequent are shown of several texts."""
_LABEL = 12
"""Columns that the names of the rows take."""
_SIGNS = {chr(0xE000 + n): sign for n, sign in enumerate(_COLOURS)}
"""Characters of no meaning, one a colour, that hold a colour's place while lines are broken."""
_END = "\ue100"


def view(explanation: Explanation, *, width: int = 80, colour: bool = False) -> str:
    """All that there is to say of the reading of one text."""
    width = max(width, 40)
    lines = [_LEGEND, ""]
    for number, trace in enumerate(explanation.claims, 1):
        title = head(number, trace.claim)
        lines += [f"{_BOLD}{title}{_PLAIN}" if colour else title, *_sentence(trace, width, colour)]
        lines += [*_rows(_claim_rows(trace), width), ""]
    if explanation.uncoded:
        lines += ["Not coded", ""]
    for sentence in explanation.uncoded:
        lines += [*_uncoded(sentence, width), ""]
    return "\n".join([*lines, _summary(explanation), ""])


def totals(explanations: Sequence[Explanation], *, width: int = 80) -> str:
    """What is missing most over several texts: verbs without a line, and lines that nearly fitted."""
    uncoded = [sentence for told in explanations for sentence in told.uncoded]
    verbs = Counter(verb for sentence in uncoded for verb in sentence.verbs)
    lines = Counter(
        f"{miss.frame.entry} {'+'.join(miss.unmet) or miss.why or miss.effect}".strip()
        for sentence in uncoded
        for miss in sentence.near_misses
    )
    shown = [f"All {len(explanations)} texts", ""]
    for name, counted in (("verbs without a line", verbs), ("near misses", lines)):
        most = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
        shown += [
            f"{name}:",
            *_indented(", ".join(f"{what} {count}" for what, count in most) or "none", width),
        ]
    return "\n".join([*shown, ""])


def as_json(explanation: Explanation) -> dict[str, Any]:
    """The same as plain values, with the reasons in words."""
    plain = asdict(explanation)
    for told, trace in zip(plain["claims"], explanation.claims, strict=True):
        told["claim"]["participants"] = pack_participants(trace.claim.participants)
        told["changes"] = explain_words.changes(trace)
    for sentence, uncoded in zip(plain["uncoded"], explanation.uncoded, strict=True):
        for told, miss in zip(sentence["near_misses"], uncoded.near_misses, strict=True):
            told["reason"] = explain_words.reason(miss)
    return plain


def _indented(text: str, width: int) -> list[str]:
    return wrap(text, width, initial_indent=_INDENT, subsequent_indent=_INDENT)


# --- claims


def _sentence(trace: ClaimTrace, width: int, colour: bool) -> list[str]:
    """The sentence with its parts in brackets."""
    marked = _marked(trace.place.span.text, trace.place.span.start, _marks(trace))
    return [_painted(line, colour) for line in _indented(marked, width)]


def _marks(trace: ClaimTrace) -> Iterator[tuple[int, int, str]]:
    """(start, end, sign) of what is marked; the first wins where two cross."""
    yield trace.trigger.start, trace.trigger.end, "v"
    for side in trace.sides:
        if side.words is not None:
            sign = "i" if side.actor_id == trace.claim.initiator else "t"
            yield side.words.start, side.words.end, sign
    if trace.speaker is not None:
        yield trace.speaker.start, trace.speaker.end, "s"
    for saying in trace.sayings:
        if saying.speaker is not None:
            yield saying.speaker.start, saying.speaker.end, "s"
        yield saying.verb.start, saying.verb.end, "s"
    if trace.dated is not None:
        yield trace.dated.start, trace.dated.end, "d"


def _marked(text: str, start: int, marks: Iterable[tuple[int, int, str]]) -> str:
    """A sentence that begins at `start`, with brackets around its parts; of two that cross, the first."""
    text = "".join(char if char.isprintable() else " " for char in text)
    kept: list[tuple[int, int, str]] = []
    for mark in marks:
        inside = start <= mark[0] < mark[1] <= start + len(text)
        if inside and not any(_crossing(mark, other) for other in kept):
            kept.append(mark)
    openers, closers = {sign: holder for holder, sign in _SIGNS.items()}, dict[int, str]()
    opening: dict[int, str] = {}
    for first, last, sign in sorted(kept, key=lambda mark: (mark[1] - mark[0], mark)):
        opening[first] = f"{openers[sign]}[{opening.get(first, '')}"
        closers[last] = f"{closers.get(last, '')}]{sign}{_END}"
    parts = [closers.get(start + n, "") + opening.get(start + n, "") + char for n, char in enumerate(text)]
    return " ".join(("".join(parts) + closers.get(start + len(text), "")).split())


def _crossing(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Whether two spans overlap and neither holds the other, or they are the same."""
    if one[:2] == other[:2]:
        return True
    overlap = one[0] < other[1] and other[0] < one[1]
    holds = (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])
    return overlap and not holds


def _painted(line: str, colour: bool) -> str:
    """A line with ANSI colours for their place holders, or without either."""
    for holder, sign in _SIGNS.items():
        line = line.replace(holder, f"\x1b[{_COLOURS[sign]}m" if colour else "")
    return line.replace(_END, _PLAIN if colour else "")


def _claim_rows(trace: ClaimTrace) -> Iterator[tuple[str, str]]:
    """What made a claim: (name of the row, what stands in it)."""
    claim = trace.claim
    if trace.frame is not None:
        yield "line", f"{_line(trace.frame)}: {trace.frame.needs or 'the word alone'}"
    if trace.frame is None or trace.frame.entry != claim.rule:
        yield "rule", f"{claim.rule}: no line of frames.tsv, but a rule of its own"
    if trace.lines:
        yield "with", ", ".join(map(_line, trace.lines))
    for side in trace.sides:
        name = "initiator" if side.actor_id == claim.initiator else "target"
        yield (name if claim.directed else "party"), f"{side.actor_id} {explain_words.side(side)}"
    yield "said by", explain_words.said_by(trace)
    yield "date", explain_words.date(trace)
    for change in explain_words.changes(trace):
        yield "then", change
    yield "confidence", explain_words.confidence(trace)


def _line(line: Line) -> str:
    return f"{line.entry} ({line.file}:{line.number})"


def _rows(rows: Iterable[tuple[str, str]], width: int) -> list[str]:
    after = _INDENT + " " * _LABEL
    lines: list[str] = []
    for name, told in rows:
        first = f"{_INDENT}{name:<{_LABEL}}"
        lines += wrap(explain_words.clean(told), width, initial_indent=first, subsequent_indent=after)
    return lines


# --- what was not coded


def _uncoded(sentence: Uncoded, width: int) -> list[str]:
    """A sentence, and below it one line a trigger, the best attempt on it."""
    actors = f" [{', '.join(sentence.actors)}]" if sentence.actors else ""
    first = f"§{sentence.place.paragraph:<3} "
    text = f"{explain_words.clean(sentence.place.span.text)}{actors}"
    lines = wrap(text, width, initial_indent=first, subsequent_indent=_INDENT)
    told = [
        f"“{miss.trigger.text}” {_line(miss.frame)}: {explain_words.reason(miss)}"
        for miss in sentence.near_misses
    ]
    if sentence.verbs:
        told.append(f"no line of the lexicon has: {', '.join(sentence.verbs)}")
    elif not told:
        told.append("no word of the lexicon")
    for note in told:
        clean = explain_words.clean(note)
        lines += wrap(clean, width, initial_indent=f"{_INDENT}- ", subsequent_indent=f"{_INDENT}  ")
    return lines


def _summary(told: Explanation) -> str:
    misses = sum(len(sentence.near_misses) for sentence in told.uncoded)
    wordless = sum(not sentence.near_misses for sentence in told.uncoded)
    counts = (
        (len(told.claims), "claim", "claims"),
        (misses, "near miss", "near misses"),
        (wordless, "sentence without a word of the lexicon", "sentences without a word of the lexicon"),
    )
    return ", ".join(f"{count} {one if count == 1 else several}" for count, one, several in counts) + "."
