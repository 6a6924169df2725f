"""Coders together: rules first, and a model where they are unsure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from demarche.claims import Claim
from demarche.claims_table import in_order
from demarche.coders.base import Coded
from demarche.coders.combining import matched
from demarche.coders.model import ModelCoder
from demarche.coders.rules import RuleCoder
from demarche.coders.windows import WINDOW, Window, windows
from demarche.coding.gate import tells_of_two
from demarche.sources.text import Document

SURE = 0.8
"""Confidence from which a claim of the rules stands whatever the model says: four in five are right."""
_PARAGRAPH = re.compile(r"[^\n]+")


class RulesThenModel:
    """The rule coder, and a language model on the paragraphs where it is unsure.

    These are the paragraphs that name two actors (the rule coder's own gate) and of which it made no claim,
    or one with a confidence under `SURE`. There the model decides (`deferring`).
    """

    name = "rules+llm"

    def __init__(self, rules: RuleCoder, model: ModelCoder) -> None:
        self._rules, self._model = rules, model

    @property
    def version(self) -> str:
        """The versions of both."""
        return f"{self._rules.version}+{self._model.version}"

    def code(self, document: Document) -> Coded:
        """The claims of both; each carries the name and version of the coder that made it."""
        first = self._rules.code(document)
        chosen = unsure_windows(document.text, document.published, first.claims)
        if not chosen:
            return first
        second = self._model.code_windows(document, chosen)
        seen = [claim for claim in first.claims if _within(claim, chosen)]
        unseen = [claim for claim in first.claims if not _within(claim, chosen)]
        claims = in_order([*unseen, *deferring(seen, second.claims)])
        return Coded(tuple(claims), second.usage, second.dropped, second.notices, second.sent)


def unsure_windows(text: str, published: str, claims: Sequence[Claim]) -> list[Window]:
    """The windows that a model should see: unsure paragraphs, each run with the paragraph before."""
    spans = [match.span() for match in _PARAGRAPH.finditer(text) if match[0].strip()]
    unsure = [_is_unsure(text[start:end], published, (start, end), claims) for start, end in spans]
    shown = [here or after for here, after in zip(unsure, [*unsure[1:], False], strict=True)]
    found: list[Window] = []
    for start, end in _runs(spans, shown):
        if end - start <= WINDOW:
            found.append(Window(start, end))
        else:
            found += [Window(start + piece.start, start + piece.end) for piece in windows(text[start:end])]
    return found


def _runs(spans: list[tuple[int, int]], shown: list[bool]) -> Iterator[tuple[int, int]]:
    """The spans that are shown, neighbours joined."""
    start: int | None = None
    end = 0
    for span, here in zip(spans, shown, strict=True):
        if here:
            start, end = span[0] if start is None else start, span[1]
        elif start is not None:
            yield start, end
            start = None
    if start is not None:
        yield start, end


def _is_unsure(paragraph: str, published: str, span: tuple[int, int], claims: Sequence[Claim]) -> bool:
    made = [claim for claim in claims if span[0] <= claim.evidence_start < span[1]]
    if any((claim.confidence or 0.0) < SURE for claim in made):
        return True
    return not made and tells_of_two(paragraph, published)


def _within(claim: Claim, chosen: Sequence[Window]) -> bool:
    return any(window.start <= claim.evidence_start < window.end for window in chosen)


def deferring(first: Sequence[Claim], second: Sequence[Claim]) -> list[Claim]:
    """Two codings of one document as one, in which the second decides on what the first is unsure of.

    Of a claim that both have, the first's is kept where it is sure and the second's where it is not; what the
    first alone has is kept where it is sure, and all that the second alone has.
    """
    agreed = matched(first, second)
    kept: list[Claim] = []
    for number, claim in enumerate(first):
        if (claim.confidence or 0.0) >= SURE:
            kept.append(claim)
        elif number in agreed:
            kept.append(second[agreed[number]])
    taken = set(agreed.values())
    kept += [claim for number, claim in enumerate(second) if number not in taken]
    return in_order(kept)
