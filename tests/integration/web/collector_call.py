"""A collector's call for tests of what stands beside it, at any point of the call."""

from __future__ import annotations

from sqlalchemy import Engine, select

from receivables.domain.call_flow import CallState
from receivables.policy.contact.facts import Channel, Outcome
from receivables.store.database import transaction
from receivables.store.tables import (
    CollectorCall,
    ContactAttempt,
    Conversation,
    Guarantor,
    StaffAccount,
)
from tests.builders import NOW


def call_with(
    store: Engine,
    phone: str,
    username: str,
    state: CallState = CallState.MATTER,
    language: str = "en",
) -> int:
    """The id of a call of a member of the staff to a number; from `matter` on it is verified."""
    with transaction(store) as session:
        person = session.scalars(select(Guarantor).filter_by(phone=phone)).one()
        staff = session.scalars(select(StaffAccount).filter_by(username=username)).one()
        talk = Conversation(
            id=f"call-{phone[-4:]}",
            channel="voice",
            phone=phone,
            our_number="+12165550100",
            created_at=NOW,
        )
        attempt = ContactAttempt(
            phone=phone,
            channel=Channel.VOICE,
            purpose="collection",
            outcome=Outcome.CONVERSATION,
            attempted_at=NOW,
        )
        session.add_all([talk, attempt])
        session.flush()
        call = CollectorCall(
            conversation_id=talk.id,
            guarantor_id=person.id,
            staff_account_id=staff.id,
            contact_attempt_id=attempt.id,
            phone=phone,
            language=language,
            purpose="collection",
            state=state,
            verified=state is CallState.MATTER,
            started_at=NOW,
        )
        session.add(call)
        session.flush()
        return call.id
