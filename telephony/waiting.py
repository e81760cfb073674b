"""Those who wait for a person: called back when they ask for it, watched over until answered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.domain.handoffs import WAITING
from receivables.policy.words import plain
from receivables.services.clock import moment_said
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
from receivables.store.tables import Conversation, InboundMessage
from telephony.wordings import worded

ASKS_FOR_A_CALL = re.compile(
    r"(?:please )?call(?: me)?(?: back)?(?: please)?|llam(?:ar|eme|ame|enme)(?: por favor)?"
)


def answer_call_wish(
    session: Session, conversation: Conversation, message: InboundMessage, now: dt.datetime
) -> str | None:
    """What to say to CALL from someone who waits, when a person will call; None for other texts."""
    if not ASKS_FOR_A_CALL.fullmatch(plain(message.body)):
        return None
    handoff = open_handoff(session, conversation.id)
    if handoff is None or handoff.state not in WAITING:
        return None
    at = schedule_callback(session, handoff, now)
    if at is None:
        return worded("utter_representative_no_callback", conversation.language)
    return worded(
        "utter_representative_callback",
        conversation.language,
        when=moment_said(at, conversation.language),
    )


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
