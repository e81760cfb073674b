"""A call that a representative asks for: their own phone first, a key, then the person's number."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from receivables.domain.outgoing_calls import CallResult, OutgoingCallState
from receivables.domain.roles import Role
from receivables.policy.contact.facts import Outcome
from receivables.services import placing_calls
from receivables.services.consents import record_consent
from receivables.services.handoff_steps import NotAllowed
from receivables.services.handoffs import request_handoff
from receivables.services.outgoing_calls import CallRefused, request_bridge
from receivables.services.staff import add_staff
from receivables.services.staff_telephones import set_phone
from receivables.store.database import reading, transaction
from receivables.store.tables import ContactAttempt, OutgoingCall
from telephony.calling import Calling
from telephony.carrier import player as playing
from telephony.carrier.player import player
from telephony.gateway import Gateway, NotSent, Unknown
from telephony.voice import webhooks
from tests.builders import add_conversation, add_guarantor
from tests.integration.telephony.conftest import ROSA, Channel

DANA = "+12165550191"
NOON = dt.datetime(2026, 11, 24, 17, 0, tzinfo=dt.UTC)  # in Cleveland


@pytest.fixture
def dana(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> int:
    """A representative with a telephone; it is noon, and Rosa's number is on file."""
    monkeypatch.setattr(playing, "LONGEST_TALK", 0.4)
    channel.now = lambda: NOON
    monkeypatch.setattr(webhooks, "moment", lambda: channel.now())
    with transaction(channel.store) as session:
        add_guarantor(session)
        password = "a long password"
        return add_staff(
            session, "dana", password, "Dana Reyes", Role.REPRESENTATIVE, NOON, phone=DANA
        ).id


def ask(channel: Channel, staff: int, purpose: str = "notice", phone: str = ROSA) -> int:
    """Ask for a call."""
    with transaction(channel.store) as session:
        return request_bridge(session, staff, phone, purpose, channel.now()).id


def placed(channel: Channel) -> OutgoingCall:
    """Let the worker place what waits, and the carrier play it to the end."""
    while channel.calling.step():
        pass
    channel.until(lambda: player.idle)
    while channel.calling.step():
        pass
    (call,) = channel.rows(OutgoingCall)
    return call


def heard(channel: Channel, phone: str) -> list[str]:
    """What was said in each call to a phone."""
    return [call["heard"] for call in channel.handset.calls(phone)]


def outcomes(channel: Channel) -> list[Outcome]:
    return [attempt.outcome for attempt in channel.rows(ContactAttempt)]


def test_the_representative_accepts_by_a_key_and_both_are_connected(
    channel: Channel, dana: int
) -> None:
    ask(channel, dana)
    call = placed(channel)
    assert (call.state, call.result) == (OutgoingCallState.ENDED, CallResult.CONNECTED)
    assert "Press 1" in heard(channel, DANA)[0]
    assert heard(channel, ROSA) == [""]  # two people speak: no machine says anything
    assert outcomes(channel) == [Outcome.CONVERSATION]


@pytest.mark.parametrize("key", ["", "2"])
def test_nobody_is_dialled_unless_the_key_was_pressed(
    channel: Channel, dana: int, key: str
) -> None:
    channel.handset.answers(DANA, "human", key)
    ask(channel, dana)
    assert placed(channel).result is CallResult.NOT_ACCEPTED
    assert heard(channel, ROSA) == []
    assert outcomes(channel) == []


@pytest.mark.parametrize("ending", ["busy", "no-answer", "failed"])
def test_a_representative_who_does_not_answer_has_called_nobody(
    channel: Channel, dana: int, ending: str
) -> None:
    channel.handset.answers(DANA, ending)
    ask(channel, dana)
    assert placed(channel).result is CallResult.NOT_ACCEPTED
    assert outcomes(channel) == []
    assert ask(channel, dana)  # and may ask again


@pytest.mark.parametrize(
    ("ending", "result", "outcome", "said"),
    [
        ("busy", CallResult.BUSY, Outcome.NOT_CONNECTED, "busy"),
        ("no-answer", CallResult.NO_ANSWER, Outcome.UNANSWERED, "Nobody answered"),
        ("failed", CallResult.UNREACHABLE, Outcome.NOT_CONNECTED, "not be reached"),
    ],
)
def test_what_came_of_it_is_said_and_counted(
    channel: Channel, dana: int, ending: str, result: CallResult, outcome: Outcome, said: str
) -> None:
    channel.handset.answers(ROSA, ending)
    ask(channel, dana)
    assert placed(channel).result is result
    assert outcomes(channel) == [outcome]
    assert said in heard(channel, DANA)[0]


def test_the_rule_that_forbids_a_call_is_named(channel: Channel, dana: int) -> None:
    channel.now = lambda: NOON + dt.timedelta(hours=12)
    with pytest.raises(CallRefused) as refused:
        ask(channel, dana)
    assert refused.value.refused.rule == "T1"
    assert refused.value.refused.until is not None
    assert channel.rows(OutgoingCall) == []


def test_who_opted_out_meanwhile_is_not_called(channel: Channel, dana: int) -> None:
    ask(channel, dana)
    with transaction(channel.store) as session:
        record_consent(session, ROSA, "voice", False, "staff", NOON)
    call = placed(channel)
    assert (call.result, call.refused_by) == (CallResult.REFUSED, "C7")
    assert channel.handset.calls(DANA) == []


def test_who_opts_out_while_the_representatives_phone_rings_is_not_dialled(
    channel: Channel, dana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(channel, dana)
    record = channel.calling.record_placed

    def opted_out(*arguments: Any) -> None:
        with transaction(channel.store) as session:
            record_consent(session, ROSA, "voice", False, "staff", NOON)
        record(*arguments)

    channel.handset.answers(DANA, "human", "1")
    monkeypatch.setattr(playing, "RINGS", 0.5)
    monkeypatch.setattr(channel.calling, "record_placed", opted_out)
    call = placed(channel)
    assert call.result is CallResult.REFUSED
    assert "may not be called" in heard(channel, DANA)[0]
    assert channel.handset.calls(ROSA) == []


def test_a_person_who_asked_to_be_called_may_be_called_after_a_conversation(
    channel: Channel, dana: int
) -> None:
    ask(channel, dana)
    placed(channel)
    with pytest.raises(CallRefused, match="T4"):
        ask(channel, dana)
    with transaction(channel.store) as session:
        talk = add_conversation(session, ROSA)
        request_handoff(session, talk.id, "requested", "", "r-1", NOON)
    assert ask(channel, dana, "callback")


def test_staff_without_a_telephone_and_callers_without_a_number_are_told_so(
    channel: Channel, dana: int
) -> None:
    with pytest.raises(NotAllowed, match="no number"):
        ask(channel, dana, phone="anonymous")
    with transaction(channel.store) as session:
        set_phone(session, dana, "")
    with pytest.raises(NotAllowed, match="your own telephone"):
        ask(channel, dana)


def test_one_call_at_a_time_for_a_representative_and_for_a_person(
    channel: Channel, dana: int
) -> None:
    with transaction(channel.store) as session:
        bo = add_staff(
            session, "bo", "a long password", "Bo", Role.COLLECTOR, NOON, phone="+12165550192"
        ).id
    ask(channel, dana)
    with pytest.raises(NotAllowed, match="a call already"):
        ask(channel, dana)
    with pytest.raises(NotAllowed, match="colleague"):
        ask(channel, bo)


def test_a_voicemail_hears_the_limited_content_and_nothing_else(
    channel: Channel, dana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playing, "LONGEST_TALK", 20)  # it ends when the message is said
    channel.handset.answers(ROSA, "machine")
    ask(channel, dana)
    with channel.calling_in_background():
        call = placed(channel)
    assert call.result is CallResult.VOICEMAIL
    assert outcomes(channel) == [Outcome.VOICEMAIL]
    assert heard(channel, ROSA) == [
        "Hello. This is Lakeside Health. My name is Dana Reyes. Please call me back. "
        "The number is 2 1 6, 5 5 5, 0 1 0 0."
    ]
    assert "voicemail" in heard(channel, DANA)[0]


def test_a_strangers_voicemail_hears_no_artificial_voice(channel: Channel, dana: int) -> None:
    stranger = "+12165550177"
    channel.handset.answers(stranger, "machine")
    ask(channel, dana, phone=stranger)
    with channel.calling_in_background():
        call = placed(channel)
    assert call.result is CallResult.VOICEMAIL
    assert heard(channel, stranger) == [""]


def test_a_call_asked_for_minutes_ago_is_not_placed_any_more(channel: Channel, dana: int) -> None:
    ask(channel, dana)
    channel.now = lambda: NOON + dt.timedelta(minutes=3)
    assert placed(channel).result is CallResult.NOT_PLACED
    assert channel.handset.calls(DANA) == []


def test_a_call_whose_placing_was_cut_off_is_looked_for_and_rings_once(
    channel: Channel, dana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, moment = Gateway.place_call, dt.datetime.now(dt.UTC)

    def lost(*arguments: Any) -> str:
        place(*arguments)
        raise Unknown("500")

    channel.handset.answers(DANA, "no-answer")
    monkeypatch.setattr("receivables.services.outgoing_calls.permission", lambda *_: None)
    monkeypatch.setattr("receivables.services.placing_calls.permission", lambda *_: None)
    monkeypatch.setattr(Gateway, "place_call", lost)
    channel.now = lambda: moment
    ask(channel, dana)
    assert channel.calling.step()
    monkeypatch.setattr(Gateway, "place_call", place)
    channel.until(lambda: player.idle)
    channel.now = lambda: moment + dt.timedelta(seconds=30)
    placed(channel)
    assert len(channel.handset.calls(DANA)) == 1


class Killed(BaseException):
    """What a worker that is killed does not catch."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["take", "place", "record_placed", "gateway"])
def test_a_worker_killed_at_any_step_rings_the_representative_once(
    channel: Channel, dana: int, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    owner, name = (Gateway, "place_call") if step == "gateway" else (Calling, step)
    method = getattr(owner, name)

    def deadly(*arguments: Any, **named: Any) -> Any:
        if after:
            method(*arguments, **named)
        raise Killed

    ask(channel, dana)
    monkeypatch.setattr(owner, name, deadly)
    with pytest.raises(Killed):
        channel.calling.step()
    monkeypatch.setattr(owner, name, method)
    channel.until(lambda: player.idle)
    channel.now = lambda: NOON + dt.timedelta(seconds=21)  # the lease has run out
    channel.calling.step()
    channel.now = lambda: NOON + dt.timedelta(seconds=40)  # and the pause after looking
    assert placed(channel).result is CallResult.CONNECTED
    assert len(channel.handset.calls(DANA)) == 1
    assert outcomes(channel) == [Outcome.CONVERSATION]


def test_a_carrier_that_is_away_for_a_moment_is_asked_again(
    channel: Channel, dana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Gateway.place_call

    def away(*_: Any) -> str:
        raise NotSent("429")

    monkeypatch.setattr(Gateway, "place_call", away)
    ask(channel, dana)
    assert channel.calling.step()
    assert not channel.calling.step()
    monkeypatch.setattr(Gateway, "place_call", place)
    channel.now = lambda: NOON + dt.timedelta(seconds=5)
    assert placed(channel).result is CallResult.CONNECTED


def test_two_workers_never_place_one_call_twice(channel: Channel, dana: int) -> None:
    ask(channel, dana)
    lease = dt.timedelta(seconds=20)
    with transaction(channel.store) as session:
        assert placing_calls.claim_next(session, NOON, lease) is not None
    with transaction(channel.store) as session:
        assert placing_calls.claim_next(session, NOON, lease) is None
    with reading(channel.store) as session:
        assert not placing_calls.has_waiting(session, NOON)


def test_reports_in_any_order_and_twice_come_to_the_same(channel: Channel, dana: int) -> None:
    ask(channel, dana)
    call = placed(channel)
    leg = {"CallSid": call.patient_call_sid or ""}
    for status in ("completed", "ringing", "in-progress", "busy"):
        answer = channel.signed("/twilio/outgoing/person?call=1", leg | {"CallStatus": status})
        assert answer.status_code == 204
    (after,) = channel.rows(OutgoingCall)
    assert after.result is CallResult.CONNECTED
    assert outcomes(channel) == [Outcome.CONVERSATION]


def test_unsigned_webhooks_and_calls_that_are_not_ours_change_nothing(
    channel: Channel, dana: int
) -> None:
    ask(channel, dana)
    fields = {"CallSid": "CA" + "0" * 32, "Digits": "1", "CallStatus": "completed"}
    for path in ("answer", "accept", "done", "person", "machine", "staff"):
        address = f"/twilio/outgoing/{path}?call=1"
        assert channel.signed(address, fields, token="wrong").status_code == 403
        assert channel.signed(f"/twilio/outgoing/{path}?call=99", fields).status_code in (200, 404)
    (call,) = channel.rows(OutgoingCall)
    assert call.state is OutgoingCallState.REQUESTED
    placed(channel)
    channel.signed("/twilio/outgoing/accept?call=1", fields)
    assert outcomes(channel) == [Outcome.CONVERSATION]
