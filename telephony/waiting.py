"""Those who wait for a person: called back when they ask for it, watched over until answered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.domain.call_wish import asks_for_a_call, asks_when, wished_moment
from receivables.domain.handoffs import WAITING
from receivables.policy.words import plain
from receivables.services.clock import moment_said, organisation_zone
from receivables.services.handoff_promises import (
    escalate_next,
    has_breaking,
    schedule_callback,
)
from receivables.services.handoff_reminders import has_due, remind_next
from receivables.services.handoff_silence import abandon_next, has_silent
from receivables.services.handoffs import open_handoff
from receivables.services.missed_calls import escalate_missed, has_missed
from receivables.services.on_call import alert_next, has_unattended
from receivables.store.database import reading, transaction
from receivables.store.tables import Conversation, Handoff, InboundMessage
from telephony.wordings import worded

CALL = re.compile(
    r"(?:please )?call(?: me)?(?: back)?(?: please)?|llam(?:ar|eme|ame|enme)(?: por favor)?"
)

_FEW_WORDS = 8  # "no, friday at 2 is better"


def answer_waiting(
    session: Session, conversation: Conversation, message: InboundMessage, now: dt.datetime
) -> str | None:
    """What to say to someone who waits and wishes to be called, or asks when they hear from us;
    None for other texts."""
    handoff = open_handoff(session, conversation.id)
    if handoff is None or handoff.state not in WAITING:
        return None
    if asks_when(message.body):
        return _tell_when(conversation, handoff, now)
    wished = wished_moment(message.body, now.astimezone(organisation_zone()))
    another_time = wished and handoff.callback_at and len(message.body.split()) <= _FEW_WORDS
    wishes = CALL.fullmatch(plain(message.body)) or asks_for_a_call(message.body)
    if not wishes and not another_time:
        return None
    at = schedule_callback(session, handoff, now, wished)
    return _said("callback" if at else "no_callback", conversation, at)


def _tell_when(conversation: Conversation, handoff: Handoff, now: dt.datetime) -> str:
    if handoff.callback_at is not None and handoff.callback_at > now:
        return _said("callback_stands", conversation, handoff.callback_at)
    if handoff.answer_by is not None and handoff.answer_by > now:
        return _said("waits", conversation, handoff.answer_by)
    return _said("late", conversation, None)


def _said(what: str, conversation: Conversation, at: dt.datetime | None) -> str:
    when = {"when": moment_said(at, conversation.language)} if at else {}
    return worded(f"utter_representative_{what}", conversation.language, **when)


class Watch:
    """Looks after those who wait: promises, calls that are due, nobody at the console, silence."""

    _LOOKS = (has_breaking, has_missed, has_due, has_unattended, has_silent)
    _STEPS = (escalate_next, escalate_missed, remind_next, alert_next, abandon_next)

    def __init__(self, store: Engine, clock: Callable[[], dt.datetime]):
        self._store = store
        self._clock = clock

    def has_work(self) -> bool:
        """Whether anything is to be done: cheap looks."""
        with reading(self._store) as session:
            return any(look(session, self._clock()) for look in self._LOOKS)

    def step(self) -> bool:
        """Do one thing. False when there was none."""
        with transaction(self._store) as session:
            return any(do(session, self._clock()) is not None for do in self._STEPS)
