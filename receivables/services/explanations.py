"""Explains a visit from its ledger rows: the same rows that make its balance."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.adjustment_wording import NEW_INSURANCE, share_wording
from receivables.domain.explanation import Explanation, ExplanationPart, PartKind
from receivables.domain.money import Money
from receivables.domain.status_wording import NEEDS_CHECK, PAUSED, status_wording
from receivables.services.balances import VisitState, money_is_on_hold, visit_state
from receivables.services.explanation_parts import explanation_parts
from receivables.store.tables import Encounter, LedgerEntry, Party

_UNSURE = (VisitState.WAITING, VisitState.HELD)


def explain_encounter(session: Session, encounter_id: int) -> Explanation:
    """Why the visit costs what it costs.

    Its parts sum to the balance to the cent; should they ever not, the visit is held instead of
    explained. Raises sqlalchemy.exc.NoResultFound for an unknown visit.
    """
    encounter = session.get_one(Encounter, encounter_id)
    entries = session.scalars(
        select(LedgerEntry).filter_by(encounter_id=encounter_id).order_by(LedgerEntry.id)
    ).all()
    left = Money.total(entry.amount for entry in entries if entry.party is Party.PATIENT)
    on_hold = money_is_on_hold(session, encounter.guarantor_id)
    state = visit_state(encounter, left, on_hold)
    if state in _UNSURE:
        return _unsure(encounter, state, _status(encounter, on_hold))
    parts = explanation_parts(encounter, entries)
    explained = _explanation(encounter, state, parts, left)
    return explained if explained.adds_up else _unsure(encounter, VisitState.HELD, NEEDS_CHECK)


def _status(encounter: Encounter, on_hold: bool) -> str:
    return PAUSED if on_hold else status_wording(encounter.disposition, encounter.reasons)


def _unsure(encounter: Encounter, state: VisitState, sentence: str) -> Explanation:
    steps = ("utter_bill_explanation_next_person",) if state is VisitState.HELD else ()
    return _blank(encounter, state, status_sentence=sentence, next_steps=steps)


def _explanation(
    encounter: Encounter, state: VisitState, parts: tuple[ExplanationPart, ...], left: Money
) -> Explanation:
    steps: list[str] = []
    if state is VisitState.PAYABLE:
        steps = [
            share_wording(str(source["reason"]), source.get("remarks", ())).next_step
            for part in parts
            for source in part.provenance
            if source.get("group") == "PR"
        ]
        if any(part.kind is PartKind.SELF_PAY for part in parts):
            steps.append(NEW_INSURANCE)
        steps.append("utter_bill_explanation_next_help_paying")
    return _blank(encounter, state, parts=parts, left=left, next_steps=tuple(dict.fromkeys(steps)))


def _blank(encounter: Encounter, state: VisitState, **told: object) -> Explanation:
    return Explanation(
        encounter_id=encounter.id,
        account_number=encounter.account_number,
        guarantor_name=encounter.guarantor.name,
        patient_name=encounter.patient.name,
        service_date=encounter.service_date,
        facility=encounter.facility,
        state=state,
        **told,  # type: ignore[arg-type]
    )
