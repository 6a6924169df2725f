"""An evaluation as tables and as JSON. What holds rows or texts stays out of a summary."""

from __future__ import annotations

from collections.abc import Sequence

from demarche.evaluate.documents import Document
from demarche.evaluate.figures import SURE, Evaluation, Score, Share, label
from demarche.evaluate.grids import Grid, clean, number
from demarche.evaluate.rows import Row

EXCERPT = 160
"""Characters of evidence shown for a miss or a false row."""

Evaluated = Sequence[tuple[Document, Evaluation]]
TIER_SETS = (("core", True), ("core+extended", False))
_SCORE_HEAD = ("gold", "claims", "matched", "precision", "recall", "F1")


def summary_grids(pooled: Evaluation) -> list[Grid]:
    """The figures over all documents: nothing that tells of a single row."""
    core_fields, fields = pooled.fields(core=True), pooled.fields(core=False)
    field_rows = [
        (name, *_share(core_fields[name]), *_share(share)) for name, share in fields.items() if share.of
    ]
    jaccard = [number(pooled.jaccard(core=core)) for _, core in TIER_SETS]
    spans = ("evidence Jaccard", "", jaccard[0], "", jaccard[1])
    sure = pooled.sure()
    return [
        Grid(
            "Rows, matched one to one on (type, initiator, target, status)",
            ("tier", *_SCORE_HEAD),
            [(name, *_score(pooled.score(core=core))) for name, core in TIER_SETS],
        ),
        Grid(
            "By type (core+extended)",
            ("type", *_SCORE_HEAD),
            [(name, *_score(score)) for name, score in pooled.types().items()],
        ),
        Grid(
            "Columns right on matched rows (status: matched without it)",
            ("column", "core", "share", "core+extended", "share"),
            [*field_rows, spans] if pooled.demanded() else field_rows,
        ),
        Grid(
            "Confidence",
            ("claims", "right", "share", "mean confidence"),
            [*_steps(pooled), (f"confidence ≥ {SURE}", *_share(sure), "")] if sure.of else _steps(pooled),
        ),
    ]


def full_grids(evaluated: Evaluated, pooled: Evaluation) -> list[Grid]:
    """The figures, then what they leave open: each document, confusions, misses, false rows."""
    several = len(evaluated) > 1
    return [
        *summary_grids(pooled),
        Grid(
            "By document",
            ("document", "core gold", "matched", "F1", "core+extended gold", "matched", "F1"),
            [(document.name, *_document_cells(one)) for document, one in evaluated] if several else [],
        ),
        Grid(
            "Confusion (misses and false rows of one pair of actors)",
            ("gold", "coded as", "rows"),
            [(*names, str(count)) for names, count in pooled.confusion().most_common()],
            left=2,
        ),
        Grid("Misses", _ROW_HEAD, _listed(evaluated, misses=True), left=len(_ROW_HEAD)),
        Grid("False rows", _ROW_HEAD, _listed(evaluated, misses=False), left=len(_ROW_HEAD)),
    ]


def as_json(evaluated: Evaluated, pooled: Evaluation, *, summary: bool) -> dict[str, object]:
    """The same as plain values; ratios over nothing are null."""
    figures = _figures(pooled)
    if summary:
        return {"documents": len(evaluated), **figures}
    return {
        **figures,
        "documents": {document.name: _figures(one) for document, one in evaluated},
        "confusion": [
            {"gold": gold, "claim": claim, "rows": count}
            for (gold, claim), count in sorted(pooled.confusion().items())
        ],
        "misses": [_row_json(document, row) for document, one in evaluated for row in one.misses],
        "false_rows": [_row_json(document, row) for document, one in evaluated for row in one.false_rows],
    }


def _figures(one: Evaluation) -> dict[str, object]:
    return {
        "scores": {name: _score_json(one.score(core=core)) for name, core in TIER_SETS},
        "types": {name: _score_json(score) for name, score in one.types().items()},
        "columns": {
            tier: {name: _share_json(share) for name, share in one.fields(core=core).items() if share.of}
            for tier, core in TIER_SETS
        },
        "evidence_jaccard": {tier: one.jaccard(core=core) for tier, core in TIER_SETS},
        "confident": {"from": SURE, **_share_json(one.sure())},
        "calibration": [
            {"from": step.low, **_share_json(step.share), "expected": step.expected}
            for step in one.calibration()
        ],
    }


_ROW_HEAD = ("document", "row", "tier", "type", "pair", "status", "date", "remark", "evidence")


def _listed(evaluated: Evaluated, *, misses: bool) -> list[tuple[str, ...]]:
    listed: list[tuple[str, ...]] = []
    for document, one in evaluated:
        if misses:
            remarks = {id(two.gold): f"coded as {label(two.claim, two.gold)}" for two in one.confusions}
        else:
            remarks = {id(two.claim): f"gold has {label(two.gold, two.claim)}" for two in one.confusions}
        listed += [
            (
                document.name,
                str(row.number),
                row.tier or "–",
                f"{row.interaction_type}/{row.mode or '–'}",
                "→".join(row.pair),
                row.status,
                row.date or "–",
                remarks.get(id(row), ""),
                excerpt(document, row),
            )
            for row in (one.misses if misses else one.false_rows)
        ]
    return listed


def excerpt(document: Document, row: Row) -> str:
    """The evidence of a row, from its document's text; its offsets where there is no text."""
    if document.text is None or row.evidence_end > len(document.text):
        outside = "" if document.text is None else ", outside the text"
        return f"characters {row.evidence_start}–{row.evidence_end}{outside}"
    return clean(document.text[row.evidence_start : row.evidence_end], EXCERPT)


def _document_cells(one: Evaluation) -> tuple[str, ...]:
    scores = (one.score(core=True), one.score(core=False))
    return tuple(cell for score in scores for cell in (str(score.gold), str(score.matched), number(score.f1)))


def _score(score: Score) -> tuple[str, ...]:
    ratios = (number(score.precision), number(score.recall), number(score.f1))
    return (str(score.gold), str(score.matched + score.false), str(score.matched), *ratios)


def _steps(one: Evaluation) -> list[tuple[str, ...]]:
    """The claims by steps of confidence: as many should be right as they say."""
    return [
        (f"confidence from {step.low}", *_share(step.share), number(step.expected))
        for step in one.calibration()
    ]


def _share(share: Share) -> tuple[str, str]:
    return f"{share.right}/{share.of}", number(share.share)


def _score_json(score: Score) -> dict[str, object]:
    return {
        "gold": score.gold,
        "claims": score.matched + score.false,
        "matched": score.matched,
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
    }


def _share_json(share: Share) -> dict[str, object]:
    return {"right": share.right, "of": share.of, "share": share.share}


def _row_json(document: Document, row: Row) -> dict[str, object]:
    return {
        "document": document.name,
        "row": row.number,
        "tier": row.tier or None,
        "interaction_type": row.interaction_type,
        "mode": row.mode,
        "initiator": row.initiator,
        "target": row.target,
        "status": row.status,
        "date": row.date,
        "evidence_start": row.evidence_start,
        "evidence_end": row.evidence_end,
        "evidence": excerpt(document, row) if document.text is not None else None,
    }
