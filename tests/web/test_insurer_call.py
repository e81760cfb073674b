"""A call to an insurer, from the account to the drafted letter, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from receivables.store.database import reading
from receivables.store.tables import Encounter, WorkItem
from tests.web.conftest import Site
from tests.web.keyboard import tab_to

pytestmark = pytest.mark.web


def test_a_claim_status_call_is_made_by_keyboard_alone(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    site.log_in(page)
    with reading(site.store) as session:
        visit = session.scalars(select(Encounter).filter_by(account_number="LH-204115")).one()
        page.goto(f"{site.address}/console/accounts/{visit.guarantor_id}")
    tab_to(page, "summary:has-text('LH-204115')")
    if page.evaluate("!document.activeElement.closest('details').open"):
        page.keyboard.press("Enter")
    tab_to(page, "a[aria-label='Call the insurer about LH-204115']")
    page.keyboard.press("Enter")
    expect(page.get_by_text("CUY2041150")).to_be_visible()
    expect(page.locator("input[autofocus], textarea[autofocus]").first).to_be_focused()
    page.keyboard.type("Dana")
    page.keyboard.press("Tab")
    page.keyboard.type("R-77120")
    page.keyboard.press("Tab")
    page.keyboard.type("No approval on file; it can be asked for afterwards.")
    tab_to(page, "button:has-text('Save the call')")
    page.keyboard.press("Enter")
    draft = page.get_by_label("Draft, to be finished")
    expect(draft).to_have_value(re.compile("Request to look again at a decision"))
    with reading(site.store) as session:
        assert session.scalars(select(WorkItem).filter_by(kind="appeal")).one().due_on is not None


def test_a_closed_window_loses_nothing_that_was_typed(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    site.log_in(page)
    with reading(site.store) as session:
        visit = session.scalars(select(Encounter).filter_by(account_number="LH-204115")).one()
        address = f"{site.address}/console/insurer-calls/about/{visit.id}"
    page.goto(address)
    with page.expect_response("**/draft"):
        page.get_by_label("What they said").fill("Retro approval until December 20.")
    with page.expect_response("**/draft"):
        page.get_by_label("Next step").select_option("corrected_claim")
    again = page.context.new_page()
    page.close()
    again.goto(address)
    expect(again.get_by_label("What they said")).to_have_value("Retro approval until December 20.")
    expect(again.get_by_label("Next step")).to_have_value("corrected_claim")
    again.get_by_label("Spoke with").fill("Dana")
    again.get_by_role("button", name="Save the call").click()
    expect(again.get_by_label("Draft, to be finished")).to_be_visible()
    again.goto(address)
    expect(again.get_by_label("What they said")).to_have_value("")
