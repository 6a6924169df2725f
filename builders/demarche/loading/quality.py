"""What a release says of its machine rows: how often the coder is right, as its quality.json has it."""

from __future__ import annotations

import json
from typing import Any

from demarche.files import read_text
from demarche.loading.release import Release

QUALITY = "quality.json"
_ALL_TYPES = "core+extended"


def machine_rows_told(release: Release) -> list[str]:
    """What to tell those who ask for rows that nobody has looked at; nothing where there are none."""
    import pyarrow.compute as pc

    coding = release.table("interactions", ["coding"])["coding"]
    count = pc.sum(pc.equal(coding, "machine")).as_py() or 0
    if not count:
        return []
    told = f"{count:,} of the {len(coding):,} claims of release {release.version} nobody has looked at"
    return [f"{told}; {precision_in_words(_quality(release))}"]


def precision_in_words(quality: Any) -> str:
    """The precision that a quality.json states, in words; that it states none where it does not."""
    try:
        measured, score = quality["coder"]["measured_on"], quality["coder"]["scores"][_ALL_TYPES]
        share, right, claimed = score["precision"], score["matched"], score["claims"]
        texts = "the text" if len(measured) == 1 else f"the {len(measured)} texts"
        return (
            f"of what the coder claimed on {texts} of the release that were coded by hand too, "
            f"{share:.0%} was right ({right} of {claimed}), which says little about others"
        )
    except (LookupError, TypeError, ValueError):
        return "how many of these are right, the release does not say"


def _quality(release: Release) -> Any:
    if QUALITY not in release.manifest["files"]:
        return None
    return json.loads(read_text(release.file(QUALITY)))
