"""A decision in YAML, as the curation files have it: words stay words, whatever they look like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

_WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Writes every value as it stands; what could be taken for nothing is quoted."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  # PyYAML's own way of saying which words have a type

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


_Dumper.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)\Z"), [*"~nN", ""])


class _InALine(dict[str, Any]):
    """A mapping that is written in braces."""


def _in_a_line(dumper: yaml.SafeDumper, value: _InALine) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True)


_Dumper.add_representer(_InALine, _in_a_line)


def written(decision: Mapping[str, Any]) -> str:
    """A decision as an item of a list, without indentation. Values are text, None, lists and mappings."""
    told = {name: _InALine(value) if name == "expect" else value for name, value in decision.items()}
    return str(yaml.dump([told], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, indent=2))
