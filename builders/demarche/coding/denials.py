"""Deeds that somebody named denies: the accusation and the deed it charges become disputed."""

from __future__ import annotations

from demarche.coding.merge import Draft


def apply_denials(drafts: list[Draft]) -> list[Draft]:
    """Mark as disputed what a denial points at; for now the drafts as they are."""
    return drafts
