"""Coders behind one protocol: the rules of `demarche.coding`, language models, and what others register.

A language model's claims are held to what a curator's are (`believing`): the contract, the ontology, and a
quotation that stands in the text. `choose` finds a coder by name; `base` is the protocol. For a model:
`prompting` and `answer` make what it is told and the form of its answer from the contract, `windows` cuts
long documents, `endpoint` asks, `budget` and `store` see that nothing is paid too much or twice, `model` runs
them in order. `together` joins coders.
"""

from demarche.coders.base import Coded, Coder, StoppedError, Usage, total
from demarche.coders.choose import ModelOptions, find_coder
from demarche.coders.many import code_documents

__all__ = ["Coded", "Coder", "ModelOptions", "StoppedError", "Usage", "code_documents", "find_coder", "total"]
