"""The rules: all of them, in the order in which findings are told.

A new rule is a function in the module of its subject and an entry in that module's list, with a row in the
tests that breaks it.
"""

from __future__ import annotations

from demarche.checks import claims, codes, dates, events, ids, pairs, participants, texts
from demarche.checks.rule import Rule

RULES: tuple[Rule, ...] = (
    *pairs.RULES,
    *codes.RULES,
    *dates.RULES,
    *claims.RULES,
    *participants.RULES,
    *events.RULES,
    *ids.RULES,
    *texts.RULES,
)
