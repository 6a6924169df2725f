"""The lexicon: every construction is tested by its example, and every file by its form.

In the examples the state that acts is named first; the few that turn it round are listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

from demarche.claims import Claim
from demarche.coding.chunks import Verb, chunk
from demarche.coding.clauses import parse
from demarche.coding.frames import Frame, frames, noun_classes
from demarche.coding.mentions import find_mentions
from demarche.coding.segment import segment
from demarche.coding.tables import read_rows
from demarche.coding.tagging import tag
from demarche.coding.words import noun_verbs, singular, verb_forms
from demarche.contract.model import load_contract
from demarche.contract.ontology import load_ontology
from demarche.resources import lexicon_dir

FILES = {
    "cities.tsv": ("form", "actor_id", "valid_from", "valid_to"),
    "cue_words.tsv": ("class", "words"),
    "cues.tsv": ("root", "cameo", "head", "needs", "agent", "example"),
    "confidence.tsv": ("sign", "points", "meaning"),
    "contexts.tsv": ("context", "words"),
    "control.tsv": ("lemma", "effect", "example"),
    "dates.tsv": ("class", "word", "value"),
    "deverbal.tsv": ("noun", "verb", "particle", "object", "example"),
    "frames.tsv": (
        "id", "type", "mode", "phase", "status", "context", "head", "needs", "initiator", "target", "example",
    ),
    "leaders.tsv": ("name", "aliases", "surname", "actor_id", "office", "start", "end"),
    "lists.tsv": ("list", "words"),
    "names.tsv": ("form", "actor_id", "kind", "valid_from", "valid_to"),
    "nouns.tsv": ("class", "word", "mode", "context", "example"),
    "offices.tsv": ("form", "level", "kind", "actor_id"),
    "speech.tsv": ("lemma", "kind", "example"),
    "idioms.tsv": ("idiom", "verb", "example"),
    "turns.tsv": ("turn", "head", "needs", "example"),
    "verbs.tsv": ("lemma", "past", "participle", "noun"),
    "words.tsv": ("class", "words"),
}  # fmt: skip
STATES = {
    "Peru": "PER", "Lima": "PER", "LIMA": "PER", "Chile": "CHL", "Denmark": "DNK", "Danish": "DNK",
    "Bolivia": "BOL",
    "Camp David": "USA", "ICC": "ICC",
    "Organization of American States": "OAS", "United Nations": "UN",
}  # fmt: skip
REVERSED = {
    "accusation.draw": "who is charged is subject",
    "accusation.draw2": "who is charged is subject",
    "accusation.under-fire": "who is charged is subject",
    "rejection.refuse": "who asked is named first",
    "rejection.refuse-alone": "who asked is named first",
    "rejection.will-not": "who asked is named first",
    "rejection.asked": "who asked is named first",
    "visit.receive": "the host is subject",
    "visit.noun-here": "the dateline names the host",
    "visit.pay-here": "the dateline names the host",
    "visit.fly-in": "the dateline names the host",
    "visit.visit-here": "the dateline names the host",
    "accusation.noun": "a charge that is itself rejected gives no claim of its own",
    "assault.come-under": "who is attacked is subject",
    "visit.beside-host": "the place is named first",
    "visit.play-host": "the host is subject",
    "visit.host-trip": "the host is subject",
    "visit.give-welcome": "the host is subject",
    "sanction.deny-entry": "who is kept out is subject",
    "sanction.under": "who suffers is subject",
    "sanction.face": "who suffers is subject",
    "sanction.exclude-member": "who is put out is subject",
    "sanction.exclude-out": "who is put out is subject",
    "sanction.readmit-member": "who is let in is subject",
    "sanction.readmitted": "who is let in is subject",
    "aid.count-on": "who is helped is subject",
}
"""Lines in whose example the initiator is not named first, and why."""

SAME_DEED = {
    "visit.pay-to": "visit.pay",
    "agreement.relations-with2": "agreement.relations-with",
    "rejection.accept-not": "concession.accept",
    "accusation.call-owned": "accusation.call",
    "agreement.offer-truce": "agreement.offer-put",
    "accusation.condemn-it": "accusation.condemn",
    "rejection.asked": "rejection.reject",
    "request.that-thing": "request.that",
    "accusation.describe": "accusation.describing",
    "protest.over": "protest.obj",
    "protest.asked": "protest.against",
}
"""Lines whose example another line may win: both say the same of it."""

KNOWN_EFFECTS = (
    "plan offer agree request seek refuse fail threaten deny begin succeed end cancel continue consider want "
    "permit"
)
PREDICATES = frozenset(
    ("be", "must", "will-not", "set-in", "about", "due", "likely", "willing", "unable", "prepared", "will")
)
"""Words that are looked up like verbs but are none: "is due to"."""

BOTH_WAYS = frozenset(("accusation.trade",)) | frozenset(
    f"assault.{name}"
    for name in (
        "erupt",
        "fight",
        "exchange-fire",
        "to-war",
        "at-war-two",
        "fight-war",
        "war-of-two",
        "war-between",
    )
)
"""Lines that say of each what they say of the other."""

UNREAD: dict[str, str] = {
    "accusation.noun": "a charge that is itself rejected gives no claim of its own",
}
"""Lines whose example the coder does not read yet, and why."""

ADJECTIVES = frozenset(("wrong", "right"))
"""Classes that are compared with words as they stand."""


def defect(reasons: dict[str, str], name: str) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=reasons[name])] if name in reasons else []


def values(field: str) -> set[str]:
    """The values that the contract allows in a field."""
    return set(load_contract().fields[field].values or ())


def named(example: str) -> list[str]:
    """The actors that an example names, each once, in the order of the text."""
    return list(dict.fromkeys(STATES[name] for name in re.findall("|".join(STATES), example)))


LINES = [pytest.param(row, id=row["id"], marks=defect(UNREAD, row["id"])) for row in read_rows("frames.tsv")]


@pytest.mark.parametrize("row", LINES)
def test_an_example_gives_the_claim_of_its_line(
    row: dict[str, str], coded: Callable[[str], list[Claim]]
) -> None:
    rule = row["id"]
    wanted = "accusation" if row["type"] == "wrong" else row["type"]
    claims = [claim for claim in coded(row["example"]) if claim.rule in (rule, SAME_DEED.get(rule))]
    assert {claim.interaction_type for claim in claims} == {wanted}
    actors = named(row["example"])
    first = actors[1] if rule in REVERSED else actors[0]
    for claim in claims:
        pair = {claim.initiator, claim.target}
        assert first in pair <= set(actors)
        assert claim.initiator == first or not claim.directed or rule in BOTH_WAYS
    if rule not in SAME_DEED:
        assert row["mode"].startswith("=") or {claim.mode for claim in claims} == {row["mode"]}
        assert not row["phase"] or {claim.phase for claim in claims} <= {row["phase"], None}
        assert not row["status"] or {claim.status for claim in claims} == {row["status"]}


@pytest.mark.parametrize("row", [pytest.param(row, id=row["noun"]) for row in read_rows("deverbal.tsv")])
def test_a_noun_is_read_as_its_verb(row: dict[str, str], coded: Callable[[str], list[Claim]]) -> None:
    text = row["example"]
    triggers = {text[claim.trigger_start : claim.trigger_end]: claim for claim in coded(text)}
    assert row["noun"] in triggers
    first, *others = named(text)
    claim = triggers[row["noun"]]
    assert claim.initiator == first or not claim.directed
    assert {claim.initiator, claim.target} == {first, others[0]}


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.rule)
def test_a_line_keeps_to_the_ontology(frame: Frame) -> None:
    ontology = load_ontology()
    name = "accusation" if frame.interaction_type == "wrong" else frame.interaction_type
    modes = ontology.modes(name)
    assert frame.mode in modes or frame.mode.startswith("=")
    assert frame.phase is None or frame.phase in ontology.phases(name)
    assert frame.context is None or frame.context in values("context")
    if not frame.mode.startswith("="):
        allowed = ontology.combinations(name, frame.mode)
        wanted = "occurred" if frame.status == "refused" and name == "rejection" else frame.status
        assert wanted is None or wanted in {status for _, status in allowed}


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.rule)
def test_classes_that_a_line_asks_for_are_there(frame: Frame) -> None:
    asked = {constraint[1:] for _, constraint in frame.needs if constraint.startswith("@")}
    assert asked <= set(noun_classes())


def verbs() -> dict[str, set[str]]:
    """Each lemma that is looked up as a verb, with the places that name it."""
    found: dict[str, set[str]] = {}
    for frame in frames():
        for head in frame.heads if frame.verbal else ():
            found.setdefault(head, set()).add(frame.rule)
    for name, column in (("control.tsv", "lemma"), ("deverbal.tsv", "verb"), ("speech.tsv", "lemma")):
        for row in read_rows(name):
            found.setdefault(row[column], set()).add(name)
    return {lemma: places for lemma, places in sorted(found.items()) if lemma not in PREDICATES}


@cache
def lemmas() -> frozenset[str]:
    return frozenset(lemma for readings in verb_forms().values() for lemma, _ in readings)


@pytest.mark.parametrize("lemma", verbs())
def test_a_verb_of_a_construction_is_in_the_table_of_verbs(lemma: str) -> None:
    assert lemma in lemmas(), verbs()[lemma]


def nouns() -> dict[str, set[str]]:
    """Each noun that the head of a phrase, made singular, is compared with."""
    found: dict[str, set[str]] = {}
    for row in read_rows("nouns.tsv"):
        if row["class"] not in ADJECTIVES:
            found.setdefault(row["word"], set()).add(row["class"])
    for row in read_rows("deverbal.tsv"):
        found.setdefault(row["noun"], set()).add("deverbal.tsv")
    for frame in frames():
        heads = set() if frame.verbal else frame.heads
        listed = {
            word for _, constraint in frame.needs if "|" in constraint for word in constraint.split("|")
        }
        for word in heads | listed:
            found.setdefault(word, set()).add(frame.rule)
    return found


@pytest.mark.parametrize("noun", sorted(nouns()))
def test_a_noun_is_written_as_it_is_looked_up(noun: str) -> None:
    assert singular(noun) == noun, nouns()[noun]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_a_table(name: str) -> None:
    text = (lexicon_dir() / name).read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert tuple(rows[0]) == FILES[name]
    assert {len(row) for row in rows} == {len(FILES[name])}
    assert all(cell == cell.strip() for row in rows for cell in row)
    doubled = [row for row, count in Counter(map(tuple, rows)).items() if count > 1]
    assert doubled == []


KEYS = {
    "confidence.tsv": ("sign",),
    "contexts.tsv": ("context",),
    "control.tsv": ("lemma",),
    "deverbal.tsv": ("noun",),
    "frames.tsv": ("id",),
    "idioms.tsv": ("idiom",),
    "nouns.tsv": ("class", "word"),
    "offices.tsv": ("form",),
    "speech.tsv": ("lemma",),
    "turns.tsv": ("turn", "head", "needs", "example"),
    "verbs.tsv": ("lemma",),
}


@pytest.mark.parametrize("name", KEYS)
def test_keys_stand_once(name: str) -> None:
    keys = Counter(tuple(row[column] for column in KEYS[name]) for row in read_rows(name))
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_file_of_the_lexicon_is_known() -> None:
    assert {path.name for path in lexicon_dir().glob("*.tsv")} == set(FILES)


def test_every_example_is_a_sentence() -> None:
    for name in ("frames.tsv", "control.tsv", "deverbal.tsv", "speech.tsv", "nouns.tsv", "idioms.tsv"):
        for row in read_rows(name):
            assert re.fullmatch(r"[A-Z“].+[.”]", row["example"]), (name, row)


def verbs_of(text: str) -> list[Verb]:
    """The verbs of a sentence as the grammar reads them."""
    (sentence,) = segment(text)
    mentions = find_mentions(text, sentence.tokens, "2024-06-12")
    tag(sentence.tokens)
    return parse(sentence.tokens, chunk(sentence.tokens, mentions, set())).verbs


@pytest.mark.parametrize("row", read_rows("idioms.tsv"), ids=lambda row: row["idiom"])
def test_an_idiom_is_read_as_its_verb(row: dict[str, str]) -> None:
    """What it is done to is the verb's object."""
    (verb, *_) = [verb for verb in verbs_of(row["example"]) if verb.lemma == row["verb"]]
    assert verb.objects
    assert row["verb"] in {line["lemma"] for line in read_rows("verbs.tsv")}


@pytest.mark.parametrize("name", ["control.tsv", "speech.tsv"])
def test_an_example_holds_its_verb(name: str) -> None:
    forms = verb_forms()
    for row in read_rows(name):
        words = re.findall(r"[\w-]+", row["example"].lower())
        own = {lemma for word in words for lemma, _ in forms.get(word, ())} | set(words)
        assert row["lemma"] in own | {"quip"}, row  # "quipped" is not doubled yet


def test_effects_are_known() -> None:
    assert {row["effect"] for row in read_rows("control.tsv")} <= set(KNOWN_EFFECTS.split())


def test_kinds_of_speech_are_known() -> None:
    known = {"say", "claim", "deny", "think", "ask", "tell", "order"}
    assert {row["kind"] for row in read_rows("speech.tsv")} <= known


def test_contexts_are_those_of_the_contract() -> None:
    allowed = values("context")
    assert {row["context"] for row in read_rows("contexts.tsv")} <= allowed
    assert {row["context"] for row in read_rows("nouns.tsv")} - {""} <= allowed


def test_a_word_tells_one_context() -> None:
    words = Counter(word for row in read_rows("contexts.tsv") for word in row["words"].split())
    assert [word for word, count in words.items() if count > 1] == []


def test_modes_of_nouns_are_of_some_type() -> None:
    ontology = load_ontology()
    modes = {mode for name in ontology.types for mode in ontology.modes(name)}
    assert {row["mode"] for row in read_rows("nouns.tsv")} - {""} <= modes | {"unspecified"}


def test_nouns_of_verbs_are_marked_alike() -> None:
    assert {row["noun"] for row in read_rows("verbs.tsv")} == {"", "yes"}
    assert noun_verbs() <= lemmas()
