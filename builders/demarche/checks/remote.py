"""Tables at addresses, brought beside each other so that they can be checked as files.

Only on request: a descriptor can name any address, and to fetch what a stranger names is a choice.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from demarche.checks.finding import Verdict
from demarche.errors import DemarcheError, InputError
from demarche.files import write_text
from demarche.stores import is_url, open_store

MAX_BYTES = 4 * 1024**3
"""Of one table; `MAX_DESCRIPTOR` of a descriptor."""
MAX_DESCRIPTOR = 16 * 1024**2
MAX_RESOURCES = 100
DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Brought:
    """Paths that can be checked, and the address that each fetched file stands for."""

    paths: list[Path]
    addresses: dict[Path, str]

    def told(self, verdict: Verdict) -> Verdict:
        """The verdict with addresses in place of where the files were put."""
        findings = [replace(each, file=self.meant(each.file)) for each in verdict.findings]
        return replace(verdict, findings=findings)

    def meant(self, file: Path | str | None) -> Path | str | None:
        """The address that a file stands for, or the file."""
        return None if file is None else self.addresses.get(Path(file), file)


@contextmanager
def brought(places: Sequence[str], *, allowed: bool) -> Iterator[Brought]:
    """The places as paths for as long as the block runs; what is at an address is fetched, where `allowed`.

    Raises InputError for an address where none is allowed, and where it cannot be fetched within bounds.
    """
    with tempfile.TemporaryDirectory(prefix="demarche-") as folder:
        found = Brought([], {})
        for number, place in enumerate(places):
            if is_url(place):
                _require(allowed, place, None)
            target = Path(folder) / str(number)
            found.paths.append(_path(place, target, found.addresses, allowed=allowed))
        try:
            yield found
        except DemarcheError as error:
            error.file = found.meant(error.file)
            raise


def _path(place: str, folder: Path, addresses: dict[Path, str], *, allowed: bool) -> Path:
    """A place as a path; a descriptor that names addresses is copied, and they are fetched beside it."""
    path = _fetched(place, folder, addresses) if is_url(place) else Path(place)
    if path.name != DESCRIPTOR or not path.is_file() or path.stat().st_size > MAX_DESCRIPTOR:
        return path
    package = _package(path)
    remote = [each for each in package.get("resources", ()) if is_url(_resource(each, place))]
    if not remote:
        return path
    if len(remote) > MAX_RESOURCES:
        raise InputError(f"names more than {MAX_RESOURCES} tables", file=place)
    if len(remote) < len(package["resources"]):
        raise InputError(
            "names tables at addresses and tables beside it",
            file=place,
            hint="Keep all tables in one place.",
        )
    for each in remote:
        address = _resource(each, place)
        _require(allowed, address, place)
        each["path"] = _fetched(address, folder, addresses).name
    copy = folder / DESCRIPTOR
    write_text(copy, json.dumps(package, ensure_ascii=False))
    addresses[copy] = place
    return copy


def _resource(resource: Any, place: str) -> str:
    """Where a resource lies: at an address of its own, or beside the descriptor where that is at one."""
    path = str(resource.get("path", "")) if isinstance(resource, dict) else ""
    return urljoin(place, path) if is_url(place) and not is_url(path) else path


def _package(path: Path) -> dict[str, Any]:
    """A descriptor as far as it is one; what it lacks is told by those who check it."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    sound = isinstance(found, dict) and isinstance(found.get("resources"), list)
    return found if sound and all(isinstance(each, dict) for each in found["resources"]) else {}


def _fetched(address: str, folder: Path, addresses: dict[Path, str]) -> Path:
    base, _, name = address.rpartition("/")
    plain = Path(urlsplit(address).path).name
    if not plain:
        raise InputError("names no file", file=address, hint="Give the address of a table or a descriptor.")
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / plain
    if target in addresses:
        raise InputError("has the name of another table", file=address, value=plain)
    open_store(base).fetch(name, target, MAX_DESCRIPTOR if plain == DESCRIPTOR else MAX_BYTES)
    addresses[target] = address
    return target


def _require(allowed: bool, address: str, descriptor: str | None) -> None:
    if not allowed:
        raise InputError(
            "is an address, and nothing is fetched unasked",
            file=descriptor or address,
            value=address if descriptor else None,
            hint="--allow-remote fetches it.",
        )
