"""The gate over the store: what it knows of a person decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.policy.contact.facts import (
    Allowed,
    Channel,
    InconvenientTime,
    Outcome,
    ProposedContact,
    Refused,
)
from receivables.services.consents import is_opted_out, record_consent
from receivables.services.contact_attempts import record_attempt
from receivables.services.contact_permission import permission
from receivables.services.contact_wishes import (
    bar_medium,
    end_wishes,
    record_inconvenient_time,
    record_time_zone,
    record_work_number,
)
from receivables.services.holds import place_hold, release_hold
from receivables.store.database import transaction
from receivables.store.tables import InboundMessage
from tests.builders import add_conversation, add_guarantor

ROSA, ELSEWHERE = "+12165550123", "+12135550199"
NOON = dt.datetime(2026, 11, 24, 17, 0, tzinfo=dt.UTC)  # in Cleveland
DAY = dt.timedelta(days=1)
REMINDER = ProposedContact(Channel.SMS, "reminder", NOON)
CALL = ProposedContact(Channel.VOICE, "reminder", NOON)


@pytest.fixture
def session(store: Engine) -> Iterator[Session]:
    with transaction(store) as opened:
        yield opened


def rule(decision: Allowed | Refused) -> str | None:
    return decision.rule if isinstance(decision, Refused) else None


def test_the_number_on_file_may_be_texted_and_a_strangers_may_not(session: Session) -> None:
    add_guarantor(session)
    assert permission(session, ROSA, REMINDER) == Allowed()
    assert rule(permission(session, "+12165550177", REMINDER)) == "C9"


def test_somebody_who_wrote_to_us_may_be_texted(session: Session) -> None:
    talk = add_conversation(session, "+12165550177")
    session.add(
        InboundMessage(
            message_sid="SM1", conversation_id=talk.id, body="hi", received_at=NOON - DAY
        )
    )
    session.flush()
    assert permission(session, "+12165550177", REMINDER) == Allowed()


def test_the_address_on_file_widens_where_the_person_may_be(session: Session) -> None:
    add_guarantor(session, zip_code="90012")
    refused = permission(session, ROSA, REMINDER.moved_to(NOON - 2 * DAY / 24))
    assert isinstance(refused, Refused)
    assert (refused.rule, refused.until) == ("T2", NOON.replace(hour=16))


def test_an_opt_out_is_by_channel_and_by_purpose(session: Session) -> None:
    add_guarantor(session)
    record_consent(session, ROSA, "sms", False, "text:1", NOON, "reminder")
    assert rule(permission(session, ROSA, REMINDER)) == "C7"
    assert permission(session, ROSA, ProposedContact(Channel.SMS, "notice", NOON)) == Allowed()
    assert permission(session, ROSA, CALL) == Allowed()
    assert is_opted_out(session, ROSA, "sms", "reminder")
    assert not is_opted_out(session, ROSA, "sms")


def test_start_undoes_an_opt_out_of_one_purpose_too(session: Session) -> None:
    add_guarantor(session)
    assert record_consent(session, ROSA, "sms", True, "text:1", NOON)
    assert record_consent(session, ROSA, "sms", False, "text:2", NOON, "reminder")
    assert record_consent(session, ROSA, "sms", True, "text:3", NOON)
    assert not record_consent(session, ROSA, "sms", True, "text:4", NOON)
    assert permission(session, ROSA, REMINDER) == Allowed()


def test_a_hold_follows_the_person_to_another_number(session: Session) -> None:
    rosa = add_guarantor(session)
    add_guarantor(session, phone=ELSEWHERE)
    hold = place_hold(session, ROSA, "attorney", "text", NOON, rosa.id)
    assert rule(permission(session, ELSEWHERE, CALL.moved_to(NOON + DAY / 8))) == "T8"
    release_hold(session, hold.id, NOON)
    assert permission(session, ELSEWHERE, CALL.moved_to(NOON + DAY / 8)) == Allowed()


def test_calls_are_counted_across_the_numbers_of_one_person(session: Session) -> None:
    add_guarantor(session)
    add_guarantor(session, phone=ELSEWHERE)
    for n in range(7):
        phone = ELSEWHERE if n % 2 else ROSA
        record_attempt(session, phone, CALL.moved_to(NOON - n * DAY / 2), Outcome.UNANSWERED)
    refused = permission(session, ROSA, CALL.moved_to(NOON + DAY / 24))
    assert isinstance(refused, Refused)
    assert refused.rule == "T4"
    assert refused.until is not None
    assert permission(session, ROSA, CALL.moved_to(refused.until)) == Allowed()


def test_an_attempt_to_somebody_else_at_the_number_counts_too(session: Session) -> None:
    add_guarantor(session)
    add_guarantor(session, name="Luis Delgado", date_of_birth=dt.date(1984, 1, 2))
    record_attempt(session, ROSA, CALL.moved_to(NOON - DAY), Outcome.CONVERSATION)
    assert rule(permission(session, ROSA, CALL)) == "T4"


def test_a_minor_is_left_alone(session: Session) -> None:
    add_guarantor(session, date_of_birth=dt.date(2012, 1, 1))
    assert rule(permission(session, ROSA, CALL)) == "T10"


def test_wishes_stand_until_they_are_ended(session: Session) -> None:
    add_guarantor(session)
    noons = InconvenientTime(dt.time(12), dt.time(14))
    record_inconvenient_time(session, ROSA, noons, "call", NOON)
    assert rule(permission(session, ROSA, REMINDER)) == "T3"
    bar_medium(session, ROSA, Channel.VOICE, "call", NOON)
    assert rule(permission(session, ROSA, CALL)) == "T5"
    record_work_number(session, ROSA, True, "call", NOON)
    assert rule(permission(session, ROSA, REMINDER)) == "T7"
    assert end_wishes(session, ROSA, NOON) == 3
    assert permission(session, ROSA, CALL) == Allowed()


def test_the_same_wish_again_is_one_wish(session: Session) -> None:
    first = bar_medium(session, ROSA, Channel.VOICE, "call", NOON)
    assert bar_medium(session, ROSA, Channel.VOICE, "text", NOON).id == first.id


def test_the_zone_named_last_is_the_one_that_counts(session: Session) -> None:
    add_guarantor(session)
    record_time_zone(session, ROSA, "Pacific/Honolulu", "call", NOON)
    assert rule(permission(session, ROSA, REMINDER)) == "T1"
    record_time_zone(session, ROSA, "America/Chicago", "call", NOON)
    assert permission(session, ROSA, REMINDER) == Allowed()
    with pytest.raises(ValueError, match="Mars"):
        record_time_zone(session, ROSA, "Mars/Olympus", "call", NOON)


def test_an_answer_is_no_outreach(session: Session) -> None:
    midnight = ProposedContact(Channel.SMS, "reply", NOON + DAY / 2)
    place_hold(session, ROSA, "bankruptcy", "text", NOON)
    assert permission(session, ROSA, midnight) == Allowed()
    record_consent(session, ROSA, "sms", False, "text:1", NOON)
    assert rule(permission(session, ROSA, midnight)) == "C7"
