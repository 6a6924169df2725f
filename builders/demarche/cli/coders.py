"""The options that say which coder codes, and the coder they mean."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demarche.coders import Coded, Coder, Usage


def add_coder(parser: argparse.ArgumentParser) -> None:
    """Add `--coder` and what a language model needs."""
    parser.add_argument(
        "--coder",
        default="rules",
        metavar="NAME",
        help="rules (default), llm, rules+llm, or a registered one",
    )
    add_model(parser)


def add_model(parser: argparse.ArgumentParser) -> None:
    """Add what a language model needs."""
    group = parser.add_argument_group(
        "a language model (llm, rules+llm)",
        "Its key comes from DEMARCHE_API_KEY or OPENAI_API_KEY, or from the keyring (demarche, the host).",
    )
    group.add_argument("--model", metavar="NAME", help="the model, as the endpoint calls it")
    group.add_argument(
        "--endpoint", metavar="URL", help="an OpenAI-compatible address ending in /v1 (or OPENAI_BASE_URL)"
    )
    group.add_argument("--cache", type=Path, metavar="DIR", help="where answers are kept and found again")
    group.add_argument("--offline", action="store_true", help="replay kept answers; ask nobody")
    group.add_argument("--max-requests", type=_count, metavar="N", help="send no more requests than that")
    group.add_argument("--max-cost", type=_amount, metavar="USD", help="spend no more; needs the two prices")
    group.add_argument(
        "--price-in", type=_amount, default=0.0, metavar="USD", help="for a million tokens sent"
    )
    group.add_argument(
        "--price-out", type=_amount, default=0.0, metavar="USD", help="for a million tokens received"
    )
    group.add_argument("--per-minute", type=_count, metavar="N", help="send no more requests a minute")
    group.add_argument(
        "--timeout", type=_amount, default=300.0, metavar="SECONDS", help="for one answer (default 300)"
    )
    group.add_argument(
        "--workers", type=_count, default=4, metavar="N", help="requests at a time (default 4)"
    )


def chosen_coder(args: argparse.Namespace, name: str | None = None) -> Coder:
    """The coder that the options mean; `name` in place of `--coder`. Raises InputError."""
    from demarche.coders import ModelOptions, find_coder

    options = ModelOptions(
        model=args.model,
        endpoint=args.endpoint,
        cache=args.cache,
        offline=args.offline,
        max_requests=args.max_requests,
        max_cost=args.max_cost,
        price_in=args.price_in,
        price_out=args.price_out,
        per_minute=args.per_minute,
        timeout=args.timeout,
        workers=args.workers,
    )
    return find_coder(name or args.coder, options)


def tell_account(coded: Sequence[Coded]) -> None:
    """Say on stderr what coding took and what was not believed; nothing for coders that ask nobody."""
    from demarche.coders import total

    whole = total(coded)
    for notice in whole.notices:
        print(notice, file=sys.stderr)
    tell_usage(whole.usage)
    if whole.usage.answers:
        asked = sum(1 for each in coded if each.sent)
        print(
            f"{asked} of {len(coded)} documents were asked about, {whole.sent:.0%} of the text was sent",
            file=sys.stderr,
        )
    for reason, count in sorted(whole.dropped.items(), key=lambda item: (-item[1], item[0])):
        print(f"  not believed: {count} × {reason}", file=sys.stderr)


def tell_usage(used: Usage) -> None:
    """Say on stderr what was sent and paid in this run; nothing where nobody was asked."""
    if not (used.requests or used.replayed):
        return
    paid = f", ${used.paid:.4f} paid now" if used.paid else ""
    cost = f" (${used.cost:.4f} in all)" if used.cost > used.paid else ""
    print(
        f"{used.requests} requests, {used.replayed} answers from the cache: "
        f"{used.tokens_in:,} tokens in, {used.tokens_out:,} out{paid}{cost}",
        file=sys.stderr,
    )


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return value


def _amount(text: str) -> float:
    value = float(text)
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError("must be 0 or more")
    return value
