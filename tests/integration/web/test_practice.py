"""Practice in the console: on the call screen over a rehearsal, scored, and no account touched."""

from __future__ import annotations

import threading

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, func, select

from receivables.scripts.practice import scenarios
from receivables.store.base import Base
from receivables.store.database import reading, transaction
from receivables.store.rehearsal import NoRehearsal, rehearsal_engine
from receivables.store.tables import (
    AuditEntry,
    CollectorCall,
    OutboundMessage,
    PracticeCall,
    PracticeRehearsal,
)
from tests.integration.web.conftest import Moment
from tests.integration.web.forms import send
from tests.integration.web.practising import PRACTICE, Practising
from tests.integration.web.test_rights import enter
from tests.unit.scripts.test_practice import GOOD_CALLS
from tests.web.scene import Scene

TOUCHED = {"practice_call", "audit_entry", "staff_session"}


@pytest.fixture
def practising(desk: TestClient, store: Engine) -> Practising:
    return Practising(desk, store)


def contents(store: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but practice's own, the trail's and the sessions'."""
    with reading(store) as session:
        return {
            table.name: sorted(map(tuple, session.execute(select(table)).all()), key=repr)
            for table in Base.metadata.sorted_tables
            if table.name not in TOUCHED
        }


@pytest.mark.parametrize("scenario", scenarios())
def test_everybody_is_served_well_on_the_call_screen_and_no_row_of_the_store_changes(
    practising: Practising, scene: Scene, store: Engine, scenario: str
) -> None:
    before = contents(store)
    call = practising.start(scenario)
    practising.serve(call, scenario)
    assert practising.wrap_up(call, scenarios()[scenario].endings[0]).status_code == 303
    shown = practising.shown(call)
    assert "100 of 100" in shown
    assert "As drafted." in shown
    assert shown.count("Not judged</span>") == shown.count("<small>")  # and why
    assert contents(store) == before
    assert "100 of 100" in practising.shown(PRACTICE)
    with reading(store) as session:
        written = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        told = [(one.act, one.guarantor_id) for one in written if one.act != "log_in"]
        assert told == [("practise", None), ("practise", None)]  # begun, and scored


def test_the_screen_is_that_of_a_real_call_and_leads_nowhere_real(
    practising: Practising, scene: Scene
) -> None:
    call = practising.start("insurance_objection")
    opening = practising.shown(call)
    for part in ("It rings", "this call may be recorded", "Heard", "Your notes", "Practice"):
        assert part in opening
    assert "$" not in opening
    for line in GOOD_CALLS["insurance_objection"][:2]:
        practising.say(call, line)
    practising.do(call, "said/recording", "steps/reach")
    practising.prove(call, "insurance_objection")
    assert "What they owe, and why" not in practising.shown(call)  # the debt is due to be told
    practising.do(call, "said/debt_first")
    matter = practising.shown(call)
    for part in ("What they owe, and why", "Payments", "Validation notice", "$40.00"):
        assert part in matter
    review = practising.browser.get(f"{call}/review").text
    assert "Denial to appeal" in review or "approval" in review.lower()
    for page in (matter, review):
        for real in ("/console/calls/", "/console/accounts/", "/console/insurer-calls/"):
            assert real not in page


def test_the_objection_is_named_and_its_button_works_in_the_rehearsal_alone(
    practising: Practising, scene: Scene, store: Engine
) -> None:
    call = practising.start("hardship")
    before = contents(store) | {"practice_rehearsal": []}
    found = practising.post(call, f"{call}/objection", heard="he has an attorney")
    assert "Don’t say" in found.text
    assert f'action="{call}/objection/represented_by_attorney/act"' in found.text
    act = f"{call}/objection/represented_by_attorney/act"
    assert practising.post(call, act, once="0" * 32).status_code == 303
    assert contents(store) | {"practice_rehearsal": []} == before


def test_the_key_of_what_is_due_says_it_where_it_was_not_typed(
    practising: Practising, scene: Scene, store: Engine
) -> None:
    call = practising.start("hardship")
    practising.do(call, "said/recording")
    assert "Hello. Before we begin: this call may be recorded." in practising.shown(call)
    with reading(store) as session:
        lines = session.scalars(select(PracticeCall)).one().lines
    assert [line["by"] for line in lines] == ["person", "collector", "person"]


def test_what_was_agreed_on_in_a_rehearsal_is_not_there_in_the_next(
    practising: Practising, scene: Scene, store: Engine
) -> None:
    first = practising.start("agreement")
    practising.serve(first, "agreement")
    with reading(rehearsal_engine(store, int(first.rsplit("/", 1)[1]))) as session:
        assert session.scalars(select(OutboundMessage.body)).all()  # texted, to nobody
    practising.wrap_up(first, "arrangement_agreed")
    second = practising.start("agreement")
    practising.serve(second, "agreement")
    assert "Agreed in this call" not in practising.shown(second)  # wrap-up shows the form alone
    assert practising.wrap_up(second, "arrangement_agreed").status_code == 303
    with reading(store) as session:
        assert not session.scalars(select(PracticeRehearsal.practice_call_id)).all()


def test_what_a_real_call_refuses_practice_refuses(practising: Practising, scene: Scene) -> None:
    call = practising.start("hardship")
    for _ in range(2):
        assert practising.verify(call, "1/1/1990", "44105").status_code == 400
    practising.do(call, "said/recording", "steps/reach")
    wrong = practising.verify(call, "1/1/1990", "44105")
    assert "That did not match" in wrong.text
    practising.do(call, "steps/end")
    refused = practising.wrap_up(call, "information_given")
    assert refused.status_code == 400
    assert "for a person who was verified" in refused.text


def test_an_ending_that_does_not_fit_is_told_on_the_scorecard(
    practising: Practising, scene: Scene
) -> None:
    call = practising.start("hardship")
    practising.serve(call, "hardship")
    practising.wrap_up(call, "information_given")
    shown = practising.shown(call)
    assert "90 of 100" in shown or "89 of 100" in shown or "88 of 100" in shown
    assert "the ending that fits: financial assistance" in shown


def test_a_form_that_comes_twice_says_it_once(
    practising: Practising, scene: Scene, store: Engine
) -> None:
    call = practising.start("agreement")
    for _ in range(2):
        sent = practising.post(call, f"{call}/say", place="1", words="Hello?")
        assert sent.status_code == 303
    with reading(store) as session:
        assert len(session.scalars(select(PracticeCall)).one().lines) == 3


def test_whoever_hung_up_hears_nothing_more_and_the_call_is_wrapped_up(
    practising: Practising, scene: Scene, store: Engine
) -> None:
    call = practising.start("hardship")
    practising.say(call, "You owe $840.00, and this is your last chance.")
    assert "They hung up" in practising.shown(call)
    practising.post(call, f"{call}/say", place="3", words="Wait!")
    with reading(store) as session:
        assert len(session.scalars(select(PracticeCall)).one().lines) == 3
    practising.do(call, "steps/end")
    assert "You say" not in practising.shown(call)
    practising.wrap_up(call, "hung_up")
    assert "Failed" in practising.shown(call)
    for act in ("say", "steps/end", "wrap-up"):
        late = practising.post(call, f"{call}/{act}", place="3", words="Wait!")
        assert (late.status_code, late.headers["location"]) == (303, call)


def test_an_empty_line_is_refused_and_a_card_number_is_not_kept(
    practising: Practising, scene: Scene
) -> None:
    call = practising.start("agreement")
    assert practising.say(call, "  ").status_code == 400
    practising.say(call, "My card is 4111 1111 1111 1111.")
    assert "4111" not in practising.shown(call)


def test_a_colleagues_practice_is_not_there_and_a_supervisor_reads_it(
    practising: Practising, site: FastAPI, scene: Scene
) -> None:
    call = practising.start("agreement")
    practising.say(call, "Good morning, it is Dana.")
    colleague = enter(site, scene, "demo-collector")
    supervisor = enter(site, scene, "demo-supervisor")
    assert colleague.get(call).status_code == 404
    assert colleague.get(f"{PRACTICE}/calls/99").status_code == 404
    read = supervisor.get(call).text
    assert "Good morning, it is Dana." in read
    assert "Dana Reyes" in read
    assert "Once more" not in read
    for browser in (colleague, supervisor):
        assert send(browser, "/console", f"{call}/steps/reach").status_code == 404


def test_one_begun_before_an_update_is_shown_and_begun_again(
    practising: Practising, scene: Scene, store: Engine
) -> None:
    call = practising.start("agreement")
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE practice_rehearsal SET revision = '0001'")
    assert "or before an update" in practising.shown(call)
    assert "Begun and not wrapped up" not in practising.shown(PRACTICE)
    assert practising.post(PRACTICE, f"{call}/steps/reach").status_code == 303


def test_what_is_not_wrapped_up_is_gone_on_with_for_a_day(
    practising: Practising, scene: Scene, store: Engine, moment: Moment
) -> None:
    call = practising.start("agreement")
    practising.do(call, "said/recording")
    assert f'href="{call}"' in practising.shown(PRACTICE)
    moment.pass_by(hours=25)
    entry = {"username": scene.username, "password": scene.password}
    practising.browser.post("/console/login", data=entry)
    practising.start("agreement")
    with reading(store) as session:
        assert len(session.scalars(select(PracticeRehearsal.practice_call_id)).all()) == 1


def test_an_unknown_scenario_is_not_there(desk: TestClient, scene: Scene) -> None:
    assert send(desk, "/console", "/console/practice/romance").status_code == 404


def test_two_who_write_at_one_moment_lose_nothing(
    practising: Practising, scene: Scene, store: Engine
) -> None:
    key = int(practising.start("hardship").rsplit("/", 1)[1])
    rehearsal = rehearsal_engine(store, key)

    def add() -> None:
        for _ in range(10):
            with transaction(rehearsal) as session:
                call = session.get_one(CollectorCall, key, with_for_update=True)
                call.notes = str(int(call.notes or 0) + 1)

    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(rehearsal) as session:
        assert session.get_one(CollectorCall, key).notes == "30"


def test_what_is_undone_in_a_rehearsal_is_not_kept_and_holds_nothing(
    practising: Practising, scene: Scene, store: Engine
) -> None:
    key = int(practising.start("hardship").rsplit("/", 1)[1])
    rehearsal = rehearsal_engine(store, key)
    with transaction(rehearsal) as session:
        session.get_one(CollectorCall, key).notes = "never"
        session.flush()
        session.rollback()
    with transaction(rehearsal) as session:
        assert session.get_one(CollectorCall, key).notes is None
    with pytest.raises(NoRehearsal), reading(rehearsal_engine(store, 99)) as session:
        session.scalar(select(func.count()).select_from(CollectorCall))
