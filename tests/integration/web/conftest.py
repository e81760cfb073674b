"""The pages over an empty store, at a moment that tests may move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from receivables.services import staff
from receivables.settings import settings
from tests.builders import NOW
from tests.integration.web.calls import Collector
from tests.web.handset import FakeHandset
from tests.web.people import PEOPLE
from tests.web.scene import Scene, set_scene
from web import application, dependencies

SECRET = "a secret for tests"
_set: list[tuple[Scene, bytes]] = []


@dataclass
class Moment:
    """The clock of the pages."""

    now: dt.datetime = field(default=NOW)

    def pass_by(self, **duration: float) -> dt.datetime:
        """Let time pass."""
        self.now += dt.timedelta(**duration)
        return self.now


@pytest.fixture(autouse=True)
def _quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same algorithm with little work: a hundred log-ins would take a minute otherwise."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(staff, "_hasher", quick)


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def handset(store: Engine) -> FakeHandset:
    return FakeHandset(store, NOW)


@pytest.fixture
def site(
    store: Engine, handset: FakeHandset, moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FastAPI]:
    monkeypatch.setenv("PLAINBILL_SECRET_KEY", SECRET)
    monkeypatch.setenv("PLAINBILL_PUBLIC_URL", "http://testserver")
    settings.cache_clear()
    app = FastAPI()
    application.install(app, handset, lambda: PEOPLE)
    app.dependency_overrides[dependencies.store] = lambda: store
    app.dependency_overrides[dependencies.clock] = lambda: moment.now
    yield app
    settings.cache_clear()


@pytest.fixture
def browser(site: FastAPI) -> TestClient:
    """A visitor who follows no redirection by itself."""
    return TestClient(site, follow_redirects=False)


@pytest.fixture
def scene(site: FastAPI, store: Engine, moment: Moment) -> Scene:
    """Four people wait for staff; one has a link to the page of his bill.

    On SQLite it is set once and its file copied: that takes a tenth of the time.
    """
    if store.dialect.name != "sqlite":
        return set_scene(store, moment.now, SECRET)
    path = Path(str(store.url.database))
    if not _set:
        made = set_scene(store, moment.now, SECRET)
        with store.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        _set.append((made, path.read_bytes()))
    else:
        store.dispose()
        path.write_bytes(_set[0][1])
    return _set[0][0]


@pytest.fixture
def desk(browser: TestClient, scene: Scene) -> TestClient:
    """The browser of a representative who has logged in."""
    answer = browser.post(
        "/console/login", data={"username": scene.username, "password": scene.password}
    )
    assert answer.status_code == 303
    return browser


@pytest.fixture
def collector(site: FastAPI, scene: Scene, store: Engine) -> Collector:
    someone = Collector(TestClient(site, follow_redirects=False), store)
    someone.log_in(scene)
    return someone
