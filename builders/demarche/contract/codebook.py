"""The codebook: every table, column, value, type, mode and rule in words, as Markdown or HTML.

Nothing here says anything of its own but how to read it: definitions come from the contract, statements
from the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from demarche.contract.model import Column, Table, load_contract
from demarche.contract.ontology import InteractionType, load_ontology
from demarche.files import read_text
from demarche.resources import schema_dir

_HOW_TO_READ = """\
- A row of `events` is one happening between one pair of actors. A row of `interactions` is a claim: one
  source says so. **Count events, never interactions**: a happening that many sources tell of is still one.
- A row says that something is said to happen. How sure the source makes it stands in `status` and
  `disputed`: planned visits, offered pacts and denied deliveries are rows too. Filter before counting.
- **Goldstein values** describe acts, not their likelihood. **Never compare or sum them across statuses**;
  what is ongoing has none.
- Initiator and target of an undirected row stand in alphabetical order, which says nothing of who began.
- Actors are states, organisations and blocs. Views of states keep rows in which both are of kind `state`:
  say how many others were left out.
- Text columns are text: `NA` is Namibia's code, and CAMEO codes have leading zeros. An empty cell is the
  only sign of a missing value.
- Offsets count Unicode code points of the source's text from 0; the end is the character after the last.
"""


def codebook_markdown() -> str:
    """The codebook as Markdown."""
    return "\n".join(_lines()).rstrip() + "\n"


def codebook_html(linked_data: str | None = None) -> str:
    """The codebook as one HTML page without scripts or outside resources.

    `linked_data` is JSON-LD that describes the release; search engines read it from the head of the page.
    """
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark").enable("table").render(codebook_markdown())
    body = re.sub(r"<h3>([a-z_]+)</h3>", r'<h3 id="\1">\1</h3>', body)
    style = (
        "body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}"
        "table{border-collapse:collapse;display:block;overflow-x:auto}"
        "th,td{border:1px solid #bbb;padding:.2rem .5rem;text-align:left;vertical-align:top}"
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Codebook</title>\n<style>{style}</style>\n{_embedded(linked_data)}</head>\n"
        f"<body>\n{body}</body>\n</html>\n"
    )


def _embedded(linked_data: str | None) -> str:
    """JSON in an element of its own; a `<` in it cannot end the element."""
    if linked_data is None:
        return ""
    escaped = linked_data.strip().replace("<", "\\u003c")
    return f'<script type="application/ld+json">\n{escaped}\n</script>\n'


def _lines() -> Iterator[str]:
    contract = load_contract()
    yield "# Codebook"
    yield ""
    yield f"Schema version {contract.version}. Generated from `schema/`; changes are made there."
    yield ""
    yield "## How to read it"
    yield ""
    yield _HOW_TO_READ
    yield "## Coding rules"
    yield ""
    yield read_text(schema_dir() / "coding_rules.md")
    yield "## Tables"
    yield ""
    yield from _table_rows(
        ("table", "what it holds", "in releases"),
        (
            (f"[{name}](#{name})", table.description, "yes" if table.released else "no")
            for name, table in contract.tables.items()
        ),
    )
    for table in contract.tables.values():
        yield from _table(table)
    yield "## Values"
    yield ""
    enumerated = {name: field for name, field in contract.fields.items() if field.own_values}
    for name, field in enumerated.items():
        yield f"### Values of {name}"
        yield ""
        yield field.description
        if field.ranking:
            yield f"From the most definite to the least: {', '.join(field.ranking)}."
        yield ""
        meanings = ((f"`{value}`", text) for value, text in (field.values or {}).items())
        yield from _table_rows(("value", "meaning"), meanings)
    yield "## Ontology"
    yield ""
    yield "The codes of a combination stand in the table `ontology`; one not listed there is forbidden."
    yield ""
    for kind in load_ontology().types.values():
        yield from _type(kind)
    yield from _rules()


def _table(table: Table) -> Iterator[str]:
    yield f"### {table.name}"
    yield ""
    yield table.description
    yield ""
    yield from _table_rows(
        ("column", "type", "filled", "meaning", "example"),
        (
            (
                f"`{column.name}`",
                _type_of(column),
                "always" if column.required else "or empty",
                column.description,
                f"`{_example(column)}`",
            )
            for column in table.columns
        ),
    )
    if table.primary_key:
        yield f"Key: {_columns(table.primary_key)}."
    for key in table.foreign_keys:
        yield f"- {_columns(key.fields)} → {key.reference} ({_columns(key.reference_fields)})"
    yield ""


def _type_of(column: Column) -> str:
    field = column.field
    if field.values is not None:
        return "enum"
    bounds = [f"≥ {field.minimum}" if field.minimum is not None else ""]
    bounds.append(f"≤ {field.maximum}" if field.maximum is not None else "")
    return " ".join([field.type, *(bound for bound in bounds if bound)])


def _example(column: Column) -> str:
    if not column.field.examples:
        return ""
    example = column.field.examples[0]
    return str(example).lower() if isinstance(example, bool) else str(example)


def _type(kind: InteractionType) -> Iterator[str]:
    yield f"### {kind.name}"
    yield ""
    yield kind.definition
    yield ""
    direction = {True: "Always directed.", False: "Never directed.", None: "Directed or mutual, as told."}
    yield f"Initiator: {kind.initiator}. {direction[kind.directed]}"
    yield ""
    yield from _table_rows(("mode", "meaning"), ((f"`{mode}`", text) for mode, text in kind.modes.items()))
    if kind.phases:
        phases = ((f"`{phase}`", text) for phase, text in kind.phases.items())
        yield from _table_rows(("phase", "meaning"), phases)


def _rules() -> Iterator[str]:
    # The checks are built on the contract; the codebook tells of both.
    from demarche.report.rules import listed

    yield "## Rules"
    yield ""
    yield "Beside types, lists, forms and keys, `demarche validate` checks these. Warnings leave data valid."
    yield "Beside the curated tables, what claims break is a warning: curation decides on them."
    yield ""
    yield from _rule_rows(rule for rule in listed() if not rule["against"])
    yield "With `--against`, rows are held against a published release, by these:"
    yield ""
    yield from _rule_rows(rule for rule in listed() if rule["against"])


def _rule_rows(rules: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield from _table_rows(
        ("rule", "statement", "tables", "severity", "a row that breaks it"),
        (
            (
                f"`{rule['code']}`",
                rule["statement"],
                ", ".join(rule["tables"]) or "`dataset.yaml`",
                rule["severity"],
                rule["example"],
            )
            for rule in rules
        ),
    )


def _table_rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _columns(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
