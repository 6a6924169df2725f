"""Claims of the tables on the terminal: who did what to whom, on whose word, and the words of the source.

RUS → PRK  visit: official visit  occurred  2024-06-18
    Russia to North Korea; level: head of state; the text itself says so
    initiator agent: Vladimir Putin, president (Russia)
    “Vladimir Putin landed in North Korea on Tuesday, June 18 …”
    i8r2cqv4e4b8n, event ep6z…, 2024-06-18-putin-pyongyang 75–248, reviewed
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from demarche.report import claim_words
from demarche.report.explain_words import clean

if TYPE_CHECKING:
    from rich.text import Text

    from demarche.holdings import Holdings

Row = Mapping[str, Any]
_INDENT = 4
_NO_TEXT = "The text is not here: its licence does not let it be passed on."
_DEFINITE = ("occurred", "ongoing")


def view(claims: Sequence[Row], held: Holdings, width: int = 80) -> list[Text]:
    """A block for each of the claims, rows of `interactions`, and a line that counts them."""
    names = held.names()
    parts, links = _grouped(held.rows("participants"), "interaction_id"), _links(held.rows("links"))
    shown: list[Text] = []
    for row in claims:
        name = row["interaction_id"]
        told = _body(row, held, names, parts[name]) + [(link, "dim") for link in links[name]]
        shown += [_head(row), *(_wrapped(words, style, width) for words, style in told), _text("")]
    return [*shown, _text(_count(claims))]


def _head(row: Row) -> Text:
    text = _text("")
    text.append(f"{claim_words.pair(row):<11} ", "bold")
    text.append(f"{claim_words.act(row)}  ", "bold cyan")
    text.append(row["status"], "green" if row["status"] in _DEFINITE else "yellow")
    text.append(f"  {row['date'] or 'no date'}")
    if row["disputed"]:
        text.append("  DISPUTED", "bold red")
    return text


def _body(row: Row, held: Holdings, names: Mapping[str, str], parts: Sequence[Row]) -> list[tuple[str, str]]:
    """The lines of a claim, each with its style."""
    told = "; ".join([claim_words.parties(row, names), *claim_words.details(row, names)])
    evidence = held.evidence(row)
    where = f"{row['source_id']} {row['evidence_start']}–{row['evidence_end']}"
    return [
        (told, ""),
        *((line, "dim") for line in claim_words.participants(parts, names)),
        (_NO_TEXT, "dim") if evidence is None else (f"“{clean(evidence)}”", "italic magenta"),
        (f"{row['interaction_id']}, event {row['event_id']}, {where}, {row['coding']}", "dim"),
    ]


def _wrapped(words: str, style: str, width: int) -> Text:
    indent = " " * _INDENT
    lines = wrap(clean(words), max(width, 40), initial_indent=indent, subsequent_indent=indent)
    return _text("\n".join(lines), style)


def _text(words: str, style: str = "") -> Text:
    """Words as they stand: no markup is read in them."""
    from rich.text import Text

    return Text(words, style)


def _links(rows: Iterable[Row]) -> defaultdict[str, list[str]]:
    """The links of each claim, in words, from both of its ends."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        relation = claim_words.plain(row["relation"])
        found[row["from_id"]].append(f"{relation} {row['to_id']}")
        found[row["to_id"]].append(f"{row['from_id']} {relation} this")
    return found


def _grouped(rows: Iterable[Row], column: str) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _count(claims: Sequence[Row]) -> str:
    """How much was shown; an event of several pairs has a row for each, so pairs count too."""
    events = len({(row["event_id"], row["dyad"]) for row in claims})
    return (
        f"{len(claims)} {'claim' if len(claims) == 1 else 'claims'} "
        f"of {events} {'event' if events == 1 else 'events'}. → directed, – mutual."
    )
