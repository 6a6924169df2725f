"""Word classes of English: the closed classes here, the verbs in `lexicon/verbs.tsv`.

Verb forms are made by the rules of regular inflection when the table is loaded; irregular forms stand
in the table. Nothing is lemmatised at run time.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from demarche.resources import lexicon_dir


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _set(
    "the a an this these those each every another any some all no such either neither several many few"
)
POSSESSIVES = _set("his her its their our my your whose")
SUBJECT_PRONOUNS = _set("he she it they we i you")
PRONOUNS = SUBJECT_PRONOUNS | _set("him them us me himself herself itself themselves")
RELATIVES = _set("who whom which whose where")
WH_CLAUSE = _set("what how why whether")
MODALS = _set("cannot will would shall should can could may might must 'll 'd ll")
BE = _set("be is are was were been being am 're 'm")
HAVE = _set("have has had having 've")
DO = _set("do does did")
NEGATIONS = _set("not n't never")
CONJUNCTIONS = _set("and or but nor &")
PREPOSITIONS = _set(
    "of in on at by for with from to into onto against between among over about through during under within without "
    "across around toward towards upon amid amidst despite via per than like near inside outside beyond behind "
    "beside besides forward back away apart aside throughout concerning regarding alongside along off out up down aboard following including "
    "versus as"
)
SUBORDINATORS = _set(
    "after before because if although though while when whenever since until till unless once whereas lest"
)
PARTICLES = _set("off out up down back away over apart aside forward together")
ADVERBS = _set(
    "also already just only now then soon still yet again ever even so too very rather quite almost nearly later "
    "earlier ago today yesterday tomorrow tonight there here meanwhile however therefore thus moreover afterwards "
    "instead perhaps maybe persona personae non grata gratae together abroad home once twice largely mostly merely simply much more most less least "
    "once further far long often always sometimes overnight formerly likewise else well"
)
_ADJECTIVES = _set(
    "new old former late early first second third last next final big great large small high low long short good bad "
    "own other same main key top senior junior deputy vice foreign prime chief special joint mutual full open free "
    "strong close closer major minor fresh further far right wrong ready able likely due unlikely sure certain "
    "supreme interim acting outgoing incoming then such secret safe hard soft military civilian two-day three-day "
    "nuclear common grave direct urgent recent upcoming current present entire whole both bilateral multilateral"
)
NUMBER_WORDS = _set(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen "
    "dozens hundreds thousands half both"
)
_NOUNS = _set(
    "withdrawal proposal arrival approval denial refusal renewal trial survival removal appeal signal rival official "
    "capital general principal criminal national individual festival hospital journal material memorial potential "
    "president incident accident student agent tenant warrant participant intent extent event talent patent client "
    "continent opponent percent moment migrant immigrant militant inhabitant assistant consultant lieutenant merchant "
    "executive representative initiative objective offensive detective motive archive directive incentive narrative "
    "native relative republic public traffic critic topic fabric logic music epidemic pandemic rhetoric mechanic "
    "clinic secretary library adversary anniversary boundary summary salary diary subsidiary beneficiary intermediary "
    "judiciary table cable variable deal goal meal coal oil evil council animal arsenal canal cardinal corral journal "
    "scandal terminal tribunal portal pedal medal metal manual referral rehearsal reversal disposal dismissal burial "
    "betrayal portrayal trial tunnel channel parent silent accent cent descent dissent resident dissident precedent "
    "superintendent correspondent combatant defendant descendant occupant tyrant giant plant grant covenant tenant "
    "fish wish dish polish perspective collective alternative captive fugitive missive elective tic panic attic ethic"
)
_ADJECTIVES_ATE = _set(
    "immediate private separate ultimate intimate moderate deliberate desperate corporate legitimate "
    "appropriate adequate accurate alternate elaborate inter-state interstate"
)
_ADJECTIVE_ENDINGS = (
    "al",
    "ive",
    "ous",
    "ful",
    "less",
    "ic",
    "able",
    "ible",
    "ary",
    "ish",
    "ant",
    "ent",
    "ical",
)
_NOUN_ENDINGS = ("ment", "tion", "sion", "ance", "ence", "ship", "ism", "ist", "ity", "ness", "al", "age")
_VOWELS = frozenset("aeiou")


def _doubles(verb: str) -> bool:
    """Whether the last consonant is doubled before -ed and -ing: one syllable, or stressed at the end."""
    if len(verb) < 3 or verb[-1] in _VOWELS | set("wxy") or verb[-2] not in _VOWELS or verb[-3] in _VOWELS:
        return False
    stressed = _set(
        "admit commit permit submit refer prefer confer defer transfer deter occur incur recur expel compel "
        "propel repel dispel impel rebel control patrol cancel travel quarrel label level model shovel tunnel "
        "regret forget begin equip annul defer abet omit remit emit excel acquit allot rebut abhor concur debar "
        "inter outfit program signal total duel fuel marshal pedal pilot-not"
    )
    return (
        verb in stressed
        or sum(1 for i, c in enumerate(verb) if c in _VOWELS and (i == 0 or verb[i - 1] not in _VOWELS)) == 1
    )


def inflect(verb: str, past: str = "", participle: str = "") -> Iterator[tuple[str, str]]:
    """(form, kind) pairs of a verb: B base, Z third person, D past, N past participle, G -ing.

    >>> sorted(inflect("deny"))
    [('denied', 'D'), ('denied', 'N'), ('denies', 'Z'), ('deny', 'B'), ('denying', 'G')]
    """
    consonant_y = verb.endswith("y") and len(verb) > 2 and verb[-2] not in _VOWELS
    yield verb, "B"
    if consonant_y:
        yield verb[:-1] + "ies", "Z"
    else:
        yield verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"), "Z"
    doubled = verb + verb[-1] if _doubles(verb) else None
    stem = doubled or verb
    if verb.endswith("ie"):
        yield verb[:-2] + "ying", "G"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        yield verb[:-1] + "ing", "G"
    else:
        yield stem + "ing", "G"
        if doubled and verb[-1] == "l":
            yield verb + "ing", "G"
    if past:
        yield past, "D"
        yield participle or past, "N"
        return
    regular = verb[:-1] + "ied" if consonant_y else verb + "d" if verb.endswith("e") else stem + "ed"
    for form in {regular} | ({verb + "ed"} if doubled and verb[-1] == "l" else set()):
        yield form, "D"
        yield form, "N"


@cache
def verb_forms() -> dict[str, tuple[tuple[str, str], ...]]:
    """Every form of every verb in the table → its (lemma, kind) readings."""
    forms: dict[str, dict[tuple[str, str], None]] = {}
    for lemma, past, participle, _ in _verb_rows():
        for form, kind in inflect(lemma, past, participle):
            forms.setdefault(form, {})[lemma, kind] = None
    return {form: tuple(readings) for form, readings in forms.items()}


@cache
def noun_verbs() -> frozenset[str]:
    """The verbs whose base form is as often a noun: visit, claim, strike."""
    return frozenset(lemma for lemma, _, _, noun in _verb_rows() if noun == "yes")


@cache
def _verb_rows() -> tuple[tuple[str, str, str, str], ...]:
    rows = []
    for line in (lexicon_dir() / "verbs.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        if line and not line.startswith("#"):
            lemma, past, participle, noun = line.split("\t")
            rows.append((lemma, past, participle, noun))
    return tuple(rows)


@cache
def speech_verbs() -> frozenset[str]:
    """The verbs that bring what somebody says or thinks (`lexicon/speech.tsv`)."""
    rows = (lexicon_dir() / "speech.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(line.split("\t")[0] for line in rows if line and not line.startswith("#"))


def closed_class(word: str) -> str:
    """The tag of a function word, a number word or a common adjective; "" for any other word."""
    return _CLOSED.get(word, "")


def guess(word: str) -> str:
    """The tag of an unknown lower-case word by its ending: RB, JJ, V?, or N."""
    if word in _NOUNS:
        return "N"
    if word in _ADJECTIVES_ATE:
        return "JJ"
    if (
        word.endswith("ly")
        and len(word) > 4
        and word not in ("family", "reply", "assembly", "supply", "monopoly", "ally")
    ):
        return (
            "JJ"
            if word in ("friendly", "deadly", "costly", "early", "daily", "weekly", "monthly", "yearly")
            else "RB"
        )
    if word.endswith(_NOUN_ENDINGS[:-2]):
        return "N"
    if word.endswith(_ADJECTIVE_ENDINGS) and len(word) > 5:
        return "JJ"
    return "N"


def singular(noun: str) -> str:
    """The singular of a regular English plural; the word itself when it does not look like one."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes", "zzes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return {"men": "man", "women": "woman"}.get(noun, noun[:-3] + "man" if noun.endswith("men") else noun)


def _closed_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for tag, members in (
        ("JJ", _ADJECTIVES),
        ("CD", NUMBER_WORDS),
        ("RB", ADVERBS),
        ("IN", PREPOSITIONS),
        ("SUB", SUBORDINATORS),
        ("WH", RELATIVES | WH_CLAUSE),
        ("DT", DETERMINERS),
        ("PP$", POSSESSIVES),
        ("PRP", PRONOUNS),
        ("MD", MODALS),
        ("BE", BE),
        ("HAVE", HAVE),
        ("DO", DO),
        ("NOT", NEGATIONS),
        ("CC", CONJUNCTIONS),
    ):
        table.update(dict.fromkeys(members, tag))
    table["that"] = "THAT"
    table["to"] = "TO"
    table["whose"] = "WH$"
    table["'s"] = "POS"
    table["both"] = "DT"
    table["once"] = "RB"
    return table


_CLOSED = _closed_table()
