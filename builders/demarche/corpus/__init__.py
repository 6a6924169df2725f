"""From a corpus to tables, however large: a run that can be killed at any moment and goes on where it was.

`batches` cuts the stream of records into numbered Arrow batches, always the same ones; an engine codes them;
`journal` keeps each coded batch as a file, whole or not at all; `tables` lays them out, sorted, when all
are there; `manifest` says what was done from what; `run` does one after the other.
"""
