"""What staff agree on with a person in a conversation: an arrangement or a promise."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.policy.arrangement_terms import Offer, Wish
from receivables.services import agreements
from receivables.services.arrangement_text import saved_text
from receivables.services.consents import is_opted_out
from receivables.services.handoff_steps import NotAllowed, accept
from receivables.services.representatives import reply
from receivables.services.staff_cards import identity_card
from receivables.store.tables import Conversation, Guarantor, PaymentArrangement, WorkItem


def offer_arrangement(
    session: Session, conversation_id: str, wish: Wish, now: dt.datetime
) -> Offer:
    """The terms that policy allows for the wish, to be read to the person. Raises NotAllowed."""
    person = _verified(session, conversation_id, now)
    return agreements.offer(session, person.id, wish, now)


def set_up_arrangement(
    session: Session,
    conversation_id: str,
    staff_id: int,
    wish: Wish,
    read_back: str,
    request_id: str,
    now: dt.datetime,
) -> PaymentArrangement:
    """Record the yes of the person to the terms that were read to them, and text them so.

    The same `request_id` again gives the arrangement it made, and says nothing. Raises
    NotAllowed, also when the balance has moved since, and WithAnother.
    """
    accept(session, conversation_id, staff_id, now)
    person = _verified(session, conversation_id, now)
    agreed = agreements.agree(session, person.id, conversation_id, wish, read_back, request_id, now)
    if agreed.agreed_at == now:
        talk = session.get_one(Conversation, conversation_id)
        _tell(session, talk, staff_id, saved_text(agreed, talk.language), now)
    return agreed


def record_promise(
    session: Session,
    conversation_id: str,
    staff_id: int,
    amount: Money,
    day: dt.date,
    request_id: str,
    now: dt.datetime,
) -> WorkItem:
    """Keep track of what the person promised to pay on a day (the organisation's calendar), and
    text them so.

    Never more than is owed, never in the past. Raises NotAllowed and WithAnother.
    """
    accept(session, conversation_id, staff_id, now)
    person = _verified(session, conversation_id, now)
    item = agreements.promise(
        session, person.id, conversation_id, staff_id, amount, day, request_id, now
    )
    if item.opened_at == now:
        talk = session.get_one(Conversation, conversation_id)
        words = agreements.promise_text(amount, day, talk.language)
        _tell(session, talk, staff_id, words, now)
    return item


def _tell(
    session: Session, talk: Conversation, staff_id: int, words: str, now: dt.datetime
) -> None:
    """Unless the person opted out: what was agreed stands all the same."""
    if not is_opted_out(session, talk.phone, talk.channel):
        reply(session, talk.id, staff_id, words, now)


def _verified(session: Session, conversation_id: str, now: dt.datetime) -> Guarantor:
    identity = identity_card(session, conversation_id, now)
    if identity.guarantor is None or not identity.stands:
        raise NotAllowed("Verify who it is first: nobody is verified in this conversation now.")
    return identity.guarantor
