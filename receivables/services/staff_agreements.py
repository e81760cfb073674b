"""What staff agree on with a person: an arrangement or a promise, under the assistant's rules."""

from __future__ import annotations

import datetime as dt

import phonenumbers
from sqlalchemy.orm import Session

from receivables.domain.money import ZERO, Money
from receivables.policy.arrangement_terms import Offer, Wish
from receivables.policy.figures import load_policy
from receivables.services import arrangements
from receivables.services.arrangement_text import saved_text, say_amounts
from receivables.services.arrangements import AlreadyArranged, NothingToArrange, TermsChanged
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.services.consents import is_opted_out
from receivables.services.handoff_steps import NotAllowed, accept
from receivables.services.representatives import reply
from receivables.services.staff_cards import identity_card
from receivables.services.work_items import open_work_item
from receivables.settings import settings
from receivables.store.tables import Conversation, Guarantor, PaymentArrangement, WorkItem

PROMISE = "promise_to_pay"
ARRANGED = "This person has an arrangement already. Open work to change it."
NOTHING_OWED = "Nothing can be asked for now: no visit is payable."


def offer_arrangement(
    session: Session, conversation_id: str, wish: Wish, now: dt.datetime
) -> Offer:
    """The terms that policy allows for the wish, to be read to the person. Raises NotAllowed."""
    person = _verified(session, conversation_id, now)
    try:
        return arrangements.propose(session, person.id, wish, now)
    except AlreadyArranged:
        raise NotAllowed(ARRANGED) from None
    except NothingToArrange:
        raise NotAllowed(NOTHING_OWED) from None
    except ValueError:
        raise NotAllowed("Give an amount or a number of payments above zero.") from None


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
    try:
        agreed = arrangements.accept(
            session, person.id, conversation_id, wish, read_back, request_id, now
        )
    except AlreadyArranged:
        raise NotAllowed(ARRANGED) from None
    except (NothingToArrange, TermsChanged):
        raise NotAllowed("The balance has changed. Work the terms out again.") from None
    session.flush()
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
    total = balance_summary(session, person.id).total
    if total <= ZERO:
        raise NotAllowed(NOTHING_OWED)
    if not ZERO < amount <= total:
        raise NotAllowed(f"Give an amount above zero and up to the balance of ${total}.")
    if day < organisation_date(now):
        raise NotAllowed("The day has passed. Choose today or a later one.")
    promised = {"amount": str(amount), "day": day.isoformat(), "by_staff": staff_id}
    item = open_work_item(
        session, PROMISE, promised, request_id, now, person.id, None, conversation_id, day
    )
    if item.opened_at == now:
        talk = session.get_one(Conversation, conversation_id)
        values = {"amount": amount, "date": day, "phone": _office_phone()}
        words = say_amounts("utter_promise_to_pay_recorded", talk.language, values)
        _tell(session, talk, staff_id, words, now)
    return item


def _tell(
    session: Session, talk: Conversation, staff_id: int, words: str, now: dt.datetime
) -> None:
    """Unless the person opted out: what was agreed stands all the same."""
    if not is_opted_out(session, talk.phone, talk.channel):
        reply(session, talk.id, staff_id, words, now)


def _office_phone() -> str:
    number = load_policy(settings().policy_file).organisation.callback_phone
    parsed = phonenumbers.parse(number, None)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def _verified(session: Session, conversation_id: str, now: dt.datetime) -> Guarantor:
    identity = identity_card(session, conversation_id, now)
    if identity.guarantor is None or not identity.stands:
        raise NotAllowed("Verify who it is first: nobody is verified in this conversation now.")
    return identity.guarantor
