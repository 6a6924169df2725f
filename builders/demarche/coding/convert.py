"""Acts that are told as threatened, refused, denied or charged become the claims that they are."""

from __future__ import annotations

from dataclasses import replace

from demarche.coding.attribution import Hearing
from demarche.coding.chunks import Verb
from demarche.coding.found import Found
from demarche.coding.frames import verb_frames
from demarche.coding.lists import word_list
from demarche.coding.view import View
from demarche.coding.words import speech_kinds

_HOSTILE = frozenset(("sanction", "assault", "coercion", "mobilization"))
_THREATENED = _HOSTILE | {"agreement", "rejection"}
_HELD = frozenset(("agreement", "visit", "consultation"))
"""Types whose act may be told as merely proposed."""
_UNREFUSED = frozenset(("accusation", "support", "request", "rejection", "threat"))
_CHARGING = word_list("charging_verb")
_WARNING = frozenset(("warn", "threaten", "vow"))
_IF = frozenset(("if", "unless"))
_CHARGEABLE = frozenset(("assault", "coercion"))
_UNCHARGED = frozenset(("negated", "if", "deny", "refuse", "should", "want"))
_LAND_KINDS = frozenset(("capital", "city", "name", "venue", "seat"))


def convert(view: View, found: Found, hearing: Hearing) -> list[Found]:
    """The claims that a match makes once what governs it and who says it are counted; often just itself."""
    kind = found.interaction_type
    if kind == "wrong":
        return _charge(view, found, hearing)
    if found.frame.rule == "accusation.claim" and not _grave(view, found):
        return _nothing(view, found, "harmless")
    if hearing.denied and kind != "rejection":
        return _nothing(view, found, "denied")  # what is denied is told by its denial
    if kind == "consultation" and found.status in ("occurred", "planned"):
        hosted = _hosted(found)
        if hosted is not None:
            return [hosted]
    if not found.status:
        return _undone(found) or _nothing(view, found, "undone")
    if kind in _HOSTILE and found.status == "planned" and _warned(view, found, hearing):
        return [_threat(found)]
    reading = found.reading
    weighed = reading.status == "proposed" and reading.effect != "offer" and kind not in _HELD
    return _nothing(view, found, "weighed") if weighed else [*_alleged(found, hearing), found]


def _nothing(view: View, found: Found, why: str) -> list[Found]:
    """No claim; the trail keeps why."""
    if view.trail is not None:
        view.trail.dropped(view, found, why)
    return []


def _undone(found: Found) -> list[Found]:
    """An act not done: a threat ("threatened to shell Peru"), a refusal ("refused to sign"), or none."""
    kind, effect = found.interaction_type, found.reading.effect
    if found.mutual:
        declined = effect == "refuse" and found.reading.governor is not found.verb  # not "could not sign"
        refused = declined and kind in ("agreement", "consultation")
        return [replace(found, status="refused", phase=None)] if refused else []
    if effect.startswith("threaten") and kind in _THREATENED:
        return [replace(_threat(found), status="occurred" if effect == "threaten" else "cancelled")]
    if effect != "refuse" or kind in _UNREFUSED:
        return []
    if kind == "visit":
        return [replace(found, status="refused")]
    return [replace(found, interaction_type="rejection", mode="refusal", phase=None, status="occurred")]


def _alleged(found: Found, hearing: Hearing) -> list[Found]:
    """The charge in a hostile deed that another state tells of: "Riga says Minsk jammed its radar"."""
    hostile = found.interaction_type in _CHARGEABLE or found.frame.rule.startswith("aid.arm")
    if not hostile or not hearing.verbs or found.mutual or found.status not in ("occurred", "ongoing"):
        return []
    if found.phrase is not None:
        return []  # what a noun takes for granted nobody charges
    if speech_kinds().get(hearing.verbs[0].lemma) != "say":
        return []  # a verb of claiming has a frame of its own
    own = {speaker.actor_id for speaker in hearing.speakers}
    if not own or own & {ref.actor_id for ref in found.initiators}:
        return []
    return [
        replace(
            found,
            interaction_type="accusation",
            mode="allegation",
            phase=None,
            status="occurred",
            initiators=hearing.speakers,
            targets=found.initiators,
            places=("said", found.places[0]),
            context=None,
        )
    ]


def _threat(found: Found) -> Found:
    """The threat of an act."""
    kind = found.interaction_type
    mode = "sanction" if kind == "sanction" else "force" if kind in _HOSTILE else "unspecified"
    return replace(found, interaction_type="threat", mode=mode, phase=None, status="occurred")


def _warned(view: View, found: Found, hearing: Hearing) -> bool:
    """ "warned that it would shell Peru", "would shell Peru if …": it is announced on a condition."""
    act = found.verb
    conditions = [verb for verb in view.parse.verbs if verb.marker in _IF and verb.link == "adv"]
    if act is not None and any(
        verb.parent is act or (verb.parent is None and verb.first < act.first) for verb in conditions
    ):
        return True
    spoken = {ref.actor_id for ref in hearing.speakers}
    return (
        bool(hearing.verbs)
        and hearing.verbs[0].lemma in _WARNING
        and {ref.actor_id for ref in found.initiators} <= spoken
    )


def _hosted(found: Found) -> Found | None:
    """A meeting in the country of one of the two is a visit by the other (data-model.md, rulings)."""
    if not found.mutual or len(found.parties) != 2:
        return None
    if found.verb is None or found.mode not in ("meeting", "negotiation", "unspecified"):
        return None
    places = [np for prep, np in found.verb.pps if prep in ("in", "at")]
    lands = {m.actor_id for np in places for m in np.mentions if m.last == np.last and m.kind in _LAND_KINDS}
    hosts = tuple(ref for ref in found.parties if ref.actor_id in lands)
    guests = tuple(ref for ref in found.parties if ref.actor_id not in lands)
    if len(hosts) != 1:
        return None
    return replace(
        found,
        interaction_type="visit",
        mode="unspecified",
        phase=None,
        initiators=guests,
        targets=hosts,
        mutual=False,
        context=None,
    )


def _charge(view: View, found: Found, hearing: Hearing) -> list[Found]:
    """A wrong that somebody says another did is an accusation by who says so: "Riga said Minsk had lied"."""
    speakers = hearing.speakers
    if not speakers or hearing.denied:
        return _nothing(view, found, "uncharged")
    if found.reading.effect in _UNCHARGED and not (found.frame.settled and found.reading.effect != "if"):
        return _nothing(view, found, "uncharged")
    deed = found.initiators[0].kind == "thing" and found.mode != "allegation"
    if found.status not in ("occurred", "ongoing") and not deed:
        return _nothing(view, found, "uncharged")  # "said that Minsk would arm the rebels": a forecast
    own = {speaker.actor_id for speaker in speakers}
    charged = tuple(ref for ref in found.initiators if ref.actor_id not in own)
    if not charged:
        return _nothing(view, found, "uncharged")
    return [
        replace(
            found,
            interaction_type="accusation",
            mode=found.mode,
            status="occurred",
            initiators=speakers,
            targets=charged,
            places=("said", found.places[0]),
        )
    ]


def _grave(view: View, found: Found) -> bool:
    """Whether what a speaker claims of another is a charge: by its verb or by what is claimed."""
    verb = found.verb
    assert verb is not None, "a verb's frame has its verb"
    if {ref.actor_id for ref in found.initiators} & {ref.actor_id for ref in found.targets}:
        return False
    return verb.lemma in _CHARGING or any(_hostile(child) for child in view.children(verb))


def _hostile(claimed: Verb) -> bool:
    return claimed.modal not in ("should", "must") and any(
        frame.interaction_type in _HOSTILE | {"wrong"} or frame.rule.startswith("aid.arm")
        for frame in verb_frames().get(claimed.lemma, ())
    )
