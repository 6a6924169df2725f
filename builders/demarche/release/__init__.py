"""Building the dataset and releasing versions of it.

`build` makes the tables from sources, frozen claims, curation and ledger; `make` turns them into an
immutable folder, `contents` fills it, `manifest` says what it holds, `index` which versions there are.
"""
