"""The phone simulator: what a phone shows, and that it goes through the handset alone."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from receivables.store.database import transaction
from receivables.store.tables import InboundMessage, InboundState
from tests.web.handset import FakeHandset
from web import application

ROSA = "+12165550123"


def test_the_simulator_opens_with_the_first_patient(browser: TestClient) -> None:
    assert browser.get("/simulator").headers["location"] == "/simulator/0"
    page = browser.get("/simulator/0").text
    assert "Rosa Delgado" in page
    assert "4/17/1986" in page  # a text to try with her own date of birth


def test_a_text_goes_through_the_handset_and_shows_as_delivered(browser: TestClient) -> None:
    answer = browser.post("/simulator/0/texts", data={"body": "why is it so high?"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/simulator/0")
    thread = browser.get("/simulator/0/thread").text
    assert "why is it so high?" in thread
    assert "ticks-2" in thread


def test_an_answer_is_being_written_until_the_turn_is_over(
    browser: TestClient, store: Engine
) -> None:
    browser.post("/simulator/0/texts", data={"body": "hi"})
    assert "An answer is being written" in browser.get("/simulator/0/thread").text
    with transaction(store) as session:
        session.query(InboundMessage).one().state = InboundState.DONE
    assert "An answer is being written" not in browser.get("/simulator/0/thread").text


def test_both_sides_stand_in_the_order_of_time(browser: TestClient, handset: FakeHandset) -> None:
    browser.post("/simulator/0/texts", data={"body": "first"})
    handset.receive(ROSA, "second")
    browser.post("/simulator/0/texts", data={"body": "third"})
    handset.receive(ROSA, "fourth", status="sent")
    thread = browser.get("/simulator/0/thread").text
    assert re.findall(r"<p>(\w+)</p>", thread) == ["first", "second", "third", "fourth"]
    assert thread.count("ticks-1") == 1


@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_a_script_in_a_text_is_shown_as_text(
    browser: TestClient, handset: FakeHandset, attack: str
) -> None:
    browser.post("/simulator/0/texts", data={"body": attack})
    handset.receive(ROSA, attack)
    page = browser.get("/simulator/0").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("&lt;") >= 2


def test_a_refused_text_says_so_and_keeps_the_thread(
    browser: TestClient, handset: FakeHandset
) -> None:
    browser.post("/simulator/0/texts", data={"body": "before"})
    handset.refuses = True
    page = browser.post("/simulator/0/texts", data={"body": "after"}).text
    assert "Not sent: the webhook answered 403" in page
    assert "before" in page


def test_a_picture_without_words_is_a_text(browser: TestClient) -> None:
    browser.post("/simulator/0/texts", data={"media": "1"})
    assert 'class="picture"' in browser.get("/simulator/0/thread").text


def test_an_empty_text_is_not_sent(browser: TestClient, handset: FakeHandset) -> None:
    browser.post("/simulator/0/texts", data={"body": "  "})
    assert handset.sent == 0


def test_a_phone_that_is_on_no_account_can_be_played(browser: TestClient) -> None:
    assert "An unknown number" in browser.get("/simulator/stranger").text


def test_a_key_that_nobody_has_is_not_found(browser: TestClient) -> None:
    assert browser.get("/simulator/99").status_code == 404


def test_a_text_sent_from_another_page_is_refused(
    browser: TestClient, handset: FakeHandset
) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    assert (
        browser.post("/simulator/0/texts", data={"body": "x"}, headers=headers).status_code == 403
    )
    assert handset.sent == 0


def test_no_phone_number_stands_in_an_address(browser: TestClient) -> None:
    addresses = re.findall(r'(?:href|action|hx-\w+)="([^"]+)"', browser.get("/simulator/0").text)
    assert [address for address in addresses if "555" in address] == []


def test_without_the_local_carrier_there_is_no_simulator() -> None:
    app = FastAPI()
    application.install(app)
    assert TestClient(app).get("/simulator").status_code == 404
