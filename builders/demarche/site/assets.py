"""What stands beside the pages: our own style and scripts, and the table's library as a plain script."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

from demarche.errors import InputError
from demarche.files import read_text

_EXPORT = re.compile(r"export\s*\{([^{}]*)\};?")
_NAMED = re.compile(r"([\w$]+) as ([\w$]+)")
_OURS = ("site.css", "explore.js", "source.js")


def assets() -> dict[str, str]:
    """The files of the folder `assets` by name. Raises InputError without the extra `site`."""
    folder = files("demarche.site") / "static"
    found = {name: (folder / name).read_text(encoding="utf-8") for name in _OURS}
    return found | {"datatables.js": _library()}


def _library() -> str:
    """DataTables from the bundle of itables.

    The bundle is a module, which a page opened from the disk may not load. Its last words export what it has;
    in a plain script they set `window.demarcheTable` instead.
    """
    try:
        import itables
    except ImportError as error:
        raise InputError(
            "the site needs packages that are not installed",
            hint="Install them: pip install 'demarche[site]'",
        ) from error
    path = Path(itables.__file__).parent / "html" / "dt_bundle.js"
    bundle = read_text(path)
    exports = list(_EXPORT.finditer(bundle))
    names = dict(_NAMED.findall(exports[-1][1])) if exports else {}
    table = next((inside for inside, outside in names.items() if outside == "default"), None)
    if table is None:
        raise InputError(
            "is not the bundle of a version of itables that is known here",
            file=path,
            hint="Install the version of constraints.txt.",
        )
    start, end = exports[-1].span()
    return f"(()=>{{{bundle[:start]};window.demarcheTable={table};{bundle[end:]}\n}})();\n"
