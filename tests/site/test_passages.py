"""Evidence in its text: the stretches are the text, and those of a claim are the claim's words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.site.passages import CONTEXT, Stretch, stretches

TEXTS = st.text(min_size=1, max_size=60)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, dict[str, tuple[int, int]]]:
    text = draw(TEXTS)
    starts = st.integers(0, len(text) - 1)
    spans = draw(st.lists(st.tuples(starts, st.integers(1, len(text))), max_size=6))
    return text, {f"c{n}": (start, min(len(text), start + length)) for n, (start, length) in enumerate(spans)}


def words(found: list[Stretch], claim: str) -> str:
    return "".join(part.text for part in found if claim in part.claims)


@settings(deadline=None)
@given(marked())
def test_the_stretches_are_the_text_and_those_of_a_claim_its_words(
    case: tuple[str, dict[str, tuple[int, int]]],
) -> None:
    text, spans = case
    found = stretches(text, spans, len(text))
    assert "".join(part.text for part in found) == text
    for claim, (start, end) in spans.items():
        assert words(found, claim) == text[start:end]
    assert sorted(claim for part in found for claim in part.first) == sorted(spans)


def test_of_a_long_text_the_evidence_and_what_is_near_is_kept() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(5 * CONTEXT))
    spans = {"a": (10, 20), "b": (15, 30), "c": (4 * CONTEXT, 4 * CONTEXT + 5)}
    found = stretches(text, spans, 100)
    assert [words(found, claim) for claim in spans] == [text[start:end] for start, end in spans.values()]
    assert "".join(part.text for part in found) == text[: 30 + CONTEXT] + text[3 * CONTEXT :]
    assert [part.start for part in found if part.gap] == [3 * CONTEXT]


def test_evidence_next_to_each_other_is_no_overlap() -> None:
    assert stretches("abcd", {"x": (0, 2), "y": (2, 4)}, 9) == [
        Stretch(0, "ab", ("x",), ("x",)),
        Stretch(2, "cd", ("y",), ("y",)),
    ]
