"""Paying by card in a call: on the keypad, to the carrier and its processor, never to us.

Only where a pay connector is set (TWILIO_PAY_CONNECTOR), and only for a verified caller. What is
typed goes to the processor; we are told whether it was paid, and under which confirmation. All that
is owed is offered first; another amount is asked for, read back, and charged after a key alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from receivables.domain.money import ZERO, Money
from receivables.services.card_payments import ask_for_payment, payable_now
from receivables.store.tables import CardPaymentState, PhoneCall
from telephony.assistant import Reply
from telephony.settings import twilio_settings
from telephony.voice.amounts import amount_keyed, amount_said
from telephony.voice.greeting import help_menu
from telephony.voice.hearing import Heard
from telephony.voice.markup import Paying
from telephony.voice.speech import Speech, line, spoken
from telephony.wordings import worded

# What the keys stand for: nothing that speech is ever taken for.
PAY, OTHER = "[pay now]", "[pay another amount]"
_CHOSEN = re.compile(r"\[pay (\d+\.\d\d)\]")
AMOUNT = "amount to pay"
_OFFERED_AFTER = ("utter_payment_recorded", "utter_payment_standing", "utter_payment_page")
_TOLD = {
    CardPaymentState.PAID: "utter_voice_paid",
    CardPaymentState.FAILED: "utter_voice_not_paid",
}


def with_offer(
    session: Session, call: PhoneCall, said: Speech, replies: Sequence[Reply], now: dt.datetime
) -> Speech:
    """The same, with the offer to pay all at once or in part by a key, where the caller asked to
    pay."""
    asked = any((reply.response or "").startswith(_OFFERED_AFTER) for reply in replies)
    if not asked or not twilio_settings().pay_connector:
        return said
    amount = payable_now(session, call.conversation_id, now)
    if amount <= ZERO:
        return said
    language = call.conversation.language
    words = worded("utter_voice_pay_now", language, "voice", amount=f"${amount}")
    keys = {"1": PAY, "2": OTHER}
    return replace(said, lines=(*said.lines, spoken(words, language, now)), keys=keys)


def take(
    session: Session, call: PhoneCall, heard: Heard, digits: str, now: dt.datetime
) -> Speech | None:
    """What follows an answer that is about paying; None for every other answer."""
    if heard.text == PAY:
        return _begin(session, call, None, now)
    if heard.text == OTHER:
        return _ask_amount(session, call, now)
    if chosen := _CHOSEN.fullmatch(heard.text):
        return _begin(session, call, Money.parse(chosen[1]), now)
    if call.speech.get("asks") != AMOUNT:
        return None
    amount = amount_keyed(digits) if digits else amount_said(heard.text)
    return _read_back(session, call, amount, now) if amount else None


def _ask_amount(
    session: Session, call: PhoneCall, now: dt.datetime, why: str = "utter_voice_pay_amount"
) -> Speech:
    language = call.conversation.language
    owed = payable_now(session, call.conversation_id, now)
    if owed <= ZERO:
        return help_menu(language, now)
    words = worded(why, language, "voice", amount=f"${owed}")
    return Speech((spoken(words, language, now),), asks=AMOUNT)


def _read_back(session: Session, call: PhoneCall, amount: Money, now: dt.datetime) -> Speech:
    """The amount, to be confirmed by a key; never more than is owed."""
    if amount > payable_now(session, call.conversation_id, now):
        return _ask_amount(session, call, now, "utter_voice_pay_amount_over")
    language = call.conversation.language
    words = worded("utter_voice_pay_amount_chosen", language, "voice", amount=f"${amount}")
    keys = {"1": f"[pay {amount}]", "2": OTHER}
    return Speech((spoken(words, language, now),), keys=keys, digits=1)


def _begin(session: Session, call: PhoneCall, amount: Money | None, now: dt.datetime) -> Speech:
    """On to the carrier's own questions; who may pay no longer is asked what they wish."""
    language = call.conversation.language
    connector = twilio_settings().pay_connector
    payment = ask_for_payment(session, call, now, amount) if connector else None
    if payment is None:
        return help_menu(language, now)
    return Speech(
        (line("utter_voice_pay_begin", language, now),), pays=Paying(payment.id, payment.amount)
    )


def told(state: CardPaymentState, language: str, now: dt.datetime) -> Speech:
    """Whether it was paid, and how else the assistant can help."""
    name = _TOLD.get(state, "utter_voice_not_paid")
    return help_menu(language, now).after([line(name, language, now)])
