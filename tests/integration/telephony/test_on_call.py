"""A representative on call answers by text: numbers hidden both ways, no thread in another."""

from __future__ import annotations

import datetime as dt

import pytest

from receivables.domain.handoffs import HandoffState
from receivables.domain.roles import Role
from receivables.services.audit_trail import verify_trail
from receivables.services.handoff_steps import take_over
from receivables.services.handoffs import request_handoff
from receivables.services.on_call import set_on_call
from receivables.services.staff import add_staff
from receivables.services.staff_telephones import set_phone
from receivables.store.database import reading, transaction
from receivables.store.tables import (
    AuditEntry,
    Conversation,
    Guarantor,
    Handoff,
    OnCallThread,
    StaffAccount,
    StaffSession,
    Verification,
)
from telephony.waiting import Watch
from tests.integration.telephony.conftest import ROSA, Channel

MARCO, DANA, LEE = "+12165550144", "+12165550171", "+12165550172"
NOON = dt.datetime(2026, 11, 25, 17, tzinfo=dt.UTC)  # a Wednesday
LATER = dt.timedelta(minutes=6)


@pytest.fixture
def dana(channel: Channel) -> int:
    """Somebody on call."""
    channel.now = lambda: NOON
    return on_call(channel, "dana", DANA)


def on_call(channel: Channel, username: str, phone: str, role: Role = Role.REPRESENTATIVE) -> int:
    with transaction(channel.store) as session:
        account = add_staff(session, username, "a long password", username.title(), role, NOON)
        set_phone(session, account.id, phone)
        return set_on_call(session, account.id, True).id


def waits(channel: Channel, phone: str = ROSA, at: dt.datetime = NOON) -> str:
    """Somebody texts and asks for a person; the conversation's id."""
    channel.exchange("hello there", phone)
    with transaction(channel.store) as session:
        talk = session.query(Conversation).filter_by(phone=phone).one()
        request_handoff(session, talk.id, "asked", "Asked: check_balance", f"r{phone}", at)
        return talk.id


def watch(channel: Channel, at: dt.datetime = NOON + LATER) -> None:
    """Let the worker look after those who wait."""
    while Watch(channel.store, lambda: at).step():
        pass
    channel.work()


def number_of(channel: Channel, talk: str) -> int:
    with reading(channel.store) as session:
        wanted = session.query(OnCallThread).join(Handoff).filter_by(conversation_id=talk)
        return wanted.one().id


def test_who_is_on_call_is_told_once_and_of_little(channel: Channel, dana: int) -> None:
    waits(channel)
    watch(channel)
    watch(channel)
    (alert,) = channel.replies(DANA)
    assert "English, waits for a person" in alert
    assert ROSA[-4:] not in alert
    assert "balance" not in alert
    assert "$" not in alert


def test_of_a_verified_name_the_first_letter_is_told(channel: Channel, dana: int) -> None:
    with transaction(channel.store) as session:
        rosa = Guarantor(
            name="Rosa Delgado",
            phone=ROSA,
            date_of_birth=dt.date(1986, 4, 17),
            zip_code="44107",
            language="en",
        )
        session.add(rosa)
    talk = waits(channel)
    with transaction(channel.store) as session:
        row = Verification(
            conversation_id=talk, guarantor_id=rosa.id, verified_at=NOON, expires_at=NOON
        )
        session.add(row)
    watch(channel)
    (alert,) = channel.replies(DANA)
    assert ": R., English" in alert
    assert "Rosa" not in alert


def test_both_write_and_neither_sees_the_others_number(channel: Channel, dana: int) -> None:
    talk = waits(channel)
    watch(channel)
    number = number_of(channel, talk)
    told = channel.exchange(f"#{number} Hi, this is Dana from billing.", DANA)
    assert [f"go to #{number}" in line for line in told] == [True]
    assert channel.replies(ROSA)[-1] == "Hi, this is Dana from billing."
    assert channel.exchange("thank you, one question", ROSA) == []
    assert channel.replies(DANA)[-1] == f"#{number} -: thank you, one question"
    assert channel.exchange("Ask away.", DANA) == []
    assert channel.replies(ROSA)[-1] == "Ask away."
    assert channel.rasa.texts == ["hello there"]
    (done,) = channel.exchange(f"#{number} done", DANA)
    assert "back with the assistant" in done
    assert "back with our automated" in channel.replies(ROSA)[-1]


def test_who_is_in_danger_is_answered_and_the_representative_hears_it_too(
    channel: Channel, dana: int
) -> None:
    talk = waits(channel)
    watch(channel)
    number = number_of(channel, talk)
    channel.exchange(f"#{number} Hi, Dana here.", DANA)
    assert any("988" in text for text in channel.exchange("i want to kill myself", ROSA))
    assert channel.replies(DANA)[-1] == f"#{number} -: i want to kill myself"


def test_two_patients_interleaved_never_meet(channel: Channel, dana: int) -> None:
    rosa, marco = waits(channel), waits(channel, MARCO)
    watch(channel)
    first, second = number_of(channel, rosa), number_of(channel, marco)
    (which,) = channel.exchange("Hello, who is it?", DANA)  # none is chosen
    assert "Not sent" in which
    channel.exchange(f"#{first} for Rosa one", DANA)
    channel.exchange(f"#{second} for Marco one", DANA)
    channel.exchange("for Marco two", DANA)
    channel.exchange("Rosa says a", ROSA)
    channel.exchange("for Marco three", DANA)
    channel.exchange(f"#{second} DONE", DANA)
    (late,) = channel.exchange("for Marco, too late", DANA)
    assert "Not sent" in late
    assert f"#{first}" in late
    channel.exchange(f"#{first} for Rosa two", DANA)
    assert [text for text in channel.replies(ROSA) if text.startswith("for")] == [
        "for Rosa one",
        "for Rosa two",
    ]
    assert [text for text in channel.replies(MARCO) if text.startswith("for")] == [
        "for Marco one",
        "for Marco two",
        "for Marco three",
    ]
    assert f"#{first} -: Rosa says a" in channel.replies(DANA)


def test_a_strangers_number_sign_is_a_text_like_any_other(channel: Channel, dana: int) -> None:
    talk = waits(channel)
    watch(channel)
    number = number_of(channel, talk)
    before = channel.replies(ROSA)
    assert channel.exchange(f"#{number} hello", MARCO)[-1] == f"You said: #{number} hello"
    assert channel.replies(ROSA) == before


def test_another_on_call_cannot_open_a_thread_that_is_not_theirs(
    channel: Channel, dana: int
) -> None:
    talk = waits(channel)
    watch(channel)
    on_call(channel, "lee", LEE)
    number = number_of(channel, talk)
    for words in (f"#{number} hello", f"#{number}", f"#{number} done"):
        (refused,) = channel.exchange(words, LEE)
        assert "not open for you" in refused
        assert "Open: none" in refused
    with reading(channel.store) as session:
        assert session.query(Handoff).one().state is HandoffState.REQUESTED


def test_what_a_colleague_took_at_the_console_is_theirs(channel: Channel, dana: int) -> None:
    talk = waits(channel)
    watch(channel)
    channel.exchange(f"#{number_of(channel, talk)} Hi, Dana here.", DANA)
    with transaction(channel.store) as session:
        sofia = add_staff(session, "sofia", "a long password", "Sofia", Role.SUPERVISOR, NOON)
        take_over(session, talk, sofia.id, NOON + LATER)
    (refused,) = channel.exchange("still me?", DANA)
    assert "Not sent" in refused
    before = channel.replies(DANA)
    channel.exchange("my account number is long", ROSA)
    assert channel.replies(DANA) == before


def test_stop_of_the_patient_is_told_and_respected(channel: Channel, dana: int) -> None:
    talk = waits(channel)
    watch(channel)
    channel.exchange("STOP", ROSA)
    (refused,) = channel.exchange(f"#{number_of(channel, talk)} hello", DANA)
    assert "opted out" in refused
    assert "hello" not in channel.replies(ROSA)


def test_stop_of_the_representative_ends_their_texts(channel: Channel, dana: int) -> None:
    channel.exchange("STOP", DANA)
    talk = waits(channel)
    watch(channel)
    assert not any("waits for a person" in text for text in channel.replies(DANA))
    with reading(channel.store) as session:
        assert session.query(OnCallThread).filter_by(id=1).all() == []
    assert channel.exchange("hello", DANA) == []
    assert talk


def test_what_a_representative_writes_to_a_patient_is_no_word_about_themselves(
    channel: Channel, dana: int
) -> None:
    talk = waits(channel)
    watch(channel)
    words = "please stop texting me is all you need to say"
    channel.exchange(f"#{number_of(channel, talk)} {words}", DANA)
    assert channel.replies(ROSA)[-1] == words
    assert channel.exchange("please stop texting me", DANA) == []
    assert channel.replies(ROSA)[-1] == "please stop texting me"


def test_nobody_is_told_while_somebody_is_at_the_console(channel: Channel, dana: int) -> None:
    waits(channel)
    with transaction(channel.store) as session:
        row = StaffSession(
            token_hash="h",
            staff_account_id=dana,
            form_token="f",
            started_at=NOON,
            seen_at=NOON,
            ended_at=None,
            complete=True,
            password_at=NOON,
        )
        session.add(row)
    watch(channel)
    assert channel.replies(DANA) == []
    watch(channel, NOON + dt.timedelta(minutes=11))
    assert len(channel.replies(DANA)) == 1


@pytest.mark.parametrize("hour", [3, 12])  # 22:00 and 7:00 at the office
def test_nobody_is_told_outside_the_hours_of_policy(channel: Channel, dana: int, hour: int) -> None:
    at = NOON.replace(day=26, hour=hour)
    waits(channel, at=at)
    watch(channel, at + LATER)
    assert channel.replies(DANA) == []


def test_help_and_the_list(channel: Channel, dana: int) -> None:
    talk = waits(channel)
    watch(channel)
    assert "DONE gives it back" in channel.exchange("help", DANA)[0]
    assert channel.exchange("LIST", DANA) == [f"Open: #{number_of(channel, talk)} (-)."]


def test_a_text_that_is_taken_again_is_passed_on_once(channel: Channel, dana: int) -> None:
    talk = waits(channel)
    watch(channel)
    channel.text(f"#{number_of(channel, talk)} only once", DANA)
    assert channel.inbox.take() is not None  # and the worker is killed
    channel.now = lambda: NOON + dt.timedelta(minutes=30)
    channel.work()
    assert channel.replies(ROSA).count("only once") == 1


def test_everything_stands_in_the_trail(channel: Channel, dana: int) -> None:
    talk = waits(channel)
    watch(channel)
    number = number_of(channel, talk)
    channel.exchange(f"#{number} hi", DANA)
    channel.exchange(f"#{number} done", DANA)
    with reading(channel.store) as session:
        acts = session.query(AuditEntry).filter_by(conversation_id=talk).all()
        told = [(entry.act, entry.staff_account_id) for entry in acts]
        assert verify_trail(session).fault is None
    assert told == [
        (act, dana) for act in ("told_on_call", "reply", "open_conversation", "give_back")
    ]


def test_supervisors_on_call_are_warned_before_a_promise_breaks(
    channel: Channel, dana: int
) -> None:
    on_call(channel, "sofia", LEE, Role.SUPERVISOR)
    waits(channel)
    watch(channel, NOON + dt.timedelta(minutes=31))
    assert any("still waits" in text for text in channel.replies(DANA))
    assert channel.replies(LEE) == []
    watch(channel, NOON + dt.timedelta(minutes=46))
    watch(channel, NOON + dt.timedelta(minutes=50))
    assert sum("about to break" in text for text in channel.replies(LEE)) == 1
    assert not any("about to break" in text for text in channel.replies(DANA))


def test_a_call_that_is_due_is_reminded_of_once(channel: Channel, dana: int) -> None:
    talk = waits(channel)
    channel.exchange("CALL", ROSA)
    with reading(channel.store) as session:
        at = session.query(Handoff).filter_by(conversation_id=talk).one().callback_at
    assert at is not None
    for minutes in (30, 20):
        watch(channel, at - dt.timedelta(minutes=minutes))
    assert sum("is to be called" in text for text in channel.replies(DANA)) == 1


def test_a_call_that_nobody_made_is_told_to_supervisors_once(channel: Channel, dana: int) -> None:
    on_call(channel, "sofia", LEE, Role.SUPERVISOR)
    talk = waits(channel)
    channel.exchange("CALL", ROSA)
    with reading(channel.store) as session:
        at = session.query(Handoff).filter_by(conversation_id=talk).one().callback_at
    assert at is not None
    for minutes in (-30, 20, 40):
        watch(channel, at + dt.timedelta(minutes=minutes))
    assert sum("promised and not made" in text for text in channel.replies(LEE)) == 1


def test_who_left_is_on_call_no_more(channel: Channel, dana: int) -> None:
    with transaction(channel.store) as session:
        session.get_one(StaffAccount, dana).disabled_at = NOON
    waits(channel)
    watch(channel)
    assert channel.replies(DANA) == []
