"""Credits: what a patient paid beyond what they owe goes back to them, and somebody sees to it.

A credit stays on its own account: it is never netted with another visit or another patient.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from receivables.domain.money import ZERO, Money
from receivables.policy.figures import load_policy
from receivables.services.balances import VisitState, visit_state
from receivables.services.clock import organisation_date
from receivables.services.work_items import open_work_item
from receivables.settings import settings
from receivables.store.bulk import among
from receivables.store.tables import Encounter, LedgerEntry, Party, WorkItem

REFUND = "refund_credit"


def watch_credit(session: Session, encounter: Encounter, now: dt.datetime) -> None:
    """Open, replace or close the refund work item of one account."""
    watch_credits(session, [encounter], now)


def watch_credits(session: Session, encounters: Sequence[Encounter], now: dt.datetime) -> None:
    """One refund work item for each account in credit, due by policy `credit`; none for others.

    Of a waiting or held account nothing is known for sure, so nothing is opened for it.
    """
    ids = [encounter.id for encounter in encounters]
    owed = patient_sums(session, ids)
    standing: dict[int | None, list[WorkItem]] = {}
    for item in session.scalars(
        select(WorkItem).where(
            WorkItem.kind == REFUND,
            among(session, WorkItem.encounter_id, ids),
            WorkItem.closed_at.is_(None),
        )
    ):
        standing.setdefault(item.encounter_id, []).append(item)
    for encounter in encounters:
        amount = owed.get(encounter.id, ZERO)
        in_credit = visit_state(encounter, amount) is VisitState.CREDIT
        request_id = f"credit|{encounter.account_number}|{amount}"
        for item in standing.get(encounter.id, ()):
            if not in_credit or item.request_id != request_id:
                item.closed_at = now
        if in_credit:
            _open(session, encounter, -amount, request_id, now)


def patient_sums(session: Session, encounter_ids: Sequence[int]) -> dict[int, Money]:
    """What the patient's rows of each account sum to; accounts without rows are left out."""
    rows = session.execute(
        select(LedgerEntry.encounter_id, func.sum(LedgerEntry.amount))
        .where(
            among(session, LedgerEntry.encounter_id, encounter_ids),
            LedgerEntry.party == Party.PATIENT,
        )
        .group_by(LedgerEntry.encounter_id)
    )
    return dict(rows.all())


def _open(
    session: Session, encounter: Encounter, credit: Money, request_id: str, now: dt.datetime
) -> None:
    days = load_policy(settings().policy_file).credit.refund_within_days
    item = open_work_item(
        session,
        REFUND,
        {"account_number": encounter.account_number, "amount": str(credit)},
        request_id,
        now,
        guarantor_id=encounter.guarantor_id,
        encounter_id=encounter.id,
        due_on=organisation_date(now) + dt.timedelta(days=days),
    )
    item.closed_at = None
