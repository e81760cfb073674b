"""A collector at the pages of calls, with the keyboard alone, at a moment when one may call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, select

from receivables.services.holds import active_holds
from receivables.services.work_items import open_work_items
from receivables.settings import settings
from receivables.store.database import reading
from receivables.store.tables import CollectorCall, ContactAttempt, Guarantor
from tests.builders import NOW
from tests.web.keyboard import press
from tests.web.scene import Scene, set_scene
from tests.web.serving import served
from web import application, dependencies

SECRET = "a secret for tests"


@dataclass
class Desk:
    """The pages at NOW, and what stands behind them."""

    address: str
    store: Engine
    scene: Scene

    def log_in(self, page: Page, username: str = "demo-collector") -> None:
        """Log one of the demonstration's staff in, and go to the list of calls."""
        page.goto(f"{self.address}/console/login")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(self.scene.password)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Waiting for a person").wait_for()
        page.goto(f"{self.address}/console/calls")

    def begin(self, page: Page, name: str) -> None:
        """Find somebody, and start the clock."""
        page.get_by_role("heading", name="Whom to call").wait_for()
        press(page, "f")
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Found", exact=True).wait_for()
        press(page, "j")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="May I call now?").wait_for()
        press(page, "d")
        page.get_by_role("heading", name="It rings").wait_for()

    def prove(self, page: Page, born: str, zip_code: str) -> None:
        """The recording notice, "that's me", and the answers that prove it."""
        press(page, "s")
        expect(page.get_by_role("button", name="Said")).to_have_count(0)
        press(page, "y")
        page.get_by_role("heading", name="Who is it?").wait_for()
        press(page, "v")
        page.keyboard.type(born)
        page.keyboard.press("Tab")
        page.keyboard.type(zip_code)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="What they owe, and why").wait_for()

    def wrap_up(self, page: Page, ending: str) -> None:
        """End the call and save it; the ending has the focus and is chosen by its name."""
        press(page, "e")
        page.get_by_role("heading", name="Wrap up").wait_for()
        choice = page.get_by_label("How it ended")
        expect(choice).to_be_focused()
        if choice.evaluate("field => field.selectedOptions[0].textContent") != ending:
            page.keyboard.type(ending)
        expect(choice.locator("option:checked")).to_have_text(ending)
        expect(page.locator("#leaves")).to_contain_text("Leaves")

    def save(self, page: Page) -> None:
        """Save the ending."""
        press(page, "Escape")
        press(page, "z")
        page.get_by_role("heading", name="Wrapped up").wait_for()

    def call(self, name: str) -> CollectorCall:
        """The latest call with somebody."""
        with reading(self.store) as session:
            wanted = select(CollectorCall).join(Guarantor).where(Guarantor.name == name)
            return session.scalars(wanted.order_by(CollectorCall.id.desc())).first()  # type: ignore[return-value]

    def outcome(self, name: str) -> str:
        """As what the attempt of the latest call with somebody counts."""
        with reading(self.store) as session:
            return session.get_one(ContactAttempt, self.call(name).contact_attempt_id).outcome.value

    def work(self, name: str) -> set[str]:
        """The kinds of work that are open for somebody."""
        with reading(self.store) as session:
            return {item.kind for item in open_work_items(session, self.call(name).guarantor_id)}

    def holds(self, name: str) -> set[str]:
        """The holds on somebody's number."""
        with reading(self.store) as session:
            return {hold.kind for hold in active_holds(session, self.call(name).phone)}


@pytest.fixture
def calls_desk(store: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("PLAINBILL_SECRET_KEY", SECRET)
    settings.cache_clear()
    scene = set_scene(store, NOW, SECRET)
    app = FastAPI()
    application.install(app)
    app.dependency_overrides[dependencies.store] = lambda: store
    app.dependency_overrides[dependencies.clock] = lambda: NOW + dt.timedelta(minutes=1)
    with served(app) as address:
        yield Desk(address, store, scene)
    settings.cache_clear()
