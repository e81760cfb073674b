"""Who is on call, and telling them by text of somebody who waits while nobody is at the console."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.handoffs import OPEN, WAITING
from receivables.policy.contact.facts import ON_CALL
from receivables.policy.figures import OnCallFigures, load_policy
from receivables.services.audit_trail import record_act
from receivables.services.clock import moment_said, organisation_zone
from receivables.services.consents import is_opted_out
from receivables.services.conversations import conversation_for
from receivables.services.outbox import enqueue
from receivables.settings import settings
from receivables.store.tables import (
    Author,
    Conversation,
    Guarantor,
    Handoff,
    OnCallThread,
    StaffAccount,
    StaffSession,
    Verification,
)
from receivables.wording import say

BESIDE_THE_ANSWER = 100  # in a text's sequence of replies: what is passed on of it
LANGUAGE = "en"  # staff's
LANGUAGES = {"en": "English", "es": "Spanish"}


class NoTelephone(ValueError):
    """Nobody is texted whose number is not known."""


def on_call_staff(session: Session, phone: str) -> StaffAccount | None:
    """The representative on call who has this number (E.164): known before any patient is."""
    return session.scalar(_wanted().where(StaffAccount.phone == phone).limit(1))


def set_on_call(session: Session, staff_id: int, on_call: bool) -> StaffAccount:
    """Let somebody be texted when nobody is at the console, or no more.

    Raises NoTelephone, and NoResultFound for an unknown id.
    """
    account = session.get_one(StaffAccount, staff_id)
    if on_call and not account.phone:
        raise NoTelephone("their telephone number is not known: plainbill staff phone")
    account.on_call = on_call
    return account


def has_unattended(session: Session, now: dt.datetime) -> bool:
    """Whether anybody on call is to be told of somebody: a cheap look."""
    if not session.scalar(select(exists(_wanted()))) or not _in_hours(now):
        return False
    return session.scalar(select(exists().where(*_unattended(now)))) is True


def alert_next(session: Session, now: dt.datetime) -> OnCallThread | None:
    """Tell somebody on call of the next handoff that waits while nobody is at the console, once.

    Whoever has the fewest open threads is told; nobody who texted STOP. Safe with several workers.
    """
    if not _in_hours(now):
        return None
    wanted = select(Handoff).where(*_unattended(now)).order_by(Handoff.requested_at, Handoff.id)
    handoff = session.scalar(wanted.limit(1).with_for_update(skip_locked=True))
    staff = least_busy(session) if handoff is not None else None
    if handoff is None or staff is None:
        return None
    thread = OnCallThread(handoff_id=handoff.id, staff_account_id=staff.id, opened_at=now)
    session.add(thread)
    session.flush()
    by = moment_said(handoff.answer_by or now, LANGUAGE)
    known = about(session, handoff)
    words = say("utter_representative_on_call_alert", LANGUAGE, number=thread.id, by=by, **known)
    text_staff(session, handoff, staff, words, now)
    record_act(
        session, staff.id, Act.TOLD_ON_CALL, now, handoff.conversation_id, details={"by": "text"}
    )
    return thread


def about(session: Session, handoff: Handoff) -> dict[str, str]:
    """What a text may say of whoever waits: the first letter of a verified name, the language."""
    verified = (
        select(Guarantor.name)
        .join(Verification, Verification.guarantor_id == Guarantor.id)
        .where(Verification.conversation_id == handoff.conversation_id)
    )
    name = session.scalar(verified.order_by(Verification.id.desc()).limit(1))
    spoken = session.get_one(Conversation, handoff.conversation_id).language
    return {"who": f"{name[0]}." if name else "-", "spoken": LANGUAGES.get(spoken, spoken)}


def text_staff(
    session: Session,
    handoff: Handoff,
    staff: StaffAccount,
    words: str,
    now: dt.datetime,
    in_reply_to_id: int | None = None,
) -> None:
    """Text a representative from the number that the patient texts; consent is asked when sent."""
    ours = session.get_one(Conversation, handoff.conversation_id).our_number
    key = settings().secret_key
    talk = conversation_for(session, "sms", str(staff.phone), ours, key, now)
    beside = 0 if in_reply_to_id is None else BESIDE_THE_ANSWER
    enqueue(
        session,
        talk.id,
        [words],
        Author.SYSTEM,
        ON_CALL,
        now,
        in_reply_to_id,
        first_sequence=beside,
    )


def _wanted() -> Select[StaffAccount]:
    return select(StaffAccount).where(
        StaffAccount.on_call, StaffAccount.phone.is_not(None), StaffAccount.disabled_at.is_(None)
    )


def on_call_people(session: Session) -> list[StaffAccount]:
    """Everybody on call, whether or not they take texts."""
    return list(session.scalars(_wanted().order_by(StaffAccount.id)))


def least_busy(session: Session) -> StaffAccount | None:
    """Who on call takes texts and has the fewest open threads."""
    busy = (
        select(func.count(OnCallThread.id))
        .join(Handoff, Handoff.id == OnCallThread.handoff_id)
        .where(OnCallThread.staff_account_id == StaffAccount.id, Handoff.state.in_(OPEN))
        .correlate(StaffAccount)
        .scalar_subquery()
    )
    ready = session.scalars(_wanted().order_by(busy, StaffAccount.id))
    return next((one for one in ready if not is_opted_out(session, str(one.phone), "sms")), None)


def _unattended(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    figures = _figures()
    at_console = exists().where(
        StaffSession.complete,
        StaffSession.ended_at.is_(None),
        StaffSession.seen_at > now - dt.timedelta(minutes=figures.away_minutes),
    )
    texted = exists().where(
        Conversation.id == Handoff.conversation_id, Conversation.channel == "sms"
    )
    return (
        Handoff.state.in_(WAITING),
        Handoff.requested_at <= now - dt.timedelta(minutes=figures.after_minutes),
        ~exists().where(OnCallThread.handoff_id == Handoff.id),
        ~at_console,
        texted,
    )


def _in_hours(now: dt.datetime) -> bool:
    figures, local = _figures(), now.astimezone(organisation_zone())
    return local.weekday() in figures.weekdays and figures.opens <= local.time() < figures.closes


def _figures() -> OnCallFigures:
    return load_policy(settings().policy_file).on_call
