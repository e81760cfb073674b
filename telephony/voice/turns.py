"""One turn of a call: what was heard is kept, answered by a gate or the model, and said."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.policy.redaction import redact
from receivables.services.call_transfers import end_transfer, end_transfers, locked_transfer
from receivables.services.card_payments import leave_unsettled, settle_payment
from receivables.services.clock import organisation_date
from receivables.services.consents import is_opted_out
from receivables.services.handoffs import open_handoff
from receivables.services.phone_calls import begin_call, end_call, find_call, keep_heard
from receivables.store.database import transaction
from receivables.store.tables import Conversation, InboundMessage, PhoneCall
from telephony.assistant import Assistant, AssistantUnavailable, Reply
from telephony.gates import answer_hold, remarks
from telephony.language import language_of
from telephony.numbers import normalised
from telephony.safety import answer_alone, answer_danger, hint
from telephony.settings import twilio_settings
from telephony.signatures import Form
from telephony.voice import markup, paying
from telephony.voice.greeting import greeting, help_menu, take_language
from telephony.voice.hearing import Heard, HeardKind, hear
from telephony.voice.links import links_by_text
from telephony.voice.people import NO_NUMBER, reach_person, to_a_person
from telephony.voice.saying import say_next
from telephony.voice.speech import Speech, line, speech_of

MOST_MISSES = 3  # then the call ends, or a person is asked for
MOST_STEPS = 80  # no call goes on without an end
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


class Calls:
    """Answers the carrier, question by question. Each document is given once: a question that
    comes again gets the document that it got."""

    def __init__(self, store: Engine, assistant: Assistant):
        self._store = store
        self._assistant = assistant

    def begin(self, form: Form, now: dt.datetime) -> str:
        """The first document of an incoming call."""
        with transaction(self._store) as session:
            call = _call(session, form, now)
            if call.step:
                return call.document
            return say_next(session, call, greeting(call, now), now)

    def turn(self, form: Form, step: int, now: dt.datetime) -> str:
        """The document that answers what was heard after document number `step`."""
        with transaction(self._store) as session:
            call = _call(session, form, now)
            if call.ended_at is not None:
                return markup.nothing()
            if step < call.step:
                return call.document
            taken = _take(session, call, form, now)
            if isinstance(taken, Speech):
                return say_next(session, call, taken, now)
            conversation = call.conversation
        replies = self._ask(taken, conversation)
        with transaction(self._store) as session:
            call = _call(session, form, now)
            if step < call.step:  # the same question was asked twice at once
                return call.document
            return say_next(session, call, _answer(session, call, taken, replies, now), now)

    def transferred(self, form: Form, step: int, transfer_id: int, now: dt.datetime) -> str:
        """The document after a representative's leg is over: the end, or the next person."""
        with transaction(self._store) as session:
            call = _call(session, form, now)
            if step < call.step:
                return call.document
            taken = end_transfer(locked_transfer(session, transfer_id), now)
            if call.ended_at is not None:
                return markup.nothing()
            if not taken:
                return say_next(session, call, reach_person(session, call, now), now)
            over = line("utter_voice_transfer_over", call.conversation.language, now)
            return say_next(session, call, Speech((over,), ends=True), now)

    def paid(self, form: Form, step: int, payment_id: int, now: dt.datetime) -> str:
        """The document after a payment on the keypad; what was charged counts, call or no call."""
        with transaction(self._store) as session:
            call = _call(session, form, now)
            result, code = form.get("Result"), form.get("PaymentConfirmationCode")
            payment = settle_payment(session, payment_id, result, code, now)
            if step < call.step:
                return call.document
            if call.ended_at is not None:
                return markup.nothing()
            speech = paying.told(payment.state, call.conversation.language, now)
            return say_next(session, call, speech, now)

    def end(self, form: Form, now: dt.datetime) -> None:
        """The carrier says how the call stands; nothing is said any more once it is over."""
        status = form.get("CallStatus")
        if status in OVER:
            with transaction(self._store) as session:
                call = find_call(session, form.get("CallSid"))
                if call is not None:
                    end_call(session, call, status, now)
                    end_transfers(session, call, now)
                    leave_unsettled(session, call, now)

    def _ask(self, message: InboundMessage, conversation: Conversation) -> list[Reply] | None:
        try:
            return self._assistant.ask(
                conversation.id,
                message.body,
                message.message_sid,
                conversation.language,
                organisation_date(message.received_at),
                "voice",
                hint(message.body),
            )
        except AssistantUnavailable:
            return None


def _call(session: Session, form: Form, now: dt.datetime) -> PhoneCall:
    phone = normalised(form.get("From")) or NO_NUMBER
    ours = normalised(form.get("To")) or twilio_settings().from_number
    return begin_call(session, form.get("CallSid"), phone, ours, now)


def _take(
    session: Session, call: PhoneCall, form: Form, now: dt.datetime
) -> Speech | InboundMessage:
    """What to say at once, or the message that the model is asked about."""
    conversation = call.conversation
    heard = hear(
        form.get("SpeechResult"),
        form.get("Digits"),
        form.get("Confidence"),
        call.speech.get("keys", {}),
    )
    if conversation.introduced_at is None:
        chosen = take_language(call, conversation, heard, now)
        if chosen is not None:
            return chosen
    if heard.kind is not HeardKind.WORDS:
        return _not_understood(session, call, heard, now)
    if (pays := paying.take(session, call, heard, form.get("Digits"), now)) is not None:
        return pays
    conversation.language = language_of(heard.text, conversation.language)
    message = keep_heard(session, call, redact(heard.text).text, now)
    return _without_model(session, call, message, now) or message


def _not_understood(session: Session, call: PhoneCall, heard: Heard, now: dt.datetime) -> Speech:
    """Say it again, ask for the keypad, and after a few times let the call end."""
    again, language = Speech.again(call.speech), call.conversation.language
    if call.step >= MOST_STEPS:
        return to_a_person(session, call, "long_call", "", now)
    if heard.kind is HeardKind.REPEAT:
        return again
    call.misses += 1
    if call.misses < MOST_MISSES:
        unclear = heard.kind is HeardKind.UNCLEAR or call.misses > 1
        words = "utter_voice_use_keypad" if unclear else "utter_voice_nothing_heard"
        return again.after([line(words, language, now)])
    if heard.kind is HeardKind.UNCLEAR:
        return to_a_person(session, call, "not_understood", "", now)
    return Speech((line("utter_voice_goodbye_silence", language, now),), ends=True)


def _without_model(
    session: Session, call: PhoneCall, message: InboundMessage, now: dt.datetime
) -> Speech | None:
    conversation = call.conversation
    if help_lines := answer_danger(session, conversation, message, now):
        return speech_of([Reply(text) for text in help_lines], conversation.language, now)
    if held := answer_hold(session, conversation, message, now):
        said = speech_of([Reply(text) for text in held.lines], conversation.language, now)
        return reach_person(session, call, now).after(said.lines)
    if open_handoff(session, conversation.id) is not None:
        return reach_person(session, call, now)
    if call.step >= MOST_STEPS:
        return to_a_person(session, call, "long_call", message.body, now)
    return None


def _answer(
    session: Session,
    call: PhoneCall,
    message: InboundMessage,
    replies: list[Reply] | None,
    now: dt.datetime,
) -> Speech:
    """What the model said, without its links; then on to a person where one is asked for."""
    conversation = call.conversation
    language = conversation.language
    if replies is None:
        return _model_unavailable(session, call, message, now)
    removed = [Reply(text) for text in remarks(message, language, "voice")]
    call.misses = 0
    said = speech_of([*removed, *links_by_text(session, conversation, replies, now)], language, now)
    if open_handoff(session, conversation.id) is not None:
        return reach_person(session, call, now).after(said.lines)
    if not said.lines and is_opted_out(session, conversation.phone, "voice"):
        return Speech((line("utter_contact_preferences_opted_out", language, now),), ends=True)
    if not said.lines:
        return help_menu(language, now).after(
            [line("utter_contact_preferences_no_answer", language, now)]
        )
    return paying.with_offer(session, call, said, replies, now)


def _model_unavailable(
    session: Session, call: PhoneCall, message: InboundMessage, now: dt.datetime
) -> Speech:
    """Ask to say it again, once; then a person. What must never be missed is done at once."""
    conversation = call.conversation
    done = answer_alone(session, conversation, message, now)
    if done is not None:
        said = speech_of([Reply(text) for text in done], conversation.language, now)
        return reach_person(session, call, now).after(said.lines)
    call.misses += 1
    if call.misses == 1:
        sorry = line("utter_voice_one_moment", conversation.language, now)
        return Speech.again(call.speech).after([sorry])
    return to_a_person(session, call, "assistant_unavailable", message.body, now)
