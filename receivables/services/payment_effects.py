"""What a payment of the patient changes beside the sum of their rows."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.services.credits import watch_credit
from receivables.services.explanation_evidence import is_contradicted
from receivables.services.posting import post_again
from receivables.store.tables import Encounter


def follow_payment(session: Session, encounter: Encounter, now: dt.datetime) -> None:
    """Look again at an account that was held because a payment was missing from the ledger, and
    see to a credit. The payment's row must be flushed; `now` is an aware moment."""
    if is_contradicted(encounter):
        post_again(session, {encounter.account_number}, now)
    watch_credit(session, encounter, now)
