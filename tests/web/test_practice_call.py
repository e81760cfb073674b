"""A practice call, from choosing the person to the scorecard, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.unit.scripts.test_practice import GOOD_CALLS
from tests.web.conftest import Site
from tests.web.keyboard import tab_to

pytestmark = pytest.mark.web


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
        page.keyboard.type(words)  # the field has the focus on every page
        page.keyboard.press("Enter")
        expect(page.locator(".text.representative")).to_have_count(number)
    expect(page.get_by_role("heading", name="Scorecard 100 of 100")).to_be_visible()
