"""What is agreed on in a call: worked out while the person speaks, set up, and texted to them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.policy.arrangement_terms import Offer, Wish
from receivables.services import agreements
from receivables.services.arrangement_text import saved_text
from receivables.services.collector_calls import may_be_told, note_down
from receivables.services.consents import is_opted_out
from receivables.services.handoff_steps import NotAllowed
from receivables.services.outbox import enqueue
from receivables.services.text_threads import text_thread
from receivables.store.tables import Author, CollectorCall, PaymentArrangement

# The person asked for it on the telephone: an answer to them, which only their opt-out stops.
ASKED_FOR = "person"
NOT_NOW = "Nothing can be agreed on before the person is verified and has heard what is due."


def offer_in_call(session: Session, call: CollectorCall, wish: Wish, now: dt.datetime) -> Offer:
    """The terms that policy allows for the wish. Writes nothing. Raises NotAllowed."""
    if not may_be_told(call, now):
        raise NotAllowed(NOT_NOW)
    return agreements.offer(session, call.guarantor_id, wish, now)


def agree_in_call(
    session: Session,
    call: CollectorCall,
    wish: Wish,
    read_back: str,
    by_text: bool,
    request_id: str,
    now: dt.datetime,
) -> PaymentArrangement:
    """The person said yes to the terms that were read to them; `by_text`: they want them texted.

    The same `request_id` again gives the arrangement it made. Raises NotAllowed, also when the
    balance has moved since.
    """
    if not may_be_told(call, now):
        raise NotAllowed(NOT_NOW)
    before = arrangement_of_call(session, call)
    agreed = agreements.agree(
        session, call.guarantor_id, call.conversation_id, wish, read_back, request_id, now
    )
    if agreed is not before:
        note_down(call, "arranged", now, str(agreed.id))
        call.wished = {}
        if by_text:
            text_agreement(session, call, saved_text(agreed, call.language), now)
    return agreed


def arrangement_of_call(session: Session, call: CollectorCall) -> PaymentArrangement | None:
    """The arrangement that was agreed on in the call."""
    wanted = select(PaymentArrangement).filter_by(conversation_id=call.conversation_id)
    return session.scalar(wanted.order_by(PaymentArrangement.id.desc()).limit(1))


def text_agreement(session: Session, call: CollectorCall, words: str, now: dt.datetime) -> bool:
    """Text the person what was agreed on, as they asked; False where they opted out of texts.

    Consent is looked at again when it is sent.
    """
    if is_opted_out(session, call.phone, "sms"):
        note_down(call, "not_texted", now)
        return False
    talk = text_thread(session, call.phone, call.language, now)
    enqueue(session, talk.id, [words], Author.REPRESENTATIVE, ASKED_FOR, now)
    note_down(call, "texted", now)
    return True
