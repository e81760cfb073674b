"""A practice call, from choosing the person to the scorecard, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.unit.scripts.test_practice import GOOD_CALLS
from tests.web.calling import Desk, calls_desk
from tests.web.conftest import Site
from tests.web.keyboard import tab_to
from tests.web.test_accessible import found_by_axe

__all__ = ["calls_desk"]

pytestmark = pytest.mark.web


def test_an_assigned_practice_call_is_found_and_begun_by_keyboard_alone(
    calls_desk: Desk, new_page: Callable[..., Page]
) -> None:
    supervisor = new_page()
    calls_desk.log_in(supervisor, "demo-supervisor")
    supervisor.goto(f"{calls_desk.address}/console/practice")
    tab_to(supervisor, "select[aria-label='Who plays Earl Simmons']")
    supervisor.keyboard.type("Cole")
    supervisor.keyboard.press("Tab")
    supervisor.keyboard.press("Enter")
    expect(supervisor.get_by_role("heading", name="Assigned")).to_be_visible()
    expect(supervisor.get_by_text("Waits", exact=True)).to_be_visible()
    assert found_by_axe(supervisor) == []
    page = new_page()
    calls_desk.log_in(page)
    expect(page.get_by_text("New here?")).to_be_visible()
    assert found_by_axe(page) == []
    tab_to(page, "button[aria-label^='Begin: ']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/practice/calls/*")
    expect(page.get_by_role("heading", name="Earl Simmons")).to_be_visible()


def test_a_practice_call_is_made_and_scored_by_keyboard_alone(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    site.log_in(page)
    page.goto(f"{site.address}/console/practice")
    tab_to(page, "button[aria-label='Begin: Earl Simmons']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/practice/calls/*")
    for number, words in enumerate(GOOD_CALLS["hardship"], start=1):
        expect(page.get_by_label("You say")).to_be_focused()  # on every page
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(page.locator(".text.representative")).to_have_count(number)
    expect(page.get_by_role("heading", name="Scorecard 100 of 100")).to_be_visible()
