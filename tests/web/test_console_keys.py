"""The console by single keys, for those who work there all day."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Site
from tests.web.keyboard import press

pytestmark = pytest.mark.web


def test_j_and_k_walk_the_list_enter_opens_a_accepts_and_r_replies(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    site.log_in(page)
    rows = page.locator("[data-row]")
    press(page, "j")
    expect(rows.nth(0)).to_be_focused()
    press(page, "j")
    expect(rows.nth(1)).to_be_focused()
    press(page, "k")
    expect(rows.nth(0)).to_be_focused()
    press(page, "Enter")
    page.get_by_role("button", name="Accept").wait_for()
    press(page, "a")
    expect(page.get_by_text("With you", exact=True)).to_be_visible()
    press(page, "r")
    field = page.get_by_label("Reply by text")
    expect(field).to_be_focused()
    page.keyboard.type("ajar")
    expect(field).to_have_value("ajar")


def test_a_slash_goes_to_the_search_and_keys_can_be_turned_off(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    site.log_in(page)
    press(page, "/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_label("Keys").uncheck()
    page.locator("h1").click()
    press(page, "j")
    expect(page.locator("[data-row]").nth(0)).not_to_be_focused()


def test_what_is_focused_stays_so_when_the_list_refreshes(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    site.log_in(page)
    press(page, "j")
    expect(page.locator("[data-row]").nth(0)).to_be_focused()
    with page.expect_response("**/console/inbox?**"):
        page.locator("[data-live]").evaluate("one => one.dispatchEvent(new Event('refresh'))")
    page.wait_for_timeout(300)
    expect(page.locator("[data-row]").nth(0)).to_be_focused()
