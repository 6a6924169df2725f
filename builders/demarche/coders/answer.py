"""The form that a model's answer must have, made from the contract.

A claim is asked for in the contract's columns, with two differences: the evidence and its trigger are quoted,
not given as offsets (models cannot count characters), and what follows from other columns or from the
document is not asked for at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from demarche.claims import Claim
from demarche.curation.values import COLUMNS

if TYPE_CHECKING:
    from pydantic import BaseModel

QUOTE, TRIGGER = "evidence", "trigger"
_OFFSETS = {"evidence_start", "evidence_end"}
ASKED = tuple(name for name in COLUMNS if name not in _OFFSETS)
"""The columns of a claim that a model is asked for, in the order of `Claim`."""
_DEFAULTS = {each.name: each.default for each in fields(Claim) if each.default is not MISSING}
_OPTIONAL = {name for name, default in _DEFAULTS.items() if default is None}
_TEXTS = {
    QUOTE: "The words of the article from which initiator, act and target can be read, copied exactly.",
    TRIGGER: "The words within the evidence that name the act, copied exactly.",
    "participants": "Who took part, each as role:Person [office]/ACTOR; empty where nobody is named.",
}


@cache
def claim_model() -> type[BaseModel]:
    """The typed model of one proposed claim. Unknown keys are refused."""
    from pydantic import ConfigDict, Field, create_model

    parts: dict[str, Any] = {
        name: (str, Field(description=_TEXTS[name], min_length=1)) for name in (QUOTE, TRIGGER)
    }
    parts |= {name: _field(name) for name in ASKED}
    return create_model("Claim", __config__=ConfigDict(extra="forbid"), **parts)


def faults_of_form(proposed: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with the form of a proposed claim: the key and what is said of it. None: it fits."""
    from pydantic import ValidationError

    whole = (
        {name: _DEFAULTS[name] for name in ASKED if name in _DEFAULTS} | {"participants": []} | dict(proposed)
    )
    try:
        claim_model().model_validate(whole, strict=True)
    except ValidationError as error:
        return [(".".join(map(str, fault["loc"])), fault["msg"]) for fault in error.errors(include_url=False)]
    return []


def _field(name: str) -> Any:
    from pydantic import Field

    from demarche.contract.model import load_contract

    if name == "participants":
        return list[str], Field(description=_TEXTS[name])
    field = load_contract().fields[name]
    if field.values is not None:
        kind: Any = Literal[tuple(field.values)]
    else:
        kind = bool if field.type == "boolean" else str
    return (kind | None if name in _OPTIONAL else kind), Field(description=field.description)


@cache
def answer_schema() -> dict[str, Any]:
    """The JSON schema of an answer, in the strict subset that endpoints with structured output take."""
    claim = _strict(claim_model().model_json_schema())
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": claim}},
        "required": ["claims"],
        "additionalProperties": False,
    }


def _strict(node: Any) -> Any:
    """All keys required, none but those; without what the strict subset does not know."""
    if isinstance(node, list):
        return [_strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _strict(value) for key, value in node.items() if key not in {"minLength", "title"}}
    if kept.get("type") == "object" and isinstance(kept.get("properties"), dict):
        kept["required"] = list(kept["properties"])
        kept["additionalProperties"] = False
    return kept
