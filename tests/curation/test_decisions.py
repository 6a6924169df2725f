"""What decisions do to claims, and every way in which one does not hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from demarche.claims import Participant
from demarche.claims_table import read_frozen
from demarche.curation import CuratedRow, CuratedSource, curate
from demarche.curation.document import Node
from demarche.curation.values import amended
from demarche.errors import DataError
from demarche.ledger import Ledger
from demarche.sources.store import load_source

SMALL = Path(__file__).parents[1] / "data" / "small"
SOURCE = "2021-03-03-riga-talks"
LOAN = "agreement.NOR-LVA.214"
VISIT = "visit.NOR-EST.539"

Curate = Callable[..., CuratedSource]


def row_of(found: CuratedSource, key: str) -> CuratedRow:
    return next(row for row in found.rows if row.key == key)


def decision(kind: str, rest: str, claim: str = LOAN) -> str:
    return f"""\
decisions:
  - decision: {kind}
    claim: {claim}
    reason: A reason.
    {rest}
"""


def addition(row: str) -> str:
    act = "interaction_type: support, mode: unspecified, directed: true, status: occurred"
    return f"""\
decisions:
  - decision: add
    key: manual.one
    reason: A reason.
    row: {{initiator: NOR, target: LVA, {act}, {row}}}
"""


def by_id(text: str, name: str) -> str:
    return text.replace(f"claim: {LOAN}", f"id: {name}")


# --- what decisions do ---


def test_without_a_file_all_claims_are_machine_rows() -> None:
    frozen = read_frozen(SMALL / "claims" / f"{SOURCE}.csv")
    found = curate(load_source(SMALL / "sources" / SOURCE), frozen, None, Ledger())
    assert {row.key: row.claim for row in found.rows} == frozen
    assert {row.coding for row in found.rows} == {"machine"}


def test_accepted_claims_are_reviewed_and_the_others_stay_machine_rows(curated: Curate) -> None:
    found = curated(decision("accept", "expect: {status: planned, object: a loan}"))
    assert row_of(found, LOAN).coding == "reviewed"
    assert [row.coding for row in found.rows].count("machine") == len(found.rows) - 1


def test_amended_columns_change_and_no_others(curated: Curate) -> None:
    frozen = read_frozen(SMALL / "claims" / f"{SOURCE}.csv")[LOAN]
    claim = row_of(
        curated(decision("amend", "expect: {status: planned}\n    set: {status: proposed}")), LOAN
    ).claim
    assert claim.status == "proposed"
    assert {name for name in frozen.__slots__ if getattr(frozen, name) != getattr(claim, name)} == {"status"}


def test_rejected_claims_go_and_say_why(curated: Curate) -> None:
    found = curated(decision("reject", "expect: {status: planned}"))
    assert LOAN not in {row.key for row in found.rows}
    assert [(one.key, one.reason) for one in found.rejections] == [(LOAN, "A reason.")]


def test_an_added_row_takes_what_it_leaves_out_from_the_source(curated: Curate) -> None:
    row = row_of(curated(addition("evidence: Nobody was arrested")), "manual.one")
    claim = row.claim
    text = (SMALL / "sources" / SOURCE / "text.txt").read_text(encoding="utf-8")
    assert row.coding == "manual"
    assert text[claim.evidence_start : claim.evidence_end] == "Nobody was arrested"
    assert (claim.trigger_start, claim.trigger_end) == (claim.evidence_start, claim.evidence_end)
    assert (claim.reported_on, claim.voice, claim.disputed, claim.date) == (
        "2021-03-03",
        "source",
        False,
        None,
    )


def test_evidence_may_be_folded_over_lines_and_the_trigger_be_named(curated: Curate) -> None:
    found = curated(addition('evidence: "Nobody was\n      arrested", trigger: arrested'))
    claim = row_of(found, "manual.one").claim
    assert claim.evidence_end == claim.trigger_end
    assert claim.trigger_end - claim.trigger_start == len("arrested")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("date: 2021-03-02, date_basis: stated", ("2021-03-02", "day", "stated")),
        ("date: 2021-03, date_basis: relative", ("2021-03", "month", "relative")),
        ("date: 1962/.., date_basis: stated", ("1962/..", "open", "stated")),
        (
            "date: 2021-03-01/2021-03-03, date_precision: window, date_basis: stated",
            ("2021-03-01/2021-03-03", "window", "stated"),
        ),
        (
            "date: 2021-03-01/2021-03-03, date_precision: range, date_basis: stated",
            ("2021-03-01/2021-03-03", "range", "stated"),
        ),
    ],
)
def test_the_precision_follows_from_the_date(curated: Curate, cells: str, expected: tuple[str, ...]) -> None:
    claim = row_of(curated(addition(f"evidence: Nobody was arrested, {cells}")), "manual.one").claim
    assert (claim.date, claim.date_precision, claim.date_basis) == expected


@pytest.mark.parametrize("kind", ["range", "window"])
def test_an_interval_that_replaces_another_is_of_its_kind(kind: str) -> None:
    frozen = read_frozen(SMALL / "claims" / f"{SOURCE}.csv")[VISIT]
    claim = replace(frozen, date="2021-05-01/2021-05-03", date_precision=kind)
    place = Node(None, Path("x.yaml"), 1)
    for date, precision in (("2021-05-01/2021-05-04", kind), ("2021-05-04", "day"), ("2021-05/..", "open")):
        found = amended(claim, {"date": Node(date, place.file, 1)}, "x" * 1000, place)
        assert (found.date, found.date_precision) == (date, precision)


def test_a_date_that_is_taken_out_takes_its_precision_along(curated: Curate) -> None:
    found = curated(decision("amend", "expect: {date: 2021-05}\n    set: {date: null}", VISIT))
    claim = row_of(found, VISIT).claim
    assert (claim.date, claim.date_precision, claim.date_basis) == (None, None, None)


@pytest.mark.parametrize(
    "form",
    [
        "['denier:/POL', 'reporter:A. Nowak [spokesman]/POL']",
        "'denier:/POL;reporter:A. Nowak [spokesman]/POL'",
    ],
)
def test_participants_are_a_list_or_packed(curated: Curate, form: str) -> None:
    claim = row_of(
        curated(addition(f"evidence: Nobody was arrested, participants: {form}")), "manual.one"
    ).claim
    assert claim.participants == (
        Participant("denier", "POL"),
        Participant("reporter", "POL", "A. Nowak", "spokesman"),
    )


def test_a_decision_can_name_the_id(curated: Curate) -> None:
    ledger = Ledger().mint(SOURCE, LOAN, "0.1.0")
    text = by_id(decision("accept", "expect: {status: planned}"), ledger.rows[0].interaction_id)
    assert row_of(curated(text, ledger), LOAN).coding == "reviewed"


def test_an_id_can_be_bound_to_the_claim_that_it_is_now(curated: Curate) -> None:
    ledger = Ledger().mint(SOURCE, "agreement.NOR-LVA.999", "0.1.0")
    name = ledger.rows[0].interaction_id
    found = curated(decision("accept", f"id: {name}\n    expect: {{status: planned}}"), ledger)
    assert row_of(found, LOAN).bound == name


def test_an_id_without_a_claim_can_be_rejected(curated: Curate) -> None:
    ledger = Ledger().mint(SOURCE, "agreement.NOR-LVA.999", "0.1.0")
    name = ledger.rows[0].interaction_id
    found = curated(by_id(decision("reject", ""), name), ledger)
    assert [one.id for one in found.rejections] == [name]
    assert len(found.rows) == 9


# --- every way in which a decision does not hold ---

FORM = {
    "unknown decision": (decision("aprove", "expect: {status: planned}"), 2, "must be one of", "decision"),
    "no reason": (
        decision("accept", "expect: {status: planned}").replace("    reason: A reason.\n", ""),
        2,
        "is missing",
        "reason",
    ),
    "empty reason": (
        decision("accept", "expect: {status: planned}").replace("A reason.", "''"),
        4,
        "must hold words",
        "reason",
    ),
    "no claim": (
        decision("accept", "expect: {status: planned}").replace(f"    claim: {LOAN}\n", ""),
        2,
        "is missing",
        "claim",
    ),
    "no guard": (decision("accept", ""), 2, "is missing", "expect"),
    "no guard of a rejection": (decision("reject", ""), 2, "is missing", "expect"),
    "nothing to set": (decision("amend", "expect: {status: planned}"), 2, "is missing", "set"),
    "set in an acceptance": (decision("accept", "set: {status: planned}"), 5, "is not known here", "set"),
    "unknown key": (decision("accept", "expct: {status: planned}"), 5, "is not known here", "expect"),
    "unknown section": ("decision: []\n", 1, "is not known here", "decisions"),
    "no id": (
        decision("accept", "id: 12\n    expect: {status: planned}"),
        5,
        "is not an interaction_id",
        "id",
    ),
    "key without manual": (
        addition("evidence: x").replace("manual.one", "one"),
        3,
        "starts with manual",
        "key",
    ),
    "no list": ("decisions: {}\n", 1, "must be a list", "decisions"),
}


@pytest.mark.parametrize(("text", "line", "message", "named"), FORM.values(), ids=FORM.keys())
def test_form(curated: Curate, text: str, line: int, message: str, named: str) -> None:
    import re

    with pytest.raises(DataError, match=message) as caught:
        curated(text)
    assert caught.value.line == line
    assert re.search(named, str(caught.value))


GUARDS = {
    "claim is gone": (
        decision("accept", "expect: {status: planned}", "agreement.NOR-LVA.215"),
        "no such claim",
        LOAN,
    ),
    "another value": (
        decision("accept", "expect: {status: occurred}"),
        "status: claim agreement.NOR-LVA.214",
        "'planned'",
    ),
    "null expected": (decision("accept", "expect: {object: null}"), "object: claim", "expected nothing"),
    "null found": (decision("accept", "expect: {date: 2021}"), "date: claim", "has nothing"),
    "other evidence": (
        decision("accept", "expect: {evidence: Norway could lend}"),
        "evidence: claim",
        "Norway could lend",
    ),
    "other participants": (
        decision("accept", "expect: {participants: ['denier:/POL']}"),
        "participants: claim",
        "denier",
    ),
    "no column": (decision("accept", "expect: {stauts: planned}"), "is no column", "status"),
    "not a boolean": (decision("accept", "expect: {disputed: 0}"), "must be true or false", "disputed"),
    "not a number": (decision("accept", "expect: {evidence_start: ten}"), "must be a whole number", "ten"),
    "not a day": (decision("accept", "expect: {reported_on: 2021-02-30}"), "must be a day", "2021-02-30"),
    "a day without hyphens": (
        decision("accept", "expect: {reported_on: 20210302}"),
        "must be a day",
        "20210302",
    ),
    "a day of a week": (
        decision("accept", "expect: {reported_on: 2021-W09-2}"),
        "must be a day",
        "2021-W09-2",
    ),
}


@pytest.mark.parametrize(("text", "message", "named"), GUARDS.values(), ids=GUARDS.keys())
def test_guards(curated: Curate, text: str, message: str, named: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        curated(text)
    assert caught.value.line is not None
    assert str(caught.value.file).endswith(f"{SOURCE}.yaml")
    assert named in str(caught.value)


def amending(cells: str, claim: str = LOAN, guard: str = "initiator: NOR") -> str:
    return decision("amend", f"expect: {{{guard}}}\n    set: {{{cells}}}", claim)


VALUES = {
    "unknown type": (amending("interaction_type: agrement"), "is not in the contract", "agreement"),
    "unknown mode": (amending("mode: memorandums"), "is not in the contract", "memorandum"),
    "mode of another type": (amending("mode: expulsion"), "is no mode of agreement", "Its modes"),
    "unknown status": (amending("status: propsed"), "is not in the contract", "proposed"),
    "unknown actor": (amending("target: LAV"), "is not in the list of actors", "LVA (Latvia)"),
    "actor by its name": (
        amending("target: Latvia"),
        "is not in the list of actors",
        "Did you mean LVA (Latvia)",
    ),
    "unknown participant": (amending("participants: ['denier:/PLO']"), "is not in the list of actors", "PLO"),
    "unknown role": (amending("participants: ['denyer:/POL']"), "is no role", "denier"),
    "participant of another form": (
        amending("participants: denier POL"),
        "a participant is written",
        "denier POL",
    ),
    "unknown column": (amending("targt: EST"), "is no column", "target"),
    "the machine's column": (amending("coder: me"), "is no column", "coder"),
    "forbidden combination": (
        amending("phase: left"),
        "no such combination",
        "agreement/unspecified/left/planned",
    ),
    "empty where it must not be": (amending("status: null"), "must not be empty", "status"),
    "itself": (amending("target: NOR"), "is the initiator too", "NOR"),
    "undirected out of order": (amending("directed: false"), "alphabetical order", "initiator: LVA"),
    "voice without speaker": (amending("voice: actor"), "if and only if voice", "reported_by"),
    "speaker without voice": (amending("reported_by: NOR"), "if and only if voice", "reported_by"),
    "no EDTF": (amending("date: 2021-3, date_basis: stated"), "has not the form", "2021-3"),
    "no such day": (amending("date: 2021-02-30, date_basis: stated"), "no such day", "2021-02-30"),
    "date without basis": (amending("date: 2021-02-28"), "if and only if date is", "date_basis"),
    "basis without date": (amending("date_basis: stated"), "if and only if date is", "date_basis"),
    "interval unexplained": (
        amending("date: 2020/2021, date_basis: stated"),
        "range or a window",
        "2020/2021",
    ),
    "precision against the date": (
        amending("date: 2020, date_precision: day, date_basis: stated"),
        "does not fit",
        "year",
    ),
    "words not there": (amending("evidence: Oslo lends"), "do not stand in the source", "Oslo lends"),
    "words there twice": (amending("evidence: Norway"), "times in the source text", "Norway"),
    "trigger outside the evidence": (amending("trigger: storage"), "do not stand", "storage"),
    "words and offsets": (
        amending("evidence: Nobody was arrested, evidence_end: 9"),
        "stands beside offsets",
        "evidence",
    ),
    "span outside the text": (amending("evidence_end: 100000"), "outside the text of", "100000"),
    "span turned round": (amending("evidence_end: 3"), "outside the text", "evidence"),
    "same value": (amending("status: planned"), "has this value already", "accept"),
    "same evidence": (
        amending('evidence: "Norway could lend Latvia the money for it, an aide to the minister suggested."'),
        "has this value already",
        "evidence",
    ),
    "object too long": (amending(f"object: {'x' * 301}"), "longer than 300", "object"),
    "row incomplete": (addition("voice: source"), "the row lacks evidence", "row"),
    "row without a status": (
        addition("evidence: x").replace("status: occurred, ", ""),
        "the row lacks status",
        "row",
    ),
}


@pytest.mark.parametrize(("text", "message", "named"), VALUES.values(), ids=VALUES.keys())
def test_values(curated: Curate, text: str, message: str, named: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        curated(text)
    assert caught.value.line is not None
    assert named in str(caught.value)


def test_two_decisions_on_one_claim(curated: Curate) -> None:
    one = decision("accept", "expect: {status: planned}")
    with pytest.raises(DataError, match="was decided in line 2 already") as caught:
        curated(one + one.removeprefix("decisions:\n"))
    assert caught.value.line == 6


def test_two_decisions_on_one_claim_by_key_and_by_id(curated: Curate) -> None:
    ledger = Ledger().mint(SOURCE, LOAN, "0.1.0")
    one = decision("accept", "expect: {status: planned}")
    two = by_id(one.removeprefix("decisions:\n"), ledger.rows[0].interaction_id)
    with pytest.raises(DataError, match="was decided in line 2 already"):
        curated(one + two, ledger)


def test_all_faults_of_a_file_are_told_at_once(curated: Curate) -> None:
    one = decision("accept", "expect: {status: occurred}")
    two = decision("accept", "expect: {status: occurred}", VISIT).removeprefix("decisions:\n")
    with pytest.raises(DataError, match="2 faults") as caught:
        curated(one + two)
    assert LOAN in str(caught.value)
    assert VISIT in str(caught.value)


@pytest.mark.parametrize(
    ("minted", "message"),
    [
        ([], "the ledger has no such id"),
        ([(SOURCE, "agreement.NOR-LVA.999")], "is gone from the frozen claims"),
        ([("another-source", LOAN)], "the ledger has no such id of this source"),
    ],
)
def test_an_id_that_leads_nowhere(curated: Curate, minted: list[tuple[str, str]], message: str) -> None:
    ledger = Ledger().mint_all([(*name, None) for name in minted], "0.1.0")
    name = ledger.rows[0].interaction_id if minted else "i000000000000"
    text = by_id(decision("accept", "expect: {status: planned}"), name)
    with pytest.raises(DataError, match=message):
        curated(text, ledger)


def test_a_withdrawn_id_does_not_come_back(curated: Curate) -> None:
    ledger = Ledger().mint(SOURCE, LOAN, "0.1.0")
    name = ledger.rows[0].interaction_id
    text = by_id(decision("accept", "expect: {status: planned}"), name)
    with pytest.raises(DataError, match=r"is withdrawn since 0\.2\.0"):
        curated(text, ledger.withdraw(name, "0.2.0", "a reason"))


@pytest.mark.parametrize(
    ("keys", "message"),
    [(["agreement.NOR-LVA.999", LOAN], "has an id of its own"), ([VISIT], "which still stands")],
)
def test_an_id_is_not_bound_where_it_would_name_two_claims(
    curated: Curate, keys: list[str], message: str
) -> None:
    ledger = Ledger().mint_all([(SOURCE, key, None) for key in keys], "0.1.0")
    with pytest.raises(DataError, match=message):
        curated(
            decision("accept", f"id: {ledger.rows[0].interaction_id}\n    expect: {{status: planned}}"),
            ledger,
        )


def test_the_guard_of_a_claim_that_is_gone_cannot_be_checked(curated: Curate) -> None:
    ledger = Ledger().mint(SOURCE, "agreement.NOR-LVA.999", "0.1.0")
    text = by_id(decision("reject", "expect: {status: planned}"), ledger.rows[0].interaction_id)
    with pytest.raises(DataError, match="cannot be checked"):
        curated(text, ledger)


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("{from: a, to: b, relation: allege, reason: x}", "must be one of"),
        ("{from: a, to: b, relation: alleges}", "is missing"),
        ("{from: a, relation: alleges, reason: x}", "is missing"),
        ("{from: a, to: b, relation: alleges, reason: x, reject: 1}", "must be true or false"),
        ("{from: a, to: b, relation: alleges, reason: x, why: y}", "is not known here"),
    ],
)
def test_links_have_their_form(curated: Curate, link: str, message: str) -> None:
    with pytest.raises(DataError, match=message) as caught:
        curated(f"decisions: []\nlinks:\n  - {link}\n")
    assert caught.value.line == 3
