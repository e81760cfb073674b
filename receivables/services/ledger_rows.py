"""Writes the difference between the rows an account should have and those it has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.domain.movements import PlannedEntry
from receivables.store.base import Base
from receivables.store.bulk import among, insert_rows
from receivables.store.tables import EntryKind, LedgerEntry, Party

LEDGER: Table = Base.metadata.tables["ledger_entry"]
_AGAIN = "|again "


class StandingRow(NamedTuple):
    """A row of the ledger; `claim_record_id` is None when it came from no claim."""

    id: int
    encounter_id: int
    party: Party
    kind: EntryKind
    amount: Money
    key: str
    effective_on: dt.date
    claim_record_id: int | None
    provenance: dict[str, Any]


def account_entries(
    session: Session, encounter_ids: Collection[int]
) -> dict[int, list[StandingRow]]:
    """All rows of the accounts, oldest first."""
    rows: dict[int, list[StandingRow]] = {}
    if not encounter_ids:
        return rows
    columns = [getattr(LedgerEntry, name) for name in StandingRow._fields]
    in_accounts = among(session, LedgerEntry.encounter_id, encounter_ids)
    for values in session.execute(select(*columns).where(in_accounts).order_by(LedgerEntry.id)):
        row = StandingRow(*values)
        rows.setdefault(row.encounter_id, []).append(row)
    return rows


def write_difference(
    session: Session,
    planned: Mapping[int, Sequence[PlannedEntry]],
    known: Collection[int],
    record_ids: Mapping[str, int],
    now: dt.datetime,
) -> None:
    """Add what is missing and take back what should not stand, for each account.

    `known` are the accounts that may have such rows already.
    """
    standing = {
        encounter_id: {row.key: row for row in rows if row.claim_record_id is not None}
        for encounter_id, rows in account_entries(session, known).items()
    }
    additions: list[dict[str, Any]] = []
    corrections: list[dict[str, Any]] = []
    for encounter_id, entries in planned.items():
        rows = standing.get(encounter_id, {})
        for values in difference(entries, rows):
            values |= {"encounter_id": encounter_id, "recorded_at": now}
            if "claim_key" in values:
                values["claim_record_id"] = record_ids[values.pop("claim_key")]
            (corrections if values["corrects"] else additions).append(values)
    _insert(session, additions)
    ids = {row.key: row.id for rows in standing.values() for row in rows.values()}
    _insert(session, corrections, ids)


def difference(
    entries: Sequence[PlannedEntry], rows: Mapping[str, StandingRow]
) -> Iterator[dict[str, Any]]:
    """The rows to add so that those of `entries` stand, and no others."""
    wanted = {entry.key for entry in entries}
    for entry in entries:
        key = _latest(entry.key, rows)
        if key not in rows:
            yield _planned_values(entry, key)
    for key, row in rows.items():
        base = key.split(_AGAIN)[0]
        if key.startswith("void|") or base in wanted or f"void|{key}" in rows:
            continue
        yield _void_values(row)


def _latest(key: str, rows: Mapping[str, StandingRow]) -> str:
    times, latest = 1, key
    while f"void|{latest}" in rows:
        times += 1
        latest = f"{key}{_AGAIN}{times}"
    return latest


def _planned_values(entry: PlannedEntry, key: str) -> dict[str, Any]:
    movement = entry.movement
    return {
        "party": Party(movement.party),
        "kind": EntryKind(movement.kind),
        "amount": entry.amount,
        "key": key,
        "effective_on": entry.effective_on,
        "claim_key": entry.claim_key,
        "corrects": entry.corrects,
        "provenance": movement.provenance,
    }


def _void_values(row: StandingRow) -> dict[str, Any]:
    return {
        "party": row.party,
        "kind": row.kind,
        "amount": -row.amount,
        "key": f"void|{row.key}",
        "effective_on": row.effective_on,
        "claim_record_id": row.claim_record_id,
        "corrects": row.key,
        "provenance": row.provenance,
    }


def _insert(
    session: Session, values: list[dict[str, Any]], ids: Mapping[str, int] | None = None
) -> None:
    if not values:
        return
    corrected = {row["corrects"] for row in values} - {None}
    known = dict(ids or {})
    missing = list(corrected - known.keys())
    if missing:
        found = session.execute(
            select(LedgerEntry.key, LedgerEntry.id).where(among(session, LedgerEntry.key, missing))
        )
        known |= dict(found.all())
    for row in values:
        row["corrects_id"] = known.get(row.pop("corrects"))
    insert_rows(session.connection(), LEDGER, values)
