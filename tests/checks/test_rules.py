"""Each rule has a row that must fail, in each table that it judges."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from demarche.checks import RULES, Finding, validate_tables
from demarche.checks.examples import EXAMPLES
from demarche.checks.release_rules import RULES as RELEASE_RULES
from demarche.contract.ontology import load_ontology

Tables = dict[str, pa.Table]


@dataclass(frozen=True)
class Case:
    """Cells that break `rule` in the row `at` of `table`, or in a copy of it; or the row is dropped."""

    rule: str
    table: str
    at: int
    cells: dict[str, Any] = field(default_factory=dict)
    how: str = "change"
    found_in: str | None = None  # the table with the finding, if it is another one
    count: int = 1
    beside: tuple[str, ...] = ()  # rules that the same row cannot but break


def claim(number: int) -> str:
    return f"i000000000{number:03d}"


def event(number: int) -> str:
    return f"e000000000{number:03d}"


def codes(*combination: str | None) -> dict[str, Any]:
    kind, mode, phase, status = combination
    assert kind is not None
    assert mode is not None
    assert status is not None
    return asdict(load_ontology().codes(kind, mode, phase, status))


def in_both(rule: str, interaction: int, coded: int, **cells: Any) -> list[Case]:
    """The same cells in a row of interactions and in one of claims."""
    return [Case(rule, "interactions", interaction, cells), Case(rule, "claims", coded, cells)]


PROTEST = {"interaction_type": "protest", "mode": "unspecified", "phase": None}
PROTEST |= codes("protest", "unspecified", None, "occurred")
NO_DATE = dict.fromkeys(("date", "date_start", "date_end", "date_precision", "year"))
OTHER = "2001-05-06-quito-note"

SELF = {"target": "ECU", "dyad": "ECU-ECU", "location": None}
NO_OWN_ROW = ("ontology_follows_the_contract",)
BACKWARDS = {"valid_from": date(2020, 1, 1), "valid_to": date(2019, 1, 1)}
MINTED_TWICE = {"interaction_id": claim(99)}
SHOUTED = {"source_id": "2001-05-04-LIMA-wire"}
WORDS = {"text_is_no_formula": "=1+1", "text_has_no_invisible_characters": "two\u200bwords"}

CASES = [
    Case("initiator_is_not_target", "interactions", 0, SELF),
    Case("initiator_is_not_target", "claims", 0, {"target": "ECU", "location": None}),
    Case("initiator_is_not_target", "events", 0, {"target": "ECU", "dyad": "ECU-ECU"}),
    *in_both("undirected_is_sorted", 3, 1, initiator="PER", target="ECU"),
    Case("undirected_is_sorted", "events", 3, {"initiator": "PER", "target": "ECU"}),
    Case("dyad_is_sorted_pair", "interactions", 0, {"dyad": "PER-ECU"}),
    Case("dyad_is_sorted_pair", "events", 0, {"dyad": "PER-ECU"}),
    *in_both("visit_is_at_the_host", 0, 0, location="ECU"),
    Case("visit_is_at_the_host", "interactions", 1, {"location": "ECU"}),
    Case("actor_exists_at_the_date", "interactions", 15, {"initiator": "SUN", "dyad": "EU-SUN"}),
    Case("actor_exists_at_the_date", "claims", 4, {"initiator": "SUN"}),
    *in_both("mode_belongs_to_type", 0, 0, mode="treaty"),
    Case("mode_belongs_to_type", "events", 0, {"mode": "treaty"}),
    Case("mode_belongs_to_type", "ontology", 0, {"mode": "summit"}, beside=NO_OWN_ROW),
    *in_both("phase_belongs_to_type", 0, 0, phase="signed"),
    Case("phase_belongs_to_type", "events", 0, {"phase": "signed"}),
    Case("phase_belongs_to_type", "ontology", -1, {"phase": "signed"}, beside=NO_OWN_ROW),
    *in_both("combination_is_listed", 0, 0, mode="invitation", status="ongoing", location=None),
    Case("combination_is_listed", "events", 0, {"mode": "invitation", "status": "ongoing", "year": None}),
    *in_both("codes_follow_ontology", 0, 0, cameo_code="043"),
    *in_both("codes_follow_ontology", 0, 0, goldstein=None),
    *in_both("codes_follow_ontology", 0, 0, plover_mode=None),
    *in_both("direction_follows_ontology", 0, 0, directed=False),
    Case("ontology_rows_are_unique", "ontology", 0, how="repeat"),
    Case("ontology_follows_the_contract", "ontology", 0, {"definition": "Something else."}),
    Case("ontology_follows_the_contract", "ontology", 0, {"goldstein": 0.5}),
    *in_both("date_is_in_the_calendar", 0, 0, date="2001-02-30"),
    *in_both("date_is_in_the_calendar", 0, 0, date="2001-05-03/2001-05-01"),
    Case("date_is_in_the_calendar", "events", 0, {"date": "2001-13"}),
    *in_both("date_columns_stand_together", 0, 0, date_precision=None),
    *in_both("date_columns_stand_together", 0, 0, date_basis=None),
    *in_both("date_columns_stand_together", 0, 0, date=None),
    Case("date_columns_stand_together", "events", 0, {"date_precision": None}),
    *in_both("date_interval_matches_edtf", 0, 0, date_start=date(2001, 5, 2)),
    *in_both("date_interval_matches_edtf", 10, 4, date_end=date(2001, 5, 2)),
    Case("date_interval_matches_edtf", "events", 0, {"date_end": None}),
    *in_both("date_precision_matches_edtf", 0, 0, date_precision="month"),
    *in_both("date_precision_matches_edtf", 10, 4, date_precision="range"),
    Case("date_precision_matches_edtf", "events", 0, {"date_precision": "window"}),
    *in_both("occurred_before_the_report", 0, 0, reported_on=date(2001, 5, 1)),
    *in_both("reported_before_publication", 0, 0, reported_on=date(2001, 5, 6)),
    Case("year_follows_date", "events", 0, {"year": 2000}),
    Case("year_follows_date", "events", 0, {"year": None}),
    Case("year_follows_date", "events", 2, {"year": 2001}),
    Case("validity_ends_after_it_begins", "actors", -2, BACKWARDS),
    Case("validity_ends_after_it_begins", "actor_codes", 0, BACKWARDS),
    *in_both("reported_by_iff_voice_actor", 0, 0, voice="actor"),
    *in_both("reported_by_iff_voice_actor", 0, 0, reported_by="PER"),
    Case("evidence_is_not_empty", "interactions", 0, {"evidence_end": 10}),
    Case("evidence_is_not_empty", "claims", 0, {"evidence_end": 10}, beside=("evidence_holds_the_trigger",)),
    *in_both("evidence_is_within_the_text", 0, 0, evidence_end=1201),
    Case("evidence_holds_the_trigger", "claims", 0, {"trigger_end": 91}),
    Case("evidence_holds_the_trigger", "claims", 0, {"trigger_start": 9}),
    Case("evidence_holds_the_trigger", "claims", 0, {"trigger_start": 22}),
    Case("coder_version_iff_machine_found", "interactions", 0, {"coder_version": None}),
    Case("coder_version_iff_machine_found", "interactions", 9, {"coder_version": "0.1.0"}),
    Case("confidence_is_of_the_machine", "interactions", 0, {"confidence": 0.5}),
    Case("source_tells_an_event_once", "interactions", 2, {"event_id": event(1)}),
    Case("packed_roles_are_known", "claims", 0, {"participants": "denier:/PER;host:A. B./PER"}, beside=(
        "packed_denier_means_disputed",
    )),
    Case("packed_roles_are_known", "claims", 0, {"participants": "host:/PER"}),
    Case("packed_denier_means_disputed", "claims", 2, {"disputed": False}),
    Case("participants_are_unique", "participants", 3, how="repeat"),
    Case("agents_act_for_their_side", "participants", 0, {"actor_id": "PER"}),
    Case("agents_act_for_their_side", "participants", 1, {"actor_id": "COL"}),
    Case("agents_act_for_their_side", "participants", 9, {"actor_id": "COL"}),
    Case("signatory_only_undirected", "participants", 0, {"role": "signatory"}),
    Case("signatory_only_undirected", "participants", 2, {"actor_id": "COL"}),
    Case("denier_means_disputed", "participants", 0, {"role": "denier"}),
    Case("refuser_means_refused", "participants", 0, {"role": "refuser"}),
    Case("disputed_needs_a_denier", "interactions", 0, {"disputed": True}),
    Case("link_joins_different_claims", "links", 4, {"from_id": claim(2), "to_id": claim(2)}),
    Case("alleges_starts_at_an_accusation", "links", 0, {"from_id": claim(9)}),
    Case("denies_starts_at_a_denial", "links", 1, {"from_id": claim(8)}),
    Case("denied_claim_is_disputed", "links", 1, {"to_id": claim(1)}),
    Case("lifts_leads_to_a_sanction", "links", 2, {"from_id": claim(11)}),
    Case("lifts_leads_to_a_sanction", "links", 2, {"to_id": claim(4)}),
    Case("fulfils_leads_to_a_plan", "links", 3, {"to_id": claim(10)}),
    Case("fulfils_leads_to_a_plan", "links", 3, {"from_id": claim(4)}),
    Case("invites_to_leads_to_a_visit", "links", 4, {"from_id": claim(3)}),
    Case("invites_to_leads_to_a_visit", "links", 4, {"to_id": claim(4)}),
    Case("event_has_a_claim", "events", 0, {"event_id": event(999)}, how="repeat"),
    Case("event_counts_its_claims", "events", 0, {"n_claims": 3}),
    Case("event_counts_its_claims", "events", 0, {"n_sources": 1}),
    Case(
        "event_has_the_most_definite_status",
        "interactions",
        2,
        {"status": "occurred"},
        found_in="events",
        beside=("codes_follow_ontology", "event_is_told_by_a_claim", "occurred_before_the_report"),
    ),
    Case("event_is_disputed_if_a_claim_is", "events", 0, {"disputed": True}),
    Case("event_has_its_claims_type", "events", -1, PROTEST),
    Case("event_is_told_by_a_claim", "events", 0, NO_DATE),
    Case("event_is_told_by_a_claim", "events", 0, {"mode": "state_visit"}),
    Case("event_codes_follow_ontology", "events", 0, {"goldstein": 9.0}),
    Case("pairs_of_an_event_share_its_type", "events", -3, PROTEST, count=2),
    Case("claim_keys_are_unique", "ids", 0, MINTED_TWICE, "repeat"),
    Case("withdrawal_has_a_reason", "ids", 17, {"reason": None}),
    Case("withdrawal_has_a_reason", "ids", 0, {"reason": "No reason"}),
    Case("withdrawal_has_a_reason", "ids", 0, {"replaced_by": claim(2)}),
    Case("withdrawn_after_it_was_minted", "ids", 17, {"minted_in": "0.10.0"}),
    Case("replacement_is_in_the_ledger", "ids", 17, {"replaced_by": claim(999)}),
    Case("replacement_is_in_the_ledger", "ids", 17, {"replaced_by": claim(18)}),
    Case("claim_is_in_the_ledger", "interactions", 1, {"source_id": OTHER}),
    Case("claim_is_in_the_ledger", "ids", 15, how="drop", found_in="interactions"),
    Case("minted_claim_stands_or_is_withdrawn", "interactions", 15, how="drop", found_in="ids"),
    Case("withdrawal_leaves_a_tombstone", "withdrawn", 0, how="drop", found_in="ids"),
    Case("withdrawn_claim_is_gone", "withdrawn", 0, {"id": claim(1)}),
    Case("withdrawn_follows_the_ledger", "withdrawn", 0, {"reason": "Another reason"}),
    Case("redistributable_needs_a_licence", "sources", 0, {"licence": None}),
    Case("state_has_an_alpha3_code", "actors", 4, {"kind": "state"}),
    Case("state_has_an_alpha3_code", "actors", 0, {"kind": "bloc"}),
    Case("actor_codes_are_unique", "actor_codes", 0, how="repeat"),
    Case("source_ids_differ_in_more_than_case", "sources", 0, SHOUTED, "repeat", count=2),
    *(
        Case(
            rule.code,
            table,
            17 if table == "ids" else 0,
            {rule.columns[0]: WORDS[rule.code]},
            beside=NO_OWN_ROW if table == "ontology" else (),
        )
        for rule in RULES
        if rule.code in WORDS
        for table in rule.tables
    ),
]  # fmt: skip


def broken(tables: Tables, case: Case) -> Tables:
    """The tables with the case's row as it wants it."""
    rows = tables[case.table].to_pylist()
    at = case.at % len(rows)
    if case.how == "drop":
        del rows[at]
    elif case.how == "repeat":
        rows.append(rows[at] | case.cells)
    else:
        rows[at] |= case.cells
    return tables | {case.table: pa.Table.from_pylist(rows, schema=tables[case.table].schema)}


def tables_of(case: Case) -> set[str]:
    """The tables that the rule looks at: others would tell of the same row in their own way."""
    needs = {name for rule in RULES if rule.code == case.rule for name in rule.needs}
    return {case.table, case.found_in or case.table} | needs


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.rule}-{case.table}-{'-'.join(case.cells) or case.how}"
)
def test_the_row_that_must_fail(good: Tables, case: Case) -> None:
    tables = {name: table for name, table in good.items() if name in tables_of(case)}
    found = validate_tables(broken(tables, case))
    counts = Counter(finding.code for finding in found)
    assert counts.pop(case.rule, 0) == case.count
    assert set(counts) == set(case.beside)
    (rule, *_) = [rule for rule in RULES if rule.code == case.rule]
    finding = next(finding for finding in found if finding.code == case.rule)
    assert finding.table == (case.found_in or case.table)
    assert finding.severity == rule.severity
    assert finding.message.startswith(rule.statement)
    assert finding.hint


def shown_cells(found: list[Finding], rule: str) -> Iterator[set[str]]:
    """The cells that the findings of a rule show, as `column=value`."""
    for finding in found:
        if finding.code == rule:
            others = finding.message.partition(" [")[2].rstrip("]").split(", ")
            yield {f"{finding.column}={finding.value or '(empty)'}", *others}


@pytest.mark.parametrize("rule", dict.fromkeys(rule.code for rule in RULES))
def test_the_example_of_a_rule_is_a_row_that_breaks_it(good: Tables, rule: str) -> None:
    """What it says of the row's cells is what a finding shows of one of the rows above."""
    claimed = set(re.findall(r"\b[a-z_]+=[^\s,=]*[^\s,=:]", EXAMPLES[rule]))
    for case in CASES:
        if case.rule == rule:
            tables = {name: table for name, table in good.items() if name in tables_of(case)}
            if any(claimed <= cells for cells in shown_cells(validate_tables(broken(tables, case)), rule)):
                return
    pytest.fail(f"no row that breaks {rule} shows {claimed}")


def test_every_rule_has_an_example() -> None:
    assert set(EXAMPLES) == {rule.code for rule in (*RULES, *RELEASE_RULES)}


def test_the_good_tables_have_no_findings(good: Tables) -> None:
    assert validate_tables(good) == []


def test_every_rule_is_broken_in_every_table() -> None:
    judged = {(rule.code, table) for rule in RULES for table in rule.tables}
    assert judged == {(case.rule, case.found_in or case.table) for case in CASES}


def test_a_claim_may_have_withdrawn_ids_beside_the_one_that_stands(good: Tables) -> None:
    """Rejected and taken back: the claim is minted anew, and its first id stays withdrawn."""
    schema, rows = good["ids"].schema, good["ids"].to_pylist()
    withdrawn = rows[0] | {"withdrawn_in": "0.1.0", "reason": "Rejected by mistake"}
    again = [withdrawn | {"interaction_id": claim(number)} for number in (98, 99)]
    for ledger in ([*again, *rows], [*rows, *again]):
        assert validate_tables(good | {"ids": pa.Table.from_pylist(ledger, schema=schema)}) == []


def test_what_claims_break_is_a_warning_beside_the_curated_rows(good: Tables) -> None:
    """They are raw material there: curation decides what becomes a row, and rows are judged as such."""
    case = next(case for case in CASES if case.table == "claims")
    beside = validate_tables(broken(good, case))
    assert {(finding.code, finding.severity) for finding in beside} == {(case.rule, "warning")}
    alone = validate_tables({"claims": broken(good, case)["claims"]})
    assert {(finding.code, finding.severity) for finding in alone} == {(case.rule, "error")}


def test_rules_state_themselves() -> None:
    for rule in RULES:
        assert rule.statement.endswith("."), rule.code
        assert rule.code.islower()
        assert rule.hint.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rules_are_silent_on_empty_tables(good: Tables, rule: Any) -> None:
    empty = {name: table.schema.empty_table() for name, table in good.items()}
    for name in rule.tables:
        assert rule.apply(empty[name], empty).to_pylist() == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_mask_has_an_answer_for_each_row_whatever_the_chunks(good: Tables, rule: Any) -> None:
    for name in rule.tables:
        table = good[name]
        pieces = pa.concat_tables([table.slice(row, 1) for row in range(len(table))])
        assert len(rule.apply(pieces, good)) == len(table)
