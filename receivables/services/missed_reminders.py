"""One kind text to whoever missed an installment, where every rule allows it at this moment.

Written only when it may be sent at once, and withdrawn when it can't be: by the time another rule
would let it go, the payment may have come. It names the day, but no amount, person or visit, and
goes only to a number at which this very person proved who they are (compliance H1, H2). A debt
collector sends none: its disclosures (D1) are not among the words of texts.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from receivables.policy.contact.facts import Allowed, Channel, ProposedContact
from receivables.policy.figures import load_policy
from receivables.services.agreements import PROMISE
from receivables.services.arrangement_text import say_amounts
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.services.contact_permission import permission
from receivables.services.handoffs import open_handoff
from receivables.services.missed_installments import missed_installments
from receivables.services.outbox import enqueue
from receivables.services.text_threads import text_thread
from receivables.settings import settings
from receivables.store.tables import (
    ArrangementState,
    Author,
    Conversation,
    Guarantor,
    Installment,
    InstallmentReminder,
    OutboundMessage,
    OutboundState,
    PaymentArrangement,
    Verification,
    WorkItem,
)

PURPOSE = "reminder"
NEWS_FOR = dt.timedelta(days=30)  # afterwards a reminder would come out of nowhere
TRUE_FOR = dt.timedelta(minutes=15)


def who_may_have_missed(session: Session, now: dt.datetime) -> list[int]:
    """The guarantors with an installment whose grace is over, which nobody was reminded of: a look
    at the calendar alone, not at what was paid."""
    policy = load_policy(settings().policy_file)
    collector = policy.contact.debt_collector
    if not policy.arrangement.remind_missed or collector:
        return []
    last = organisation_date(now) - dt.timedelta(days=policy.arrangement.grace_days + 1)
    wanted = (
        select(PaymentArrangement.guarantor_id)
        .join(Installment)
        .where(
            PaymentArrangement.state == ArrangementState.ACTIVE,
            Installment.due_on.between(last - NEWS_FOR, last),
            ~_reminded(),
        )
    )
    return list(session.scalars(wanted.distinct().order_by(PaymentArrangement.guarantor_id)))


def remind(session: Session, guarantor_id: int, now: dt.datetime) -> OutboundMessage | None:
    """Write the reminder of the latest missed installment; None where none is due or allowed now.

    Once for each installment; safe with several workers.
    """
    person = session.get_one(Guarantor, guarantor_id, with_for_update=True)
    installment = _missed(session, person, now)
    if installment is None or not _may_be_reminded(session, person, now):
        return None
    talk = text_thread(session, person.phone, person.language, now)
    if open_handoff(session, talk.id) is not None:
        return None
    policy = load_policy(settings().policy_file)
    values = {"organisation": policy.organisation.name, "date": installment.due_on}
    words = say_amounts("utter_payment_arrangement_missed_reminder", talk.language, values)
    (text,) = enqueue(
        session, talk.id, [words], Author.SYSTEM, PURPOSE, now, not_after=now + TRUE_FOR
    )
    session.merge(InstallmentReminder(installment_id=installment.id, outbound_message_id=text.id))
    return text


def _missed(session: Session, person: Guarantor, now: dt.datetime) -> Installment | None:
    """The latest installment that the person missed, while it is news and nobody reminded them."""
    today = organisation_date(now)
    balances = {person.id: balance_summary(session, person.id).total}
    days = missed_installments(session, balances, today, person.id).get(person.id)
    grace = load_policy(settings().policy_file).arrangement.grace_days
    if not days or days[-1] + dt.timedelta(days=grace + 1) + NEWS_FOR < today:
        return None
    return session.scalar(
        select(Installment)
        .join(PaymentArrangement)
        .where(
            PaymentArrangement.guarantor_id == person.id,
            PaymentArrangement.state == ArrangementState.ACTIVE,
            Installment.due_on == days[-1],
            ~_reminded(),
        )
    )


def _may_be_reminded(session: Session, person: Guarantor, now: dt.datetime) -> bool:
    contact = ProposedContact(Channel.SMS, PURPOSE, now)
    return (
        _proved_at(session, person)
        and not _promised(session, person.id, organisation_date(now))
        and isinstance(permission(session, person.phone, contact), Allowed)
    )


def _proved_at(session: Session, person: Guarantor) -> bool:
    """Whether this person once proved who they are at the number on file."""
    proved = exists().where(
        Verification.guarantor_id == person.id,
        Conversation.id == Verification.conversation_id,
        Conversation.phone == person.phone,
    )
    return session.scalar(select(proved)) is True


def _promised(session: Session, guarantor_id: int, today: dt.date) -> bool:
    """Whether they have promised to pay today or later: then we wait for it."""
    latest = select(func.max(WorkItem.due_on)).filter_by(
        guarantor_id=guarantor_id, kind=PROMISE, closed_at=None
    )
    day = session.scalar(latest)
    return day is not None and day >= today


def _reminded() -> ColumnElement[bool]:
    """Whether a reminder of the installment went out, or is about to."""
    return exists().where(
        InstallmentReminder.installment_id == Installment.id,
        OutboundMessage.id == InstallmentReminder.outbound_message_id,
        OutboundMessage.state != OutboundState.WITHDRAWN,
    )
