"""Sending what the outbox holds: judged at the last moment, sent once, followed up when unsure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Engine

from receivables.services import outbox, sending
from receivables.services.sending import Verdict
from receivables.store.database import reading, transaction
from receivables.store.tables import OutboundMessage
from telephony.gateway import Gateway, NotSent, Refused, SendingFailed
from telephony.settings import WorkerSettings


class Outbox:
    """Works through the texts to send; several may work at once, in several processes."""

    def __init__(
        self,
        store: Engine,
        gateway: Gateway,
        figures: WorkerSettings,
        clock: Callable[[], dt.datetime],
    ):
        self._store = store
        self._gateway = gateway
        self._lease = dt.timedelta(seconds=figures.lease_seconds)
        self._clock = clock

    def has_work(self) -> bool:
        """Whether any text waits: a cheap look."""
        with reading(self._store) as session:
            return outbox.has_waiting(session, self._clock())

    def step(self) -> bool:
        """Take one text and see what becomes of it. False when there was none to take."""
        taken = self.take()
        if taken is None:
            return False
        message, verdict = taken
        if verdict is Verdict.SEND:
            self.send(message)
        elif verdict in (Verdict.FIND, Verdict.FIND_ONLY):
            self.find(message, may_send=verdict is Verdict.FIND)
        return True

    def take(self) -> tuple[OutboundMessage, Verdict] | None:
        """Claim the next text and judge it: the opt-out and the holds of this very moment."""
        now = self._clock()
        with transaction(self._store) as session:
            message = outbox.claim_next(session, now, self._lease)
            if message is None:
                return None
            verdict = sending.judge(session, message, now)
            message.conversation  # noqa: B018  (loaded while the session is open)
        return message, verdict

    def send(self, message: OutboundMessage) -> None:
        """Hand a text to the carrier and record what it said.

        With less than half of the lease left nothing is sent: another worker may take the text
        before the carrier could have answered this one.
        """
        if message.leased_until is None or self._clock() > message.leased_until - self._lease / 2:
            return
        talk = message.conversation
        try:
            sid = self._gateway.send(message.id, talk.phone, talk.our_number, message.body)
        except SendingFailed as failure:
            self._record_failure(message, failure)
            return
        self.record_sent(message, sid)

    def record_sent(self, message: OutboundMessage, provider_sid: str) -> None:
        """The carrier has the text."""
        with transaction(self._store) as session:
            sending.record_sent(session, message.id, provider_sid, self._clock())

    def find(self, message: OutboundMessage, *, may_send: bool) -> None:
        """Ask the carrier whether it has a text whose sending was cut off; send it if it has not.

        Where the carrier can't be asked, nothing is sent: it is asked again later.
        """
        talk = message.conversation
        try:
            sids = self._gateway.find(talk.phone, talk.our_number, message.body, message.created_at)
        except SendingFailed as failure:
            self._ask_again(message, failure)
            return
        with reading(self._store) as session:
            ours = sending.sid_of(session, message.id, sids)
        if ours is not None:
            self.record_sent(message, ours)
        elif may_send:
            self.send(message)
        else:
            with transaction(self._store) as session:
                sending.record_withdrawn(session, message.id, self._clock())

    def _record_failure(self, message: OutboundMessage, failure: SendingFailed) -> None:
        now = self._clock()
        with transaction(self._store) as session:
            if isinstance(failure, Refused):
                sending.record_failed(session, message.id, failure.code, now)
            elif isinstance(failure, NotSent):
                sending.send_later(session, message.id, failure.code, now)
            else:
                wait = sending.pause_after(message.attempts + 2)
                sending.find_later(session, message.id, failure.code, now, wait)

    def _ask_again(self, message: OutboundMessage, failure: SendingFailed) -> None:
        wait = sending.pause_after(message.attempts + 2)
        with transaction(self._store) as session:
            sending.find_later(session, message.id, failure.code, self._clock(), wait)
