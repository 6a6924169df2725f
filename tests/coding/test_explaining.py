"""Why something was (not) coded: each kind of near miss, how actors were read, what touched a claim.

`golden/` holds two texts and what is said of them. When the coder or the wording has changed on purpose,
`python tests/coding/test_explaining.py` writes them anew; the diff is what to look at.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from demarche.coding import explain_document
from demarche.coding.entities.resolution import RULES
from demarche.coding.explanation import ClaimTrace, Explanation, NearMiss
from demarche.coding.tables import line_of, read_rows
from demarche.coding.telling import NOWHERE
from demarche.files import write_text
from demarche.report import explain_view, explain_words
from demarche.resources import lexicon_dir

PUBLISHED = "2024-06-12"

NEAR_MISSES = [
    ("Denmark signed a parcel with Peru.", "signed", "need", "needs obj=@agreement"),
    ("Denmark signed a parcel with Peru.", "signed", "need", "object: “a parcel” (no actor)"),
    ("Denmark invited on Monday, and Peru left.", "invited", "need", "nothing stands there"),
    ("Bakers accused Peru of spying on Denmark.", "accused", "side", "no initiator; subject: “Bakers”"),
    ("Peru signed a treaty.", "signed", "side", "fewer than two parties; subject: “Peru” (PER)"),
    ("Peru's president visited Lima.", "visited", "side", "initiator and target would both be PER (“Lima”)"),
    ("Peru has not condemned Chile.", "condemned", "act", "no act: it is negated"),
    ("If Peru condemned Chile, Denmark would stay away.", "condemned", "act", "it is a condition"),
    ("Peru must condemn Chile.", "condemn", "act", "it is a duty"),
    ("Peru wants to condemn Chile.", "condemn", "act", "it is wanted"),
    ("Peru and Chile failed to sign a treaty.", "sign", "act", "it failed"),
    ("Peru may invade Chile.", "invade", "act", "it is only considered"),
    ("Peru denied that it had invaded Chile.", "invaded", "act", "the denial tells it"),
    ("Chile lied to Peru.", "lied", "act", "no actor says that another did this wrong"),
    ("Peru insisted that Chile had slept.", "insisted", "act", "is no charge"),
    ("Peru kept inviting the Chilean president.", "inviting", "claim", "the ontology has no such"),
]


GOLDEN = Path(__file__).with_name("golden")


def shown(path: Path) -> str:
    """What is said of a text, but for line numbers and points, which every change of the lexicon moves."""
    explanation = explain_document(path.read_text(encoding="utf-8"), PUBLISHED, path.stem)
    told = re.sub(r"\.tsv:\d+", ".tsv", explain_view.view(explanation, width=300))
    return re.sub(r"( confidence +)\d.*", r"\1…", told)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_what_is_said_of_a_text(path: Path) -> None:
    assert shown(path) == path.with_suffix(".explained").read_text(encoding="utf-8")


def explained(text: str) -> Explanation:
    return explain_document(text, PUBLISHED, "test")


def near_misses(text: str) -> list[NearMiss]:
    return [miss for sentence in explained(text).uncoded for miss in sentence.near_misses]


def only_claim(text: str) -> ClaimTrace:
    (trace,) = explained(text).claims
    return trace


@pytest.mark.parametrize(("text", "trigger", "stage", "told"), NEAR_MISSES)
def test_a_near_miss_says_where_it_stopped(text: str, trigger: str, stage: str, told: str) -> None:
    (miss,) = [each for each in near_misses(text) if each.trigger.text == trigger]
    assert miss.stage == stage
    assert told in explain_words.reason(miss)


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Denmark and Peru.", ()),
        ("Denmark painted Peru, and Chile slept.", ("paint", "sleep")),
        ("Denmark condemned Peru.", None),
        ("Denmark slept.", None),
    ],
)
def test_verbs_that_the_lexicon_lacks_are_named(text: str, verbs: tuple[str, ...] | None) -> None:
    told = [sentence.verbs for sentence in explained(text).uncoded]
    assert told == ([] if verbs is None else [verbs])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Denmark condemned Peru.", ["DNK “Denmark”, subject: a name", "PER “Peru”, object: a name"]),
        (
            "Denmark is a kingdom. It condemned Peru.",
            ["DNK “It”, subject: a pronoun → “Denmark” in paragraph 1", "PER “Peru”, object: a name"],
        ),
        (
            "The Danish foreign minister, Eva Holm, spoke. Holm condemned Peru.",
            ["DNK “Holm”, subject: a person introduced before → ", "PER “Peru”, object: a name"],
        ),
        (
            "Danish Foreign Minister Eva Holm condemned Peru.",
            ["DNK “Danish Foreign Minister Eva Holm”, subject: the title before the name", "PER "],
        ),
        (
            "Denmark condemned Peru's raid.",
            [
                "DNK “Denmark”, subject: a name",
                "PER “Peru's raid”, object: a name",
            ],
        ),
        (
            "LIMA, June 11 — The Danish premier flew in on Monday.",
            ["DNK ", "PER host: where the report comes from, or the pair in focus"],
        ),
    ],
)
def test_how_an_actor_was_read(text: str, told: list[str]) -> None:
    sides = only_claim(text).sides
    shown = [f"{side.actor_id} {explain_words.side(side)}" for side in sides]
    assert len(shown) == len(told)
    assert all(start in line for start, line in zip(told, shown, strict=True))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Denmark condemned Peru.", []),
        ("Denmark threatened to bomb Peru.", ["assault became threat (threaten by “threatened”)"]),
        ("Denmark bombed Peru.\nRain fell.\nDenmark bombed Peru.", ["merged with the telling in paragraph"]),
        ("Denmark accused Peru of arson. Peru denied it.", ["disputed: denied by PER"]),
        ("Denmark visits Peru tomorrow.", ["status occurred became planned"]),
        ("Denmark said that Peru had lied.", ["a wrong that somebody says another did: an accusation"]),
    ],
)
def test_what_touched_a_claim(text: str, told: list[str]) -> None:
    changes = explain_words.changes(explained(text).claims[0])
    assert len(changes) == len(told)
    assert all(start in line for start, line in zip(told, changes, strict=True))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Denmark condemned Peru.", "the text itself"),
        ("Chile said that Denmark had invaded Peru.", "CHL, under “said” (Chile)"),
        ("According to Chile, Denmark invaded Peru.", "CHL: according to “Chile”"),
        ("Officials said that Denmark had invaded Peru.", "someone unnamed, under “said” (Officials)"),
    ],
)
def test_whose_word_it_is(text: str, told: str) -> None:
    traces = {trace.claim.interaction_type: trace for trace in explained(text).claims}
    trace = traces.get("assault") or traces["accusation"]
    assert explain_words.said_by(trace) == told


def test_a_date_is_shown_with_its_words_or_as_carried_over() -> None:
    stated, carried = explained("On Monday Denmark praised Chile. Denmark condemned Peru.").claims
    assert explain_words.date(stated).endswith("from “Monday”")
    assert "carried over" in explain_words.date(carried)


def test_lines_of_the_lexicon_are_those_of_the_files() -> None:
    trace = only_claim("Denmark agreed to lift sanctions on Peru.")
    assert trace.frame is not None
    for line in (trace.frame, *trace.lines):
        rows = (lexicon_dir() / line.file).read_text(encoding="utf-8").splitlines()
        assert line.entry in rows[line.number - 1].split("\t")
    assert {line.file for line in trace.lines} == {"nouns.tsv", "control.tsv"}


def test_a_line_that_is_not_there_has_no_number() -> None:
    assert line_of("frames.tsv", id="no.such.line") is None
    assert all(line_of("frames.tsv", id=row["id"]) for row in read_rows("frames.tsv")[:3])


def test_marks_stand_around_the_words_and_colours_only_where_wanted() -> None:
    told = explained("Chile said that Denmark had invaded Peru on Monday.\x1b[2J")
    plain = explain_view.view(told)
    assert "[Chile]s [said]s that [Denmark]i had [invaded]v [Peru]t on [Monday]d." in " ".join(plain.split())
    assert "\x1b" not in plain
    assert "\x1b[2J" not in explain_view.view(told, colour=True)
    assert "\x1b[1;31m[invaded]v\x1b[0m" in explain_view.view(told, colour=True)


def test_of_several_texts_the_most_frequent_gaps_are_summed() -> None:
    told = [explained(f"Denmark {verb} Peru.") for verb in ("painted", "painted", "slept")]
    told.append(explained("Bakers accused Peru of spying on Denmark."))
    shown = " ".join(explain_view.totals(told).split())
    assert "verbs without a line: paint 2, sleep 1" in shown
    assert "accusation.accuse initiator 1" in shown


def test_the_json_form_says_the_same() -> None:
    told = explained("Denmark condemned Peru. Bakers accused Peru of spying on Denmark. Peru painted Chile.")
    plain = json.loads(json.dumps(explain_view.as_json(told)))
    assert plain["claims"][0]["claim"]["rule"] == plain["claims"][0]["frame"]["entry"]
    assert plain["uncoded"][0]["near_misses"][0]["reason"].startswith("no initiator")
    assert plain["uncoded"][1]["verbs"] == ["paint"]


def test_an_empty_text_has_nothing_to_explain() -> None:
    assert explain_view.view(explained("")).splitlines()[-1].startswith("0 claims")


def test_every_rule_and_effect_has_its_words() -> None:
    rules = {rule.__name__ for rule, _ in RULES} - {"_non_state", "_long_office", "_office"}
    assert rules <= set(explain_words.WAYS)
    effects = {row["effect"] for row in read_rows("control.tsv")}
    assert effects - {"plan", "offer", "agree", "begin", "succeed", "cancel", "continue", "consider"} <= set(
        explain_words.EFFECTS
    )


def test_every_place_that_is_none_of_the_sentence_has_its_words() -> None:
    assert set(explain_words.SLOTS) >= NOWHERE | {"subj", "obj", "owner", "said", "focus"}


if __name__ == "__main__":
    for golden in GOLDEN.glob("*.txt"):
        write_text(golden.with_suffix(".explained"), shown(golden))
