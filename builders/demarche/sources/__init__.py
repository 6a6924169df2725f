"""Reading texts: the dataset's own sources, and documents that someone wants coded.

`store` reads `dataset/sources/<source_id>/` and refuses a text that is not the one that was coded;
`text` reads a document for `demarche code` and finds out when it was published; `reading` reads a corpus,
of any of the usual kinds and places, as a stream of records.
"""
