"""How well syntax ties an act to the marked source and target: weights set by hand, each with its reason."""

from __future__ import annotations

from demarche.coding import grammar
from demarche.coding.chunks import Phrase, Verb
from demarche.coding.pairs.acts import Act, touches, verb_cue
from demarche.coding.pairs.scene import NOWHERE, Scene
from demarche.coding.words import singular

AGENT = 3.0  # the source is the subject: most of all that a sentence of the task can tell
INHERITED = 2.6  # the subject comes from a clause above: "said it would", "agreed to"
OWNER = 2.4  # the act is a noun, the source its owner or the subject of the verb that carries it
UNTIED = 0.8  # nobody is named as acting
STRANGER = -1.2  # somebody else acts
REVERSED = -1.5  # the target acts on the source
PATIENT = 2.0  # the target stands in the act's own phrases
BEHIND = 1.2  # the target stands behind it in the clause
AHEAD = 0.4  # the target stands behind it at all
TOGETHER = 1.6  # source and target are one subject: "S and T agreed"
NEED = 0.35  # each need that is met makes a cue more telling
BARE = -0.9  # a turn tells less than an act that it governs
STEP = -0.25  # each clause between the act and the top
ASIDE = -2.0  # relative and adverbial clauses tell the background
CARRIED = -1.2  # a noun under a verb that tells an act of its own
INSIDE = -0.8  # a word inside a marked mention
CARRIER = -3.5  # "sent a letter threatening": what is written tells more than that it is sent
LEAST = 1.0  # below this an act is tied to neither

BACKDROP = frozenset(
    ("after", "amid", "amidst", "despite", "following", "during", "over", "before", "since", "about", "as")
) | frozenset(("regarding", "than", "like", "under", "because of", "due to", "ahead of"))
"""Prepositions that bring what an act is set against."""
MESSAGES = frozenset(
    (
        "letter",
        "statement",
        "message",
        "resolution",
        "motion",
        "video",
        "communique",
        "note",
        "declaration",
        "speech",
    )
)
"""What is written or said: its participle tells what whoever sends it does."""
SUBJECT = "subject"
"""The agent of a passive that tells what its own subject feels: "was outraged by"."""
SAID = "said"
"""The agent of a cue that tells what somebody thinks of its subject: "said that T's envoy was welcome"."""


def weigh(scene: Scene, act: Act) -> float:
    """The weight of an act for the marked pair."""
    weight = NEED * act.fit + (BARE if act.bare else 0.0) + STEP * act.steps
    if act.phrase is not None:
        weight += _noun_agent(scene, act) + _noun_patient(scene, act)
        if _backdrop(act.phrase):
            weight += ASIDE
        if any(first <= act.at <= last for first, last in (scene.source, scene.target)):
            weight += INSIDE
    else:
        assert act.verb is not None
        weight += (
            CARRIER if any(_message(scene, child) for child in scene.children.get(id(act.verb), ())) else 0
        )
        weight += _agent(scene, act) + _patient(scene, act.verb, said=act.cue.agent == SAID)
    return weight + _aside(scene, act.verb)


def _backdrop(phrase: Phrase) -> bool:
    """Whether a noun stands in a phrase that tells why or when: "after the attack", "over the arrest"."""
    node: Phrase | None = phrase
    for _ in range(4):
        if node is None or node.role in ("subj", "obj"):
            return False
        if node.role in BACKDROP:
            return True
        node = node.owner
    return False


def _aside(scene: Scene, verb: Verb | None) -> float:
    """Background clauses weigh less, unless the source acts in them."""
    node = verb
    for _ in range(6):
        if node is None:
            break
        if node.link in ("adv", "rel", "wh", "part"):
            return ASIDE
        if node.link == "ing" and node.marker in (",", "after", "before", "since", "while", "despite"):
            return ASIDE / 2
        node = node.parent
    return 0.0


def _message(scene: Scene, verb: Verb) -> bool:
    """Whether a participle tells what a message says that its parent sends: "a statement condemning"."""
    if verb.link != "ing" or verb.parent is None or verb.marker:
        return False
    return any(singular(scene.tokens[np.head].low) in MESSAGES for np in verb.parent.objects)


def _agent(scene: Scene, act: Act) -> float:
    verb = act.verb
    assert verb is not None
    if act.cue.agent == SAID:
        return AGENT if _above(scene, verb) else UNTIED
    if act.cue.agent == SUBJECT:
        shown = grammar.surface_subject(verb)
        return AGENT if shown is not None and touches(shown, scene.source) else STRANGER
    if act.cue.agent:
        agents = [np for preposition, np in verb.pps if preposition == act.cue.agent]
        return AGENT if any(touches(np, scene.source) for np in agents) else STRANGER
    if scene.source == NOWHERE:
        return UNTIED
    if _message(scene, verb) and _above(scene, verb):
        return INHERITED
    passive = verb.passive and act.cue.part != "a"
    own = verb.pp("by") if passive else verb.subject
    if own is not None:
        if touches(own, scene.source):
            return AGENT
        if own.pronoun:
            return INHERITED if _above(scene, verb) else UNTIED
        if scene.target != NOWHERE and touches(own, scene.target):
            return REVERSED
        return STRANGER
    if passive:
        return UNTIED
    subject = grammar.surface_subject(verb)
    if subject is not None and touches(subject, scene.source):
        return INHERITED
    if subject is not None and subject.pronoun and _above(scene, verb):
        return INHERITED
    return UNTIED if subject is None else STRANGER


def _above(scene: Scene, verb: Verb) -> bool:
    """Whether the source is the subject of a clause over this one."""
    node = verb.parent
    for _ in range(6):
        if node is None:
            return False
        subject = grammar.subject(node)
        if subject is not None and touches(subject, scene.source):
            return True
        node = node.parent
    return False


def _patient(scene: Scene, verb: Verb, *, said: bool) -> float:
    if scene.target == NOWHERE:
        return 0.0
    phrases = [*grammar.objects(verb), *(np for _, np in verb.pps)]
    if verb.link in ("that", "quote") and verb.subject is not None and said:
        phrases.append(verb.subject)
    for child in scene.children.get(id(verb), ()):
        if child.link in ("inf", "ing"):  # "called T to congratulate it", "promised to free T"
            phrases += [*grammar.objects(child), *(np for _, np in child.pps)]
    if any(touches(np, scene.target) for np in phrases):
        return PATIENT
    return _position(scene, verb.head, scene.end_of(verb), verb.subject)


def _position(scene: Scene, at: int, end: int, subject: Phrase | None) -> float:
    start = scene.target[0]
    if at < start <= end:
        return BEHIND
    if at < start:
        return AHEAD
    if subject is not None and touches(subject, scene.source) and touches(subject, scene.target):
        return TOGETHER
    return 0.0


def _noun_agent(scene: Scene, act: Act) -> float:
    phrase, verb = act.phrase, act.verb
    assert phrase is not None
    if scene.source == NOWHERE:
        return UNTIED
    owners = [phrase.possessor] if phrase.possessor is not None else []
    owners += [np for preposition, np in phrase.pps if preposition in ("by", "of", "from", "between")]
    if any(touches(np, scene.source) for np in owners):
        return OWNER
    if scene.source[0] <= act.at <= scene.source[1]:
        return OWNER
    if verb is None:
        return UNTIED
    subject = grammar.subject(verb) or grammar.surface_subject(verb)
    carried = (
        verb_cue(scene, verb, turns=False)[0] is not None and verb_cue(scene, verb, turns=True)[0] is None
    )
    weight = CARRIED if carried else 0.0
    if any(scene.target != NOWHERE and touches(np, scene.target) for np in owners[:1]):
        return weight + REVERSED
    if subject is not None and touches(subject, scene.source):
        return weight + OWNER
    if subject is None or subject.pronoun:
        return weight + (OWNER if _above(scene, verb) else UNTIED)
    return weight + STRANGER


def _noun_patient(scene: Scene, act: Act) -> float:
    phrase, verb = act.phrase, act.verb
    assert phrase is not None
    if scene.target == NOWHERE:
        return 0.0
    if touches(phrase, scene.target) or any(touches(np, scene.target) for _, np in phrase.pps):
        return PATIENT
    if verb is not None and any(touches(np, scene.target) for _, np in verb.pps):
        return PATIENT
    end = scene.end_of(verb) if verb is not None else len(scene.tokens)
    return _position(scene, act.at, end, verb.subject if verb is not None else None)
