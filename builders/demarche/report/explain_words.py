"""The words in which a reading is told: what stood where, how actors were found, why there is no claim."""

from __future__ import annotations

from demarche.coding.explanation import Antecedent, ClaimTrace, NearMiss, Reading, Side, Stood

SLOTS = {
    "subj": "subject",
    "obj": "object",
    "iobj": "first object",
    "owner": "whose it is",
    "light": "subject of the verb over it",
    "said": "who says it",
    "party": "a party to it",
    "event": "subject of the clause above",
    "parent": "subject of the governing clause",
    "comp": "subject of what is said",
    "host": "host: where the report comes from, or the pair in focus",
    "other": "the other side of the pair in focus",
    "partner": "the other side of the pair in focus",
    "asker": "who asked, charged or offered before",
    "measured": "on whom the measures of the text fall",
    "foe": "the adversary of the text",
    "both": "the two in focus",
    "agent": "who does it",
    "accuser": "who charges it",
    "teller": "who tells it of what is theirs",
    "left": "whose capital is left",
    "topic": "whom the sentence before was about",
    "focus": "the pair in focus",
    "guess": "guessed: the other of the pair in focus, or of the sentence",
}
WAYS = {
    "_named": "a name",
    "_person": "the office beside the name",
    "title": "the title before the name",
    "known": "a person introduced before",
    "leaders": "the table of office holders",
    "owner": "the words say whose",
    "_nationals": "a people's name",
    "_halves": "a divided country",
    "pronoun": "a pronoun",
    "spoken_of": "an office without a state: that last spoken of",
    "_country": "the country in focus",
    "_other_side": "the other side",
    "_both_sides": "the two in focus",
    "_number": "those named together",
    "_counted": "those named together",
    "_latter": "the one of two",
    "_the_other": "the one of two",
    "_organisation": "the organisation named before",
    "_same_again": "the same again",
    "_compass": "the North or South named before",
    "_region": "a region of its state",
    "_semi_state": "nationals, by whom the state acts",
    "_belongings": "what belongs to the actor",
}
EFFECTS = {
    "negated": "it is negated",
    "if": "it is a condition",
    "should": "it is a duty, not a deed",
    "want": "it is wanted, not done",
    "fail": "it failed",
    "end": "it has ended",
    "seek": "it is sought, not done",
    "request": "it is asked for, not done",
    "refuse": "it is refused, and a refusal of this is no row",
    "deny": "it is denied",
    "threaten": "it is threatened, and a threat of this is no row",
    "permit": "it is permitted, not done",
}
_REASONS = {
    "harmless": "what is claimed of the other is no charge: neither the verb nor the deed is a hostile one",
    "denied": "who says it denies it: the denial tells it",
    "weighed": "it is only considered",
    "uncharged": "no actor says that another did this wrong",
    "answers": "it answers a charge: a denial",
    "forbidden": "the ontology has no such type, mode, phase and status",
}


def clean(text: str) -> str:
    """A text on one line, without control characters: an escape sequence must not reach the terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def side(each: Side) -> str:
    """How a side was read: where it stands, by which rule it is an actor's, what it points back to."""
    words = f"“{each.words.text}”, " if each.words is not None else ""
    way = f": {WAYS.get(each.way) or each.way.strip('_').replace('_', ' ')}" if each.way else ""
    return f"{words}{slot(each.slot)}{way}{_back(each.antecedent)}"


def _back(antecedent: Antecedent | None) -> str:
    return f" → “{antecedent.words}” in paragraph {antecedent.paragraph}" if antecedent is not None else ""


def slot(name: str) -> str:
    """A slot in words: "subject", "after “to”", "after “of” on the object"."""
    base, _, rest = name.partition(".")
    place = SLOTS.get(base) or f"after “{_either(base)}”"
    if rest in ("owner", "doer"):
        return f"{'whose it is' if rest == 'owner' else 'who did it'} ({place})"
    if rest:
        return f"after “{_either(rest.replace('.', ' … '))}” on what stands there ({place})"
    return place


def _either(prepositions: str) -> str:
    """The prepositions of a slot: the first few where there are many."""
    first, *others = prepositions.split("|")
    return "/".join((first, *others[:2], *(["…"] if others[2:] else [])))


def need(asked: str) -> str:
    """What a frame asks of a slot: as the lexicon has it, and of a class of nouns where to mend it."""
    constraint = asked.partition("=")[2]
    return f"{asked} (a noun of class “{constraint[1:]}”, nouns.tsv)" if constraint.startswith("@") else asked


def _reading(trace: ClaimTrace, told: Reading) -> list[str]:
    """What made the claim another than its frame stands for."""
    claim_type, status = trace.claim.interaction_type, trace.claim.status
    other = told.governor is not None and told.governor != trace.trigger
    governor = f" by “{told.governor.text}”" if told.governor is not None and other else ""
    notes = []
    if claim_type != told.drafted:
        if told.drafted == "wrong":
            notes.append("a wrong that somebody says another did: an accusation")
        else:
            notes.append(
                f"{told.drafted} became {claim_type}{f' ({told.effect}{governor})' if told.effect else ''}"
            )
    elif told.effect:
        notes.append(f"told as {told.effect}{governor}")
    if status != told.status:
        notes.append(f"status {told.status} became {status}: by its date, or by another telling")
    return notes


def changes(trace: ClaimTrace) -> list[str]:
    """What touched a claim after it was drafted, one line each."""
    notes = _reading(trace, trace.reading) if trace.reading is not None else []
    if trace.paragraphs:
        where = " and ".join(str(number) for number in trace.paragraphs)
        notes.append(f"merged with the telling in paragraph {where}")
    deniers = [part.actor_id for part in trace.claim.participants if part.role == "denier"]
    if trace.claim.disputed:
        notes.append(f"disputed: denied by {' and '.join(dict.fromkeys(deniers)) or 'somebody'}")
    return notes


def reason(miss: NearMiss) -> str:
    """Why a near miss made no claim."""
    if miss.stage == "need":
        return f"needs {' and '.join(map(need, miss.unmet))}; {_stood(miss)}"
    if miss.stage == "side" and miss.why == "parties":
        return f"fewer than two parties; {_stood(miss)}"
    if miss.stage == "side":
        same = [each for each in miss.stood if set(each.actors) and set(each.actors) <= set(miss.actors)]
        if miss.why == "target" and same:
            return f"initiator and target would both be {same[0].actors[0]} (“{same[0].words.text}”)"
        return f"no {miss.why}; {_stood(miss)}"
    if miss.stage == "pair":
        return f"initiator and target would both be {miss.actors[0] if miss.actors else 'the same'}"
    if miss.why == "undone":
        return f"no act: {EFFECTS.get(miss.effect.partition(':')[0], miss.effect)}"
    return _REASONS[miss.why]


def _stood(miss: NearMiss) -> str:
    """What stood in the slots that were looked at."""
    each = {stood.words: stood for stood in reversed(miss.stood)}
    return "; ".join(map(_standing, reversed(each.values()))) or "nothing stands there"


def _standing(each: Stood) -> str:
    actors = ", ".join(each.actors) or "no actor"
    return f"{slot(each.slot)}: “{each.words.text}” ({actors})"


def said_by(trace: ClaimTrace) -> str:
    """Whose word a claim is, and the verbs of saying that it stands under, the innermost first."""
    claim = trace.claim
    whose = {"source": "the text itself", "actor": claim.reported_by, "media": "a news medium"}
    told = whose.get(claim.voice) or "someone unnamed"
    if claim.voice == "actor" and trace.speaker is None:
        told += ": the quotation goes on, by who spoke last"
    elif claim.voice != "source" and trace.speaker is not None and not trace.sayings:
        told += f": according to “{trace.speaker.text}”"
    chain = (
        f"“{saying.verb.text}” ({saying.speaker.text})"
        if saying.speaker is not None
        else f"“{saying.verb.text}”"
        for saying in trace.sayings
    )
    verbs = " under ".join(chain)
    return f"{told}, under {verbs}" if verbs else told


def date(trace: ClaimTrace) -> str:
    """The date of a claim and the words that it comes from."""
    claim = trace.claim
    if claim.date is None:
        return "none"
    basis = f"{claim.date} ({claim.date_basis}, {claim.date_precision})"
    if trace.dated is None:
        return f"{basis}, carried over from other words of the text"
    return f"{basis}, from “{trace.dated.text}”"


def confidence(trace: ClaimTrace) -> str:
    """What makes a claim more or less likely to be right."""
    base, *others = trace.points
    parts = [f"{base.points}", *(f"{each.points:+d} {each.meaning}" for each in others)]
    told = f"{trace.claim.confidence:.2f}" if trace.claim.confidence is not None else "none"
    return f"{told} from {'; '.join(parts)}"
