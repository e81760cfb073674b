"""What `remittance inspect` says of a file is never more than posting leaves to the patient.

Posting knows the account's charge; the inspection only knows the file.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given

from cli.inspection import Inspection
from receivables.domain.money import ZERO, Money
from receivables.domain.movements import DatedClaim
from receivables.domain.responsibility import Disposition
from receivables.importers.remittance_payments import whole_payments
from receivables.policy.account_timeline import Timeline, account_timeline
from receivables.services.payment_rows import claim_rows, payment_key
from tests.account_histories import History, histories
from tests.remittances import file_of

MOST_CAREFUL_FIRST = (Disposition.HOLD, Disposition.WAIT, Disposition.PAYABLE)
UNDATED = dt.date(2026, 1, 1)


def posted(path: Path, charge: Money) -> Timeline:
    """The rows that the import of the file makes on an account of this charge."""
    claims: dict[str, DatedClaim] = {}
    for whole in whole_payments(path):
        key, day = payment_key(whole.payment, whole.digest), whole.payment.paid_on or UNDATED
        for row in claim_rows(key, 1, whole.claims, day):
            dated = DatedClaim(row.key, row.claim, row.effective_on, row.position)
            claims.setdefault(row.key, dated)
    return account_timeline(charge, list(claims.values()))


def inspected(path: Path) -> tuple[Disposition, Money]:
    """What the claims of the file come to for whoever reads the inspection."""
    found = [part[1] for part in Inspection(path).parts() if isinstance(part, tuple)]
    said = {decision.disposition for decision in found}
    asked = [each.patient_owes or ZERO for each in found if each.disposition is Disposition.PAYABLE]
    strongest = (each for each in MOST_CAREFUL_FIRST if each in said)
    return next(strongest, Disposition.NOTHING_OWED), Money.total(asked)


@given(histories())
def test_the_inspection_never_asks_for_what_posting_withholds_or_for_more(
    history: History,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.835"
        path.write_bytes(file_of(*history.payments))
        disposition, asked = inspected(path)
        timeline = posted(path, Money(history.charge))
    left = Money.total(
        entry.amount for entry in timeline.entries if entry.movement.party == "patient"
    )

    if disposition is Disposition.PAYABLE:
        standing = timeline.standing.disposition
        assert standing not in (Disposition.HOLD, Disposition.WAIT), timeline.standing.reasons
        assert asked <= left


@given(histories())
def test_no_rows_of_an_account_ever_ask_for_more_than_its_charge_or_all_patient_shares(
    history: History,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.835"
        path.write_bytes(file_of(*history.payments))
        entries = posted(path, Money(history.charge)).entries
    asked = ZERO
    for entry in entries:
        asked += entry.amount if entry.movement.party == "patient" else ZERO
    assert ZERO <= asked <= Money(min(history.shares, history.charge))
