"""Practice in the console: spoken line by line, scored, and no account is touched."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, func, select

from receivables.store.base import Base
from receivables.store.database import reading
from receivables.store.tables import PracticeCall
from tests.integration.web.forms import form_token, send
from tests.unit.scripts.test_practice import GOOD_CALLS
from tests.web.scene import Scene

TOUCHED = {"practice_call", "audit_entry", "staff_session"}


def begin(desk: TestClient, scenario: str) -> str:
    started = send(desk, "/console/practice", f"/console/practice/{scenario}")
    assert started.status_code == 303, started.text
    return str(started.headers["location"])


def say(desk: TestClient, page: str, words: str) -> None:
    shown = desk.get(page).text
    place = re.search(r'name="place" value="(\d+)"', shown)
    assert place
    fields = {"place": place[1], "words": words, "form_token": form_token(desk, page)}
    assert desk.post(f"{page}/say", data=fields).status_code == 303


def counted(store: Engine) -> dict[str, int]:
    with reading(store) as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
            if table.name not in TOUCHED
        }


def test_a_practice_call_is_scored_and_touches_no_account(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    before = counted(store)
    page = begin(desk, "insurance_objection")
    for words in GOOD_CALLS["insurance_objection"]:
        say(desk, page, words)
    shown = desk.get(page).text
    assert "100 of 100" in shown
    assert "Failed" not in shown
    assert counted(store) == before
    assert "100 of 100" in desk.get("/console/practice").text


def test_what_the_person_objects_to_is_answered_beside_the_call(
    desk: TestClient, scene: Scene
) -> None:
    page = begin(desk, "agreement")
    for words in GOOD_CALLS["agreement"][:3]:
        say(desk, page, words)
    shown = desk.get(page).text
    assert "Heard: insurance should have paid" in shown
    assert "Great Lakes Mutual paid $327.60" in shown


def test_before_proof_the_answer_beside_the_call_tells_no_fact(
    desk: TestClient, scene: Scene
) -> None:
    page = begin(desk, "third_party")
    say(desk, page, GOOD_CALLS["third_party"][0])
    shown = desk.get(page).text
    assert "Heard: third party answers" in shown
    assert "I may only speak with them" in shown


def test_a_form_that_comes_twice_says_it_once(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    page = begin(desk, "agreement")
    fields = {"place": "1", "words": "Hello?", "form_token": form_token(desk, page)}
    for _ in range(2):
        assert desk.post(f"{page}/say", data=fields).status_code == 303
    with reading(store) as session:
        assert len(session.scalars(select(PracticeCall)).one().lines) == 3


def test_hanging_up_shows_the_scorecard_and_nothing_is_said_after_it(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    page = begin(desk, "hardship")
    say(desk, page, "You owe $840.00, and this is your last chance.")
    assert send(desk, "/console", f"{page}/end").status_code == 303
    shown = desk.get(page).text
    assert "Failed" in shown
    send(desk, "/console", f"{page}/say", place="3", words="Wait!")
    with reading(store) as session:
        assert len(session.scalars(select(PracticeCall)).one().lines) == 3


def test_an_empty_line_is_refused_and_a_card_number_is_not_kept(
    desk: TestClient, scene: Scene
) -> None:
    page = begin(desk, "agreement")
    assert send(desk, page, f"{page}/say", place="1", words="  ").status_code == 400
    say(desk, page, "My card is 4111 1111 1111 1111.")
    assert "4111" not in desk.get(page).text


@pytest.mark.parametrize("address", ["/console/practice/calls/99", "/console/practice/calls/1"])
def test_a_colleagues_practice_is_not_there(
    desk: TestClient, scene: Scene, store: Engine, address: str
) -> None:
    begin(desk, "agreement")
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE practice_call SET staff_account_id = 2")
    assert desk.get(address).status_code == 404


def test_an_unknown_scenario_is_not_there(desk: TestClient, scene: Scene) -> None:
    assert send(desk, "/console", "/console/practice/romance").status_code == 404
