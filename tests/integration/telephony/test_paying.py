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
