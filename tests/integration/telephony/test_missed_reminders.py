"""Whoever missed an installment is reminded of it once, where every rule on contact allows it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import select

from receivables.domain.money import Money
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Wish
from receivables.policy.contact.facts import Channel as Medium
from receivables.services.arrangements import accept, propose, terms_key
from receivables.services.clock import organisation_date
from receivables.services.consents import record_consent
from receivables.services.contact_wishes import bar_medium
from receivables.services.demonstration import load_demonstration
from receivables.services.handoffs import request_handoff
from receivables.services.holds import place_hold
from receivables.services.work_items import open_work_item
from receivables.settings import settings
from receivables.store.database import reading, transaction
from receivables.store.tables import (
    ContactAttempt,
    Conversation,
    Guarantor,
    InstallmentReminder,
    OutboundMessage,
    OutboundState,
    PaymentArrangement,
    Verification,
)
from telephony.reminding import Reminding
from tests.builders import NOW, add_conversation, add_payment
from tests.integration.telephony.conftest import Channel

PHONE = "+12165550141"
TALK = "c-0141"
FIRST = organisation_date(NOW) + dt.timedelta(days=7)
DAY = dt.timedelta(days=1)
LATE = dt.datetime.combine(FIRST + 11 * DAY, dt.time(17), dt.UTC)  # noon in Cleveland
MONTH_LATER = LATE + 31 * DAY


class Office:
    """Rosa proved who she is, agreed to three monthly payments, and the test moves the clock."""

    def __init__(self, channel: Channel):
        self.channel, self.store = channel, channel.store
        self.reminding = Reminding(self.store, lambda: channel.now())
        load_demonstration(self.store, NOW)
        wish = Wish(None, 3, Frequency.MONTHLY, FIRST)
        with transaction(self.store) as session:
            person = session.scalars(select(Guarantor).filter_by(phone=PHONE)).one()
            self.person = person.id
            add_conversation(session, PHONE)
            session.add(
                Verification(
                    conversation_id=TALK,
                    guarantor_id=person.id,
                    verified_at=NOW,
                    expires_at=NOW + dt.timedelta(minutes=30),
                )
            )
            offered = propose(session, person.id, wish, NOW).schedule
            accept(session, person.id, TALK, wish, terms_key(offered), "yes-1", NOW)

    def at(self, moment: dt.datetime) -> list[str]:
        """What stands on the phone once the worker has done its work at a moment."""
        self.write(moment)
        self.channel.work()
        return self.channel.replies(PHONE)

    def write(self, moment: dt.datetime) -> None:
        """Let the worker look, and write what it has to, without sending it."""
        self.channel.now = lambda: moment
        while self.reminding.step():
            pass

    def pay(self, amount: Money) -> None:
        with transaction(self.store) as session:
            add_payment(session, self.person, amount, NOW + DAY)

    @property
    def first_amount(self) -> Money:
        with reading(self.store) as session:
            return session.scalars(select(PaymentArrangement)).one().installments[0].amount


@pytest.fixture
def office(channel: Channel) -> Office:
    return Office(channel)


def test_a_missed_payment_is_reminded_of_once_after_its_grace(office: Office) -> None:
    assert office.at(LATE - DAY) == []
    (text,) = office.at(LATE)
    assert "automated assistant of Lakeside Health Billing" in text
    assert "Nov 30, 2026" in text
    assert "STOP" in text
    for later in range(1, 8):
        assert office.at(LATE + later * DAY) == [text]
    (attempt,) = office.channel.rows(ContactAttempt)
    assert (attempt.purpose, attempt.phone) == ("reminder", PHONE)


def test_the_reminder_tells_no_amount_and_no_name(office: Office) -> None:
    (text,) = office.at(LATE)
    assert "$" not in text
    assert "Rosa" not in text
    assert "Clinic" not in text


def test_the_next_payment_that_is_missed_has_a_reminder_of_its_own(office: Office) -> None:
    office.at(LATE)
    first, second = office.at(MONTH_LATER)
    assert "Nov 30" in first
    assert "Dec 30" in second


def test_two_missed_payments_found_at_once_are_one_text_about_the_later(office: Office) -> None:
    (text,) = office.at(MONTH_LATER)
    assert "Dec 30" in text
    assert office.at(MONTH_LATER + DAY) == [text]


def test_spanish_speakers_are_reminded_in_spanish(office: Office) -> None:
    with transaction(office.store) as session:
        session.get_one(Conversation, TALK).language = "es"
    (text,) = office.at(LATE)
    assert "Soy el asistente automático" in text
    assert "30 nov 2026" in text


def test_who_has_paid_is_not_reminded(office: Office) -> None:
    office.pay(office.first_amount)
    assert office.at(LATE) == []


def test_who_has_paid_a_part_is_reminded(office: Office) -> None:
    office.pay(office.first_amount - Money(1))
    assert len(office.at(LATE)) == 1


def test_nobody_is_reminded_after_stop(office: Office) -> None:
    with transaction(office.store) as session:
        record_consent(session, PHONE, "sms", False, "text:1", NOW)
    assert office.at(LATE) == []
    assert office.channel.rows(OutboundMessage) == []


def test_a_stop_between_writing_and_sending_still_counts(office: Office) -> None:
    office.write(LATE)
    with transaction(office.store) as session:
        record_consent(session, PHONE, "sms", False, "text:1", LATE)
    office.channel.work()
    assert office.channel.replies(PHONE) == []
    assert office.at(LATE + DAY) == []


@pytest.mark.parametrize("kind", ["dispute", "bankruptcy", "attorney", "cease", "deceased"])
def test_nobody_is_reminded_under_a_hold(office: Office, kind: str) -> None:
    with transaction(office.store) as session:
        place_hold(session, PHONE, kind, "test", NOW, guarantor_id=office.person)
    assert office.at(LATE) == []


def test_who_barred_texts_is_not_reminded(office: Office) -> None:
    with transaction(office.store) as session:
        bar_medium(session, PHONE, Medium.SMS, "call", NOW)
    assert office.at(LATE) == []


def test_in_the_night_nothing_is_written_and_in_the_morning_it_is(office: Office) -> None:
    night = dt.datetime.combine(LATE.date(), dt.time(4), dt.UTC)
    assert office.at(night) == []
    assert office.channel.rows(OutboundMessage) == []
    assert len(office.at(night + dt.timedelta(hours=9, minutes=30))) == 1


def test_who_talks_with_a_person_is_left_to_the_person(office: Office) -> None:
    with transaction(office.store) as session:
        request_handoff(session, TALK, "asked", "", "m-1", NOW)
    assert office.at(LATE) == []


def test_who_promised_to_pay_is_given_until_that_day(office: Office) -> None:
    until = LATE.date() + DAY
    with transaction(office.store) as session:
        open_work_item(
            session, "promise_to_pay", {}, "m-1", LATE, guarantor_id=office.person, due_on=until
        )
    assert office.at(LATE) == []
    assert office.at(LATE + DAY) == []
    assert len(office.at(LATE + 2 * DAY)) == 1


def test_a_number_at_which_nobody_proved_who_they_are_hears_of_no_plan(office: Office) -> None:
    with transaction(office.store) as session:
        session.get_one(Guarantor, office.person).phone = "+12165550199"
    assert office.at(LATE) == []
    assert office.channel.replies("+12165550199") == []


def test_a_reminder_that_could_not_leave_in_time_is_withdrawn_and_written_anew(
    office: Office,
) -> None:
    office.write(LATE)
    office.channel.now = lambda: LATE + dt.timedelta(hours=2)
    office.channel.work()
    assert office.channel.replies(PHONE) == []
    (stale,) = office.channel.rows(OutboundMessage)
    assert (stale.state, stale.refused_by) == (OutboundState.WITHDRAWN, "M7")
    assert len(office.at(LATE + dt.timedelta(hours=3))) == 1
    assert len(office.channel.rows_by_key(InstallmentReminder)) == 1


def test_a_payment_missed_long_ago_is_left_to_people(office: Office) -> None:
    assert office.at(MONTH_LATER + 120 * DAY) == []


@pytest.mark.parametrize(
    "line", ["[arrangement]\nremind_missed = false", '[contact]\ncollector_role = "third_party"']
)
def test_the_policy_and_the_role_of_a_debt_collector_forbid_it(
    office: Office, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction(office.store) as session:  # a ground that a debt collector may text on
        record_consent(session, PHONE, "sms", True, "text:1", NOW)
    policy = tmp_path / "policy.toml"
    policy.write_text(line)
    monkeypatch.setenv("PLAINBILL_POLICY_FILE", str(policy))
    settings.cache_clear()
    assert office.at(LATE) == []


def test_two_workers_write_one_reminder(office: Office) -> None:
    office.channel.now = lambda: LATE
    first, second = (Reminding(office.store, lambda: LATE) for _ in range(2))
    first.step()
    second.step()
    for worker in (first, second):
        worker.step()
    assert len(office.channel.rows(OutboundMessage)) == 1
