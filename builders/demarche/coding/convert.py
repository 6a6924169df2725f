"""Acts that are told as threatened, refused, denied or charged become the claims that they are."""

from __future__ import annotations

from dataclasses import replace

from demarche.coding.attribution import Hearing
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.found import Found
from demarche.coding.frames import speech_kinds
from demarche.coding.view import View

_HOSTILE = frozenset(("sanction", "assault", "coercion", "mobilization"))
_CHARGES = frozenset(("claim", "allege", "charge", "complain", "accuse"))
_THREAT_MODES = {"sanction": "sanction", "assault": "force", "coercion": "force", "mobilization": "force"}


def convert(view: View, found: Found, hearing: Hearing) -> list[Found]:
    """The claims that a match makes once its governing effect and its speaker are counted; often just itself."""
    kind, effect = found.interaction_type, found.reading.effect
    if kind == "wrong":
        return _charge(view, found, hearing)
    if kind == "accusation" and found.frame.rule == "accusation.claim" and not _grave(view, found):
        return []
    if hearing.denied and kind not in ("rejection",):
        return []  # what is denied is told by its denial
    if (
        kind == "consultation"
        and found.mutual
        and len(found.parties) == 2
        and found.status in ("occurred", "planned")
    ):
        hosted = _hosted(view, found)
        if hosted is not None:
            return [hosted]
    if found.status:
        if (
            found.reading.status == "proposed"
            and effect != "offer"
            and kind not in ("agreement", "visit", "consultation")
        ):
            return []
        return [found]
    if effect == "threaten" and kind in _HOSTILE | {"agreement", "rejection"}:
        threat = replace(
            found,
            interaction_type="threat",
            mode=_THREAT_MODES.get(kind, "unspecified"),
            phase=None,
            status="occurred",
            mutual=False,
        )
        return [threat] if not found.mutual else []
    if effect == "refuse" and not found.mutual:
        if kind == "visit":
            return [replace(found, status="refused")]
        if kind in ("accusation", "support", "request", "rejection", "threat"):
            return []
        return [replace(found, interaction_type="rejection", mode="refusal", phase=None, status="occurred")]
    return []


def _hosted(view: View, found: Found) -> Found | None:
    """A meeting in the country of one of the two is a visit by the other (data-model.md, rulings)."""
    if found.verb is None or found.mode not in ("meeting", "negotiation", "unspecified"):
        return None
    places = [np for prep, np in found.verb.pps if prep in ("in", "at")]
    lands = {
        m.actor_id
        for np in places
        for m in np.mentions
        if m.last == np.last and m.kind in ("capital", "city", "name", "venue", "seat")
    }
    hosts = [ref for ref in found.parties if ref.actor_id in lands]
    guests = [ref for ref in found.parties if ref.actor_id not in lands]
    if len(hosts) != 1 or len(guests) != 1:
        return None
    return replace(
        found,
        interaction_type="visit",
        mode="unspecified",
        phase=None,
        initiators=tuple(guests),
        targets=tuple(hosts),
        mutual=False,
        context=None,
    )


def _charge(view: View, found: Found, hearing: Hearing) -> list[Found]:
    """A wrong that somebody says another did is an accusation by who says so."""
    speakers = hearing.speakers
    if not speakers or found.reading.effect in ("negated", "if", "deny", "refuse", "should", "want"):
        return []
    charged = tuple(r for r in found.initiators if r.actor_id not in {s.actor_id for s in speakers})
    if not charged or hearing.denied:
        return []
    return [
        replace(
            found,
            interaction_type="accusation",
            mode="condemnation",
            status="occurred",
            initiators=speakers[:1],
            targets=charged,
        )
    ]


def _grave(view: View, found: Found) -> bool:
    """Whether what a speaker claims of another is a charge: by the verb's own force, or by what is claimed."""
    verb = found.verb
    assert verb is not None
    if any(r.actor_id in {t.actor_id for t in found.targets} for r in found.initiators):
        return False
    if verb.lemma in _CHARGES:
        return True
    return any(_hostile(child) for child in view.children(verb))


def _hostile(child: Verb) -> bool:
    from demarche.coding.frames import verb_frames

    frames = verb_frames().get(child.lemma, ())
    return bool(frames) and any(
        f.interaction_type in _HOSTILE | {"wrong"} or f.rule.startswith("aid.arm") for f in frames
    )


__all__ = ["Phrase", "convert", "speech_kinds"]
