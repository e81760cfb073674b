"""Beside the call: what was heard is named and answered, and its button does what it says."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from receivables.domain.call_flow import CallState
from receivables.services import objection_naming
from receivables.services.holds import active_holds
from receivables.store.database import reading, transaction
from receivables.store.tables import AuditEntry, CollectorCall, WorkItem
from tests.builders import NOW
from tests.integration.web.collector_call import call_with
from tests.integration.web.forms import form_token, send
from tests.web.scene import WALTER, Scene

ONCE = "0" * 32
ATTORNEY = "pt rep by atty, call lawyer instead"
DENIED = "+12165550146"


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rasa is not there: the words and the search name the objections."""
    monkeypatch.setattr(objection_naming, "_ranking", lambda line: None)


def panel(desk: TestClient, call: int, heard: str) -> str:
    shown = send(desk, "/console", f"/console/calls/{call}/objection", heard=heard)
    assert shown.status_code == 200, shown.text
    return shown.text


def acts(store: Engine) -> list[tuple[str, str]]:
    with reading(store) as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        return [
            (row.act, str(row.details["objection"])) for row in rows if "objection" in row.details
        ]


def test_what_was_heard_is_named_answered_and_has_a_button(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    call = call_with(store, WALTER, scene.username)
    shown = panel(desk, call, "I already paid that last month")
    assert "Already paid" in shown
    assert "$442.00" in shown
    assert "Don’t say" in shown
    assert "Look for the payment" in shown
    assert len(re.findall(r'data-key="[123]"', shown)) == 3


def test_before_verification_the_panel_tells_no_fact(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    call = call_with(store, WALTER, scene.username, CallState.VERIFYING)
    shown = panel(desk, call, "I already paid that last month")
    assert "$" not in shown
    assert "right person" in shown
    assert "Once it is proved" in desk.get(f"/console/calls/{call}/review").text


def test_a_spanish_call_is_answered_in_spanish(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    call = call_with(store, WALTER, scene.username, language="es")
    shown = panel(desk, call, "ya pagué eso el mes pasado")
    assert 'lang="es"' in shown
    assert "Gracias por decírmelo" in shown


def test_naming_writes_nothing_and_choosing_is_kept_for_the_notes(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    call = call_with(store, WALTER, scene.username)
    panel(desk, call, ATTORNEY)
    assert acts(store) == []
    chosen = send(
        desk,
        "/console",
        f"/console/calls/{call}/objection/cannot_afford",
        heard="cant pay all that",
    )
    assert "I&#39;m sorry it is hard right now" in chosen.text
    with reading(store) as session:
        assert session.get_one(CollectorCall, call).objections == ["cannot_afford"]
    assert acts(store) == [("hear_objection", "cannot_afford")]


def test_the_button_stops_the_call_for_an_attorney_once(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    call = call_with(store, WALTER, scene.username)
    address = f"/console/calls/{call}/objection/represented_by_attorney/act"
    for _ in range(2):
        sent = send(desk, "/console", address, heard=ATTORNEY, once=ONCE)
        assert sent.status_code == 303
    with reading(store) as session:
        assert [hold.kind for hold in active_holds(session, WALTER)] == ["attorney"]
        assert len(session.scalars(select(WorkItem).filter_by(kind="attorney")).all()) == 1
    assert {what for what, _ in acts(store)} == {"place_hold", "open_work_item"}


def test_a_line_from_what_hears_speech_is_answered_as_json(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    call = call_with(store, WALTER, scene.username)
    line = f"/console/calls/{call}/line"
    heard = desk.post(line, json={"heard": ATTORNEY}).json()
    assert heard["objection"] == "represented_by_attorney"
    assert len(heard["ranking"]) == 3
    assert heard["answer"]["button"] == "Stop: represented by an attorney"
    assert desk.post(line, json={"heard": "  "}).json()["objection"] is None
    elsewhere = {"sec-fetch-site": "cross-site"}
    assert desk.post(line, json={"heard": "x"}, headers=elsewhere).status_code == 403


def test_nothing_recognised_is_said_so(desk: TestClient, scene: Scene, store: Engine) -> None:
    call = call_with(store, WALTER, scene.username)
    assert "Nothing recognised" in panel(desk, call, "")


def test_a_colleagues_call_and_an_unknown_one_are_not_there(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    call = call_with(store, WALTER, scene.username)
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE collector_call SET staff_account_id = 2")
    for address, status in ((f"/console/calls/{call}", 403), ("/console/calls/999", 404)):
        assert send(desk, "/console", f"{address}/objection").status_code == status
        assert desk.get(f"{address}/review").status_code == status
        assert desk.post(f"{address}/line", json={"heard": "x"}).status_code == status


def test_a_form_without_its_token_does_nothing(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    call = call_with(store, WALTER, scene.username)
    address = f"/console/calls/{call}/objection/bankruptcy/act"
    assert desk.post(address, data={"once": ONCE}).status_code == 403
    with reading(store) as session:
        assert active_holds(session, WALTER) == []


def test_the_review_shows_the_denial_and_starts_the_appeal(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    call = call_with(store, DENIED, scene.username)
    shown = desk.get(f"/console/calls/{call}/review").text
    assert "Denial to appeal" in shown
    assert "$1,350.00" in shown
    assert "Ask the plan for the deadline" in shown
    address = re.findall(r'action="(/console/calls/\d+/review/\d+/denial_to_appeal)"', shown)[0]
    assert send(desk, "/console", address, once=ONCE).status_code == 303
    with reading(store) as session:
        assert session.scalars(select(WorkItem).filter_by(kind="appeal")).one().encounter_id
    gone = address.replace("denial_to_appeal", "late_filing")
    refused = desk.post(gone, data={"form_token": form_token(desk, "/console"), "once": ONCE})
    assert refused.status_code == 400


def test_a_call_that_was_wrapped_up_has_its_scorecard(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    call = call_with(store, WALTER, scene.username)
    assert desk.get(f"/console/calls/{call}/score").status_code == 404
    with transaction(store) as session:
        row = session.get_one(CollectorCall, call)
        row.closed_at, row.disposition = NOW, "refused_to_pay"
    shown = desk.get(f"/console/calls/{call}/score").text
    assert "100 of 100" in shown
    assert "Nothing of the account before proof" in shown
