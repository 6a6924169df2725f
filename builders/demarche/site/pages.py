"""The pages: each template with what it shows. Paths are those below the site's folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from demarche.contract.model import load_contract
from demarche.picture import draw, timeline
from demarche.picture.layout import CLASSES
from demarche.picture.years import years_specification
from demarche.release import citation
from demarche.report.claim_words import plain
from demarche.site import about, figures
from demarche.site.content import Content, Event
from demarche.site.data import MOST_ROWS
from demarche.site.passages import stretches
from demarche.site.quality import quality

DRAWN = 300
"""Events between states that are drawn one by one; of more, the time line is a table of counts."""
LONGEST = 200_000
"""Characters of a text that is shown whole."""
LISTED = 500
"""Events that the page of a pair lists."""
PAIRS = 2_000
"""Pairs that the list of them holds, those with most events; every pair has its page."""

MENU = (
    ("index.html", "Overview"),
    ("table.html", "Events"),
    ("dyads.html", "Dyads"),
    ("sources.html", "Sources"),
    ("codebook.html", "Codebook"),
    ("quality.html", "Quality"),
    ("versions.html", "Versions"),
    ("cite.html", "Cite and load"),
)


class Press:
    """Fills the templates for one site."""

    def __init__(self, content: Content, folder: Path, folders: Sequence[Path]) -> None:
        self.content, self.folder = content, folder
        self.editions = about.editions(folders)
        self.told, self.date = about.citation(folder)
        loader = PackageLoader("demarche.site", "templates")
        self.templates = Environment(
            loader=loader,
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._tops: dict[tuple[str, str], Markup] = {}
        self.templates.filters["plain"] = plain
        self.templates.filters["thousands"] = "{:,}".format
        self.templates.filters["address"] = address
        self.templates.filters["share"] = lambda part, whole: f"{part / whole:.0%}" if whole else "–"

    def pages(self, shown: Sequence[Event]) -> Iterator[tuple[str, str]]:
        """Every page: its path below the site's folder, and its HTML. `shown` are the events of the table."""
        yield self._overview()
        yield self._table(shown)
        yield from self._dyads()
        yield from self._sources()
        body, headings = about.codebook(self.folder)
        yield self._filled("codebook.html", "Codebook", body=body, headings=headings)
        yield self._filled(
            "quality.html",
            "Quality",
            kinds=sorted(figures.by_type(self.content), key=lambda one: one.name),
            groups=quality(self.folder),
        )
        yield self._filled(
            "versions.html", "Versions", editions=self.editions, tables=load_contract().released
        )
        yield self._cite()

    def _filled(self, path: str, title: str, **values: Any) -> tuple[str, str]:
        template = values.pop("template", path)
        root = "../" * path.count("/")
        page = self.templates.get_template(f"{template}.jinja").render(
            title=title,
            top=self._top(values.pop("here", path), root),
            root=root,
            about=self.told,
            date=self.date,
            names=self.content.names,
            **values,
        )
        return path, page + "\n"

    def _top(self, here: str, root: str) -> Markup:
        """The head of the pages under one entry of the menu: the same for all of them, so filled once."""
        found = self._tops.get((here, root))
        if found is None:
            template = self.templates.get_template("top.html.jinja")
            filled = template.render(here=here, root=root, menu=MENU, about=self.told, date=self.date)
            found = self._tops[here, root] = Markup(filled)
        return found

    def _overview(self) -> tuple[str, str]:
        content = self.content
        years = figures.by_year(content)
        states = [event for event in content.events if content.between_states(event.row)]
        pictured = 0 < len(states) <= DRAWN
        tables = content.held.tables
        return self._filled(
            "index.html",
            "Overview",
            kinds=figures.by_type(content),
            events=content.events,
            claims=len(tables["interactions"]),
            sources=len(content.sources),
            dyads=len({event.row["dyad"] for event in content.events}),
            others=len(content.events) - len(states),
            years=years,
            years_picture=_inline(draw(years_specification(years.cells))) if years.cells else None,
            timeline=_inline(timeline(tables["events"], tables["actors"])) if pictured else None,
            states=states if pictured else [],
            dyads_by_year=figures.dyads_by_year(content),
            dyad_name=content.dyad_name,
            matrix=figures.matrix(content),
        )

    def _table(self, shown: Sequence[Event]) -> tuple[str, str]:
        ranked = load_contract().fields["status"].values or {}
        return self._filled(
            "table.html",
            "Events",
            total=len(self.content.events),
            shown=len(shown),
            most=MOST_ROWS,
            kinds=sorted({event.row["interaction_type"] for event in shown}),
            statuses=[status for status in ranked if any(event.row["status"] == status for event in shown)],
            dyads=sorted({event.row["dyad"] for event in shown}),
        )

    def _dyads(self) -> Iterator[tuple[str, str]]:
        by_dyad = self.content.by_dyad
        ranked = sorted(by_dyad.items(), key=lambda item: (-len(item[1]), item[0]))
        yield self._filled(
            "dyads.html",
            "Dyads",
            dyads=ranked[:PAIRS],
            total=len(ranked),
            dyad_name=self.content.dyad_name,
            between_states=self.content.between_states,
        )
        for dyad, events in by_dyad.items():
            yield self._filled(
                f"dyads/{dyad}.html",
                self.content.dyad_name(dyad),
                template="dyad.html",
                here="dyads.html",
                dyad=dyad,
                events=events[:LISTED],
                total=len(events),
            )

    def _sources(self) -> Iterator[tuple[str, str]]:
        content = self.content
        yield self._filled("sources.html", "Sources", sources=content.sources, by_source=content.by_source)
        for name, source in content.sources.items():
            claims = content.by_source.get(name, ())
            spans = {
                claim.row["interaction_id"]: (claim.row["evidence_start"], claim.row["evidence_end"])
                for claim in claims
            }
            text = content.held.texts.get(name)
            yield self._filled(
                f"sources/{name}.html",
                source["title"] or name,
                template="source.html",
                here="sources.html",
                source=source,
                claims=claims,
                numbers={claim.row["interaction_id"]: number for number, claim in enumerate(claims, 1)},
                passages=None if text is None else stretches(text, spans, LONGEST),
                whole=text is not None and len(text) <= LONGEST,
            )

    def _cite(self) -> tuple[str, str]:
        return self._filled(
            "cite.html",
            "Cite and load",
            apa=citation.apa(self.told, self.date, None).strip(),
            bibtex=citation.bibtex(self.told, self.date, None).strip(),
        )


def address(value: str | None) -> str | None:
    """An address that may be followed; None for any other scheme than the web's."""
    return value if value and re.match(r"https?://[^\s\"'<>]+\Z", value) else None


def _inline(svg: str) -> str:
    """A drawing for the inside of a page; its colours become the page's and follow light and dark."""
    found = svg[svg.index("<svg") :]
    for colour, name in _COLOURS.items():
        found = re.sub(rf'(fill|stroke)="{colour}"', rf'\1="var({name})"', found)
    return found


_COLOURS: Mapping[str, str] = {
    "white": "--paper",
    "#f1f1f1": "--stripe",
    "#dddddd": "--line",
    "#ddd": "--line",
    "#bbbbbb": "--line-strong",
    "#888": "--muted",
    "#000": "--ink",
    "black": "--ink",
    **{tone: f"--type-{number}" for number, (tone, _) in enumerate(CLASSES.values())},
}
