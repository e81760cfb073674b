"""Posts claims to the append-only ledger: each account's rows follow from all of its claims.

What should stand is derived anew from the claims (`account_timeline`), so repeated imports add
nothing and the order of imports does not matter. Rows that should no longer stand are never
changed: a linked row of the same date takes them back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from receivables.domain.movements import DatedClaim
from receivables.domain.responsibility import Disposition
from receivables.policy.account_timeline import Timeline, account_timeline
from receivables.policy.claim_effect import is_postable
from receivables.policy.responsibility import decide
from receivables.services.account_standings import report_standings
from receivables.services.claim_rows import ClaimRow, new_record_ids, rows_of_accounts
from receivables.services.credits import watch_credits
from receivables.services.ledger_rows import write_difference
from receivables.store.bulk import among
from receivables.store.tables import ClaimRecord, ClaimState, Encounter


@dataclass(slots=True)
class PostedAccount:
    """An account with all its claims and the rows they come to."""

    encounter: Encounter
    claims: list[ClaimRow]
    timeline: Timeline


def post_claims(session: Session, new: Sequence[ClaimRow], now: dt.datetime) -> None:
    """Record these new claims and post them; those without an account wait for it.

    Each ClaimRow is given its state, disposition and reasons. The accounts are locked until the
    transaction ends.
    """
    encounters = _lock_accounts(session, {row.account_number for row in new})
    earlier = rows_of_accounts(session, list(encounters))
    for row in new:
        if row.account_number in encounters:
            earlier.setdefault(row.account_number, []).append(row)
        else:
            _wait_for_account(row)
    posted = [_plan(encounters[number], rows) for number, rows in earlier.items()]
    record_ids = new_record_ids(session, new)
    _write(session, posted, record_ids, now)


def post_again(session: Session, account_numbers: set[str], now: dt.datetime) -> None:
    """Decide these accounts anew from their claims and bring their rows up to it."""
    encounters = _lock_accounts(session, account_numbers)
    rows = rows_of_accounts(session, list(encounters))
    _write(session, [_plan(encounters[number], rows[number]) for number in rows], {}, now)


def timeline_of(encounter: Encounter, rows: Sequence[ClaimRow]) -> Timeline:
    """The rows that the account's claims should have made."""
    claims = [DatedClaim(row.key, row.claim, row.effective_on, row.position) for row in rows]
    return account_timeline(encounter.charge, claims, self_pay=encounter.payer is None)


def _lock_accounts(session: Session, numbers: set[str]) -> dict[str, Encounter]:
    found = session.scalars(
        select(Encounter)
        .where(among(session, Encounter.account_number, numbers))
        .order_by(Encounter.id)
        .with_for_update()
    )
    return {encounter.account_number: encounter for encounter in found}


def _wait_for_account(row: ClaimRow) -> None:
    decision = decide(row.claim)
    row.decide(
        ClaimState.WAITING_FOR_ACCOUNT,
        decision.disposition,
        decision.reasons,
        decision.patient_owes,
    )


def _plan(encounter: Encounter, rows: list[ClaimRow]) -> PostedAccount:
    timeline = timeline_of(encounter, rows)
    standing = timeline.standing
    decided = {id(claim): decision for claim, decision in standing.decision.claims}
    for row in rows:
        decision = decided[id(row.claim)]
        trusted = decision.disposition is not Disposition.HOLD or is_postable(row.claim)
        state = ClaimState.POSTED if trusted else ClaimState.HELD
        row.decide(state, decision.disposition, decision.reasons, decision.patient_owes)
    return PostedAccount(encounter, rows, timeline)


def _write(
    session: Session, posted: list[PostedAccount], record_ids: dict[str, int], now: dt.datetime
) -> None:
    for account in posted:
        record_ids |= {row.key: row.record_id for row in account.claims if row.record_id}
    report_standings(
        session, [(account.encounter, account.timeline.standing) for account in posted]
    )
    _update_records(session, [row for account in posted for row in account.claims])
    planned = {account.encounter.id: account.timeline.entries for account in posted}
    known = {
        account.encounter.id
        for account in posted
        if any(row.record_id is not None for row in account.claims)
    }
    write_difference(session, planned, known, record_ids, now)
    session.flush()
    watch_credits(session, [account.encounter for account in posted], now)


def _update_records(session: Session, rows: Sequence[ClaimRow]) -> None:
    changed = [row for row in rows if row.record_id is not None and row.changed]
    if changed:
        statement = (
            update(ClaimRecord)
            .where(ClaimRecord.id == bindparam("record"))
            .values({name: bindparam(name) for name in ClaimRow.DECIDED})
        )
        session.connection().execute(
            statement, [{"record": row.record_id} | row.decided_values() for row in changed]
        )
