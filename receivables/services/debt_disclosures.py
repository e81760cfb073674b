"""That a debt collector speaks, said to whoever has proved who they are, before any fact (D1).

Source: 12 CFR 1006.18(e). A communication by text or call lasts as long as its verification: once
in each. The first one that any of our voices makes opens the validation notice (D2). Whoever
collects their own bills says no such thing (policy.contact.role).
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.policy.contact.disclosures import Disclosure, Moment, due
from receivables.policy.figures import load_policy
from receivables.services.identity import current_verification
from receivables.services.validation_notices import require_notice
from receivables.settings import settings
from receivables.store.tables import CollectorCall, Verification


def told_of_debt(session: Session, guarantor_id: int) -> bool:
    """Whether a person heard the first disclosure, from a collector or from the assistant."""
    calls = select(CollectorCall.said).filter_by(guarantor_id=guarantor_id)
    by_assistant = select(Verification.id).filter_by(
        guarantor_id=guarantor_id, disclosed=Disclosure.DEBT_FIRST
    )
    return session.scalar(by_assistant.limit(1)) is not None or any(
        Disclosure.DEBT_FIRST in said for said in session.scalars(calls)
    )


def disclose_debt(
    session: Session, conversation_id: str, message_id: str, now: dt.datetime
) -> Disclosure | None:
    """What the assistant is to say to the verified person before it answers a message.

    None when nothing is due: no debt collector, nobody verified, or said since they were. It counts
    as said; the same message, when it comes again, is told the same.
    """
    if not load_policy(settings().policy_file).contact.debt_collector:
        return None
    verification = current_verification(session, conversation_id, now)
    if verification is None:
        return None
    if verification.disclosed is not None:
        again = verification.disclosed_in == message_id
        return Disclosure(verification.disclosed) if again else None
    known = told_of_debt(session, verification.guarantor_id)
    (disclosure,) = due(Moment(verified=True, collector=True, told_before=known))
    verification.disclosed, verification.disclosed_in = disclosure, message_id
    if disclosure is Disclosure.DEBT_FIRST:
        require_notice(session, verification.guarantor_id, conversation_id, now)
    return disclosure
