"""Practice that a supervisor assigns: found by whom it is for, and its score seen by both."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from receivables.store.database import reading, transaction
from receivables.store.tables import PracticeAssignment, StaffAccount
from tests.integration.web.calls import Collector
from tests.integration.web.forms import send
from tests.integration.web.practising import PRACTICE, Practising
from tests.integration.web.test_rights import enter
from tests.web.scene import Scene


@pytest.fixture
def supervisor(site: FastAPI, scene: Scene) -> TestClient:
    return enter(site, scene, "demo-supervisor")


@pytest.fixture
def newcomer(collector: Collector) -> TestClient:
    return collector.browser


def number_of(store: Engine, username: str) -> str:
    with reading(store) as session:
        return str(session.scalars(select(StaffAccount.id).filter_by(username=username)).one())


def assign(supervisor: TestClient, store: Engine, scenario: str = "hardship") -> int:
    whose = number_of(store, "demo-collector")
    sent = {"collector": whose, "scenario": scenario}
    return send(supervisor, PRACTICE, f"{PRACTICE}/assigned/new", **sent).status_code


def assigned(store: Engine) -> list[PracticeAssignment]:
    with reading(store) as session:
        return list(session.scalars(select(PracticeAssignment)))


def test_a_supervisor_assigns_the_collector_plays_and_both_see_the_score(
    supervisor: TestClient, newcomer: TestClient, store: Engine
) -> None:
    assert assign(supervisor, store) == 303
    for page in (PRACTICE, "/console/calls"):
        assert "To practise" in newcomer.get(page).text
    (one,) = assigned(store)
    started = send(newcomer, PRACTICE, f"{PRACTICE}/assigned/{one.id}/begin")
    page = started.headers["location"]
    assert "Begun" in supervisor.get(PRACTICE).text
    practising = Practising(newcomer, store)
    page = page.removesuffix("#words")
    practising.serve(page, "hardship")
    practising.wrap_up(page, "financial_assistance")
    for browser in (newcomer, supervisor):
        assert "Scorecard" in browser.get(page).text
        assert "100 of 100" in browser.get(PRACTICE).text
    assert "To practise" not in newcomer.get("/console/calls").text


def test_what_is_begun_is_gone_on_with_and_not_begun_twice(
    supervisor: TestClient, newcomer: TestClient, store: Engine
) -> None:
    assign(supervisor, store)
    assign(supervisor, store)
    (one,) = assigned(store)
    begun = [send(newcomer, PRACTICE, f"{PRACTICE}/assigned/{one.id}/begin") for _ in range(2)]
    assert begun[0].headers["location"] == begun[1].headers["location"]
    assert "Go on" in newcomer.get(PRACTICE).text


def test_what_was_not_begun_is_withdrawn_and_what_was_begun_stays(
    supervisor: TestClient, newcomer: TestClient, store: Engine
) -> None:
    assign(supervisor, store)
    assign(supervisor, store, "attorney")
    first, second = assigned(store)
    send(newcomer, PRACTICE, f"{PRACTICE}/assigned/{first.id}/begin")
    for one in (first, second, second):
        send(supervisor, PRACTICE, f"{PRACTICE}/assigned/{one.id}/withdraw")
    assert [one.scenario for one in assigned(store)] == ["hardship"]


def test_only_supervisors_assign_and_only_whom_it_is_for_begins(
    supervisor: TestClient, newcomer: TestClient, desk: TestClient, store: Engine
) -> None:
    assert assign(newcomer, store) == 403
    assert "Who practises" not in newcomer.get(PRACTICE).text
    assert assign(supervisor, store, "romance") == 404
    assert assign(supervisor, store) == 303
    (one,) = assigned(store)
    assert send(desk, PRACTICE, f"{PRACTICE}/assigned/{one.id}/begin").status_code == 404
    assert send(newcomer, PRACTICE, f"{PRACTICE}/assigned/{one.id}/withdraw").status_code == 403


def test_nobody_who_left_is_assigned_anything(supervisor: TestClient, store: Engine) -> None:
    with transaction(store) as session:
        gone = session.scalars(select(StaffAccount).filter_by(username="demo-collector")).one()
        gone.disabled_at = gone.created_at
    assert assign(supervisor, store) == 404


def test_who_is_new_is_led_to_practice_until_a_call_was_finished(
    newcomer: TestClient, scene: Scene, store: Engine
) -> None:
    assert "New here?" in newcomer.get("/console/calls").text
    practising = Practising(newcomer, store)
    call = practising.start("hardship")
    practising.do(call, "steps/end")
    practising.wrap_up(call, "hung_up")
    for page in ("/console/calls", PRACTICE):
        assert "New here?" not in newcomer.get(page).text


def test_who_assigns_practice_is_not_taken_for_new(supervisor: TestClient) -> None:
    for page in ("/console/calls", PRACTICE):
        assert "New here?" not in supervisor.get(page).text


def test_what_was_begun_before_an_update_is_begun_anew(
    supervisor: TestClient, newcomer: TestClient, store: Engine
) -> None:
    assign(supervisor, store)
    (one,) = assigned(store)
    begin = f"{PRACTICE}/assigned/{one.id}/begin"
    first = send(newcomer, PRACTICE, begin).headers["location"]
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE practice_rehearsal SET revision = '0001'")
    assert send(newcomer, PRACTICE, begin).headers["location"] != first
