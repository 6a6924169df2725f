"""Tagging: whether a word is a verb, a noun or an adjective where it stands."""

from __future__ import annotations

import pytest

from demarche.coding.mentions import find_mentions
from demarche.coding.segment import Token, segment
from demarche.coding.tagging import tag


def tagged(text: str) -> list[Token]:
    """The tokens of one sentence, names found and tagged."""
    (sentence,) = segment(text)
    find_mentions(text, sentence.tokens, "2024-06-12")
    tag(sentence.tokens)
    return sentence.tokens


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # noun or verb: by what stands before and behind
        ("The king will visit Peru.", "visit", "V"),
        ("The visit to Peru failed.", "visit", "N"),
        ("Peru plans to visit Chile.", "plans", "V"),
        ("The plans of Peru failed.", "plans", "N"),
        ("Peru claims the islands.", "claims", "V"),
        ("The claims of Peru failed.", "claims", "N"),
        ("Its claims failed.", "claims", "N"),
        ("Chile's attack failed.", "attack", "N"),
        ("Peru did not attack Chile.", "attack", "V"),
        ("Peru suspended aid.", "aid", "N"),
        ("Peru demanded talks.", "talks", "N"),
        ("They left after talks in Lima.", "talks", "N"),
        ("Peru offered help.", "help", "N"),
        ("Envoys say that talks failed.", "say", "V"),
        ("Trade sanctions hurt Peru.", "sanctions", "N"),
        ("Peru and Chile seek arms.", "seek", "V"),
        # participles before nouns are adjectives
        ("The seized ship sank.", "seized", "JJ"),
        ("The ship was seized.", "seized", "V"),
        ("Peru seized the ship.", "seized", "V"),
        ("The planned visit failed.", "planned", "JJ"),
        # -ing
        ("The meeting failed.", "meeting", "N"),
        ("They are meeting in Lima.", "meeting", "V"),
        ("Peru was accused of arming rebels.", "arming", "V"),
        ("The shelling of Lima went on.", "shelling", "N"),
        ("Peru is shelling Chile.", "shelling", "V"),
        ("The warring sides left.", "warring", "JJ"),
        # that
        ("Peru said that Chile lied.", "that", "THAT"),
        ("In that year Chile lied.", "that", "DT"),
        # possessive and verb
        ("The rebels' camp burned.", "'", "POS"),
        ("Peru's camp burned.", "'s", "POS"),
        ("It's late.", "'s", "BE"),
        # capitals
        ("Then Berg left.", "Berg", "NP"),
        ("The premier met May in Lima.", "May", "NP"),
        ("They may leave.", "may", "MD"),
        ("Claims by Peru failed.", "Claims", "N"),
        ("Danish envoys left.", "Danish", "JJ"),
        ("The Danes left.", "Danes", "N"),
        ("Denmark left.", "Denmark", "NP"),
        ("Berg left.", "Berg", "NP"),
        ("Verbs left.", "Verbs", "N"),
        # verbs that are adjectives elsewhere
        ("Peru will open a port.", "open", "V"),
        ("Peru agreed to free the crew.", "free", "V"),
        ("The open port closed.", "open", "JJ"),
        # the rest
        ("Peru quickly left.", "quickly", "RB"),
        ("In 1994 they left.", "1994", "CD"),
        ("Two envoys left.", "Two", "CD"),
        ("They left, and we stayed.", ",", "PUNCT"),
        ("They left because it rained.", "because", "SUB"),
        ("Unrepaired ships sank.", "Unrepaired", "JJ"),
        ("The secretary of state left.", "of", "N"),
    ],
)
def test_tags(text: str, word: str, expected: str) -> None:
    (tag_,) = {token.tag for token in tagged(text) if token.text == word}
    assert tag_ == expected


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("Peru denied it.", "denied", "deny"),
        ("Peru denies it.", "denies", "deny"),
        ("Peru is denying it.", "denying", "deny"),
        ("Peru sent troops.", "sent", "send"),
        ("Peru has broken the pact.", "broken", "break"),
        ("Peru withdrew its troops.", "withdrew", "withdraw"),
        ("Peru expelled two envoys.", "expelled", "expel"),
        ("Peru cancelled the trip.", "cancelled", "cancel"),
        ("Peru canceled the trip.", "canceled", "cancel"),
        ("Peru visited Chile.", "visited", "visit"),
        ("Peru banned imports.", "banned", "ban"),
        ("Peru undertook to leave.", "undertook", "undertake"),
        ("Peru froze its assets.", "froze", "freeze"),
        ("Peru sought talks.", "sought", "seek"),
        ("Peru met Chile.", "met", "meet"),
    ],
)
def test_lemmas_of_verbs(text: str, word: str, lemma: str) -> None:
    (token,) = [token for token in tagged(text) if token.text == word]
    assert (token.tag, token.lemma) == ("V", lemma)


def test_every_token_has_a_tag() -> None:
    assert all(token.tag for token in tagged("“Why 3,” the U.S. envoy didn't say (or couldn't) …"))
