"""Logging in to the console: who gets in, for how long, and what a wrong try tells."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from receivables.domain.roles import Role
from receivables.services.demonstration_staff import (
    DEMONSTRATION_STAFF,
    ensure_demonstration_staff,
)
from receivables.services.staff import (
    UsernameTaken,
    WeakPassword,
    add_staff,
    find_staff,
)
from receivables.settings import settings
from receivables.store.database import reading, transaction
from receivables.store.tables import StaffAccount, StaffSession
from tests.builders import NOW
from tests.integration.web.conftest import Moment
from tests.integration.web.forms import form_token, send

PASSWORD = "correct horse battery"
PAGES = ["/console", "/console/inbox", "/console/conversations/c1", "/console/accounts/1"]


@pytest.fixture
def ana(store: Engine) -> StaffAccount:
    with transaction(store) as session:
        return add_staff(
            session, "Ana", PASSWORD, "Ana Lee", Role.REPRESENTATIVE, NOW, demonstration=True
        )


def log_in(browser: TestClient, username: str = "ana", password: str = PASSWORD) -> int:
    data = {"username": username, "password": password}
    return browser.post("/console/login", data=data).status_code


@pytest.mark.parametrize("page", PAGES)
def test_without_a_session_every_page_leads_to_the_log_in(browser: TestClient, page: str) -> None:
    answer = browser.get(page)
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/login")


def test_a_page_that_refreshes_itself_is_sent_to_the_log_in(browser: TestClient) -> None:
    answer = browser.get("/console/inbox", headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/console/login")


@pytest.mark.parametrize("action", ["replies", "give-back"])
def test_without_a_session_nothing_can_be_done(browser: TestClient, action: str) -> None:
    answer = browser.post(f"/console/conversations/c1/{action}", data={"body": "hello"})
    assert answer.headers["location"] == "/console/login"


def test_the_right_password_opens_the_console(browser: TestClient, ana: StaffAccount) -> None:
    assert log_in(browser) == 303
    assert "Ana Lee" in browser.get("/console").text


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    browser: TestClient, ana: StaffAccount
) -> None:
    data = {"username": "ana", "password": PASSWORD}
    cookie = browser.post("/console/login", data=data).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/console" in cookie
    assert "Secure" not in cookie


def test_on_https_the_cookie_never_travels_in_the_open(
    browser: TestClient, ana: StaffAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAINBILL_PUBLIC_URL", "https://bills.example")
    settings.cache_clear()
    data = {"username": "ana", "password": PASSWORD}
    assert "Secure" in browser.post("/console/login", data=data).headers["set-cookie"]


def test_a_wrong_password_and_an_unknown_username_hear_the_same(
    browser: TestClient, ana: StaffAccount
) -> None:
    wrong, unknown = (
        browser.post("/console/login", data={"username": username, "password": "x"})
        for username in ("ana", "nobody")
    )
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text.replace("ana", "nobody") == unknown.text.replace("ana", "nobody")


def test_a_disabled_account_stays_outside_and_loses_its_session(
    browser: TestClient, store: Engine, ana: StaffAccount
) -> None:
    log_in(browser)
    with transaction(store) as session:
        session.get_one(StaffAccount, ana.id).disabled_at = NOW
    assert browser.get("/console").status_code == 303
    assert log_in(browser) == 401


def test_after_five_wrong_tries_even_the_right_password_waits_15_minutes(
    browser: TestClient, ana: StaffAccount, moment: Moment
) -> None:
    assert [log_in(browser, password="wrong") for _ in range(5)] == [401] * 5
    assert log_in(browser) == 429
    moment.pass_by(minutes=16)
    assert log_in(browser) == 303


def test_another_way_of_writing_the_username_gives_no_further_tries(
    browser: TestClient, ana: StaffAccount
) -> None:
    for username in ("ana", "ANA", " Ana ", "aNa", "anA"):
        log_in(browser, username, "wrong")
    assert log_in(browser) == 429


def test_a_success_clears_the_wrong_tries_before_it(browser: TestClient, ana: StaffAccount) -> None:
    for _ in range(3):
        assert [log_in(browser, password="wrong") for _ in range(3)] == [401] * 3
        assert log_in(browser) == 303


def test_a_session_ends_after_15_minutes_without_use(
    browser: TestClient, ana: StaffAccount, moment: Moment
) -> None:
    log_in(browser)
    for _ in range(4):
        moment.pass_by(minutes=14)
        assert browser.get("/console").status_code == 200
    moment.pass_by(minutes=15)
    assert browser.get("/console").status_code == 303


def test_a_page_left_open_keeps_no_session_alive(
    browser: TestClient, ana: StaffAccount, moment: Moment
) -> None:
    log_in(browser)
    answers = []
    for _ in range(3):
        moment.pass_by(minutes=6)
        answers.append(browser.get("/console/inbox").status_code)
    assert answers == [200, 200, 303]


def test_a_session_ends_after_12_hours_however_busy(
    browser: TestClient, ana: StaffAccount, moment: Moment
) -> None:
    log_in(browser)
    for _ in range(71):
        moment.pass_by(minutes=10)
        assert browser.get("/console").status_code == 200
    moment.pass_by(minutes=10)
    assert browser.get("/console").status_code == 303


def test_logging_out_ends_the_session_in_the_store_too(
    browser: TestClient, ana: StaffAccount
) -> None:
    log_in(browser)
    token = browser.cookies["plainbill_staff"]
    send(browser, "/console", "/console/logout")
    browser.cookies.set("plainbill_staff", token)
    assert browser.get("/console").status_code == 303


def test_each_log_in_has_a_token_of_its_own_and_the_store_keeps_only_a_hash(
    browser: TestClient, store: Engine, ana: StaffAccount
) -> None:
    browser.cookies.set("plainbill_staff", "chosen by an attacker", path="/console")
    log_in(browser)
    first = browser.cookies.get("plainbill_staff", domain="testserver.local") or ""
    with reading(store) as session:
        kept = session.query(StaffSession).one()
    assert kept.token_hash != first
    assert len(first) >= 43


def test_a_form_without_the_sessions_token_is_refused(
    browser: TestClient, ana: StaffAccount
) -> None:
    log_in(browser)
    for token in ("", "guessed"):
        answer = browser.post("/console/logout", data={"form_token": token})
        assert answer.status_code == 403
    assert browser.get("/console").status_code == 200


def test_the_token_of_an_earlier_session_is_refused(browser: TestClient, ana: StaffAccount) -> None:
    log_in(browser)
    old = form_token(browser, "/console")
    log_in(browser)
    assert browser.post("/console/logout", data={"form_token": old}).status_code == 403


def test_a_form_sent_by_another_site_is_refused(browser: TestClient, ana: StaffAccount) -> None:
    log_in(browser)
    data = {"form_token": form_token(browser, "/console")}
    for foreign in ({"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert browser.post("/console/logout", data=data, headers=foreign).status_code == 403


def test_a_short_password_is_refused(store: Engine) -> None:
    with transaction(store) as session, pytest.raises(WeakPassword, match="12 to 256"):
        add_staff(session, "bo", "short", "Bo", Role.SUPERVISOR, NOW)


def test_a_username_is_given_once_in_any_case(store: Engine, ana: StaffAccount) -> None:
    with transaction(store) as session, pytest.raises(UsernameTaken):
        add_staff(session, "ANA", PASSWORD, "Another", Role.SUPERVISOR, NOW)


def test_the_password_itself_is_nowhere_in_the_store(store: Engine, ana: StaffAccount) -> None:
    assert ana.password_hash.startswith("$argon2id$")


def test_the_demonstrations_log_in_is_the_same_at_every_start(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAINBILL_SECRET_KEY", "one")
    settings.cache_clear()
    with transaction(store) as session:
        first = ensure_demonstration_staff(session, NOW)
        assert ensure_demonstration_staff(session, NOW) == first
        monkeypatch.setenv("PLAINBILL_SECRET_KEY", "two")
        settings.cache_clear()
        assert ensure_demonstration_staff(session, NOW) != first
        assert all(find_staff(session, username) for username in DEMONSTRATION_STAFF)
    settings.cache_clear()
