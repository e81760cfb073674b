"""Work items and what a person has paid, against a real store."""

import datetime as dt

from sqlalchemy import Engine

from receivables.domain.money import Money
from receivables.services.patient_payments import last_patient_payment
from receivables.services.work_items import open_work_item, open_work_item_of
from receivables.store.database import transaction
from receivables.store.tables import EntryKind, LedgerEntry, Party
from tests.builders import NOW, add_conversation, add_encounter, add_guarantor


def test_a_work_item_is_recorded_once_for_a_request(store: Engine) -> None:
    with transaction(store) as session:
        guarantor = add_guarantor(session)
        add_conversation(session)
        again = [
            open_work_item(
                session,
                "refund",
                {},
                "m1",
                NOW,
                guarantor_id=guarantor.id,
                conversation_id="c-0123",
            )
            for _ in range(2)
        ]
        assert again[0] is again[1]
        assert open_work_item(session, "dispute", {}, "m1", NOW) is not again[0]
        assert open_work_item_of(session, "refund", guarantor.id, "c-0123") is again[0]
        again[0].closed_at = NOW
        assert open_work_item_of(session, "refund", guarantor.id, "c-0123") is None


def test_the_last_payment_counts_its_corrections(store: Engine) -> None:
    with transaction(store) as session:
        guarantor = add_guarantor(session)
        encounter = add_encounter(session, guarantor)
        assert last_patient_payment(session, guarantor.id) is None
        for number, (day, cents) in enumerate([(3, -5000), (9, -2000), (12, -1000), (12, 1000)]):
            session.add(
                LedgerEntry(
                    encounter_id=encounter.id,
                    party=Party.PATIENT,
                    kind=EntryKind.PATIENT_PAYMENT,
                    amount=Money(cents),
                    key=f"payment:{number}",
                    effective_on=dt.date(2026, 10, day),
                    recorded_at=NOW,
                    claim_record_id=None,
                    corrects_id=None,
                )
            )
        session.flush()
        assert last_patient_payment(session, guarantor.id) == (Money(2000), dt.date(2026, 10, 9))
