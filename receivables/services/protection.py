"""What a text that must never be missed does, when the dialogue is not there to do it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.domain.business_days import add_business_days
from receivables.policy.figures import load_policy
from receivables.policy.safety import SafetyKind
from receivables.services.clock import organisation_date
from receivables.services.consents import record_consent
from receivables.services.handoffs import request_handoff
from receivables.services.holds import place_hold
from receivables.services.identity import verified_guarantor
from receivables.services.work_items import open_work_item
from receivables.settings import settings
from receivables.store.tables import Conversation

LONGEST_QUOTE = 160
HOLDS = {
    SafetyKind.DECEASED: "deceased",
    SafetyKind.BANKRUPTCY: "bankruptcy",
    SafetyKind.ATTORNEY: "attorney",
    SafetyKind.CEASE: "cease",
    SafetyKind.DISPUTE: "dispute",
}


def protect(
    session: Session,
    conversation: Conversation,
    kind: SafetyKind,
    said: str,
    request_id: str,
    now: dt.datetime,
) -> None:
    """Place the hold, end texts to a wrong number, and ask for a person: once a `request_id`.

    `said` is the text, already redacted. Under every hold but one for a dispute the texts waiting
    to be sent are withdrawn (compliance D4, T8, T9, D3).
    """
    if kind is SafetyKind.WRONG_NUMBER:
        _end_texts(session, conversation, said, request_id, now)
        return
    if kind in HOLDS:
        guarantor = verified_guarantor(session, conversation.id, now)
        owner = guarantor.id if guarantor else None
        place_hold(session, conversation.phone, HOLDS[kind], "patient", now, owner)
    request_handoff(
        session, conversation.id, f"safety:{kind}", said[:LONGEST_QUOTE], request_id, now
    )


def _end_texts(
    session: Session, conversation: Conversation, said: str, request_id: str, now: dt.datetime
) -> None:
    days = load_policy(settings().policy_file).follow_up.business_days
    open_work_item(
        session,
        "wrong_number",
        {"said": said},
        request_id,
        now,
        conversation_id=conversation.id,
        due_on=add_business_days(organisation_date(now), days),
    )
    source = f"wrong_number:{request_id}"
    record_consent(session, conversation.phone, conversation.channel, False, source, now)
