"""The contract in `schema/`, read once and compiled to what each engine wants.

`model` reads it; `arrow`, `frames` (pandera), `datapackage` and `codebook` compile it; `edtf`, `ontology`
and `actors` hold what its values mean.
"""
