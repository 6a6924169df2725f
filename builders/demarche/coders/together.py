"""Coders together: rules first and a model where they are unsure, or two finished codings as one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from demarche.claims import Claim
from demarche.claims_table import in_order
from demarche.coders.base import Coded
from demarche.coders.model import ModelCoder
from demarche.coders.rules import RuleCoder
from demarche.coders.windows import WINDOW, Window, windows
from demarche.coding.gate import tells_of_two
from demarche.evaluate.matching import pair_up, relaxed_key
from demarche.evaluate.rows import row_of_claim
from demarche.sources.text import Document

Policy = Literal["union", "intersection", "adjudicate"]
POLICIES: tuple[Policy, ...] = get_args(Policy)
SURE = 0.8
"""Confidence from which a claim of the rules stands whatever the model says: four in five are right."""
_PARAGRAPH = re.compile(r"[^\n]+")


class RulesThenModel:
    """The rule coder, and a language model on the paragraphs where it is unsure.

    These are the paragraphs that name two actors (the rule coder's own gate) and of which it made no claim,
    or one with a confidence under `SURE`. There the model decides: `combine` with the policy adjudicate.
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
        claims = in_order([*unseen, *combine(seen, second.claims, "adjudicate")])
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


def combine(first: Sequence[Claim], second: Sequence[Claim], policy: Policy) -> list[Claim]:
    """Two codings of one document as one, in the order of the contract.

    Claims agree when type and pair do and their evidence overlaps; of two that agree the first coder's is
    kept, or with `adjudicate` the second's where the first is not sure. `union` keeps what either claims,
    `intersection` what both do; with `adjudicate` the second decides on what the first is unsure of, and
    adds what it alone finds.
    """
    one = [row_of_claim(claim, number) for number, claim in enumerate(first)]
    other = [row_of_claim(claim, number) for number, claim in enumerate(second)]
    matches = pair_up(one, other, relaxed_key, lambda a, b: a.evidence_start < b.evidence_end
                      and b.evidence_start < a.evidence_end)  # fmt: skip
    agreed = {match.gold.number: match.claim.number for match in matches}
    kept: list[Claim] = []
    for number, claim in enumerate(first):
        partner = agreed.get(number)
        if policy == "adjudicate" and (claim.confidence or 0.0) < SURE:
            if partner is not None:
                kept.append(second[partner])
        elif policy != "intersection" or partner is not None:
            kept.append(claim)
    if policy != "intersection":
        taken = set(agreed.values())
        kept += [claim for number, claim in enumerate(second) if number not in taken]
    return in_order(kept)
