"""What a run over a corpus came to, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_REASONS = 3
"""So many are told, the commonest first; the manifest has more of them."""


def told(manifest: Mapping[str, Any], out: Path) -> Iterator[str]:
    """The summary of a run, line by line."""
    documents, claims = manifest["documents"], manifest["claims"]
    years = sorted(claims, key=int)
    span = f", reported in {years[0]}" + (f" to {years[-1]}" if len(years) > 1 else "") if years else ""
    yield f"{out}: {sum(claims.values()):,} claims{span}, from {_articles(documents['coded'])}"
    skipped = documents["in other languages"]
    if skipped:
        named = ", ".join(
            f"{'not told which' if language == 'und' else language} {count:,}"
            for language, count in skipped.items()
        )
        yield f"  {_articles(sum(skipped.values()))} in other languages passed over ({named})"
    account = manifest.get("account")
    if account:
        cost = f", ${account['cost_usd']:,.4f}" if account["cost_usd"] else ""
        asked = _articles(account["documents asked about"])
        yield (
            f"  {manifest.get('model') or 'the model'} was asked about {asked}, "
            f"{account['share of text sent']:.0%} of the text: {account['tokens_in']:,} tokens in, "
            f"{account['tokens_out']:,} out{cost}"
        )
        for reason, count in sorted(account["not believed"].items(), key=lambda item: (-item[1], item[0])):
            yield f"  not believed: {count:,} × {reason}"
        yield from (f"  {notice}" for notice in account["notices"])
    if documents["failed"]:
        yield f"  {documents['failed']:,} failed: {out / 'errors.parquet'} says where and why"
        shown = manifest["failures"][:_REASONS]
        for each in shown:
            hint = f". {each['hint']}" if each["hint"] else ""
            yield f"    {each['documents']:,} × {each['reason']}{hint}"
        others = documents["failed"] - sum(each["documents"] for each in shown)
        if others:
            yield f"    {others:,} for other reasons"


def _articles(count: int) -> str:
    return f"{count:,} {'article' if count == 1 else 'articles'}"
