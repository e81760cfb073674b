"""Whoever waits for a person is promised an answer, watched over, and called back on their wish."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine

from receivables.domain.roles import Role
from receivables.policy.contact.facts import Channel, InconvenientTime, Outcome
from receivables.services.consents import record_consent
from receivables.services.contact_wishes import bar_medium, record_inconvenient_time
from receivables.services.handoff_promises import escalate_next, schedule_callback
from receivables.services.handoff_steps import accept
from receivables.services.handoffs import request_handoff
from receivables.services.holds import place_hold
from receivables.services.missed_calls import escalate_missed
from receivables.services.staff import add_staff
from receivables.store.database import reading, transaction
from receivables.store.tables import ContactAttempt, Handoff, OutboundMessage
from tests.builders import NOW
from tests.integration.staff.conftest import PATIENT

EASTERN = dt.timedelta(hours=-5)


def local(at: dt.datetime | None) -> str:
    """A moment on the clock of the office: `Mon 11:00`."""
    assert at is not None
    return (at + EASTERN).strftime("%a %H:%M")


def ask(store: Engine, talk: str, at: dt.datetime = NOW) -> int:
    with transaction(store) as session:
        return request_handoff(session, talk, "asked", "", f"r{at}", at).id


def promised(store: Engine, handoff_id: int) -> dt.datetime | None:
    with reading(store) as session:
        return session.get_one(Handoff, handoff_id).answer_by


def escalate(store: Engine, at: dt.datetime) -> bool:
    with transaction(store) as session:
        return escalate_next(session, at) is not None


def call(
    store: Engine, handoff_id: int, at: dt.datetime = NOW, wished: dt.datetime | None = None
) -> dt.datetime | None:
    with transaction(store) as session:
        return schedule_callback(session, session.get_one(Handoff, handoff_id), at, wished)


@pytest.mark.parametrize(
    ("hours_later", "by"),
    [
        (0, "Mon 11:00"),  # 10:00 on a Monday
        (6.5, "Tue 08:30"),  # 16:30: half an hour that day, half an hour the next
        (9, "Tue 09:00"),
        (2 * 24 + 8, "Fri 09:00"),  # the evening before Thanksgiving
    ],
)
def test_an_answer_is_promised_for_hours_in_which_people_work(
    store: Engine, talk: str, hours_later: float, by: str
) -> None:
    asked = NOW + dt.timedelta(hours=hours_later)
    assert local(promised(store, ask(store, talk, asked))) == by


def test_a_promise_about_to_break_is_escalated_and_a_call_offered_once(
    store: Engine, talk: str
) -> None:
    ask(store, talk)
    assert not escalate(store, NOW + dt.timedelta(minutes=44))
    assert escalate(store, NOW + dt.timedelta(minutes=45))
    assert not escalate(store, NOW + dt.timedelta(minutes=50))
    with reading(store) as session:
        (text,) = session.query(OutboundMessage)
        assert "text CALL" in text.body


def test_what_somebody_has_accepted_is_not_escalated(store: Engine, talk: str) -> None:
    ask(store, talk)
    with transaction(store) as session:
        dana = add_staff(session, "dana", "a long password", "Dana", Role.REPRESENTATIVE, NOW)
        accept(session, talk, dana.id, NOW)
    assert not escalate(store, NOW + dt.timedelta(hours=3))


def test_who_opted_out_is_escalated_without_a_text(store: Engine, talk: str) -> None:
    ask(store, talk)
    with transaction(store) as session:
        record_consent(session, PATIENT, "sms", False, "text:STOP", NOW)
    assert escalate(store, NOW + dt.timedelta(hours=1))
    with reading(store) as session:
        assert session.query(OutboundMessage).count() == 0


def test_a_call_is_scheduled_while_people_work_and_asking_again_changes_nothing(
    store: Engine, talk: str
) -> None:
    evening = NOW + dt.timedelta(hours=10)
    handoff = ask(store, talk, evening)
    at = call(store, handoff, evening)
    assert local(at) == "Tue 08:00"
    assert call(store, handoff, evening + dt.timedelta(minutes=5)) == at


def test_a_call_keeps_clear_of_hours_the_person_called_inconvenient(
    store: Engine, talk: str
) -> None:
    handoff = ask(store, talk)
    with transaction(store) as session:
        lunch = InconvenientTime(dt.time(9), dt.time(13))
        record_inconvenient_time(session, PATIENT, lunch, "text", NOW)
    assert local(call(store, handoff)) == "Mon 13:00"


def test_no_call_is_scheduled_to_whoever_wants_none(store: Engine, talk: str) -> None:
    handoff = ask(store, talk)
    with transaction(store) as session:
        bar_medium(session, PATIENT, Channel.VOICE, "text", NOW)
    assert call(store, handoff) is None


def test_no_call_is_scheduled_under_a_cease_request(store: Engine, talk: str) -> None:
    handoff = ask(store, talk)
    with transaction(store) as session:
        place_hold(session, PATIENT, "cease", "text", NOW)
    assert call(store, handoff) is None


def missed(store: Engine, at: dt.datetime) -> bool:
    with transaction(store) as session:
        return escalate_missed(session, at) is not None


def dial(store: Engine, at: dt.datetime) -> None:
    with transaction(store) as session:
        session.add(
            ContactAttempt(
                phone=PATIENT,
                channel=Channel.VOICE,
                purpose="callback",
                outcome=Outcome.UNANSWERED,
                attempted_at=at,
            )
        )


def test_a_promised_call_that_nobody_made_is_escalated_once(store: Engine, talk: str) -> None:
    at = call(store, ask(store, talk))
    assert at is not None
    assert not missed(store, at + dt.timedelta(minutes=14))
    assert missed(store, at + dt.timedelta(minutes=15))
    assert not missed(store, at + dt.timedelta(hours=2))


def test_a_promised_call_that_was_made_is_not_escalated(store: Engine, talk: str) -> None:
    at = call(store, ask(store, talk))
    assert at is not None
    dial(store, at + dt.timedelta(minutes=3))
    assert not missed(store, at + dt.timedelta(hours=2))


def test_a_call_made_before_it_was_asked_for_settles_no_promise(store: Engine, talk: str) -> None:
    dial(store, NOW - dt.timedelta(days=1))
    at = call(store, ask(store, talk))
    assert at is not None
    assert missed(store, at + dt.timedelta(hours=1))


def test_whoever_accepted_and_did_not_call_is_escalated_too(store: Engine, talk: str) -> None:
    at = call(store, ask(store, talk))
    assert at is not None
    with transaction(store) as session:
        dana = add_staff(session, "dana", "a long password", "Dana", Role.REPRESENTATIVE, NOW)
        accept(session, talk, dana.id, NOW)
    assert missed(store, at + dt.timedelta(hours=1))


@pytest.mark.parametrize(
    ("days", "hour", "called"),
    [
        (1, 14, "Tue 14:00"),
        (0, 8, "Mon 10:15"),  # it is ten already
        (3, 10, "Fri 10:00"),  # Thanksgiving: the same time of the day after
        (1, 19, "Wed 08:00"),  # the office is never open then
        (1, 0, "Tue 08:00"),  # a day and no time
    ],
)
def test_a_call_is_set_for_the_time_that_was_named_or_the_next_like_it(
    store: Engine, talk: str, days: int, hour: int, called: str
) -> None:
    midnight = NOW.astimezone(dt.timezone(EASTERN)).replace(hour=0, minute=0)
    wished = midnight + dt.timedelta(days=days, hours=hour)
    assert local(call(store, ask(store, talk), wished=wished)) == called


def test_another_time_takes_the_place_of_the_first(store: Engine, talk: str) -> None:
    handoff_id = ask(store, talk)
    call(store, handoff_id)
    friday = NOW + dt.timedelta(days=4)
    assert local(call(store, handoff_id, wished=friday)) == "Fri 10:00"
    assert local(call(store, handoff_id)) == "Fri 10:00"
