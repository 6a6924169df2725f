"""A curator's desk in the browser: the text of a source with its claims, and decisions on them.

`words` writes a decision in YAML and `blocks` puts it into the curation file, all other bytes of which stay;
`desk` has it judged by the curation's own reader and by the rules before it is saved; `view` says what the
page shows; `app` and `serve` serve it to the loopback alone.
"""
