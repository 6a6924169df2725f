"""The files of the checkout that are generated from the contract; committed, and a test finds drift."""

from __future__ import annotations

from pathlib import Path

from demarche.contract.codebook import codebook_markdown
from demarche.contract.datapackage import descriptor_json
from demarche.errors import InputError
from demarche.resources import schema_dir


def generated_files() -> dict[Path, str]:
    """Each generated file with the text that it should have. Raises InputError outside a checkout."""
    schema = schema_dir()
    if not (schema.parent / "pyproject.toml").is_file():
        raise InputError("is not in a checkout", file=schema, hint="Run this in a checkout of the project.")
    return {
        schema / "datapackage.json": descriptor_json(),
        schema.parent / "docs" / "codebook.md": codebook_markdown(),
    }
