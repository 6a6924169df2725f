"""A release as pages that a browser opens from the disk: look before you load.

`content` gathers what the pages show, `figures` counts, `passages` finds the stretches of a text that
claims rest on, `data` packs the events for the table, `about` and `quality` tell of the release itself,
`pages` fills the templates and `write` puts the folder in place. No page asks the network for anything, no
byte depends on a clock, and every word that comes from the data is escaped: in the templates by Jinja, in
the table by `textContent`.
"""

from demarche.site.write import write_site

__all__ = ["write_site"]
