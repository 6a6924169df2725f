"""What a frame leaves open, guessed from the document: a side that nothing names, an object no list knows.

A guess is taken only where the words of the frame itself are there, and it lowers a claim's confidence.
"""

from __future__ import annotations

from functools import cache

from demarche.coding import grammar, implicit, slots
from demarche.coding.chunks import Verb
from demarche.coding.constraints import fits
from demarche.coding.entities import Ref
from demarche.coding.frames import Frame, verb_frames
from demarche.coding.implicit import Refs
from demarche.coding.lists import NON_STATE
from demarche.coding.slots import Trigger
from demarche.coding.view import View

SLOT = "guess"
"""The slot of a side that no frame names."""
ADDRESSED = frozenset(("accusation", "rejection", "threat", "support", "sanction", "visit"))
"""Types of acts that turn to somebody whom the text has named: words, measures, journeys. What is given or
done in a place is told with whom it is given, or where."""
_BY_STATES = frozenset(("assault", "sanction", "coercion"))
"""Types of acts that states alone do here, whoever carries them out: "police broke into the embassy"."""
_ASKED_OF_PEOPLE = frozenset(("actor", "named", "nationals"))
"""Questions that keep private people out."""
_KNOWN_BY_OBJECT = frozenset(("agreement", "wrong"))
"""What is agreed, or wronged, tells whether there is an act at all."""
_OPEN = frozenset(("obj", "to", "for"))


def open_to(frame: Frame) -> bool:
    """Whether a side of a frame may be guessed."""
    return frame.interaction_type in ADDRESSED | _BY_STATES and not frame.mutual


def target(view: View, frame: Frame, trigger: Trigger, initiators: Refs) -> Refs:
    """Whom an act means that names nobody: the other of the pair in focus."""
    if frame.interaction_type not in ADDRESSED:
        return ()
    if frame.interaction_type == "visit" and any(slots.refs(view, trigger, slot) for slot in frame.target):
        return ()  # home
    other = implicit.partner(view, initiators)
    return (Ref(other, "state", True),) if other is not None else ()


def initiator(view: View, frame: Frame, trigger: Trigger, hit: Refs) -> Refs:
    """Who acts, where the subject is nobody known: the only other actor of the sentence, else of the pair."""
    verb = trigger.verb
    if frame.interaction_type not in _BY_STATES or len(hit) != 1:
        return ()
    subject = grammar.subject(verb) if verb is not None and not verb.passive else None
    if subject is None or subject.mentions or subject.possessor is not None or subject.noun in NON_STATE:
        return ()
    here = {ref.actor_id for ref in view.refs() if ref.actor_id and ref.official} - {hit[0].actor_id}
    if len(here) > 1:
        return ()
    other = here.pop() if here else implicit.partner(view, hit)
    return (Ref(other, "state", True),) if other is not None else ()


def loosely(view: View, verb: Verb, status: str | None) -> list[Frame]:
    """The frames of a verb that lack only an object that they know.

    Only of verbs that tell one type of act whatever their object is: "grounded the Chilean airline".
    """
    if verb.lemma not in _plain_verbs():
        return []
    trigger = Trigger(verb)
    found = []
    for frame in verb_frames()[verb.lemma]:
        unmet = [need for need in frame.needs if not fits(view, trigger, *need, status)]
        if len(unmet) != 1 or frame.settled:
            continue
        slot, constraint = unmet[0]
        if slot.partition(".")[0] in _OPEN and constraint not in _ASKED_OF_PEOPLE:
            found.append(frame)
    return found


@cache
def _plain_verbs() -> frozenset[str]:
    """The verbs of which several frames are known that all tell one type of act."""
    return frozenset(
        lemma
        for lemma, own in verb_frames().items()
        if len(own) > 1
        and len({frame.interaction_type for frame in own}) == 1
        and own[0].interaction_type not in _KNOWN_BY_OBJECT
    )
