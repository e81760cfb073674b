"""Files that others published go through the whole way: those that balance post, others are held.

They lie in the folder named by PLAINBILL_SAMPLES.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from receivables.domain.money import Money
from receivables.services.balances import balance_summary
from receivables.services.explanation_text import short_text
from receivables.services.explanations import explain_encounter
from receivables.services.import_remittances import import_remittances
from receivables.services.reconciliation import reconcile
from receivables.settings import ROOT
from receivables.store.database import reading
from receivables.store.tables import ClaimRecord, ClaimState
from tests.builders import NOW
from tests.imports import encounter, take_accounts

SAMPLES = Path(os.environ.get("PLAINBILL_SAMPLES", ROOT.parent / "shared" / "samples"))
pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"the third-party samples are not at {SAMPLES}"
)


def test_the_managed_care_claim_is_explained_to_the_cent(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path, {"account_number": "5554555444", "charges": "800.00"})
    report = import_remittances(
        store, [SAMPLES / "835" / "LinuxForHealth_x12__managed-care.835"], NOW
    )
    assert (report.taken, report.waiting, report.succeeded) == (2, 1, True)
    with reading(store) as session:
        explanation = explain_encounter(session, encounter(store, "5554555444").id)
        assert list(reconcile(session)) == []
    assert short_text(explanation, "en") == (
        "Lakeside Clinic, Jul 14, 2026: charge $800.00 - plan discount $50.00 - insurance paid "
        "$450.00 = your part $300.00 (deductible $300.00). Left to pay: $300.00. Text MORE for "
        "the details."
    )
    assert [
        (part.provenance[0].get("group"), part.provenance[0].get("reason"))
        for part in explanation.parts
    ] == [(None, None), ("CO", "A2"), (None, None), ("PR", "1")]


def test_every_file_is_taken_and_every_claim_kept(store: Engine) -> None:
    paths = sorted((SAMPLES / "835").iterdir())
    report = import_remittances(store, paths, NOW)
    with reading(store) as session:
        records = session.scalars(select(ClaimRecord)).all()
    assert len(records) == report.taken
    assert {record.state for record in records} == {ClaimState.WAITING_FOR_ACCOUNT}
    again = import_remittances(store, paths, NOW)
    assert (again.taken, again.unchanged) == (0, report.taken)


def test_with_their_accounts_no_balance_exceeds_what_the_payer_calls_the_patients(
    store: Engine, tmp_path: Path
) -> None:
    import_remittances(store, sorted((SAMPLES / "835").iterdir()), NOW)
    with reading(store) as session:
        records = session.scalars(select(ClaimRecord)).all()
    charges: dict[str, Money] = {}
    reported: dict[str, Money] = {}
    for record in records:
        content, number = record.content, record.account_number
        charge = Money.parse(content.get("charge", "0.00"))
        charges[number] = max(charges.get(number, charge), charge)
        share = Money.parse(content.get("patient_responsibility_reported", "0.00"))
        reported[number] = reported.get(number, Money(0)) + share
    rows = [
        {"account_number": number, "encounter": f"V-{index}", "charges": str(charge)}
        for index, (number, charge) in enumerate(charges.items())
        if charge > Money(0)
    ]
    assert take_accounts(store, tmp_path, *rows).taken == len(rows)
    with reading(store) as session:
        summary = balance_summary(session, encounter(store, rows[0]["account_number"]).guarantor_id)
        for visit in summary.visits:
            assert visit.balance <= reported[visit.account_number]
            explanation = explain_encounter(session, visit.encounter_id)
            assert explanation.left is None or explanation.adds_up
        wrong = {
            disagreement.code
            for account in reconcile(session)
            for disagreement in account.disagreements
        }
    assert wrong <= {"claim_held"}
