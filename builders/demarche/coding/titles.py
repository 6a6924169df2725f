"""The grammar of titles: words with capitals, "to" for what is planned, participles for passives."""

from __future__ import annotations

from collections.abc import Container

from demarche.coding.chunks import Verb
from demarche.coding.clauses import Parse
from demarche.coding.segment import Token

_CAPITALISED = 0.7
"""Of the words in a title, the share that must have a capital before capitals tell nothing."""


def plain(tokens: list[Token], names: Container[str]) -> None:
    """Write the common words of a title small where all have capitals: "Peru Expels Two Envoys".

    `names` are the words that the text below has with a capital; those of the gazetteer are tagged already.
    """
    words = [token for token in tokens if token.text[0].isalpha() and len(token.text) > 3 and not token.tag]
    capitals = sum(token.text[0].isupper() for token in words)
    if len(words) < 2 or capitals < _CAPITALISED * len(words):
        return
    for token in tokens:
        if not token.tag and token.text not in names and token.text.title() not in names:
            token.text = token.low


def complete(parse: Parse) -> None:
    """Read what a title leaves out: "Peru to expel envoys" is planned, "Envoys expelled" is passive."""
    verbs = parse.verbs
    governing = {id(verb.parent) for verb in verbs}
    for verb in verbs:
        bare = verb.first == verb.head and verb.form in ("DN", "N") and id(verb) not in governing
        if bare and verb.finite and verb.subject is not None and not verb.objects:
            verb.passive = True
    if verbs and not any(verb.finite for verb in verbs):
        _make_main(verbs[0])
    main = next((verb for verb in verbs if verb.finite), None)
    if main is not None and main.form == "B" and main.subject is not None:
        beside = [p for p in main.subject.appositions if p.mentions and not p.determiner]
        for phrase in beside:  # Peru, Chile sign pact
            phrase.role = "and"
            main.subject.appositions.remove(phrase)
            main.subject.coordinated.append(phrase)


def _make_main(verb: Verb) -> None:
    """Make an infinitive or participle behind its subject the verb of the title."""
    subject = verb.governor if verb.link in ("inf", "part") else None
    if subject is None or subject.last > verb.first:
        return
    if verb.infinitive:
        verb.modal, verb.infinitive = "be_to", False
    verb.finite, verb.subject, verb.governor, verb.link, verb.parent = True, subject, None, "", None
