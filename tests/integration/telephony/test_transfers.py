"""A call that is passed on to a person: warm, with a whisper, or called back when nobody comes."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from receivables.domain.handoffs import HandoffDisposition, HandoffState
from receivables.domain.roles import Role
from receivables.services.handoff_steps import accept, close
from receivables.services.outgoing_calls import request_bridge
from receivables.services.staff import add_staff, disable, find_staff
from receivables.services.staff_telephones import (
    InvalidPhone,
    NoPhone,
    available_staff,
    set_availability,
    set_phone,
)
from receivables.store.database import reading, transaction
from receivables.store.tables import (
    CallTransfer,
    Handoff,
    PhoneCall,
    StaffAccount,
    TransferState,
    Verification,
)
from telephony.voice import webhooks
from tests.builders import add_guarantor
from tests.calls import Caller
from tests.integration.telephony.conftest import OUR_NUMBER, Channel

NOON = dt.datetime(2026, 11, 24, 17, 0, tzinfo=dt.UTC)  # in Cleveland, a Tuesday
PHONES = {
    "dana": "+12165550191",
    "bo": "+12165550192",
    "kim": "+12165550193",
    "lou": "+12165550194",
}


@pytest.fixture(autouse=True)
def _noon(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    channel.now = lambda: NOON
    channel.rasa.failing = True  # 0 is acted on without the model
    monkeypatch.setattr(webhooks, "moment", lambda: channel.now())


def staff(channel: Channel, *names: str) -> dict[str, int]:
    """People who take calls, in this order."""
    with transaction(channel.store) as session:
        made = {}
        for minute, name in enumerate(names):
            account = add_staff(
                session,
                name,
                "a long password",
                name.title(),
                Role.REPRESENTATIVE,
                NOON,
                phone=PHONES[name],
            )
            set_availability(session, account.id, True, NOON + dt.timedelta(minutes=minute))
            made[name] = account.id
    return made


def asks_for_a_person(channel: Channel, language: str = "1") -> Caller:
    """A caller who pressed 0."""
    caller = channel.call()
    caller.press(language)
    caller.press("0")
    return caller


def rung(caller: Caller) -> str | None:
    """Whose phone rings."""
    number = caller.document.find("Dial/Number")
    return None if number is None else number.text


def states(channel: Channel) -> list[TransferState]:
    return [transfer.state for transfer in channel.rows(CallTransfer)]


def test_a_caller_who_asks_for_a_person_holds_and_is_connected(channel: Channel) -> None:
    ids = staff(channel, "dana")
    caller = asks_for_a_person(channel)
    assert "Please stay on the line" in caller.heard
    assert rung(caller) == PHONES["dana"]
    assert caller.document.find("Dial").attrib["callerId"] == OUR_NUMBER  # type: ignore[union-attr]
    assert caller.whisper("1")
    (handoff,) = channel.rows(Handoff)
    assert (handoff.state, handoff.accepted_by_id) == (HandoffState.ACCEPTED, ids["dana"])
    assert "Goodbye" in caller.reach("1")
    assert caller.is_over
    assert states(channel) == [TransferState.ENDED]


def test_the_result_is_recorded_by_the_one_who_spoke(channel: Channel) -> None:
    ids = staff(channel, "dana")
    asks_for_a_person(channel).reach("1")
    with transaction(channel.store) as session:
        handoff = session.scalars(select(Handoff)).one()
        close(session, handoff.conversation_id, ids["dana"], HandoffDisposition.ANSWERED, NOON)
    (handoff,) = channel.rows(Handoff)
    assert (handoff.state, handoff.disposition) == (HandoffState.RESOLVED, "answered")


def test_the_whisper_says_who_is_verified_and_why_and_nothing_clinical(channel: Channel) -> None:
    staff(channel, "dana")
    caller = channel.call()
    caller.press("2")
    with transaction(channel.store) as session:
        rosa = add_guarantor(session)
        session.add(
            Verification(
                conversation_id=session.scalars(select(PhoneCall.conversation_id)).one(),
                guarantor_id=rosa.id,
                verified_at=NOON,
                expires_at=NOON + dt.timedelta(minutes=30),
            )
        )
    caller.say("quiero hablar con una persona sobre mi colonoscopia")
    assert rung(caller) == PHONES["dana"]
    caller.whisper("")
    assert caller.whispered == (
        "A caller for you: Rosa Delgado. They asked for a person. They speak Spanish. "
        "Press 1 to take the call."
    )


def test_who_is_not_verified_is_not_named(channel: Channel) -> None:
    staff(channel, "dana")
    with transaction(channel.store) as session:
        add_guarantor(session)
    caller = asks_for_a_person(channel)
    caller.whisper("")
    assert "not verified yet" in caller.whispered
    assert "Rosa" not in caller.whispered


@pytest.mark.parametrize("key", [None, "", "2"])
def test_the_next_person_is_rung_when_one_does_not_accept(
    channel: Channel, key: str | None
) -> None:
    ids = staff(channel, "dana", "bo")
    caller = asks_for_a_person(channel)
    assert "somebody else" in caller.reach(key)
    assert rung(caller) == PHONES["bo"]
    assert caller.whisper("1")
    (handoff,) = channel.rows(Handoff)
    assert handoff.accepted_by_id == ids["bo"]
    assert states(channel) == [TransferState.NOT_ACCEPTED, TransferState.ACCEPTED]


def test_a_call_back_is_offered_when_nobody_comes(channel: Channel) -> None:
    staff(channel, *PHONES)
    caller = asks_for_a_person(channel)
    for _ in range(3):
        assert rung(caller) is not None
        caller.reach(None)
    assert "will call you back" in caller.heard
    assert caller.is_over
    (handoff,) = channel.rows(Handoff)
    assert handoff.state is HandoffState.REQUESTED
    assert handoff.callback_at is not None


def test_nobody_is_rung_out_of_office_hours(channel: Channel) -> None:
    staff(channel, "dana")
    channel.now = lambda: NOON + dt.timedelta(hours=8)
    assert "will call you back" in asks_for_a_person(channel).heard


def test_nobody_is_available_until_they_say_so(channel: Channel) -> None:
    ids = staff(channel, "dana")
    with transaction(channel.store) as session:
        set_availability(session, ids["dana"], False, NOON)
    assert "will call you back" in asks_for_a_person(channel).heard


def test_who_speaks_already_is_not_rung(channel: Channel) -> None:
    ids = staff(channel, "dana", "bo", "kim")
    first = asks_for_a_person(channel)
    assert first.whisper("1")
    with transaction(channel.store) as session:
        request_bridge(session, ids["bo"], "+12165550177", "notice", NOON)
    assert rung(asks_for_a_person(channel)) == PHONES["kim"]


def test_who_has_waited_longest_is_rung_first(channel: Channel) -> None:
    staff(channel, "dana", "bo")
    channel.now = lambda: NOON + dt.timedelta(minutes=30)
    asks_for_a_person(channel).reach("1")
    assert rung(asks_for_a_person(channel)) == PHONES["bo"]


def test_a_caller_who_hangs_up_while_it_rings_is_with_nobody(channel: Channel) -> None:
    staff(channel, "dana")
    caller = asks_for_a_person(channel)
    caller.hang_up()
    assert not caller.whisper("1")
    assert states(channel) == [TransferState.HUNG_UP]
    (handoff,) = channel.rows(Handoff)
    assert handoff.state is HandoffState.REQUESTED


def test_a_conversation_that_a_colleague_took_meanwhile_is_theirs(channel: Channel) -> None:
    ids = staff(channel, "dana", "bo")
    caller = asks_for_a_person(channel)
    with transaction(channel.store) as session:
        handoff = session.scalars(select(Handoff)).one()
        accept(session, handoff.conversation_id, ids["bo"], NOON)
    assert not caller.whisper("1")
    assert "with a colleague" in caller.whispered


def test_the_same_webhook_twice_rings_nobody_twice(channel: Channel) -> None:
    staff(channel, "dana", "bo")
    caller = asks_for_a_person(channel)
    path = "/twilio/voice/transferred?step=3&transfer=1"
    first = caller.post(path, {"DialCallStatus": "no-answer"})
    again = caller.post(path, {"DialCallStatus": "no-answer"})
    assert first.text == again.text
    assert len(channel.rows(CallTransfer)) == 2


@pytest.mark.parametrize("path", ["whisper", "accept", "transferred"])
def test_a_forged_webhook_connects_nobody(channel: Channel, path: str) -> None:
    staff(channel, "dana")
    caller = asks_for_a_person(channel)
    address = f"/twilio/voice/{path}?transfer=1&step=3"
    assert caller.post(address, {"Digits": "1"}, token="guessed").status_code == 403
    assert states(channel) == [TransferState.RINGING]


def test_staff_who_leave_take_no_calls(channel: Channel) -> None:
    ids = staff(channel, "dana", "bo")
    with transaction(channel.store) as session:
        dana = session.get_one(StaffAccount, ids["dana"])
        disable(session, dana, NOON)
        set_phone(session, ids["bo"], "")
    with reading(channel.store) as session:
        assert available_staff(session) == []


def test_only_who_has_a_telephone_takes_calls(channel: Channel) -> None:
    with transaction(channel.store) as session:
        add_staff(session, "dana", "a long password", "Dana", Role.REPRESENTATIVE, NOON)
        dana = find_staff(session, "dana")
        assert dana is not None
        with pytest.raises(NoPhone):
            set_availability(session, dana.id, True, NOON)
        with pytest.raises(InvalidPhone):
            set_phone(session, dana.id, "12")
        assert set_phone(session, dana.id, "(216) 555-0191").phone == PHONES["dana"]
        set_availability(session, dana.id, True, NOON)
        assert set_availability(session, dana.id, True, NOON + dt.timedelta(hours=1)) is dana
        assert dana.available_since == NOON
