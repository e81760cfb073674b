"""Calling the insurer: what is at hand, what to ask, and what is saved in one act."""

from __future__ import annotations

import datetime as dt

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import Engine, select

from receivables.services.clock import organisation_date
from receivables.services.insurer_calls import prepare_insurer_call
from receivables.store.database import reading
from receivables.store.tables import AuditEntry, Encounter, InsurerCall, InsurerCallDraft, WorkItem
from tests.builders import NOW
from tests.integration.web.forms import form_token, send
from tests.web.scene import Scene

ONCE = "0" * 32
DENIED = "LH-204115"
SAID = {
    "spoke_with": "Dana",
    "reference": "R-77120",
    "said": "No approval on file. Retro approval until December 20.",
    "next_step": "appeal",
    "next_on": "2026-12-01",
    "expected_on": "2026-12-15",
    "once": ONCE,
}


def visit(store: Engine, account: str) -> int:
    with reading(store) as session:
        return session.scalars(select(Encounter.id).filter_by(account_number=account)).one()


def save(desk: TestClient, store: Engine, account: str = DENIED, **said: str) -> Response:
    page = f"/console/insurer-calls/about/{visit(store, account)}"
    return send(desk, page, page, **(SAID | said))


def test_what_the_insurer_asks_for_is_at_hand_and_what_is_missing_is_said_so(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    shown = desk.get(f"/console/insurer-calls/about/{visit(store, DENIED)}").text
    for fact in ("CUYAHOGA EMPLOYERS TRUST", "CUY2041150", "$1,350.00", "CO-197", "1234567893"):
        assert fact in shown
    assert "12-3456789" in shown
    assert "Was approval needed" in shown
    assert shown.index("With whom do I speak") < shown.index("Was approval needed")
    assert "not on file" in shown  # the member id: the remittance names none


def test_a_visit_without_a_decision_is_asked_about_as_such(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    shown = desk.get(f"/console/insurer-calls/about/{visit(store, 'LH-204127')}").text
    assert "Is the claim in process, pended, or not received?" in shown


@pytest.mark.parametrize("days", range(7))
def test_the_day_proposed_for_the_next_step_is_a_working_day(
    scene: Scene, store: Engine, days: int
) -> None:
    now = NOW + dt.timedelta(days=days)
    with reading(store) as session:
        encounter = session.get_one(Encounter, visit(store, DENIED))
        next_on = prepare_insurer_call(session, encounter, now).next_on
    assert next_on.weekday() < 5
    assert next_on > organisation_date(now)


def test_saving_keeps_the_call_the_work_and_the_letter_in_one_act(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    for _ in range(2):  # twice is once
        assert save(desk, store).status_code == 303
    with reading(store) as session:
        call = session.scalars(select(InsurerCall)).one()
        work = session.scalars(select(WorkItem).filter_by(kind="appeal")).one()
        assert call.work_item_id == work.id
        assert str(work.due_on) == "2026-12-01"
        letter = work.details["draft"]
        acts = list(session.scalars(select(AuditEntry.act)))
    assert "call_insurer" in acts
    for fact in (
        "CUY2041150",
        "$1,350.00 (CO-197)",
        "Dana",
        "R-77120",
        "December 20",
        "1234567893",
    ):
        assert fact in letter
    assert "to be asked of the plan" in letter
    assert "{" not in letter
    shown = desk.get(f"/console/insurer-calls/{call.id}").text
    assert "Request to look again at a decision" in shown


def test_a_step_without_a_letter_drafts_none(desk: TestClient, scene: Scene, store: Engine) -> None:
    assert save(desk, store, next_step="wait").status_code == 303
    with reading(store) as session:
        assert (
            "draft"
            not in session.scalars(select(WorkItem).filter_by(kind="claim_status")).one().details
        )


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"said": " "}, "Write down with whom"),
        ({"spoke_with": ""}, "Write down with whom"),
        ({"next_on": "2026-11-01"}, "Choose a day for the next step"),
        ({"next_on": ""}, "Choose a day for the next step"),
        ({"next_on": "soon"}, "Choose a day."),
        ({"expected_on": "2026-01-01"}, "has passed"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    desk: TestClient, scene: Scene, store: Engine, said: dict[str, str], why: str
) -> None:
    refused = save(desk, store, **said)
    assert refused.status_code == 400
    assert why in refused.text
    assert "R-77120" in refused.text
    with reading(store) as session:
        assert session.scalars(select(InsurerCall)).all() == []


def test_a_failure_after_the_work_item_keeps_neither(
    desk: TestClient, scene: Scene, store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("web.console.insurer_calls.record_act", fail)
    with pytest.raises(RuntimeError):
        desk.post(
            f"/console/insurer-calls/about/{visit(store, DENIED)}",
            data=SAID | {"form_token": form_token(desk, "/console")},
        )
    with reading(store) as session:
        assert session.scalars(select(InsurerCall)).all() == []
        assert session.scalars(select(WorkItem).filter_by(kind="appeal")).all() == []


def test_a_social_security_number_is_not_kept(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    save(desk, store, said="They asked for 123-45-6789.")
    with reading(store) as session:
        assert "6789" not in session.scalars(select(InsurerCall)).one().said


def test_a_claim_of_another_visit_and_an_unknown_visit_are_not_there(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    page = f"/console/insurer-calls/about/{visit(store, DENIED)}"
    assert desk.get(f"{page}?claim=999").status_code == 404
    assert desk.get("/console/insurer-calls/about/9999").status_code == 404
    assert desk.get("/console/insurer-calls/9999").status_code == 404


def keep(desk: TestClient, store: Engine, account: str = DENIED, **said: str) -> int:
    page = f"/console/insurer-calls/about/{visit(store, account)}"
    return send(desk, page, f"{page}/draft", **(SAID | said)).status_code


def test_what_is_typed_is_there_again_in_another_window_without_card_numbers(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    said = "Pay by 4111 1111 1111 1111, they said."
    assert keep(desk, store, spoke_with="", next_on="", said=said) == 204
    shown = desk.get(f"/console/insurer-calls/about/{visit(store, DENIED)}").text
    assert 'value="R-77120"' in shown
    assert "they said.</textarea>" in shown
    assert "1111" not in shown
    other = desk.get(f"/console/insurer-calls/about/{visit(store, 'LH-204127')}").text
    assert "R-77120" not in other
    with reading(store) as session:
        assert session.scalars(select(InsurerCall)).first() is None


def test_a_draft_is_its_writers_alone(desk: TestClient, scene: Scene, store: Engine) -> None:
    assert keep(desk, store) == 204
    entry = {"username": "demo-collector", "password": scene.password}
    assert desk.post("/console/login", data=entry).status_code == 303
    assert "R-77120" not in desk.get(f"/console/insurer-calls/about/{visit(store, DENIED)}").text


def test_a_call_that_was_saved_leaves_no_draft_and_a_late_one_brings_none_back(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    assert keep(desk, store) == 204
    assert save(desk, store).status_code == 303
    assert keep(desk, store, said="late") == 204
    with reading(store) as session:
        assert session.scalars(select(InsurerCallDraft)).first() is None
    assert keep(desk, store, said="the next call", once="1" * 32) == 204
    with reading(store) as session:
        assert session.scalars(select(InsurerCallDraft.once)).one() == "1" * 32


def test_a_refused_call_stays_a_draft(desk: TestClient, scene: Scene, store: Engine) -> None:
    assert keep(desk, store, spoke_with="") == 204
    assert save(desk, store, spoke_with="").status_code == 400
    shown = desk.get(f"/console/insurer-calls/about/{visit(store, DENIED)}").text
    assert 'value="R-77120"' in shown
