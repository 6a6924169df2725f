"""Whether a text is English: the share of words that only English uses all the time.

A third to a half of the words of English prose are among a few dozen. Words that a neighbour shares ("is"
and "of" in Dutch, "for" and "at" in Danish) are left out of the list. Measured on the texts in
`tests/data/languages` and on those of the project: see the test beside them.
"""

from __future__ import annotations

import re

_OFTEN = """
the and to that with from which their his by has have were been it an on as this they but who would not had
said its are he she after about than more what there when where could should through between because into
while during before against both being these those it's
"""
ENGLISH = frozenset(_OFTEN.split())
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_LOOKED_AT = 3_000
"""Characters from the start that are looked at."""
_SHORT = 20
"""A text of fewer words is not judged: a headline may hold no such word."""
_SHARE = 0.12


def is_english(text: str, tag: str | None = None) -> bool:
    """Whether a text is to be read as English; a language told in its record (`tag`) decides.

    A text that is too short to tell is taken for English where its letters are those of English.
    """
    if tag is not None:
        return tag.partition("-")[0] == "en"
    words = _WORD.findall(text[:_LOOKED_AT].lower().replace("’", "'"))
    if len(words) < _SHORT:
        return all(word.isascii() for word in words)
    return sum(word in ENGLISH for word in words) >= _SHARE * len(words)
