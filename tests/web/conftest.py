"""A browser, the pages over a store of their own, and (for few tests) the whole running system.

Chromium is the system's: `PLAINBILL_CHROMIUM` names another. Every page that a test opens is
watched: a request that leaves this machine, a script error or a refused script fails the test.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import Engine

from cli.system import System, running_system
from receivables.services.demonstration import demonstration_people
from receivables.settings import settings
from tests.web.handset import FakeHandset
from tests.web.scene import Scene, set_scene
from tests.web.serving import CHROMIUM_ARGUMENTS, served
from web import application, dependencies

SECRET = "a secret for tests"
expect.set_options(timeout=30_000)  # milliseconds: a busy machine, not what a person waits


@dataclass
class Watched:
    """What went wrong on the pages that were opened."""

    problems: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note what a page should never do."""
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("console", self._console)
        page.on("request", lambda request: self._request(request.url))

    def _console(self, message: object) -> None:
        text = getattr(message, "text", "")
        if "Content Security Policy" in text or "Refused" in text:
            self.problems.append(text)

    def _request(self, url: str) -> None:
        if not url.startswith("http://127.0.0.1:"):
            self.problems.append(f"a request went to {url}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = os.environ.get("PLAINBILL_CHROMIUM") or shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium: install it, or name it in PLAINBILL_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a window of its own (options as of Playwright's `new_context`), watched."""
    watched, contexts = Watched(), []

    def open_window(**options: object) -> Page:
        context = chromium.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        watched.watch(page)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert watched.problems == []


@dataclass
class Site:
    """The pages, served, with the store behind them and the phones before them."""

    address: str
    store: Engine
    scene: Scene
    handset: FakeHandset

    def log_in(self, page: Page, username: str = "", then: str = "") -> None:
        """Log the demonstration's representative in, or another of its staff; then go on."""
        page.goto(f"{self.address}/console/login")
        page.get_by_label("Username").fill(username or self.scene.username)
        page.get_by_label("Password").fill(self.scene.password)
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("heading", name="Waiting for a person").wait_for()
        if then:
            page.goto(self.address + then)

    def conversation(self, phone: str) -> str:
        """The address of a conversation in the console."""
        return f"{self.address}/console/conversations/{self.scene.talks[phone]}"


@pytest.fixture
def site(store: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("PLAINBILL_SECRET_KEY", SECRET)
    settings.cache_clear()
    now = dt.datetime.now(dt.UTC)
    scene = set_scene(store, now, SECRET)
    handset = FakeHandset(store, now, secret_key=SECRET)
    app = FastAPI()
    application.install(app, handset, demonstration_people)
    app.dependency_overrides[dependencies.store] = lambda: store
    with served(app) as address:
        yield Site(address, store, scene, handset)
    settings.cache_clear()


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The whole running system, Rasa included; the model must have been trained."""
    with running_system(tmp_path_factory.mktemp("system")) as running:
        yield running
