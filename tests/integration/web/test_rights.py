"""Who may do what in the console, and what is asked again before money leaves or rights change."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pyotp
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from receivables.domain.roles import Role
from receivables.services.authenticators import begin_enrolment
from receivables.services.staff import add_staff
from receivables.services.work_items import open_work_item
from receivables.store.database import reading, transaction
from receivables.store.tables import AuditEntry, StaffAccount, WorkItem
from tests.builders import NOW
from tests.integration.web.conftest import Moment
from tests.integration.web.forms import form_token, send
from tests.web.scene import CARMEN, Scene

JSON = "application/json"
PASSWORD = "correct horse battery"


def enter(site: FastAPI, scene: Scene, username: str) -> TestClient:
    """The browser of one of the demonstration's staff, who has logged in."""
    browser = TestClient(site, follow_redirects=False)
    answer = browser.post("/console/login", data={"username": username, "password": scene.password})
    assert answer.status_code == 303
    return browser


def refund_work(store: Engine, scene: Scene) -> int:
    with transaction(store) as session:
        return open_work_item(
            session, "refund", {}, "r1", NOW, conversation_id=scene.talks[CARMEN]
        ).id


def finish(browser: TestClient, scene: Scene, item: int) -> tuple[int, str]:
    page = f"/console/conversations/{scene.talks[CARMEN]}"
    answer = send(browser, page, f"{page}/work/{item}/done")
    return answer.status_code, answer.headers.get("location", "")


def is_open(store: Engine, item: int) -> bool:
    with reading(store) as session:
        return session.get_one(WorkItem, item).closed_at is None


def test_a_refund_is_paid_by_those_who_may_and_have_just_proved_themselves(
    site: FastAPI, scene: Scene, store: Engine, moment: Moment
) -> None:
    item = refund_work(store, scene)
    assert finish(enter(site, scene, "demo-rep"), scene, item)[0] == 403
    supervisor = enter(site, scene, "demo-supervisor")
    moment.pass_by(minutes=6)
    page = f"/console/conversations/{scene.talks[CARMEN]}"
    assert finish(supervisor, scene, item) == (303, f"/console/confirm?back={page}")
    assert is_open(store, item)
    again = {"password": scene.password, "back": page}
    answer = send(supervisor, f"/console/confirm?back={page}", "/console/confirm", **again)
    assert answer.headers["location"] == page
    assert finish(supervisor, scene, item) == (303, page)
    assert not is_open(store, item)


def test_a_wrong_password_opens_nothing(site: FastAPI, scene: Scene, moment: Moment) -> None:
    admin = enter(site, scene, "demo-admin")
    moment.pass_by(minutes=6)
    wrong = {"password": "wrong", "back": "/console/staff"}
    assert send(admin, "/console/confirm", "/console/confirm", **wrong).status_code == 401
    assert admin.get("/console/staff").headers["location"].startswith("/console/confirm")


def test_nobody_is_sent_elsewhere_after_proving_themselves(site: FastAPI, scene: Scene) -> None:
    admin = enter(site, scene, "demo-admin")
    for back in ("https://evil.example/", "//evil.example", "/console/staffx", "/p/abc"):
        right = {"password": scene.password, "back": back}
        answer = send(admin, "/console/confirm", "/console/confirm", **right)
        assert answer.headers["location"] == "/console"


@pytest.fixture
def totp(store: Engine, site: FastAPI) -> pyotp.TOTP:
    """The authenticator of Ada, an administrator with a second factor."""
    with transaction(store) as session:
        account = add_staff(session, "ada", PASSWORD, "Ada", Role.ADMINISTRATOR, NOW)
        enrolment = begin_enrolment(session, account)
        assert enrolment is not None
        return pyotp.TOTP(enrolment.key)


def code(totp: pyotp.TOTP, at: dt.datetime) -> str:
    return totp.at(int(at.timestamp()))


def test_whoever_has_an_authenticator_gives_a_fresh_code_too(
    site: FastAPI, store: Engine, moment: Moment, totp: pyotp.TOTP
) -> None:
    browser = TestClient(site, follow_redirects=False)
    browser.post("/console/login", data={"username": "ada", "password": PASSWORD})
    used = code(totp, moment.now)
    assert browser.post("/console/code", data={"code": used}).headers["location"] == "/console"
    moment.pass_by(minutes=6)
    back = {"password": PASSWORD, "back": "/console/staff"}
    for wrong in ("", used, "000000"):
        answer = send(browser, "/console/confirm", "/console/confirm", code=wrong, **back)
        assert answer.status_code == 401
    fresh = code(totp, moment.now)
    answer = send(browser, "/console/confirm", "/console/confirm", code=fresh, **back)
    assert answer.headers["location"] == "/console/staff"
    assert browser.get("/console/staff").status_code == 200
    moment.pass_by(minutes=5)
    assert browser.get("/console/staff").headers["location"].startswith("/console/confirm")


@pytest.mark.parametrize(
    ("username", "seen"),
    [
        ("demo-collector", [403, 403, 403]),
        ("demo-rep", [403, 403, 200]),
        ("demo-supervisor", [403, 200, 200]),
        ("demo-admin", [200, 200, 200]),
    ],
)
def test_each_role_sees_what_its_work_needs(
    site: FastAPI, scene: Scene, username: str, seen: list[int]
) -> None:
    browser = enter(site, scene, username)
    pages = ("/console/staff", "/console/trail", "/console?show=all")
    assert [browser.get(page).status_code for page in pages] == seen


def test_a_change_of_rights_is_refused_without_them_and_written_down_with_them(
    site: FastAPI, scene: Scene, store: Engine
) -> None:
    with reading(store) as session:
        collector = session.query(StaffAccount).filter_by(username="demo-collector").one().id
    supervisor, admin = (enter(site, scene, name) for name in ("demo-supervisor", "demo-admin"))
    token = form_token(supervisor, "/console")
    change = f"/console/staff/{collector}/role"
    refused = supervisor.post(change, data={"form_token": token, "role": "administrator"})
    assert refused.status_code == 403
    assert send(admin, "/console/staff", change, role="supervisor").status_code == 303
    with reading(store) as session:
        assert session.get_one(StaffAccount, collector).role == Role.SUPERVISOR
        entry = session.query(AuditEntry).filter_by(act="change_role").one()
        assert entry.details == {"whose": collector, "role": "supervisor"}


def test_nobody_changes_their_own_rights(site: FastAPI, scene: Scene, store: Engine) -> None:
    admin = enter(site, scene, "demo-admin")
    with reading(store) as session:
        own = session.query(StaffAccount).filter_by(username="demo-admin").one().id
    answer = send(admin, "/console/staff", f"/console/staff/{own}/role", role="collector")
    assert answer.status_code == 403


def test_no_post_is_taken_without_the_sessions_token(site: FastAPI, scene: Scene) -> None:
    admin = enter(site, scene, "demo-admin")
    posts = [path for path in _posts(site) if not path.endswith(("/login", "/code"))]
    assert len(posts) > 20
    for path in posts:
        address = re.sub(r"{\w+}", lambda found: _example(found[0], scene), path)
        answer = admin.post(address, data={"form_token": "guessed"})
        assert answer.status_code == 403, path


def _posts(site: FastAPI) -> list[str]:
    """Every route that takes a form; what takes JSON writes nothing, and no form can send it."""
    posts = {path: about.get("post") for path, about in site.openapi()["paths"].items()}
    return [
        path
        for path, post in posts.items()
        if path.startswith("/console") and post and JSON not in _content(post)
    ]


def _content(post: dict[str, Any]) -> dict[str, Any]:
    return dict(post.get("requestBody", {}).get("content", {}))


def _example(name: str, scene: Scene) -> str:
    return scene.talks[CARMEN] if name == "{key}" else "1"


def test_who_lost_sight_of_a_conversation_is_told_who_has_it_and_nothing_of_it(
    site: FastAPI, scene: Scene
) -> None:
    page = f"/console/conversations/{scene.talks[CARMEN]}"
    collector, supervisor = (
        enter(site, scene, name) for name in ("demo-collector", "demo-supervisor")
    )
    assert send(collector, page, f"{page}/accept").status_code == 303
    assert "Carmen" in collector.get(f"{page}/standing").text
    assert send(supervisor, page, f"{page}/take-over").status_code == 303
    told = collector.get(f"{page}/standing")
    assert told.status_code == 200
    assert "Sofia Marsh has this conversation now" in told.text
    assert 'href="/console"' in told.text
    assert "data-live" not in told.text
    assert "Carmen" not in told.text
    assert collector.get(f"{page}/thread").status_code == 403
