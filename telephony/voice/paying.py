"""Paying by card in a call: on the keypad, to the carrier and its processor, never to us.

Only where a pay connector is set (TWILIO_PAY_CONNECTOR), and only for a verified caller. What is
typed goes to the processor; we are told whether it was paid, and under which confirmation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from receivables.domain.money import ZERO
from receivables.services.card_payments import ask_for_payment, payable_now
from receivables.store.tables import CardPaymentState, PhoneCall
from telephony.assistant import Reply
from telephony.settings import twilio_settings
from telephony.voice.greeting import help_menu
from telephony.voice.markup import Paying
from telephony.voice.speech import Speech, line, spoken
from telephony.wordings import worded

PAY_KEY = "1"
PAY = "[pay now]"
_OFFERED_AFTER = ("utter_payment_recorded", "utter_payment_standing", "utter_payment_page")
_TOLD = {
    CardPaymentState.PAID: "utter_voice_paid",
    CardPaymentState.FAILED: "utter_voice_not_paid",
}


def with_offer(
    session: Session, call: PhoneCall, said: Speech, replies: Sequence[Reply], now: dt.datetime
) -> Speech:
    """The same, with the offer to pay all at once by a key, where the caller asked to pay."""
    asked = any((reply.response or "").startswith(_OFFERED_AFTER) for reply in replies)
    if not asked or not twilio_settings().pay_connector:
        return said
    amount = payable_now(session, call.conversation_id, now)
    if amount <= ZERO:
        return said
    language = call.conversation.language
    words = worded("utter_voice_pay_now", language, "voice", amount=f"${amount}")
    return replace(said, lines=(*said.lines, spoken(words, language, now)), keys={PAY_KEY: PAY})


def begin_payment(session: Session, call: PhoneCall, now: dt.datetime) -> Speech:
    """On to the carrier's own questions; who is no longer verified is asked what they wish."""
    language = call.conversation.language
    payment = ask_for_payment(session, call, now) if twilio_settings().pay_connector else None
    if payment is None:
        return help_menu(language, now)
    return Speech(
        (line("utter_voice_pay_begin", language, now),), pays=Paying(payment.id, payment.amount)
    )


def told(state: CardPaymentState, language: str, now: dt.datetime) -> Speech:
    """Whether it was paid, and how else the assistant can help."""
    name = _TOLD.get(state, "utter_voice_not_paid")
    return help_menu(language, now).after([line(name, language, now)])
