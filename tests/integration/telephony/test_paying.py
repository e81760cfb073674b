"""Paying in a call: on the keypad to the processor, once in the ledger, and no card with us."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from receivables.domain.money import ZERO, Money
from receivables.domain.responsibility import Disposition
from receivables.services.balances import balance_summary
from receivables.store.database import reading, transaction
from receivables.store.tables import (
    CardPayment,
    CardPaymentState,
    EntryKind,
    Guarantor,
    InboundMessage,
    LedgerEntry,
    OutboundMessage,
    Party,
    PhoneCall,
    Verification,
    WorkItem,
)
from telephony.settings import twilio_settings
from telephony.voice import webhooks
from tests.builders import add_encounter, add_guarantor
from tests.calls import Caller
from tests.integration.telephony.conftest import Channel

NOON = dt.datetime(2026, 11, 24, 17, 0, tzinfo=dt.UTC)
CARD = {
    "PaymentConfirmationCode": "ch_1x2y3z",
    "PaymentCardNumber": "xxxxxxxxxxxx4242",
    "PaymentCardType": "visa",
    "ExpirationDate": "1229",
    "SecurityCode": "xxx",
    "PaymentCardPostalCode": "44107",
}


@pytest.fixture(autouse=True)
def _set_up(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two visits are owed for: $30.00 and $40.00. A connector is set."""
    monkeypatch.setenv("TWILIO_PAY_CONNECTOR", "Default")
    twilio_settings.cache_clear()
    channel.now = lambda: NOON
    monkeypatch.setattr(webhooks, "moment", lambda: channel.now())
    channel.rasa.answer = lambda text: [
        {"text": "A person will contact you.", "response": "utter_payment_recorded"}
    ]
    with transaction(channel.store) as session:
        rosa = add_guarantor(session)
        for number, cents in (("PB-1", 3000), ("PB-2", 4000)):
            visit = add_encounter(
                session, rosa, number, disposition=Disposition.PAYABLE, service_date=NOON.date()
            )
            session.add(
                LedgerEntry(
                    encounter_id=visit.id,
                    party=Party.PATIENT,
                    kind=EntryKind.TRANSFER,
                    amount=Money(cents),
                    key=f"owed|{number}",
                    effective_on=NOON.date(),
                    recorded_at=NOON,
                )
            )


def wants_to_pay(channel: Channel, *, verified: bool = True) -> Caller:
    """A caller who said that they want to pay."""
    caller = channel.call()
    caller.press("1")
    if verified:
        with transaction(channel.store) as session:
            session.add(
                Verification(
                    conversation_id=session.scalars(select(PhoneCall.conversation_id)).one(),
                    guarantor_id=session.scalars(select(Guarantor.id)).one(),
                    verified_at=NOON,
                    expires_at=NOON + dt.timedelta(minutes=30),
                )
            )
    caller.say("i want to pay my bill")
    return caller


def owed(channel: Channel) -> Money:
    with reading(channel.store) as session:
        return balance_summary(session, session.scalars(select(Guarantor.id)).one()).total


def paid_rows(channel: Channel) -> list[Money]:
    rows = channel.rows(LedgerEntry)
    return [row.amount for row in rows if row.kind is EntryKind.PATIENT_PAYMENT]


def test_a_verified_caller_pays_on_the_keypad_and_the_ledger_has_it(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    assert "press 1 to pay all of it now, 70 dollars" in caller.heard
    caller.press("1")
    pay = caller.document.find("Pay")
    assert pay is not None
    assert (pay.attrib["chargeAmount"], pay.attrib["input"]) == ("70.00", "dtmf")
    assert "went through" in caller.pay("success", **CARD)
    assert owed(channel) == ZERO
    assert paid_rows(channel) == [Money(-3000), Money(-4000)]


@pytest.mark.parametrize(
    ("answer", "amount", "parts"),
    [
        ({"keys": "35"}, "35.00", [-3000, -500]),
        ({"keys": "12*50"}, "12.50", [-1250]),
        ({"words": "i can do $20 for now"}, "20.00", [-2000]),
        ({"words": "40 dollars and 5 cents"}, "40.05", [-3000, -1005]),
        ({"keys": "70"}, "70.00", [-3000, -4000]),
    ],
)
def test_another_amount_is_read_back_and_paid_to_the_oldest_visit_first(
    channel: Channel, answer: dict[str, str], amount: str, parts: list[int]
) -> None:
    caller = wants_to_pay(channel)
    assert "How much" in caller.press("2")
    heard = caller.press(answer["keys"]) if "keys" in answer else caller.say(answer["words"])
    assert "Press 1 to pay" in heard
    assert channel.rows(CardPayment) == []  # nothing is asked of a card before the key
    caller.press("1")
    pay = caller.document.find("Pay")
    assert pay is not None
    assert pay.attrib["chargeAmount"] == amount
    caller.pay("success", **CARD)
    assert paid_rows(channel) == [Money(cents) for cents in parts]
    assert owed(channel) == Money(7000 + sum(parts))


@pytest.mark.parametrize("keys", ["71", "70*01", "4242424242", "9999999"])
def test_more_than_is_owed_is_never_charged(channel: Channel, keys: str) -> None:
    caller = wants_to_pay(channel)
    caller.press("2")
    heard = caller.press(keys)
    if len(keys) < 8:
        assert "more than you owe" in heard
        assert "up to 70 dollars" in heard
    assert caller.document.find("Pay") is None
    assert channel.rows(CardPayment) == []


def test_what_is_owed_less_meanwhile_is_charged_no_more(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    caller.press("2")
    caller.press("60")
    with transaction(channel.store) as session:
        session.add(
            LedgerEntry(
                encounter_id=1,
                party=Party.PATIENT,
                kind=EntryKind.ADJUSTMENT,
                amount=Money(-2000),
                key="less",
                effective_on=NOON.date(),
                recorded_at=NOON,
            )
        )
    caller.press("1")
    assert caller.document.find("Pay") is None
    assert channel.rows(CardPayment) == []


def test_a_second_thought_about_the_amount_asks_again(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    caller.press("2")
    caller.press("60")
    assert "How much" in caller.press("2")
    assert "15 dollars" in caller.press("15")


def test_silence_at_the_amount_asks_for_it_again(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    caller.press("2")
    assert "How much" in caller.stay_silent()
    assert "15 dollars" in caller.say("$15")


def test_what_is_no_amount_goes_to_the_assistant(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    caller.press("2")
    channel.rasa.answer = lambda text: [{"text": f"You said: {text}"}]
    assert "You said: what about my deductible" in caller.say("what about my deductible")


def test_zero_at_the_amount_is_the_wish_for_a_person(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    caller.press("2")
    channel.rasa.answer = lambda text: [{"text": f"You said: {text}"}]
    assert "Press 1 to pay" not in caller.press("0")
    assert channel.rows(InboundMessage)[-1].body == "0"


def test_danger_at_the_amount_is_heard_whatever_number_is_in_it(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    caller.press("2")
    assert "9 1 1" in caller.say("i have chest pain call 911")
    assert channel.rows(CardPayment) == []


def test_a_wish_to_be_called_no_more_is_no_amount(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    caller.press("2")
    heard = caller.say("stop calling me i paid 50 dollars")
    assert "Press 1 to pay" not in heard
    assert channel.rows(InboundMessage)[-1].body.startswith("stop calling me")


def test_a_card_number_said_at_the_amount_is_kept_nowhere(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    caller.press("2")
    caller.say("4242 4242 4242 4242")
    caller.press("4242424242424242")
    kept = [*channel.rows(InboundMessage), *channel.rows(OutboundMessage)]
    with reading(channel.store) as session:
        kept += session.scalars(select(PhoneCall)).all()
        assert "4242" not in repr([vars(row) for row in kept])
    assert channel.rows(CardPayment) == []


def test_the_amount_is_asked_for_in_spanish(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    with transaction(channel.store) as session:
        session.scalars(select(PhoneCall)).one().conversation.language = "es"
    assert "¿Cuánto desea pagar ahora?" in caller.press("2")
    assert "Oprima 1 para pagar 15 dólares ahora" in caller.say("15 dólares")


def test_nothing_of_the_card_is_kept(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    caller.press("1")
    caller.pay("success", **CARD)
    (payment,) = channel.rows(CardPayment)
    assert (payment.state, payment.confirmation) == (CardPaymentState.PAID, "ch_1x2y3z")
    kept = [payment, *channel.rows(InboundMessage), *channel.rows(OutboundMessage)]
    kept += channel.rows(LedgerEntry)
    written = repr([vars(row) for row in kept])
    assert not any(part in written for part in ("4242", "visa", "1229", "44107"))


def test_the_same_word_twice_counts_once(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    caller.press("1")
    for _ in range(2):
        caller.post("/twilio/voice/paid?step=4&payment=1", {"Result": "success", **CARD})
    assert paid_rows(channel) == [Money(-3000), Money(-4000)]


@pytest.mark.parametrize(
    "result", ["payment-connector-error", "too-many-failed-attempts", "caller-interrupted", ""]
)
def test_what_did_not_go_through_takes_nothing_and_is_said(channel: Channel, result: str) -> None:
    caller = wants_to_pay(channel)
    caller.press("1")
    assert "nothing was taken" in caller.pay(result)
    assert not caller.is_over
    assert owed(channel) == Money(7000)
    assert paid_rows(channel) == []


def test_who_hangs_up_before_the_word_is_looked_up_and_a_late_word_counts(
    channel: Channel,
) -> None:
    caller = wants_to_pay(channel)
    caller.press("1")
    caller.hang_up()
    (item,) = channel.rows(WorkItem)
    assert (item.kind, item.closed_at) == ("card_payment_unknown", None)
    caller.post("/twilio/voice/paid?step=4&payment=1", {"Result": "success", **CARD})
    assert owed(channel) == ZERO
    (item,) = channel.rows(WorkItem)
    assert item.closed_at is not None


def test_who_is_not_verified_is_offered_nothing(channel: Channel) -> None:
    caller = wants_to_pay(channel, verified=False)
    assert "press 1 to pay" not in caller.heard
    caller.press("1")
    assert caller.document.find("Pay") is None


def test_a_verification_that_ended_meanwhile_lets_nobody_pay(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    channel.now = lambda: NOON + dt.timedelta(hours=1)
    caller.press("1")
    assert caller.document.find("Pay") is None
    assert channel.rows(CardPayment) == []


def test_without_a_connector_nothing_is_offered(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TWILIO_PAY_CONNECTOR")
    twilio_settings.cache_clear()
    assert wants_to_pay(channel).heard == "A person will contact you."


def test_a_forged_word_pays_nothing(channel: Channel) -> None:
    caller = wants_to_pay(channel)
    caller.press("1")
    path = "/twilio/voice/paid?step=4&payment=1"
    assert caller.post(path, {"Result": "success"}, token="guessed").status_code == 403
    assert owed(channel) == Money(7000)


def test_the_page_to_pay_on_goes_by_text(channel: Channel) -> None:
    channel.rasa.answer = lambda text: [
        {
            "text": "You can pay on our page. https://pay.example/lakeside No card here.",
            "response": "utter_payment_page",
        }
    ]
    caller = wants_to_pay(channel, verified=False)
    channel.work()
    assert "I just sent it to your phone by text" in caller.heard
    (text,) = channel.replies()
    assert text.startswith("You can pay here: https://pay.example/lakeside")
