"""The acts that a sentence tells: every cue whose needs are met, and what the words above make of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.pairs.cues import Cue, Need, by_head
from demarche.coding.pairs.scene import NOWHERE, Scene, Span
from demarche.coding.pairs.turning import HOSTILE, alone, turned
from demarche.coding.words import closed_class, singular

_INTENT = frozenset(("will", "shall", "would", "be_to", "'ll"))
_POSSIBLE = frozenset(("could", "may", "might", "can"))
_DUTY = frozenset(("should", "must", "ought"))
_BE = frozenset(("be", "remain", "become", "stay", "seem", "stand", "get", "go", "feel"))
_BARE = frozenset(("help", "let", "make"))
"""Verbs that take an infinitive without "to": "helped them dismantle a cell"."""
_DEPTH = 8


@dataclass(slots=True)
class Act:
    """A cue at work: `root` is what it tells once the words above it are taken into account."""

    cue: Cue
    at: int
    verb: Verb | None
    phrase: Phrase | None
    root: str
    fit: float = 0.0
    steps: int = 0
    bare: bool = False


def acts(scene: Scene) -> Iterator[Act]:
    """The acts of a sentence, in the order of the text within verbs and then within nouns."""
    for verb in scene.parse.verbs:
        cue, fit = verb_cue(scene, verb, turns=False)
        if cue is not None:
            yield _under(scene, Act(cue, verb.head, verb, None, cue.name, fit))
        turn, fit = verb_cue(scene, verb, turns=True)
        if turn is not None and (name := alone(turn.name)):
            yield _under(scene, Act(turn, verb.head, verb, None, name, fit, bare=True))
    for phrase in scene.parse.phrases:
        for at in _nouns_at(scene, phrase):
            for turns in (False, True):
                cue, fit = noun_cue(scene, phrase, at, turns=turns)
                if cue is not None and (name := alone(cue.name) if turns else cue.name):
                    yield _under(scene, Act(cue, at, phrase.verb, phrase, name, fit, bare=turns))


def hints(scene: Scene) -> Iterator[Act]:
    """What each verb tells in most of its lines, their needs unmet: a guess for where no act is told."""
    for verb in scene.parse.verbs:
        found = by_head().get(("v", verb.lemma, False), ())
        roots = Counter(cue.name for cue in found)
        for root, lines in roots.most_common(1):
            if 2 * lines > len(found):
                cue = next(cue for cue in found if cue.name == root)
                yield _under(scene, Act(cue, verb.head, verb, None, root))


def _nouns_at(scene: Scene, phrase: Phrase) -> list[int]:
    """The head of a phrase; in a marked mention the noun before its first preposition: "a raid by X on Y"."""
    for first, last in (scene.source, scene.target):
        if first <= last and phrase.first <= first and last <= phrase.last:
            inside = (k for k in range(first + 1, last + 1) if closed_class(scene.tokens[k].low) == "IN")
            head = next(inside, last + 1) - 1
            if first == last == head and scene.tokens[head].text[0].isupper():
                return [phrase.head] if phrase.head > last else []  # a name is no act: "Amnesty said"
            return [head] if phrase.head <= last else [phrase.head, head]
    return [phrase.head]


Fit = Callable[[Need], float]


def _best(found: tuple[Cue, ...], fit: Fit) -> tuple[Cue | None, float]:
    """The cue whose needs are all met and fit best; the first of equals."""
    best, most = None, -1.0
    for cue in found:
        if cue.weight <= most:
            break  # the rest, sorted by weight, cannot fit better
        sum_ = 0.0
        for need in cue.needs:
            met = fit(need)
            if not met:
                break
            sum_ += met
        else:
            if sum_ > most:
                best, most = cue, sum_
    return best, max(most, 0.0)


def verb_cue(scene: Scene, verb: Verb, *, turns: bool) -> tuple[Cue | None, float]:
    """The cue, or turn, that a verb is best at work in, and how well it fits."""
    table = by_head()
    predicate = _predicate(scene, verb)
    if predicate:
        found = _best(table.get(("a", predicate, turns), ()), lambda need: _verb_fit(scene, verb, need))
        if found[0] is not None:
            return found
    return _best(table.get(("v", verb.lemma, turns), ()), lambda need: _verb_fit(scene, verb, need))


def _predicate(scene: Scene, verb: Verb) -> str:
    """What is said of a subject after "be" or as a passive without an agent: "is concerned about"."""
    if verb.lemma in _BE:
        return verb.predicate or (scene.tokens[verb.objects[0].head].low if verb.objects else "")
    if verb.passive and verb.pp("by") is None:
        return scene.tokens[verb.head].low
    return ""


def noun_cue(scene: Scene, phrase: Phrase, at: int, *, turns: bool) -> tuple[Cue | None, float]:
    """The same of a noun: the token `at` of a phrase."""
    noun = singular(scene.tokens[at].low)
    found = by_head().get(("n", noun, turns), ())
    return _best(found, lambda need: _noun_fit(scene, phrase, at, need)) if found else (None, 0.0)


def _verb_fit(scene: Scene, verb: Verb, need: Need) -> float:
    match need.slot:
        case "prt":
            particle = verb.particle or _next_word(scene, verb)
            return need.fit(frozenset((particle,)) if particle else frozenset())
        case "inf" | "ing":
            children = scene.children.get(id(verb), ())
            return need.fit(frozenset(c.lemma for c in children if _governed(verb, c) == need.slot))
        case "must":
            return need.fit(frozenset(_obliged(scene, verb)))
        case "that":
            children = scene.children.get(id(verb), ())
            return need.fit(frozenset(c.link for c in children if c.link in ("that", "quote")))
        case "both":
            return need.fit(frozenset(("both",)) if _joined(scene, verb) else frozenset())
        case "source" | "target" | "any":
            return need.fit(_marked(scene, need.slot))
        case _:
            return need.fit(*scene.slot(verb, need.place))


def _governed(verb: Verb, child: Verb) -> str:
    """How a verb governs another; behind "help" and its like, what looks like a clause is an infinitive."""
    bare = verb.lemma in _BARE and child.link == "that" and not child.marker
    return "inf" if bare else child.link


def _joined(scene: Scene, verb: Verb) -> bool:
    """Whether source and target act together, as one subject."""
    subject = grammar.subject(verb)
    return subject is not None and touches(subject, scene.source) and touches(subject, scene.target)


def _obliged(scene: Scene, verb: Verb) -> Iterator[str]:
    """Of which mention a clause of what is said tells a duty: "said that T must leave"."""
    for child in scene.children.get(id(verb), ()):
        duty = child.modal in _DUTY or child.lemma in ("need", "ought")
        if duty and child.link in ("that", "quote", "coord") and child.subject is not None:
            yield "source" if touches(child.subject, scene.source) else "target"


def said_of_target(scene: Scene) -> bool:
    """Whether the source says something whose subject is the target, or is the target's."""
    for verb in scene.parse.verbs:
        if verb.link not in ("that", "quote", "wh") or verb.subject is None or verb.parent is None:
            continue
        speaker = grammar.subject(verb.parent)
        if speaker is not None and touches(speaker, scene.source) and touches(verb.subject, scene.target):
            return True
    return False


def told_to(scene: Scene) -> bool:
    """Whether a duty is told of the target: "said T must …", however the clause was parsed."""
    after = scene.tokens[scene.target[1] + 1 : scene.target[1] + 4] if scene.target != NOWHERE else []
    return any(token.low in _DUTY for token in after)


def _noun_fit(scene: Scene, phrase: Phrase, at: int, need: Need) -> float:
    match need.slot:
        case "source" | "target" | "any":
            return need.fit(_marked(scene, need.slot))
        case "mod":
            return need.fit(scene.words(phrase.first, at - 1) | scene.words(at, at) - {scene.tokens[at].low})
        case _:
            found = [scene.of_phrase(np)[0] for preposition, np in phrase.pps if preposition == need.slot]
            return need.fit(frozenset[str]().union(*found))


def _marked(scene: Scene, slot: str) -> frozenset[str]:
    if slot == "any":
        return scene.words(0, len(scene.tokens) - 1)
    return scene.party(slot)


def _next_word(scene: Scene, verb: Verb) -> str:
    k = verb.last + 1
    return scene.tokens[k].low if k < len(scene.tokens) else ""


# --- what stands above


def _under(scene: Scene, act: Act) -> Act:
    """Change an act's root by the nouns and verbs that govern it, from the inside out."""
    node = act.verb
    if act.phrase is not None:
        act.root = _under_nouns(scene, act.phrase, act.root)
        if node is not None and _governs(scene, node, act.phrase):
            act.root = _turn_by(scene, node, act.root)
    for _ in range(_DEPTH):
        if node is None:
            break
        act.root = _by_mood(scene, node, act.root)
        if node.governor is not None and node.link in ("inf", "ing", "that"):
            act.root = _under_nouns(scene, node.governor, act.root, including=True)
        parent = node.parent
        if parent is None or not _reaches(scene, node, parent):
            break
        if node.link != "coord":
            act.root = _turn_by(scene, parent, act.root)
        act.steps += node.link != "coord"
        node = parent
    return act


def _turn_by(scene: Scene, verb: Verb, root: str) -> str:
    """The root of an act under a verb; "does not refuse to" leaves it as it is."""
    turn, _ = verb_cue(scene, verb, turns=True)
    if turn is None or (verb.negated and turn.name in ("refuse", "fail")):
        return root
    return turned(turn.name, root)


def _under_nouns(scene: Scene, phrase: Phrase, root: str, *, including: bool = False) -> str:
    """The root of an act under the nouns that its phrase hangs on: "an end to the war"."""
    node = phrase if including else phrase.owner if phrase.role not in ("subj", "obj", "") else None
    for _ in range(4):
        if node is None:
            break
        turn, _ = noun_cue(scene, node, node.head, turns=True)
        if turn is not None:
            root = turned(turn.name, root)
        node = node.owner if node.role not in ("subj", "obj", "", "poss") else None
    return root


def _governs(scene: Scene, verb: Verb, phrase: Phrase) -> bool:
    """Whether a phrase stands behind a verb, as what it is about."""
    return verb.head < phrase.head or (verb.passive and phrase.role == "subj")


def _by_mood(scene: Scene, verb: Verb, root: str) -> str:
    """The root of an act under its verb's own negation and modal."""
    if verb.negated or any(np.determiner in ("no", "neither") for np in verb.objects):
        turn, _ = verb_cue(scene, verb, turns=True)
        if turn is not None and turn.name in ("refuse", "fail"):  # will not hesitate to strike
            return turned("intend", root) if verb.modal in _INTENT else root
        if verb.modal in _DUTY or root == "REJECT":
            return root
        return "REJECT" if verb.modal in ("will", "would") and root != "ACCUSE" else turned("negate", root)
    if verb.modal in _INTENT and not (verb.modal == "would" and verb.perfect):
        held_out = any(c.link == "adv" and c.marker == "unless" for c in scene.children.get(id(verb), ()))
        return turned("threaten" if held_out else "intend", root)
    if verb.modal in _POSSIBLE and not verb.perfect and root in HOSTILE:
        return turned("intend", root)
    return root


def _reaches(scene: Scene, verb: Verb, parent: Verb) -> bool:
    """Whether what stands over a clause still tells of the source's own act."""
    own = verb.subject
    if verb.link in ("inf", "coord"):
        return True
    if verb.link == "ing":
        return verb.marker not in ("after", "before", "since", "while", "despite", ",")
    if verb.link in ("that", "quote", "wh"):
        return own is None or not touches(own, scene.source)
    return False


def touches(phrase: Phrase, span: Span) -> bool:
    """Whether a phrase, with what hangs on it, and a mention share a token."""
    if span == NOWHERE:
        return False
    return any(first <= span[1] and span[0] <= last for first, last in _extent(phrase, 0))


def _extent(phrase: Phrase, depth: int) -> Iterator[tuple[int, int]]:
    yield phrase.first, phrase.last
    if depth < 4:
        for other in (*phrase.coordinated, *phrase.appositions, *(np for _, np in phrase.pps)):
            if other is not phrase:
                yield from _extent(other, depth + 1)
