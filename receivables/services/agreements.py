"""What anybody on the staff agrees on with a person, whichever way they speak: the same rules."""

from __future__ import annotations

import datetime as dt

import phonenumbers
from sqlalchemy.orm import Session

from receivables.domain.money import ZERO, Money
from receivables.policy.arrangement_terms import Offer, Wish
from receivables.policy.figures import load_policy
from receivables.services import arrangements
from receivables.services.arrangement_text import say_amounts
from receivables.services.arrangements import AlreadyArranged, NothingToArrange, TermsChanged
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.services.handoff_steps import NotAllowed
from receivables.services.work_items import open_work_item
from receivables.settings import settings
from receivables.store.tables import PaymentArrangement, WorkItem

PROMISE = "promise_to_pay"
ARRANGED = "This person has an arrangement already. Open work to change it."
NOTHING_OWED = "Nothing can be asked for now: no visit is payable."


def offer(session: Session, guarantor_id: int, wish: Wish, now: dt.datetime) -> Offer:
    """The terms that policy allows for the wish, to be read to the person. Raises NotAllowed."""
    try:
        return arrangements.propose(session, guarantor_id, wish, now)
    except AlreadyArranged:
        raise NotAllowed(ARRANGED) from None
    except NothingToArrange:
        raise NotAllowed(NOTHING_OWED) from None
    except ValueError:
        why = "Give an amount or a number of payments above zero, and less down than is owed."
        raise NotAllowed(why) from None


def agree(
    session: Session,
    guarantor_id: int,
    conversation_id: str,
    wish: Wish,
    read_back: str,
    request_id: str,
    now: dt.datetime,
) -> PaymentArrangement:
    """Record the yes of a person to the terms that were read to them.

    The same `request_id` again gives the arrangement it made. Raises NotAllowed, also when the
    balance has moved since.
    """
    try:
        agreed = arrangements.accept(
            session, guarantor_id, conversation_id, wish, read_back, request_id, now
        )
    except AlreadyArranged:
        raise NotAllowed(ARRANGED) from None
    except (NothingToArrange, TermsChanged):
        raise NotAllowed("The balance has changed. Work the terms out again.") from None
    session.flush()
    return agreed


def promise(
    session: Session,
    guarantor_id: int,
    conversation_id: str,
    staff_id: int,
    amount: Money,
    day: dt.date,
    request_id: str,
    now: dt.datetime,
) -> WorkItem:
    """Keep track of what the person promised to pay on a day (the organisation's calendar).

    Never more than is owed, never in the past. Raises NotAllowed.
    """
    total = balance_summary(session, guarantor_id).total
    if total <= ZERO:
        raise NotAllowed(NOTHING_OWED)
    if not ZERO < amount <= total:
        raise NotAllowed(f"Give an amount above zero and up to the balance of ${total}.")
    if day < organisation_date(now):
        raise NotAllowed("The day has passed. Choose today or a later one.")
    promised = {"amount": str(amount), "day": day.isoformat(), "by_staff": staff_id}
    return open_work_item(
        session, PROMISE, promised, request_id, now, guarantor_id, None, conversation_id, day
    )


def promise_text(amount: Money, day: dt.date, language: str) -> str:
    """That a promise was written down, as a text."""
    values = {"amount": amount, "date": day, "phone": office_phone()}
    return say_amounts("utter_promise_to_pay_recorded", language, values)


def office_phone() -> str:
    """The organisation's number as people write it."""
    number = load_policy(settings().policy_file).organisation.callback_phone
    parsed = phonenumbers.parse(number, None)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
