"""Calling a person from their conversation, one's own telephone, and what is due."""

from __future__ import annotations

import datetime as dt

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from receivables.domain.outgoing_calls import CallResult, OutgoingCallState
from receivables.policy.contact.facts import Channel, InconvenientTime
from receivables.services.contact_wishes import bar_medium, record_inconvenient_time
from receivables.services.holds import place_hold
from receivables.services.work_items import open_work_item
from receivables.store.database import reading, transaction
from receivables.store.tables import AuditEntry, Handoff, OutgoingCall, StaffAccount
from tests.builders import NOW
from tests.integration.web.forms import send
from tests.web.scene import CARMEN, MARIA, Scene

OWN = "(216) 555-0171"


def set_number(desk: TestClient, number: str = OWN) -> int:
    return send(desk, "/console/telephone", "/console/telephone", number=number).status_code


def conversation(scene: Scene) -> str:
    return f"/console/conversations/{scene.talks[MARIA]}"


def test_the_button_asks_for_a_call_and_takes_the_conversation(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    assert set_number(desk) == 303
    page = conversation(scene)
    assert send(desk, page, f"{page}/call").status_code == 303
    with reading(store) as session:
        call = session.query(OutgoingCall).one()
        assert (call.phone, call.staff_phone) == (MARIA, "+12165550171")
        handoff = session.query(Handoff).filter_by(conversation_id=scene.talks[MARIA]).one()
        assert handoff.accepted_by_id == call.staff_account_id
        assert session.query(AuditEntry).filter_by(act="call").count() == 1
    assert "Requested" in desk.get(f"{page}/calls").text


def test_how_the_call_went_is_shown(desk: TestClient, scene: Scene, store: Engine) -> None:
    set_number(desk)
    page = conversation(scene)
    send(desk, page, f"{page}/call")
    with transaction(store) as session:
        call = session.query(OutgoingCall).one()
        call.state, call.result = OutgoingCallState.ENDED, CallResult.VOICEMAIL
    assert "Voicemail" in desk.get(page).text


def test_without_a_telephone_of_ones_own_the_page_says_what_to_do(
    desk: TestClient, scene: Scene
) -> None:
    set_number(desk, "")
    page = conversation(scene)
    answer = send(desk, page, f"{page}/call")
    assert answer.status_code == 400
    assert "Enter your own telephone number first" in answer.text


def test_a_call_that_a_rule_forbids_is_refused_with_the_rule(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    set_number(desk)
    with transaction(store) as session:
        bar_medium(session, MARIA, Channel.VOICE, "text", NOW)
    page = conversation(scene)
    answer = send(desk, page, f"{page}/call")
    assert answer.status_code == 400
    assert "This call is not allowed now (" in answer.text
    assert "Time alone does not change that." in answer.text
    with reading(store) as session:
        assert session.query(OutgoingCall).count() == 0
        assert session.query(AuditEntry).filter_by(act="call").count() == 0


def test_until_when_is_said_where_time_changes_it(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    set_number(desk)
    with transaction(store) as session:
        morning = InconvenientTime(dt.time(9), dt.time(13))
        record_inconvenient_time(session, MARIA, morning, "text", NOW)
    page = conversation(scene)
    answer = send(desk, page, f"{page}/call")
    assert answer.status_code == 400
    assert "Allowed again Nov 23, 1:00" in answer.text


def test_one_takes_calls_and_takes_no_more(desk: TestClient, store: Engine) -> None:
    set_number(desk, "")
    page = "/console/telephone"
    answer = send(desk, page, f"{page}/availability", available="true")
    assert "Enter your telephone number first" in answer.text
    set_number(desk)
    send(desk, page, f"{page}/availability", available="true")
    assert "You take calls" in desk.get(page).text
    send(desk, page, f"{page}/availability", available="false")
    with reading(store) as session:
        account = session.query(StaffAccount).filter_by(username="demo-rep").one()
        assert account.available_since is None


def test_what_is_no_number_is_refused(desk: TestClient) -> None:
    assert set_number(desk, "hello") == 400


def test_the_inbox_says_what_is_due(desk: TestClient, scene: Scene, store: Engine) -> None:
    with transaction(store) as session:
        for handoff in session.query(Handoff):
            handoff.answer_by = NOW + dt.timedelta(hours=3)
        maria = session.query(Handoff).filter_by(conversation_id=scene.talks[MARIA]).one()
        maria.answer_by = NOW + dt.timedelta(minutes=25)
    assert "1 promise due soon" in desk.get("/console").text
    with transaction(store) as session:
        maria = session.query(Handoff).filter_by(conversation_id=scene.talks[MARIA]).one()
        maria.answer_by = NOW + dt.timedelta(minutes=5)
        maria.callback_at = NOW + dt.timedelta(minutes=5)
    page = desk.get("/console").text
    assert "1 promise is about to break" in page
    assert "··· 0142</a> is promised a call Nov 23, 10:05 AM" in page
    with transaction(store) as session:
        session.query(Handoff).filter_by(conversation_id=scene.talks[MARIA]).one().callback_at = (
            NOW - dt.timedelta(minutes=5)
        )
    assert "was promised a call Nov 23, 9:55 AM" in desk.get("/console").text


def test_a_due_call_is_dialled_from_the_list_by_one_act_and_by_the_gate(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    assert set_number(desk, OWN) == 303
    promise_call(store, scene.talks[CARMEN])
    call = f"/console/conversations/{scene.talks[CARMEN]}/call"
    assert f'action="{call}"' in desk.get("/console").text
    assert send(desk, "/console", call).status_code == 303
    with reading(store) as session:
        placed = session.query(OutgoingCall).one()
        assert (placed.phone, placed.purpose) == (CARMEN, "callback")


def test_a_due_call_that_a_rule_forbids_is_refused_by_the_rule(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    assert set_number(desk, OWN) == 303
    promise_call(store, scene.talks[CARMEN])
    with transaction(store) as session:
        place_hold(session, CARMEN, "cease", "t", NOW)
    call = f"/console/conversations/{scene.talks[CARMEN]}/call"
    refused = send(desk, "/console", call)
    assert refused.status_code == 400
    assert "This call is not allowed now" in refused.text
    with reading(store) as session:
        assert session.query(OutgoingCall).first() is None


def test_a_collector_is_shown_no_due_call_of_a_colleagues_conversation(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    promise_call(store, scene.talks[CARMEN])
    page = f"/console/conversations/{scene.talks[CARMEN]}"
    assert send(desk, page, f"{page}/accept").status_code == 303
    assert "0151</a> is promised" in desk.get("/console").text
    entry = {"username": "demo-collector", "password": scene.password}
    assert desk.post("/console/login", data=entry).status_code == 303
    assert "0151</a> is promised" not in desk.get("/console").text


def test_callbacks_that_collectors_noted_are_counted_on_their_day(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    with transaction(store) as session:
        for days in (0, 1):
            due = NOW.date() + dt.timedelta(days=days)
            open_work_item(session, "callback", {}, f"r{days}", NOW, 1, due_on=due)
    assert "1 callback of collectors due today" in desk.get("/console").text


def promise_call(store: Engine, talk: str) -> None:
    with transaction(store) as session:
        handoff = session.query(Handoff).filter_by(conversation_id=talk).one()
        handoff.callback_at = NOW + dt.timedelta(minutes=5)


def test_what_the_assistant_understood_and_did_stands_beside_the_conversation(
    desk: TestClient, scene: Scene
) -> None:
    page = desk.get(conversation(scene)).text
    assert "Asked: explain bill" in page
    assert "What the assistant did" in page
    assert "Verified" in page
