"""The ontology holds for every type, mode and status, and agrees with the facts it was made from."""

from __future__ import annotations

import copy
import csv
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from demarche.contract.model import load_contract
from demarche.contract.ontology import OntologyRow, compile_ontology, load_ontology, read_ontology
from demarche.errors import DataError
from demarche.resources import schema_dir

ONTOLOGY = load_ontology()
ROWS = ONTOLOGY.rows()
TYPES = [
    "visit",
    "agreement",
    "sanction",
    "accusation",
    "consultation",
    "support",
    "cooperation",
    "aid",
    "concession",
    "request",
    "rejection",
    "threat",
    "protest",
    "mobilization",
    "coercion",
    "assault",
]
NAMED_MODES = {
    "visit": "state_visit official_visit working_visit summit transit invitation",
    "agreement": "treaty partnership memorandum cooperation alliance contract",
    "sanction": "economic financial arms_embargo travel_ban aid border expulsion recall severance diplomatic "
    "other",
    "accusation": "allegation condemnation inquiry suit warrant finding legal_charge",
    "consultation": "phone meeting negotiation mediation",
    "support": "praise recognition apology",
    "cooperation": "exercise trade intelligence legal technical",
    "aid": "economic military humanitarian asylum",
    "concession": "release withdrawal ceasefire easing",
    "request": "demand appeal",
    "rejection": "refusal denial defiance",
    "threat": "force sanction relations",
    "protest": "",
    "mobilization": "exercise deployment test",
    "coercion": "occupation arrest deportation seizure blockade cyber",
    "assault": "airstrike shelling invasion raid killing",
}
MODES = [(name, mode) for name in ONTOLOGY.types for mode in ONTOLOGY.modes(name)]


def raw() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((schema_dir() / "ontology.yaml").read_text(encoding="utf-8"))
    return data


def test_all_sixteen_types() -> None:
    assert list(ONTOLOGY.types) == TYPES


@pytest.mark.parametrize("name", TYPES)
def test_modes_named_by_the_data_model(name: str) -> None:
    assert {*NAMED_MODES[name].split(), "unspecified"} <= set(ONTOLOGY.modes(name))


def test_phases() -> None:
    phases = {name: ONTOLOGY.phases(name) for name in TYPES if ONTOLOGY.phases(name)}
    assert phases == {
        "agreement": ("agreed", "signed", "ratified", "in_force", "suspended", "left"),
        "sanction": ("imposed", "in_force", "eased", "lifted"),
    }


@pytest.mark.parametrize(("name", "mode"), MODES)
def test_each_mode_can_occur(name: str, mode: str) -> None:
    phase = {"agreement": "signed", "sanction": "imposed"}.get(name)
    codes = ONTOLOGY.codes(name, mode, phase, "occurred", "no such context")
    assert codes.cameo_code
    assert codes.plover_event
    assert codes.goldstein is not None


@pytest.mark.parametrize("name", TYPES)
def test_modes_of_a_type_share_statuses(name: str) -> None:
    """But for the modes that the reference singles out, all modes of a type have the same combinations."""
    apart = {"invitation", "allegation", "condemnation"}
    if name == "accusation":
        apart.add("unspecified")
    found = {ONTOLOGY.combinations(name, mode) for mode in ONTOLOGY.modes(name) if mode not in apart}
    assert len(found) == 1


def test_values_are_those_of_the_fields() -> None:
    fields = load_contract().fields
    for name in ("status", "context", "plover_event", "quad_class"):
        allowed = set(fields[name].values or ())
        found = {row.as_dict()[name] for row in ROWS} - {None}
        assert found <= allowed
    assert {row.status for row in ROWS} == set(fields["status"].values or ())


def test_rows_are_unique_and_sorted() -> None:
    keys = [(row.interaction_type, row.mode, row.phase or "", row.status, row.context or "") for row in ROWS]
    assert all(one < two for one, two in pairwise(keys))


def test_columns_are_those_of_the_table() -> None:
    assert list(ROWS[0].as_dict()) == [column.name for column in load_contract().tables["ontology"].columns]


def test_every_context_has_a_row_to_fall_back_to() -> None:
    for row in ROWS:
        assert ONTOLOGY.row(row.interaction_type, row.mode, row.phase, row.status).context is None


# By CAMEO root; 08 holds both CONCEDE (verbal) and RETREAT (material).
QUAD_OF_ROOT = {
    "verbal_cooperation": {"03", "04", "05", "08"},
    "material_cooperation": {"06", "07", "08"},
    "verbal_conflict": {"01", "09", "10", "11", "12", "13"},
    "material_conflict": {"14", "15", "16", "17", "18", "19", "20"},
}
MANUAL = {"116": "material_conflict", "173": "verbal_conflict"}  # a verdict sanctions, a warrant threatens


@pytest.mark.parametrize("code", sorted({row.codes.cameo_code for row in ROWS if row.codes.cameo_code}))
def test_quad_class_is_that_of_the_cameo_root(code: str) -> None:
    for row in ROWS:
        if row.codes.cameo_code != code:
            continue
        if row.interaction_type == "accusation" and code in MANUAL:
            assert row.codes.quad_class == MANUAL[code]
        else:
            assert code[:2] in QUAD_OF_ROOT[row.codes.quad_class or ""]


def test_goldstein_is_missing_only_where_something_lasts_or_has_no_code() -> None:
    for row in ROWS:
        missing = row.status == "ongoing" or row.codes.cameo_code is None
        assert (row.codes.goldstein is None) == missing


def test_sign_of_goldstein_follows_the_quad_class() -> None:
    for row in ROWS:
        if row.codes.goldstein is not None and row.codes.quad_class is not None:
            assert (row.codes.goldstein > 0) == row.codes.quad_class.endswith("cooperation"), row


def test_every_listed_cameo_code_is_used() -> None:
    assert set(raw()["cameo"]) == {row.codes.cameo_code for row in ROWS} - {None}


@pytest.mark.parametrize(
    ("combination", "cameo"),
    [
        (("visit", "summit", None, "occurred", None), "042"),
        (("agreement", "treaty", None, "planned", "military"), "0312"),
        (("agreement", "treaty", None, "planned", "culture"), "030"),
        (("agreement", "alliance", "left", "cancelled", None), "160"),
        (("sanction", "diplomatic", "imposed", "occurred", None), "161"),
        (("sanction", "economic", "eased", "occurred", None), "085"),
        (("aid", "unspecified", None, "occurred", "military"), "072"),
        (("concession", "withdrawal", None, "planned", None), "0356"),
        (("rejection", "denial", None, "occurred", "military"), "016"),
        (("assault", "airstrike", None, "occurred", None), "195"),
    ],
)
def test_codes(combination: tuple[str, str, str | None, str, str | None], cameo: str) -> None:
    assert ONTOLOGY.codes(*combination).cameo_code == cameo


def test_direction() -> None:
    assert ONTOLOGY.row("visit", "summit", None, "occurred").directed is True
    assert ONTOLOGY.row("agreement", "treaty", "signed", "occurred").directed is False
    assert ONTOLOGY.row("agreement", "treaty", "left", "cancelled").directed is True
    assert ONTOLOGY.row("agreement", "treaty", None, "planned").directed is None
    assert ONTOLOGY.row("consultation", "mediation", None, "occurred").directed is True
    assert ONTOLOGY.row("consultation", "phone", None, "occurred").directed is False


@pytest.mark.parametrize(
    ("combination", "value", "hint"),
    [
        (("vist", "summit", None, "occurred"), "vist", "visit"),
        (("visit", "treaty", None, "occurred"), "treaty", "state_visit"),
        (("agreement", "treaty", None, "occurred"), "(none), occurred", "signed, occurred"),
        (("visit", "invitation", None, "ongoing"), "(none), ongoing", "(none), occurred"),
        (("visit", "summit", "signed", "occurred"), "signed, occurred", "(none), occurred"),
    ],
)
def test_what_is_not_listed_is_forbidden(
    combination: tuple[str, str, str | None, str], value: str, hint: str
) -> None:
    with pytest.raises(DataError) as caught:
        ONTOLOGY.codes(*combination)
    assert caught.value.value == value
    assert hint in str(caught.value.hint)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"when": ["occurred"], "cameo": "999"}, "does not list"),
        ({"when": ["occurred"], "cameo": "042", "plover_event": "VISIT"}, "does not list"),
        ({"when": ["occurred"], "cameo": "042", "mode": "summit"}, "unknown key mode"),
        ({"when": ["occurred"], "cameo": "042", "modes": ["treaty"]}, "unknown mode treaty"),
        ({"when": ["signed/occurred"], "cameo": "042"}, "unknown phase signed"),
        ({"when": ["occurred"]}, "no cameo"),
        ({"when": ["occurred", "planned", "proposed"], "cameo": "042"}, "replace all"),
    ],
)
def test_a_wrong_line_is_named(line: dict[str, Any], message: str) -> None:
    data = copy.deepcopy(raw())
    data["types"]["visit"]["codes"].append(line)
    with pytest.raises(DataError, match=message) as caught:
        compile_ontology(data)
    assert str(caught.value.field).startswith("types.visit.codes[")


def test_a_type_needs_unspecified() -> None:
    data = raw()
    del data["types"]["visit"]["modes"]["unspecified"]
    with pytest.raises(DataError, match="unspecified"):
        compile_ontology(data)


def test_broken_yaml_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ontology.yaml"
    path.write_text("types: [", encoding="utf-8")
    with pytest.raises(DataError, match="not YAML") as caught:
        read_ontology(path)
    assert caught.value.file == path


# The facts that the ontology was made from, where they are at hand.
PHASE_NAMES = {
    **{"agree": "agreed", "sign": "signed", "ratify": "ratified", "suspend": "suspended", "leave": "left"},
    **{"impose": "imposed", "in_force": "in_force", "lift": "lifted", "": None},
}


def facts(row: OntologyRow) -> tuple[str | float | None, ...]:
    codes = row.codes
    return codes.cameo_code, codes.plover_event, codes.plover_mode, codes.quad_class, codes.goldstein


def test_first_four_types_equal_the_reference(shared_reference: Path) -> None:
    with (shared_reference / "ontology_first_four.csv").open(encoding="utf-8", newline="") as stream:
        reference = list(csv.DictReader(stream))
    known = set()
    for line in reference:
        phase = PHASE_NAMES[line["phase"]]
        # By the rulings an agreement that is left or suspended is cancelled, also when announced for later.
        status = "cancelled" if phase in {"left", "suspended"} else line["status"]
        if phase in {"left", "suspended"} and line["status"] == "planned":
            continue
        row = ONTOLOGY.row(line["interaction_type"], line["mode"], phase, status, line["context"] or None)
        expected = [
            line[name] or None for name in ("cameo_code", "plover_event", "plover_mode", "quad_class")
        ]
        goldstein = float(line["goldstein"]) if line["goldstein"] else None
        assert facts(row) == (*expected, goldstein), line
        assert row.context == (line["context"] or None)
        known.add((row.interaction_type, row.mode, row.phase, row.status, row.context))
    added = {("sanction", "diplomatic"), ("accusation", "legal_charge"), ("accusation", "unspecified")}
    for row in ROWS:
        if row.interaction_type in TYPES[:4] and (row.interaction_type, row.mode) not in added:
            phase = "lifted" if row.phase == "eased" else row.phase
            assert (row.interaction_type, row.mode, phase, row.status, row.context) in known


def test_goldstein_values_equal_the_scale(shared_reference: Path) -> None:
    lines = (shared_reference / "goldstein.tsv").read_text(encoding="utf-8").splitlines()[1:]
    scale = {code: float(value) for code, value in (line.split("\t") for line in lines)}
    assert {code: entry["goldstein"] for code, entry in raw()["cameo"].items()} == {
        code: scale[code] for code in raw()["cameo"]
    }


def test_plover_events_equal_the_conversion_but_for_the_manual(shared_reference: Path) -> None:
    conversion = {}
    for line in (shared_reference / "cameo_to_plover_2021.txt").read_text(encoding="utf-8").splitlines():
        code, _, rest = line.partition("#")[0].partition(":")
        event, comma, more = rest.partition(",")
        if comma:  # the heading of a root has no mode
            conversion[code] = (event.strip(), more.partition(",")[0].strip() or None)
    found = {code: (entry["event"], entry.get("mode")) for code, entry in raw()["cameo"].items()}
    events = {code for code, pair in found.items() if conversion.get(code, ("",))[0] != pair[0]}
    assert events == {"016", "035", "0351", "0353", "0354", "0355", "0356", "116", "163"}
    modes = {code for code, pair in found.items() if code not in events and conversion[code] != pair}
    assert modes == {"0874", "085", "112", "160", "161"}
