"""A credit that was paid back to the patient."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from receivables.domain.money import ZERO, Money
from receivables.services.balances import VisitState, visit_state
from receivables.services.clock import organisation_date
from receivables.services.credits import patient_sums, watch_credit
from receivables.services.handoff_steps import NotAllowed
from receivables.store.tables import Encounter, EntryKind, LedgerEntry, Party


def record_refund(
    session: Session, guarantor_id: int, encounter_id: int, now: dt.datetime
) -> Money:
    """Write down that a visit's whole credit was paid back today; the amount.

    Its work item is closed. Raises NotAllowed when the visit is not the guarantor's or is not in
    credit, so that the same credit is never recorded twice.
    """
    visit = session.get(Encounter, encounter_id, with_for_update=True, populate_existing=True)
    if visit is None or visit.guarantor_id != guarantor_id:
        raise NotAllowed("This visit is not one of this account.")
    credit = -patient_sums(session, [visit.id]).get(visit.id, ZERO)
    if visit_state(visit, -credit) is not VisitState.CREDIT:
        raise NotAllowed("This visit has no credit to pay back.")
    earlier = session.scalar(
        select(func.count(LedgerEntry.id)).where(
            LedgerEntry.encounter_id == visit.id, LedgerEntry.kind == EntryKind.REFUND
        )
    )
    session.add(
        LedgerEntry(
            encounter_id=visit.id,
            party=Party.PATIENT,
            kind=EntryKind.REFUND,
            amount=credit,
            key=f"refund|{visit.account_number}|{(earlier or 0) + 1}",
            effective_on=organisation_date(now),
            recorded_at=now,
            claim_record_id=None,
            corrects_id=None,
        )
    )
    session.flush()
    watch_credit(session, visit, now)
    return credit
