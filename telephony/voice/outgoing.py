"""Calls that we placed, question by question: what the representative hears, what is recorded."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine

from receivables.domain.outgoing_calls import CallResult, result_of
from receivables.services import bridged_calls
from receivables.store.database import transaction
from telephony.settings import twilio_settings
from telephony.signatures import Form
from telephony.voice import bridge, markup
from telephony.voice.markup import Line
from telephony.voice.speech import line

STAFF_LANGUAGE = "en"  # the console's
_HEARD = {
    CallResult.BUSY: "utter_voice_bridge_busy",
    CallResult.NO_ANSWER: "utter_voice_bridge_no_answer",
    CallResult.UNREACHABLE: "utter_voice_bridge_unreachable",
    CallResult.VOICEMAIL: "utter_voice_bridge_voicemail",
}


class OutgoingCalls:
    """Answers the carrier about calls of ours; each question may come twice."""

    def __init__(self, store: Engine):
        self._store = store

    def answer(self, form: Form, call_id: int, now: dt.datetime) -> str:
        """The representative's phone was answered: what it is, and the key that accepts."""
        with transaction(self._store) as session:
            sid = form.get("CallSid")
            if bridged_calls.answered_by_staff(session, call_id, sid, now) is None:
                return markup.tell([])
        whisper = [_line("utter_voice_bridge_accept", now)]
        return bridge.ask_for_key(whisper, bridge.outgoing("/accept", call_id))

    def accept(self, form: Form, call_id: int, now: dt.datetime) -> str:
        """The key that was pressed: on to the person, or the end."""
        with transaction(self._store) as session:
            sid = form.get("CallSid")
            call = bridged_calls.answered_by_staff(session, call_id, sid, now)
            if call is None:
                return markup.tell([])
            if form.get("Digits") != bridge.ACCEPT_KEY:
                bridged_calls.decline(call, now)
                return markup.tell([_line("utter_voice_bridge_declined", now)])
            if bridged_calls.accept(session, call, now) is not None:
                return markup.tell([_line("utter_voice_bridge_refused", now)])
            phone = call.phone
        connecting = [_line("utter_voice_bridge_connecting", now)]
        return bridge.connect(connecting, call_id, phone, twilio_settings().from_number)

    def done(self, form: Form, call_id: int, now: dt.datetime) -> str:
        """The person's leg is over: the representative hears why, unless they spoke."""
        status, leg = form.get("DialCallStatus"), form.get("DialCallSid")
        with transaction(self._store) as session:
            call = bridged_calls.report_person(session, call_id, leg, status, now)
            result = result_of(call.patient_status, call.answered_by) or call.result
        name = _HEARD.get(result) if result else None
        return markup.tell([_line(name, now)] if name else [])

    def person(self, form: Form, call_id: int, now: dt.datetime) -> None:
        """How the person's leg stands."""
        with transaction(self._store) as session:
            leg, status = form.get("CallSid"), form.get("CallStatus")
            bridged_calls.report_person(session, call_id, leg, status, now)

    def machine(self, form: Form, call_id: int, now: dt.datetime) -> None:
        """Who answered, as the carrier's detection heard it."""
        with transaction(self._store) as session:
            leg, heard = form.get("CallSid"), form.get("AnsweredBy")
            bridged_calls.report_answered_by(session, call_id, leg, heard, now)

    def staff(self, form: Form, call_id: int, now: dt.datetime) -> None:
        """How the representative's leg stands."""
        with transaction(self._store) as session:
            leg, status = form.get("CallSid"), form.get("CallStatus")
            bridged_calls.report_staff(session, call_id, leg, status, now)


def _line(name: str, now: dt.datetime) -> Line:
    return line(name, STAFF_LANGUAGE, now)
