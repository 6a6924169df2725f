"""Words that refer: pronouns, nouns that stand for a country or a pair, and nouns that are no state's.

Kept apart from `entities`, which uses them, so that the lists can be read and mended alone.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MEMORY = 60
"""How many references back an anaphor may reach."""

PERSONAL = _set("he she him her his himself herself")
NEUTER = _set("it its itself")
GROUP_PRONOUNS = _set("they them their themselves")
PAIR_DETERMINERS = _set("both two")
PAIR_NOUNS = _set(
    "country nation state side government neighbour neighbor leader president minister party capital partner ally "
    "power people army rival man premier delegation foe enemy signatory diplomat"
)
COUNTRY_NOUNS = _set(
    "country nation state kingdom republic island emirate sultanate sheikhdom regime neighbour neighbor "
    "archipelago principality federation union territory"
)
COUNTERPARTS = _set("counterpart opposite")
HOSTS = _set(
    "host guest interlocutor visitor neighbour neighbor ally rival foe enemy partner patron adversary"
)
NOT_IN_OFFICE = _set(
    "former ex-president ex-minister ex late ousted exiled elect opposition would-be retired deposed expelled"
)
STATE_GROUPS = _set(
    "troop force soldier army navy jet warplane aircraft plane bomber fighter-jet warship ship vessel frigate destroyer "
    "gunner artillery missile tank battalion regiment brigade division marine sailor pilot guard policeman police "
    "official officer staff diplomat negotiator delegate delegation envoy team expert mission agent spy inspector authority helicopter "
    "submarine drone aeroplane airplane motorcade train helicopter coastguard commando commander crew patrol unit battery airforce intelligence"
)
THINGS_OF_STATE = _set("decision statement announcement move policy action government leadership")
SEMI_STATE = _set(
    "expert scientist engineer technician adviser advisor instructor trainer specialist doctor medic"
)
"""People sent by a state who do not speak for it."""
ORG_NOUNS = _set(
    "agency organization organisation court bank fund alliance bloc union council commission community league "
    "assembly watchdog body tribunal"
)
NON_STATE = _set(
    "rebel guerrilla militant insurgent separatist fighter militia militiaman activist dissident opposition protester "
    "demonstrator party company firm corporation businessman business trader exporter importer investor refugee "
    "migrant immigrant exile worker student pupil journalist reporter correspondent newspaper daily editor analyst "
    "academic professor scholar lawyer writer author artist actor singer athlete team player fan club church priest "
    "bishop monk family relative resident villager farmer fisherman citizen civilian man woman child boy girl victim "
    "survivor veteran tourist traveller passenger pirate gang cartel smuggler terrorist extremist hacker group movement "
    "union association foundation charity ngo contractor consultant embargo-breaker critic observer economist poll voter"
)

QUANTITIES = _set(
    "act last first rest remainder tenths nine-tenths two-thirds three-quarters third quarter ton tonne dozen hundred thousand million billion series number kilo pound couple pair lot piece round range handful "
    "majority part amount quantity host string raft batch set third half bulk most some several sheaf package"
)
EVENT_PREPOSITIONS = {
    noun: frozenset(prepositions.split())
    for nouns, prepositions in (
        ("visit trip journey tour stopover invitation", "to in"),
        (
            "sanction embargo ban boycott tariff restriction blockade curb attack strike raid assault",
            "on against",
        ),
        (
            "talk negotiation discussion meeting dialogue relation tie link agreement treaty pact accord deal",
            "with between",
        ),
        ("border frontier", "with"),
        ("war campaign offensive", "on against in"),
        ("invasion occupation bombing shelling", "of"),
        ("ambassador envoy", "to in"),
        ("embassy consulate mission", "in"),
    )
    for noun in nouns.split()
}
"""Event nouns and the prepositions that bring their own parties."""
TOPICS = _set(
    "sanction embargo boycott ban blockade agreement accord pact treaty deal visit trip warrant proposal offer plan "
    "talk meeting summit declaration tariff invitation protest truce ceasefire cease-fire"
)
"""Nouns of acts that "it" can stand for in the next sentence."""
