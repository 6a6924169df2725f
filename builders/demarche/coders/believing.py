"""From what a model proposes to claims: nothing is believed that the text and the contract do not bear out.

A proposed claim is judged as a curator's added row is, by the same code, and its quotations must stand in the
text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demarche.claims import Claim
from demarche.coders.answer import ASKED, QUOTE, TRIGGER, faults_of_form
from demarche.coders.quotes import Folded, find_quote
from demarche.coders.windows import Window
from demarche.curation.document import Node
from demarche.curation.values import ACTOR_COLUMNS, added
from demarche.errors import DemarcheError
from demarche.sources.text import Document

_PLACE = Path("answer")
MAX_QUOTE = 5_000
"""Characters of a quotation: more is not the shortest run of clauses that the rules ask for."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A proposed claim that is not believed: `reason` to count it by, `told` for whoever proposed it."""

    reason: str
    told: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """A document as claims about it are judged: its `text` with variants folded once, and who proposes them.

    `coder`, `version` and `rule` come to stand in the claims' columns.
    """

    document: Document
    text: Folded
    coder: str
    version: str
    rule: str


def believed(proposed: Mapping[str, Any], hearing: Hearing, window: Window) -> Claim | Refusal:
    """The claim that a proposal makes, or why it makes none.

    Quotations are sought in `window` only, which is what the speaker was shown.
    """
    text, document = hearing.text, hearing.document
    whole = document.text
    if faults := faults_of_form(proposed):
        told = "; ".join(f"{name}: {message}" for name, message in faults)
        known = {QUOTE, TRIGGER, *ASKED}
        named = faults[0][0].partition(".")[0]  # of a list, the place in it; of a key that is none, any words
        return Refusal(f"{named if named in known else 'key'} not in the form", told[:500])
    quote, trigger = str(proposed.get(QUOTE) or ""), str(proposed.get(TRIGGER) or "")
    short = " ".join(quote.split())[:80]
    if len(quote) > MAX_QUOTE:
        return Refusal(
            "evidence too long", f"“{short}…”: the evidence is longer than {MAX_QUOTE} characters."
        )
    span = find_quote(quote, text, window.start, window.end)
    if span is None:
        return Refusal("evidence not in the text", f"“{short}”: these words do not stand in the article.")
    if "\n\n" in whole[span[0] : span[1]].replace("\r", ""):
        return Refusal("evidence over several paragraphs", f"“{short}”: quote from one paragraph only.")
    at = find_quote(trigger, text, *span)
    if at is None:
        return Refusal("trigger not in the evidence", f"“{short}”: the trigger {trigger!r} is not in it.")
    values = _cells({name: proposed.get(name) for name in ASKED})
    if hidden := [name for name, value in values.items() if not _is_plain(value)]:
        return Refusal(
            f"{hidden[0]} holds signs that do not show", f"“{short}”: {hidden[0]} in plain letters."
        )
    values |= {"evidence_start": str(span[0]), "evidence_end": str(span[1])}
    nodes = {name: Node(value, _PLACE, 1) for name, value in values.items() if value is not None}
    try:
        claim = added(nodes, document.source_id, document.published, whole, Node(None, _PLACE, 1))
    except DemarcheError as error:
        hint = f" {error.hint}" if error.hint else ""
        value = "" if error.value is None else f" (found {str(error.value)[:80]!r})"
        return Refusal(
            f"{error.field or 'row'} {error.message}",
            f"“{short}”: {error.field} {error.message}{value}.{hint}",
        )
    return replace(
        claim,
        trigger_start=at[0],
        trigger_end=at[1],
        coder=hearing.coder,
        coder_version=hearing.version,
        rule=hearing.rule,
    )


def _cells(proposed: dict[str, Any]) -> dict[str, Any]:
    """The proposal as the words of a curation file, with what differs in form only put right."""
    cells: dict[str, Any] = {}
    for name, value in proposed.items():
        if name == "participants":
            if value:
                cells[name] = [Node(_participant(" ".join(str(part).split())), _PLACE, 1) for part in value]
        elif isinstance(value, bool):
            cells[name] = "true" if value else "false"
        elif value is not None and str(value).strip():
            words = " ".join(str(value).split())
            cells[name] = _actor(words) if name in ACTOR_COLUMNS else words
    if cells.get("directed") == "false" and cells.get("initiator", "") > cells.get("target", ""):
        cells["initiator"], cells["target"] = cells["target"], cells["initiator"]
    if "date" not in cells:
        cells.pop("date_precision", None)
        cells.pop("date_basis", None)
    elif not ("/" in cells["date"] and ".." not in cells["date"]):
        cells.pop("date_precision", None)  # it follows from the date
    return cells


def _is_plain(value: Any) -> bool:
    """Whether all signs of a cell show: no escapes for a terminal, no turns of the direction of reading."""
    parts = [node.value for node in value] if isinstance(value, list) else [value]
    return all(str(part).isprintable() for part in parts)


def _participant(part: str) -> str:
    head, slash, actor = part.rpartition("/")
    return f"{head}{slash}{_actor(actor)}" if slash else part


def _actor(value: str) -> str:
    """The code of an actor that is named instead of coded; anything else as it is, to be refused."""
    from demarche.contract.actors import load_actors

    wanted = value.strip()
    if wanted in load_actors():
        return wanted
    named = (code for code, actor in load_actors().items() if actor.name.casefold() == wanted.casefold())
    return next(named, wanted)
