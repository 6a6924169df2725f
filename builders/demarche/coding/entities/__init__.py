"""Who a noun phrase stands for: names, titles, possessives, pronouns and descriptions, across sentences.

`Discourse` is the memory of one document: phrases are resolved in the order of the text, and each answer is
remembered, so that "he", "the ministry", "the two countries" and a bare surname find what went before.

`resolution` takes a phrase through the rules (`rule` says what one is): first those of `proper_names`, then
those of `descriptions`; `names` (people), `offices` (the minister, the ministry) and `anaphora` (pronouns,
the two, the country, the counterpart) are what the rules do; `memory` is the state, `model` the types.
"""

from demarche.coding.entities.discourse import Discourse
from demarche.coding.entities.model import Person, Ref, Trace

__all__ = ["Discourse", "Person", "Ref", "Trace"]
