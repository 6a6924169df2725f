"""What a language model is told: the task from the contract, and an article as data.

The task is generated from the ontology, the coding rules, the columns and the actors, so that model and
curator work by the same book. Nothing in it depends on the article, which lets providers keep it in their own
caches.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from demarche.coders.answer import ASKED, QUOTE, TRIGGER, answer_schema
from demarche.files import read_text, sha256_text
from demarche.resources import schema_dir

MAX_TITLE = 500
"""Characters of a title: more is none."""
_EXAMPLE_TEXT = "On Monday Chile recalled its ambassador from Peru, accusing Lima of shelling a border post."
_EXAMPLE_DAY = "2031-03-04"
_EXAMPLE: dict[str, Any] = {
    QUOTE: _EXAMPLE_TEXT,
    TRIGGER: "accusing",
    "interaction_type": "accusation",
    "mode": "allegation",
    "initiator": "CHL",
    "target": "PER",
    "directed": True,
    "status": "occurred",
    "reported_on": "2031-03-03",
    "object": "shelling of a border post",
    "phase": None,
    "disputed": False,
    "voice": "source",
    "reported_by": None,
    "date": "2031-03-03",
    "date_precision": "day",
    "date_basis": "relative",
    "context": "military",
    "location": None,
    "level": None,
    "participants": [],
}


@cache
def task() -> str:
    """The system message: what is a claim, which values there are, how to answer."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from demarche.contract.actors import load_actors
    from demarche.contract.model import load_contract
    from demarche.contract.ontology import load_ontology

    # Plain text for a model and no page: nothing is to be escaped.
    environment = Environment(
        loader=PackageLoader("demarche.coders"),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    fields, ontology = load_contract().fields, load_ontology()
    return environment.get_template("task.md.jinja").render(
        fields=[fields[name] for name in ASKED if name != "participants"],
        roles=fields["role"].values,
        example_text=_EXAMPLE_TEXT,
        example_day=_EXAMPLE_DAY,
        example=json.dumps(_EXAMPLE, ensure_ascii=False),
        rules=read_text(schema_dir() / "coding_rules.md").strip(),
        types=[(kind, ontology.statuses(kind.name)) for kind in ontology.types.values()],
        actors=load_actors(),
    )


def article(text: str, published: str, title: str | None) -> str:
    """The user message that gives an article, or a window of one, between marks that it cannot contain."""
    words = f"Title: {' '.join(title.split())[:MAX_TITLE]}\n\n{text}" if title else text
    mark = f"article-{sha256_text(words)[:16]}"
    return (
        f"Published: {published}\nThe article stands between the two lines {mark}.\n{mark}\n{words}\n{mark}\n"
    )


@cache
def told_hash() -> str:
    """The hash of all that a model is told but for articles and its own answers."""
    parts = [task(), article("", "", None), again([]), answer_in_words()]
    return sha256_text("\n".join(parts))


def answer_in_words() -> str:
    """What is added to the task for an endpoint that cannot be held to a form."""
    return "# The JSON schema of the answer\n\n" + json.dumps(answer_schema(), ensure_ascii=False) + "\n"


def again(faults: list[str]) -> str:
    """The user message that sends claims back: what was wrong with each, and what to do."""
    told = "\n".join(f"- {' '.join(fault.split())}" for fault in faults)
    return (
        "These claims could not be taken:\n"
        f"{told}\n"
        "Answer in the same form with these claims only, mended. Leave out what the article does not say."
    )
