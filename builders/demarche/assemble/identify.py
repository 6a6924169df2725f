"""Ids for curated rows: which row is which, which rows tell of one happening, what is new and what is gone.

Rows of one source share an event when they have the same type, mode, object, phase, status and date and come
from the same words (one deed told of several pairs: "France and Italy expelled …"), or when curation says so
with `event:`, which also joins rows of different sources.

The event's id is the one written in the ledger beside its earliest row. When a group of rows is split by
curation, the earliest group keeps the id and the other is named after its own earliest row; when groups are
joined, the earliest id stays. No id ever names two happenings at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from demarche.curation import CuratedRow, CuratedSource, Rejection
from demarche.curation.decisions import INTERACTION_ID, nearest
from demarche.curation.document import Node
from demarche.errors import DataError
from demarche.ledger import Ledger, LedgerRow, event_id

SAME_WORDS = (
    "source_id",
    "interaction_type",
    "mode",
    "object",
    "phase",
    "status",
    "date",
    "trigger_start",
    "trigger_end",
)
"""Claims that are alike in these come from the same words of one source: one deed, told of several pairs."""

Name = tuple[str, str]
"""Source and claim key of a row."""

Place = tuple[Node, str]
"""Where a reference stands: the node and the field, for the message."""


@dataclass(frozen=True, slots=True)
class Identified:
    """Curated rows with their ids and the ledger that holds them; `minted`, `withdrawn`: what is new."""

    rows: tuple[CuratedRow, ...]
    ids: Mapping[Name, str]
    events: Mapping[Name, str]
    ledger: Ledger
    minted: tuple[str, ...]
    withdrawn: tuple[str, ...]

    def refer(self, ref: str, source_id: str, node: Node, field: str) -> str:
        """The interaction_id that a curation file means by a claim key or an id. Raises DataError."""
        return self.ids[_refer(ref, source_id, self.ids, self.ids, (node, field))]


def identify(sources: Sequence[CuratedSource], ledger: Ledger, version: str) -> Identified:
    """Find or mint the id of every row, group rows to events, withdraw the ids that have no row any more.

    `version` is the dataset version that is being made. Raises DataError on references that lead nowhere.
    """
    rows = tuple(row for source in sources for row in source.rows)
    known = _known_ids(rows, ledger)
    groups = _groups(rows, known)
    events, minting = _name_groups(groups, known, ledger)

    founders = [group[0] for group in minting]
    ledger_now = ledger.mint_all([(*row.name, None) for row in founders], version)
    ids = dict(known)
    for row, new in zip(founders, ledger_now.rows[len(ledger) :], strict=True):
        ids[row.name] = new.interaction_id
    for group in minting:
        events |= dict.fromkeys((row.name for row in group), event_id(ids[group[0].name]))
    others = [row for row in rows if row.name not in ids]
    before = len(ledger_now)
    ledger_now = ledger_now.mint_all([(*row.name, events[row.name]) for row in others], version)
    for row, new in zip(others, ledger_now.rows[before:], strict=True):
        ids[row.name] = new.interaction_id

    minted = tuple(row.interaction_id for row in ledger_now.rows[len(ledger) :])
    found = Identified(rows, ids, events, ledger_now, minted, ())
    return _withdraw(found, sources, ledger, version)


def _known_ids(rows: Iterable[CuratedRow], ledger: Ledger) -> dict[Name, str]:
    """The ids that rows have already, from the ledger or from the decision that binds them."""
    known: dict[Name, str] = {}
    holder: dict[str, CuratedRow] = {}
    for row in rows:
        own = ledger.of_claim(*row.name)
        name = row.bound or (own.interaction_id if own else None)
        if name is None:
            continue
        if name in holder:
            place = row.node or holder[name].node
            assert place is not None  # only a decision can give one id to two claims
            raise place.fault(
                f"two claims would have this id: {holder[name].key} and {row.key}", field="id", value=name
            )
        holder[name] = row
        known[row.name] = name
    return known


def _refer(ref: str, source_id: str, ids: Mapping[Name, str], names: Iterable[Name], place: Place) -> Name:
    by_id = {value: name for name, value in ids.items()}
    node, field = place
    here = {name for name in names if name[0] == source_id}
    if (source_id, ref) in here:
        return source_id, ref
    if ref in by_id:
        return by_id[ref]
    kind = "interaction_id" if INTERACTION_ID.fullmatch(ref) else "claim key"
    hint = (
        nearest(ref, {key for _, key in here}) or "Rows of other sources are named by their interaction_id."
    )
    raise node.fault(f"refers to no row that stands by this {kind}", field=field, value=ref, hint=hint)


def _groups(rows: Sequence[CuratedRow], known: Mapping[Name, str]) -> list[list[CuratedRow]]:
    """Rows that tell of one happening, each group and the groups in the order of the rows."""
    head: dict[Name, Name] = {row.name: row.name for row in rows}

    def root(name: Name) -> Name:
        while head[name] != name:
            head[name] = head[head[name]]
            name = head[name]
        return name

    by_name = {row.name: row for row in rows}
    first: dict[tuple[object, ...], Name] = {}
    for row in rows:
        claim = row.claim
        same = tuple(getattr(claim, name) for name in SAME_WORDS)
        head[root(row.name)] = root(first.setdefault(same, row.name))
        if row.event is not None:
            assert row.node is not None
            other = _refer(row.event, claim.source_id, known, head, (row.node, "event"))
            if by_name[other].claim.interaction_type != claim.interaction_type:
                raise row.node.fault(
                    f"one event has one type: {claim.interaction_type} here, "
                    f"{by_name[other].claim.interaction_type} there",
                    field="event",
                    value=row.event,
                )
            head[root(row.name)] = root(other)
    members: dict[Name, list[CuratedRow]] = {}
    for row in rows:
        members.setdefault(root(row.name), []).append(row)
    return list(members.values())


def _name_groups(
    groups: Iterable[list[CuratedRow]], known: Mapping[Name, str], ledger: Ledger
) -> tuple[dict[Name, str], list[list[CuratedRow]]]:
    """Event ids of the groups that have a row in the ledger; and the groups that are all new."""
    events: dict[Name, str] = {}
    new: list[list[CuratedRow]] = []
    old: list[tuple[int, LedgerRow, list[CuratedRow]]] = []
    for group in groups:
        positions = [ledger.position(known[row.name]) for row in group if row.name in known]
        if positions:
            old.append((min(positions), ledger.rows[min(positions)], group))
        else:
            new.append(group)
    taken: set[str] = set()
    for _, earliest, group in sorted(old, key=lambda item: item[0]):
        named = earliest.event_id
        if named in taken:
            named = event_id(earliest.interaction_id)
        taken.add(named)
        events |= dict.fromkeys((row.name for row in group), named)
    return events, new


def _withdraw(
    found: Identified, sources: Sequence[CuratedSource], before: Ledger, version: str
) -> Identified:
    """Withdraw the ids that stood and have no row now, each with its reason."""
    standing = set(found.ids.values())
    by_source = {source.source_id: source for source in sources}
    ledger, gone = found.ledger, []
    for source in sources:
        for each in source.rejections:
            if each.replaced_by is not None:
                found.refer(each.replaced_by, source.source_id, each.node, "replaced_by")
    for row in before.live():
        if row.interaction_id in standing:
            continue
        home = by_source.get(row.source_id)
        if home is None:
            raise DataError(
                "the ledger has ids of a source that is gone",
                field="source_id",
                value=row.source_id,
                hint="Restore its folder; to take its rows out, reject them in its curation file.",
            )
        rejection = _rejection_of(row, home.rejections)
        if rejection is None and row.claim_key.startswith("manual."):
            raise DataError(
                f"the added row {row.claim_key} of {row.source_id} is gone from the curation file",
                field="id",
                value=row.interaction_id,
                hint="Restore it, or say why it goes: decision: reject, with this id and a reason.",
            )
        replaced_by = None
        if rejection is not None and rejection.replaced_by is not None:
            replaced_by = found.refer(rejection.replaced_by, row.source_id, rejection.node, "replaced_by")
        reason = rejection.reason if rejection else "The coder, run again, no longer makes this claim."
        ledger = ledger.withdraw(row.interaction_id, version, reason, replaced_by)
        gone.append(row.interaction_id)
    return Identified(found.rows, found.ids, found.events, ledger, found.minted, tuple(gone))


def _rejection_of(row: LedgerRow, rejections: Iterable[Rejection]) -> Rejection | None:
    for rejection in rejections:
        if row.interaction_id == rejection.id or (rejection.id is None and row.claim_key == rejection.key):
            return rejection
    return None
