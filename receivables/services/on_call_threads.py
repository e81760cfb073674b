"""The conversations that a representative on call has by text, and what they do in them.

Only the threads they were told of, each by its number, and only while the conversation waits or is
theirs. Plain texts go to the chosen thread alone; when that one is over, none is chosen.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.handoffs import OPEN, HandoffDisposition
from receivables.services.audit_trail import record_act
from receivables.services.handoff_steps import close
from receivables.services.on_call import BESIDE_THE_ANSWER, LANGUAGE, about, text_staff
from receivables.services.representatives import reply
from receivables.store.tables import Handoff, InboundMessage, OnCallThread, OutboundMessage
from receivables.wording import say

LONGEST_PASSED_ON = 300  # characters: two texts
BY_TEXT = "text"


def open_threads(session: Session, staff_id: int) -> list[OnCallThread]:
    """Theirs, the oldest first: those that wait, and those they have."""
    wanted = (
        select(OnCallThread)
        .join(Handoff, Handoff.id == OnCallThread.handoff_id)
        .where(
            OnCallThread.staff_account_id == staff_id,
            Handoff.state.in_(OPEN),
            or_(Handoff.accepted_by_id.is_(None), Handoff.accepted_by_id == staff_id),
        )
    )
    return list(session.scalars(wanted.order_by(OnCallThread.id)))


def thread_for(session: Session, staff_id: int, number: int | None) -> OnCallThread | None:
    """The open thread of theirs with a number; for None the one that is chosen."""
    for thread in open_threads(session, staff_id):
        if thread.id == number or (number is None and thread.chosen):
            return thread
    return None


def choose(session: Session, thread: OnCallThread, now: dt.datetime) -> bool:
    """Let plain texts go to the thread from now on; whether that is new. Seeing it is recorded."""
    if thread.chosen:
        return False
    mine = select(OnCallThread).where(OnCallThread.staff_account_id == thread.staff_account_id)
    for one in session.scalars(mine.where(OnCallThread.chosen)):
        one.chosen = False
    session.flush()
    thread.chosen = True
    _record(session, thread, Act.OPEN_CONVERSATION, now)
    return True


def pass_on(
    session: Session, thread: OnCallThread, words: str, message_id: int, now: dt.datetime
) -> None:
    """Text the patient what the representative wrote (its text's id), once however often asked.

    Raises NotAllowed as services.representatives.reply does; the thread is then theirs or not.
    """
    if thread.relayed_up_to >= message_id:
        return
    reply(session, thread.handoff.conversation_id, thread.staff_account_id, words, now)
    thread.relayed_up_to = message_id
    _record(session, thread, Act.REPLY, now)


def finish(session: Session, thread: OnCallThread, now: dt.datetime) -> None:
    """Give the conversation back to the assistant. Raises WithAnother."""
    thread.chosen = False
    key, answered = thread.handoff.conversation_id, HandoffDisposition.ANSWERED
    if close(session, key, thread.staff_account_id, answered, now) is not None:
        _record(session, thread, Act.GIVE_BACK, now)


def tell_representative(
    session: Session, handoff: Handoff | None, message: InboundMessage, now: dt.datetime
) -> None:
    """Pass a patient's text on to the representative who has the conversation by text, once.

    Of somebody who has not accepted it, or has it at the console, nothing is passed on.
    """
    if handoff is None:
        return
    thread = session.scalar(select(OnCallThread).where(OnCallThread.handoff_id == handoff.id))
    if thread is None or handoff.accepted_by_id != thread.staff_account_id:
        return
    sent = select(OutboundMessage.id).where(
        OutboundMessage.in_reply_to_id == message.id,
        OutboundMessage.sequence == BESIDE_THE_ANSWER,
    )
    if session.scalar(sent.limit(1)) is not None:
        return
    said, known = message.body[:LONGEST_PASSED_ON], about(session, handoff)
    words = say(
        "utter_representative_on_call_said", LANGUAGE, number=thread.id, words=said, **known
    )
    text_staff(session, handoff, thread.staff, words, now, message.id)


def _record(session: Session, thread: OnCallThread, act: Act, now: dt.datetime) -> None:
    key, number = thread.handoff.conversation_id, thread.id
    record_act(
        session,
        thread.staff_account_id,
        act,
        now,
        key,
        details={"by": BY_TEXT, "thread": number},
    )
