"""What becomes of an act under the words that govern it: PLOVER's conventions, inherited from CAMEO's.

CAMEO codes the outermost act: an agreement to lift a ban is an expressed intent (03), a refusal to lift it a
rejection (12), a demand to lift it a request (10), whatever lifting it would be. Intent and future are told
apart by what is intended: cooperation is AGREE (030 to 039), a hostile act is THREATEN (130 to 139). To end,
to halt or to fail to do something undoes it: the end of a hostile act is YIELD (08), of relations or aid
SANCTION (161 to 166), and what was planned and is called off is REJECT (12).
"""

from __future__ import annotations

COOPERATIVE = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"))
HOSTILE = frozenset(("SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE", "THREATEN"))

# turn → what it makes of a cooperative act, of a hostile one, of a request, charge or refusal; "" leaves it
_TURNS = {
    "intend": ("AGREE", "THREATEN", ""),
    "agree": ("AGREE", "AGREE", ""),
    "request": ("REQUEST", "REQUEST", "REQUEST"),
    "refuse": ("REJECT", "REJECT", "REJECT"),
    "negate": ("REJECT", "YIELD", ""),
    "fail": ("REJECT", "YIELD", ""),
    "threaten": ("THREATEN", "THREATEN", "THREATEN"),
    "deny": ("REJECT", "REJECT", "REJECT"),
    "halt": ("SANCTION", "YIELD", "YIELD"),
    "ease": ("SANCTION", "YIELD", "YIELD"),
    "cancel": ("REJECT", "YIELD", "YIELD"),
    "permit": ("YIELD", "", ""),
    "accuse": ("ACCUSE", "ACCUSE", "ACCUSE"),
    "open": ("", "", ""),
}
_ALONE = {
    "intend": "AGREE",
    "agree": "AGREE",
    "request": "REQUEST",
    "refuse": "REJECT",
    "threaten": "THREATEN",
    "deny": "REJECT",
    "cancel": "REJECT",
    "permit": "YIELD",
}


def turned(turn: str, root: str) -> str:
    """The root of an act under a turn."""
    if turn in ("halt", "ease", "cancel") and root == "YIELD":
        return "REJECT"
    cooperative, hostile, verbal = _TURNS[turn]
    new = cooperative if root in COOPERATIVE else hostile if root in HOSTILE else verbal
    return new or root


def alone(turn: str) -> str:
    """The root of a turn that governs nothing known; "" when it tells nothing by itself."""
    return _ALONE.get(turn, "")


TURNS = frozenset(_TURNS)
