"""What the insurers made of a guarantor's visits, as far as it is sure."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.domain.explanation import PartKind
from receivables.domain.money import Money
from receivables.services.balances import VisitBalance, VisitState, balance_summary
from receivables.services.explanations import explain_encounter
from receivables.store.tables import Encounter

UNSETTLED = (VisitState.WAITING, VisitState.HELD)


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    """One insured visit: what insurance paid and the patient's share of the charge.

    While nothing sure can be said (`settled` is false) both are zero and `status_sentence` names
    the wording that says why, with `facility` and `date`.
    """

    visit: VisitBalance
    paid: Money
    share: Money
    status_sentence: str

    @property
    def settled(self) -> bool:
        """Whether the insurers have decided, and their decision can be told."""
        return self.visit.state not in UNSETTLED


def claim_standings(session: Session, guarantor_id: int) -> tuple[ClaimStanding, ...]:
    """One for each visit with insurance on file, the latest first."""
    visits = balance_summary(session, guarantor_id).visits
    return tuple(_standing(session, visit) for visit in visits if _is_insured(session, visit))


def owed_without_insurance(session: Session, guarantor_id: int) -> bool:
    """Whether the guarantor owes for a visit for which no insurance is on file."""
    visits = balance_summary(session, guarantor_id).visits
    payable = (visit for visit in visits if visit.state is VisitState.PAYABLE)
    return any(not _is_insured(session, visit) for visit in payable)


def _is_insured(session: Session, visit: VisitBalance) -> bool:
    return session.get_one(Encounter, visit.encounter_id).payer is not None


def _standing(session: Session, visit: VisitBalance) -> ClaimStanding:
    explained = explain_encounter(session, visit.encounter_id)
    paid = -explained.total(PartKind.INSURANCE_PAID)
    return ClaimStanding(visit, paid, explained.share, explained.status_sentence)
