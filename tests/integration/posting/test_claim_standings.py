"""Where a claim stands is told from the insurer's decision, and only where it is sure."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from receivables.domain.money import ZERO, Money
from receivables.services.claim_standings import claim_standings, owed_without_insurance
from receivables.store.database import reading, transaction
from receivables.store.tables import Hold
from tests.builders import NOW
from tests.imports import encounter, take_accounts, take_payments
from tests.remittances import Claim, Line, Payment

DECIDED = Claim(
    "500", "350", (), lines=[Line("500", "350", [("CO", "45", "50"), ("PR", "1", "100")])]
)


def test_a_decided_claim_has_what_was_paid_and_the_patients_share(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path, {"charges": "500.00", "patient_payments": "40.00"})
    take_payments(store, tmp_path, Payment([DECIDED]))
    with reading(store) as session:
        (standing,) = claim_standings(session, encounter(store).guarantor_id)
    assert (standing.settled, standing.paid, standing.share) == (True, Money(35000), Money(10000))


def test_a_claim_that_nobody_answered_has_words_and_no_amounts(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path, {"charges": "500.00"})
    with reading(store) as session:
        (standing,) = claim_standings(session, encounter(store).guarantor_id)
    assert not standing.settled
    assert (standing.paid, standing.share) == (ZERO, ZERO)
    assert standing.status_sentence == "utter_bill_explanation_wait_first"


def test_under_a_hold_on_money_nothing_is_settled(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path, {"charges": "500.00"})
    take_payments(store, tmp_path, Payment([DECIDED]))
    visit = encounter(store)
    with transaction(store) as session:
        hold = Hold(
            guarantor_id=visit.guarantor_id,
            phone=visit.guarantor.phone,
            kind="dispute",
            source="text",
            placed_at=NOW,
        )
        session.add(hold)
    with reading(store) as session:
        (standing,) = claim_standings(session, visit.guarantor_id)
    assert (standing.settled, standing.share) == (False, ZERO)


def test_a_visit_without_insurance_is_no_claim_and_is_said_to_be_owed_without(
    store: Engine, tmp_path: Path
) -> None:
    take_accounts(store, tmp_path, {"charges": "500.00", "payer": ""})
    with reading(store) as session:
        guarantor = encounter(store).guarantor_id
        assert claim_standings(session, guarantor) == ()
        assert owed_without_insurance(session, guarantor)
