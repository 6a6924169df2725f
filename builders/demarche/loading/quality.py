"""What a release says of its machine rows: how often the coder is right, as its quality.json has it."""

from __future__ import annotations

from demarche.loading.release import Release

QUALITY = "quality.json"


def machine_rows_told(release: Release) -> list[str]:
    """What to tell those who ask for rows that nobody has looked at; nothing where there are none."""
    import pyarrow.compute as pc

    coding = release.table("interactions", ["coding"])["coding"]
    count = pc.sum(pc.equal(coding, "machine")).as_py() or 0
    if not count:
        return []
    told = f"{count:,} of the {len(coding):,} claims of release {release.version} nobody has looked at"
    return [f"{told}; how many of these are right, the release does not say"]
