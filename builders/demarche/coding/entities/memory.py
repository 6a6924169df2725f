"""What a document has said so far: who was named, which two are in focus, whom its measures fall on.

Phrases are not looked at here: `discourse` resolves them and tells the memory.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from demarche.coding.chunks import Phrase
from demarche.coding.entities.model import Person, Ref, Trace
from demarche.coding.people import Office, find_office, fold
from demarche.coding.segment import Token

REACH = 60
"""How many references back an anaphor may reach."""
_FADING = 0.75
"""What a sentence leaves of a pair's weight."""
TOPIC_WEIGHT = 0.8
"""What the pair that a text names most weighs, beside 1 for two who have just acted on each other."""
TOPIC_ACTORS = 5
"""A sentence that names more actors says nothing of whom the text is about."""
SUBJECT_WEIGHT = 0.5
"""What the subject of the sentence before weighs as the other side."""


@dataclass(slots=True)
class Measures:
    """The measures of a text: whom they fall on, who takes them, the sentence that last told of one."""

    target: str | None = None
    front: set[str] = field(default_factory=set)
    sentence: int = -9

    def note(self, target: str, senders: tuple[Ref, ...], sentence: int) -> None:
        """A measure against a target was read: "Spain expelled two Chadian diplomats"."""
        if target != self.target:
            self.front.clear()
        self.target, self.sentence = target, sentence
        self.front.update(ref.actor_id for ref in senders)


@dataclass(frozen=True, slots=True)
class Act:
    """An act that a sentence told of: its type, who did it, to whom; of a mutual one all do it."""

    sentence: int
    interaction_type: str
    initiators: tuple[Ref, ...]
    targets: tuple[str, ...]
    status: str


_ASKING = frozenset(("request", "accusation", "threat", "protest"))
_HOSTILE = frozenset(("assault", "coercion", "mobilization", "sanction", "accusation", "threat", "protest"))
_UNFRIENDLY = _ASKING | {"sanction", "assault", "coercion", "mobilization", "rejection"}
_BLAMING = frozenset(("accusation", "sanction", "protest"))
_PROPOSABLE = frozenset(("agreement", "visit", "consultation", "aid", "cooperation"))


@dataclass(slots=True)
class Memory:
    """The state of a document's discourse. `day` is the day of publication (ISO).

    `resolved`: what each phrase stands for, in order; `earlier` of them stand before this sentence;
    `here`: the actor that the report comes from; `local`: that of the place which the sentence opens
    with; `scouting`: the first pass, which only binds names to states; `compass`: "south" → the South
    named before; `orgs`: the organisation that "the court" stands for ("" for any); `nouns`, `things`:
    what a noun stood for and whose it was; `awaited`: the main clause's subject and its place, for
    pronouns before it; `holders`: the subject of the sentence before; `stranger`: the last person named
    without a state; `culprit`: who did the last hostile deed; `latest`: the sentence and the pair of the
    last act; `acts`: the last ones, for what answers or judges them; `speaker`, `spoken`: who spoke last, and
    in which sentence; `topics`: the pairs that the whole text names, with their weight.
    """

    day: str
    resolved: dict[Phrase, tuple[Ref, ...]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    traces: list[Trace] = field(default_factory=list)
    pairs: dict[tuple[str, str], float] = field(default_factory=dict)
    topics: dict[tuple[str, str], float] = field(default_factory=dict)
    nouns: dict[str, tuple[Ref, ...]] = field(default_factory=dict)
    things: dict[str, tuple[Ref, ...]] = field(default_factory=dict)
    compass: dict[str, str] = field(default_factory=dict)
    orgs: dict[str, str] = field(default_factory=dict)
    here: str | None = None
    local: str | None = None
    scouting: bool = False
    awaited: tuple[tuple[Ref, ...], int] = ((), -1)
    holders: tuple[Ref, ...] = ()
    topic: tuple[str, int] = ("", -9)
    culprit: Ref | None = None
    measures: Measures = field(default_factory=Measures)
    stranger: tuple[str, int] = ("", -1)
    latest: tuple[int, str, str] = (-1, "", "")
    acts: deque[Act] = field(default_factory=lambda: deque(maxlen=24))
    group: tuple[Ref, ...] = ()
    groups: deque[tuple[Ref, ...]] = field(default_factory=lambda: deque(maxlen=16))
    speaker: Ref | None = None
    spoken: int = -9
    paragraph: int = 0
    sentence: int = 0
    earlier: int = 0
    tokens: list[Token] = field(default_factory=list)
    lows: frozenset[str] = frozenset()
    offices: dict[tuple[int, int], tuple[Office, int, int] | None] = field(default_factory=dict)

    # --- the sentence

    def begin(self, sentence: int, tokens: list[Token]) -> None:
        """Start a sentence: phrases now index its tokens."""
        for _ in range(sentence - self.sentence):
            self.pairs = {pair: weight * _FADING for pair, weight in self.pairs.items() if weight > 0.02}
        self.sentence, self.tokens, self.local = sentence, tokens, None
        self.lows = frozenset([token.low for token in tokens])
        self.offices.clear()
        self.earlier = len(self.resolved)

    def office_in(self, first: int, last: int) -> tuple[Office, int, int] | None:
        """The last, longest office phrase within tokens of the sentence: `find_office`, called once."""
        place = first, last
        if place not in self.offices:
            self.offices[place] = find_office(self.tokens, first, last)
        return self.offices[place]

    def words(self, first: int, last: int) -> str:
        """The words of the sentence from one token to another."""
        return " ".join(token.text for token in self.tokens[first : last + 1])

    def capitalised(self, phrase: Phrase) -> bool:
        """Whether a phrase is a name that no table knows."""
        return self.tokens[phrase.head].tag == "NP" and not phrase.mentions

    # --- references

    def recent(self) -> list[Trace]:
        """The references in reach, in the order of the text."""
        return self.traces[-REACH:]

    def latest_first(self) -> Iterator[Trace]:
        """The references in reach, the last one first."""
        return reversed(self.recent())

    def known(self, name: str) -> Person | None:
        """The person whom the text introduced under the last word of a name."""
        return self.people.get(fold(name).split()[-1])

    # --- two together

    def focus(self, refs: tuple[Ref, ...]) -> None:
        """Two or more actors named together: what "they" and "the two countries" stand for."""
        if len(refs) >= 2:
            self.group = refs
            self.groups.append(refs)
        if len(refs) == 2:
            self.meet(refs[0].actor_id, refs[1].actor_id)

    def meet(self, first: str, second: str) -> None:
        """An act between two actors was read, or they were named together: they are the pair in focus."""
        if second and first != second:
            self._weigh(first, second, 1.0)
            self.latest = (self.sentence, first, second)

    def together(self, first: str, second: str) -> None:
        """Two actors stood in one sentence without more."""
        self._weigh(first, second, 0.4)

    def _weigh(self, first: str, second: str, weight: float) -> None:
        if first != second:
            pair = (first, second) if first < second else (second, first)
            self.pairs[pair] = self.pairs.get(pair, 0.0) + weight

    def about(self, actors: set[str], weight: float) -> None:
        """A sentence of the text names these actors: the fewer, the more it tells whom the text is about."""
        if 2 <= len(actors) <= TOPIC_ACTORS:
            for pair in combinations(sorted(actors), 2):
                self.topics[pair] = self.topics.get(pair, 0.0) + weight / (len(actors) - 1)

    def settle_topics(self) -> None:
        """The whole text has been looked at: weigh its pairs against those in focus."""
        most = max(self.topics.values(), default=0.0)
        self.topics = {
            pair: TOPIC_WEIGHT * weight / most for pair, weight in self.topics.items() if weight * 4 > most
        }

    def weight(self, pair: tuple[str, str]) -> float:
        """How much two actors are in focus: named together of late, or throughout the text."""
        return self.pairs.get(pair, 0.0) + self.topics.get(pair, 0.0)

    @property
    def pair(self) -> tuple[str, str] | None:
        """The two actors in focus: those named together most, of late; else those whom the text is about."""
        return max((*self.pairs, *self.topics), key=lambda p: (self.weight(p), p), default=None)

    def partner(self, actor: str, least: float = 0.0) -> str | None:
        """The actor most in focus together with this one; None when all weigh less than `least`.

        The pair that the whole text is about is in focus whatever it weighs.
        """
        sentence, first, second = self.latest
        if sentence == self.sentence and actor in (first, second):
            return second if actor == first else first
        before = [
            t.ref.actor_id
            for t in self.recent()
            if t.subject
            and self.sentence - t.sentence == 1
            and t.ref.official
            and t.ref.actor_id
            and t.ref.kind not in ("place", "org")
        ]
        mine = {pair: self.weight(pair) for pair in (*self.pairs, *self.topics) if actor in pair}
        if before and before[-1] != actor and actor not in before:
            pair = (actor, before[-1]) if actor < before[-1] else (before[-1], actor)
            mine[pair] = mine.get(pair, 0.0) + SUBJECT_WEIGHT
        if not mine:
            return None
        best = max(mine, key=lambda pair: (mine[pair], pair))
        if mine[best] < least and self.topics.get(best, 0.0) < TOPIC_WEIGHT:
            return None
        return best[0] if best[1] == actor else best[1]

    # --- what was done and said, for what answers it

    def note_act(
        self, interaction_type: str, initiators: tuple[Ref, ...], targets: tuple[Ref, ...], status: str
    ) -> None:
        """Remember an act that the sentence tells of."""
        to = tuple(ref.actor_id for ref in targets)
        self.acts.append(Act(self.sentence, interaction_type, initiators, to, status))

    def adversary(self, actor: str) -> str | None:
        """The other side of the last hostile act of or on this actor."""
        for act in reversed(self.acts):
            if act.interaction_type not in _HOSTILE or not act.targets:
                continue
            doers = [ref.actor_id for ref in act.initiators]
            if actor in doers and actor not in act.targets:
                return act.targets[0]
            if actor in act.targets and actor not in doers:
                return doers[0]
        return None

    def asker(self, actor: str, reach: int = 4) -> Ref | None:
        """Who asked, charged, threatened or offered this actor something last."""
        for act in reversed(self.acts):
            offered = act.status == "proposed" and act.interaction_type in _PROPOSABLE
            if self.sentence - act.sentence > reach or not (offered or act.interaction_type in _ASKING):
                continue
            if actor in act.targets and act.initiators[0].actor_id != actor:
                return act.initiators[0]
        return None

    def asked(self, reach: int = 2) -> Act | None:
        """The last request, charge or offer, for an answer that names nobody: "the offer was turned down"."""
        for act in reversed(self.acts):
            offered = act.status == "proposed" and act.interaction_type in _PROPOSABLE
            if self.sentence - act.sentence > reach:
                return None
            if offered or act.interaction_type == "request":
                return act
        return None

    def blamed(self, judges: set[str]) -> tuple[Ref, ...]:
        """Whom the text's charges and measures fall on most, as far as it has told."""
        counts = Counter(
            act.targets[0]
            for act in self.acts
            if act.interaction_type in _BLAMING and len(act.targets) == 1 and act.targets[0] not in judges
        )
        return (Ref(counts.most_common(1)[0][0], "thing", False),) if counts else ()

    def foe(self, actor: str, reach: int = 3) -> Ref | None:
        """Whom the last unfriendly act that this actor had part in was between, beside it."""
        for act in reversed(self.acts):
            if self.sentence - act.sentence > reach or act.interaction_type not in _UNFRIENDLY:
                continue
            if actor in act.targets and act.initiators[0].actor_id != actor:
                return act.initiators[0]
            if actor == act.initiators[0].actor_id and act.targets:
                return Ref(act.targets[0], "state", True)
        return None

    def charged(self, actor: str, reach: int) -> bool:
        """Whether this actor was charged with something lately."""
        return any(
            act.interaction_type == "accusation" and actor in act.targets
            for act in self.acts
            if self.sentence - act.sentence <= reach
        )

    def doers(self, judges: set[str], kinds: Container[str], reach: int) -> tuple[Ref, ...]:
        """Who did the last act of some kinds that somebody can judge: none of the judges did it."""
        for act in reversed(self.acts):
            fresh = self.sentence - act.sentence <= reach and act.interaction_type in kinds
            if fresh and not judges & {ref.actor_id for ref in act.initiators}:
                return act.initiators
        return ()
