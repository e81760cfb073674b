"""The review for accuracy of a person's visits, from their claims and their ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.domain.responsibility import AccountDecision, Disposition, Reason
from receivables.policy.review import Finding, Ledger, review
from receivables.services.balances import VisitState, visit_state
from receivables.services.claim_rows import ClaimRow, rows_of_accounts
from receivables.services.posting import timeline_of
from receivables.store.tables import Encounter, EntryKind, LedgerEntry, Party

_PAYMENTS = (EntryKind.PATIENT_PAYMENT, EntryKind.REFUND)


@dataclass(frozen=True, slots=True)
class ReviewedVisit:
    """A visit and what is to be looked at before its amount is asked for; often nothing."""

    encounter: Encounter
    findings: tuple[Finding, ...]


def review_person(session: Session, guarantor_id: int) -> list[ReviewedVisit]:
    """All visits of a guarantor that have a finding, the latest first."""
    visits = session.scalars(
        select(Encounter)
        .where(Encounter.guarantor_id == guarantor_id)
        .order_by(Encounter.service_date.desc(), Encounter.id.desc())
    ).all()
    claims = rows_of_accounts(session, [visit.account_number for visit in visits])
    reviewed = [
        ReviewedVisit(visit, _findings(session, visit, claims.get(visit.account_number, ())))
        for visit in visits
    ]
    return [visit for visit in reviewed if visit.findings]


def _findings(session: Session, visit: Encounter, rows: Sequence[ClaimRow]) -> tuple[Finding, ...]:
    ledger = _ledger(session, visit.id)
    if not rows:
        waits = visit_state(visit, ledger.patient) is VisitState.WAITING
        open_yet = [Reason.PENDING] if waits else []
        return review(AccountDecision(Disposition.WAIT, (), None), {}, ledger, open_yet)
    decision = timeline_of(visit, rows).standing.decision
    decided_on = {id(row.claim): row.effective_on for row in rows}
    return review(decision, decided_on, ledger, visit.reasons)


def _ledger(session: Session, encounter_id: int) -> Ledger:
    entries = session.scalars(select(LedgerEntry).filter_by(encounter_id=encounter_id)).all()
    patient = [entry for entry in entries if entry.party is Party.PATIENT]
    return Ledger(
        Money.total(entry.amount for entry in patient if entry.kind not in _PAYMENTS),
        Money.total(entry.amount for entry in patient),
        Money.total(entry.amount for entry in entries if entry.party is Party.INSURANCE),
    )
