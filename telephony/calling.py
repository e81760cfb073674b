"""Placing the calls that representatives asked for, and leaving a message where one is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Engine

from receivables.services import placing_calls as placing
from receivables.services.placing_calls import Verdict
from receivables.store.database import reading, transaction
from receivables.store.tables import OutgoingCall
from telephony.gateway import Gateway, NotSent, Refused, SendingFailed
from telephony.settings import WorkerSettings, twilio_settings
from telephony.voice.voicemail import voicemail_document


class Calling:
    """Works through the calls to place; several may work at once, in several processes."""

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
        """Whether any call waits: a cheap look."""
        with reading(self._store) as session:
            return placing.has_waiting(session, self._clock())

    def step(self) -> bool:
        """Take one call and see what becomes of it. False when there was none to take."""
        taken = self.take()
        if taken is None:
            return False
        call, verdict, message = taken
        if verdict is Verdict.PLACE:
            self.place(call)
        elif verdict is Verdict.FIND:
            self.find(call)
        elif verdict is Verdict.LEAVE_MESSAGE:
            self.leave_message(call, message)
        return True

    def take(self) -> tuple[OutgoingCall, Verdict, str] | None:
        """Claim the next call and judge it by the rules of this very moment."""
        now = self._clock()
        with transaction(self._store) as session:
            call = placing.claim_next(session, now, self._lease)
            if call is None:
                return None
            verdict = placing.judge(session, call, now)
            leaves = verdict is Verdict.LEAVE_MESSAGE
            message = voicemail_document(call.staff.name, call.language) if leaves else ""
        return call, verdict, message

    def place(self, call: OutgoingCall) -> None:
        """Hand a call to the carrier and record what it said."""
        ours = twilio_settings().from_number
        try:
            sid = self._gateway.place_call(call.id, call.staff_phone, ours)
        except SendingFailed as failure:
            self._record_failure(call, failure)
            return
        self.record_placed(call, sid)

    def record_placed(self, call: OutgoingCall, call_sid: str) -> None:
        """The carrier has the call."""
        with transaction(self._store) as session:
            placing.record_placed(session, call.id, call_sid, self._clock())

    def find(self, call: OutgoingCall) -> None:
        """Ask the carrier whether it has a call whose placing was cut off; else ask for it anew."""
        ours = twilio_settings().from_number
        try:
            sids = self._gateway.find_calls(call.staff_phone, ours, call.requested_at)
        except SendingFailed as failure:
            with transaction(self._store) as session:
                placing.find_later(session, call.id, failure.code, self._clock())
            return
        with transaction(self._store) as session:
            sid = placing.sid_of(session, call.id, sids)
            if sid is None:
                placing.place_later(session, call.id, "not_found", self._clock())
        if sid is not None:
            self.record_placed(call, sid)

    def leave_message(self, call: OutgoingCall, document: str) -> None:
        """Speak to the voicemail that answered. A line that is gone by then is let go."""
        try:
            self._gateway.speak_in_call(call.patient_call_sid or "", document)
        except SendingFailed as failure:
            if not isinstance(failure, Refused):
                return  # the lease runs out, and it is tried again
        with transaction(self._store) as session:
            placing.record_message_left(session, call.id)

    def _record_failure(self, call: OutgoingCall, failure: SendingFailed) -> None:
        now = self._clock()
        with transaction(self._store) as session:
            if isinstance(failure, Refused):
                placing.record_not_placed(session, call.id, failure.code, now)
            elif isinstance(failure, NotSent):
                placing.place_later(session, call.id, failure.code, now)
            else:
                placing.find_later(session, call.id, failure.code, now)
