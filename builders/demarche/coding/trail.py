"""The trail of a reading: what was tried on each trigger and how far it came. Kept only when somebody asks.

Matching goes on as ever; where it gives up, it tells the trail. Of each trigger the trail keeps the attempt
that came furthest, so that one line a trigger is left to read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from demarche.coding.chunks import Phrase
from demarche.coding.constraints import fits
from demarche.coding.dates import Tense
from demarche.coding.entities import Ref
from demarche.coding.found import Found
from demarche.coding.frames import Frame
from demarche.coding.occasions import Calendar
from demarche.coding.slots import Trigger, fillers
from demarche.coding.telling import NOWHERE, Telling
from demarche.coding.view import View

Stage = Literal["need", "side", "pair", "act", "claim"]
"""How far an attempt came: a need was not met; a side stayed empty; both sides are one; it is told as no act;
the contract has no such claim."""
_STAGES: tuple[Stage, ...] = ("need", "side", "pair", "act", "claim")


@dataclass(frozen=True, slots=True)
class Stood:
    """What stood in a slot: the phrase, and the actors that it stands for."""

    slot: str
    phrase: Phrase
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A frame that made no claim of a trigger.

    `why` is the side that stayed empty, or why there is no act; `unmet` the needs that failed; `met` how many
    did not; `stood` what was found in their slots; `actors` the side that was found; `effect` what a
    governing verb does to the act.
    """

    stage: Stage
    frame: Frame
    why: str = ""
    unmet: tuple[tuple[str, str], ...] = ()
    met: int = 0
    stood: tuple[Stood, ...] = ()
    actors: tuple[str, ...] = ()
    effect: str = ""

    @property
    def rank(self) -> tuple[int, int, int, bool]:
        """The attempt that came furthest has the highest."""
        return _STAGES.index(self.stage), -len(self.unmet), self.met, bool(self.stood)


@dataclass(slots=True)
class Trail:
    """The attempts of one reading: (sentence, the trigger's token) → the best one that failed.

    `spoken`: triggers for which another construction has spoken; `dated`: a telling (by identity) → the
    characters of the text that its date comes from.
    """

    misses: dict[tuple[int, int], Miss] = field(default_factory=dict)
    spoken: set[tuple[int, int]] = field(default_factory=set)
    dated: dict[int, tuple[int, int]] = field(default_factory=dict)

    def unmet(
        self, view: View, frame: Frame, trigger: Trigger, status: str | None, *further: tuple[str, str]
    ) -> None:
        """A frame whose needs are not all met."""
        failed = [need for need in frame.needs if not fits(view, trigger, *need, status)]
        needs = (*failed, *further)
        stood = tuple(each for slot, _ in needs for each in _standing(view, trigger, slot))
        met = len(frame.needs) - len(failed)
        self._keep(view, trigger, Miss("need", frame, "", needs, met, stood))

    def unfilled(
        self,
        view: View,
        frame: Frame,
        trigger: Trigger,
        *,
        side: str,
        slots: tuple[str, ...],
        found: tuple[Ref, ...] = (),
    ) -> None:
        """A frame of which one side stays empty; `found`: the other side."""
        places = dict.fromkeys(part for slot in slots for part in slot.split("+"))
        stood = tuple(each for slot in places for each in _standing(view, trigger, slot))
        actors = tuple(ref.actor_id for ref in found)
        miss = Miss("side", frame, side, (), len(frame.needs), stood, actors)
        self._keep(view, trigger, miss)

    def matched(self, view: View, found: list[Found], kept: list[Found]) -> None:
        """Frames that fit: of one that is not kept another speaks; one without a claim has but one actor."""
        for match in found:
            actors = tuple(ref.actor_id for ref in match.parties)
            self._keep(view, match, Miss("pair", match.frame, actors=actors))
            if not any(match is other for other in kept):
                self.spoken.add((view.discourse.sentence, match.first))

    def dropped(self, view: View, found: Found, why: str) -> None:
        """A frame that fits and yet makes no claim."""
        stage: Stage = "claim" if why == "forbidden" else "act"
        actors = tuple(ref.actor_id for ref in found.parties)
        miss = Miss(stage, found.frame, why, actors=actors, effect=found.reading.effect)
        self._keep(view, found, miss)

    def spoken_for(self, view: View, phrases: list[Phrase]) -> None:
        """Nouns that belong to a verb's construction: they are not asked to make a claim of their own."""
        self.spoken.update((view.discourse.sentence, phrase.head) for phrase in phrases)

    def told(self, calendar: Calendar, telling: Telling) -> None:
        """A telling becomes a claim: where in its sentence the date stands, if it does."""
        if telling.when is None:
            return
        tenses: tuple[Tense, ...] = ("past", "present", "future")
        for expression in calendar.here.expressions:
            inside = expression in calendar.here.by_token.values()  # a dateline stands outside
            if inside and telling.when in [calendar.resolve(expression, tense) for tense in tenses]:
                self.dated[id(telling)] = (expression.start, expression.end)
                return

    def _keep(self, view: View, trigger: Trigger | Found, miss: Miss) -> None:
        verb = trigger.verb
        token = trigger.phrase.head if trigger.phrase is not None else verb.head if verb is not None else 0
        place = (view.discourse.sentence, token)
        best = self.misses.get(place)
        if best is None or miss.rank > best.rank:
            self.misses[place] = miss


def _standing(view: View, trigger: Trigger, slot: str) -> list[Stood]:
    """What stands in a slot, as far as it is a place in the sentence."""
    if slot == "owner" and trigger.phrase is not None:
        owners = view.discourse.owner(trigger.phrase)
        return [Stood(slot, trigger.phrase, tuple(ref.actor_id for ref in owners))]
    if slot in NOWHERE or slot == "said":
        return []
    resolved = view.discourse.resolved
    return [
        Stood(slot, phrase, tuple(ref.actor_id for ref in resolved.get(phrase, ())))
        for phrase in fillers(view, trigger, slot)
    ]
