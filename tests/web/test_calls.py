"""Whole calls with the keyboard alone; each screen on the way is fit for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from receivables.domain.call_flow import CallState
from receivables.services.arrangements import active_arrangement
from receivables.store.database import reading
from receivables.store.tables import Conversation, OutboundMessage
from tests.web.calling import Desk, calls_desk
from tests.web.keyboard import press
from tests.web.looking import Looks
from tests.web.scene import WALTER

__all__ = ["calls_desk"]

pytestmark = pytest.mark.web

WALTERS = ("3/22/79", "44107")


@pytest.fixture
def page(new_page: Callable[..., Page], calls_desk: Desk) -> Page:
    """The window of a collector who looks at the list."""
    opened = new_page()
    calls_desk.log_in(opened)
    return opened


def test_an_arrangement_is_agreed_on_and_texted(page: Page, calls_desk: Desk) -> None:
    calls_desk.begin(page, "Walter")
    expect(page.get_by_text("$")).to_have_count(0)
    calls_desk.prove(page, *WALTERS)
    expect(page.get_by_text("There is $442.00 left to pay.")).to_be_visible()
    press(page, "a")
    page.keyboard.type("50")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("12152026")
    expect(page.get_by_text("9 payments every month of $50.00 each")).to_be_visible()
    page.goto(f"{calls_desk.address}/console/calls")  # a window that is closed loses nothing
    page.go_back()
    page.reload()
    expect(page.get_by_text("9 payments every month of $50.00 each")).to_be_visible()
    expect(page.get_by_text("we send you the terms in writing first")).to_be_visible()
    page.get_by_label("They want it by text").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Agreed in this call")).to_be_visible()
    calls_desk.wrap_up(page, "Arrangement agreed")
    expect(page.get_by_label("Notes")).to_have_value(
        "\n".join(
            [
                "Called the number that ends in 0141, Nov 23, 10:01 AM.",
                "Recording notice given.",
                "They said they are the person.",
                "Verified by date of birth and ZIP code.",
                "The agreement was texted, as they asked.",
                "Agreed: $442.00 in 9 payments, the first $50.00 on Dec 15, 2026, the last $42.00 "
                "on Aug 15, 2027 (awaiting disclosure).",
                "About 1 min.",
            ]
        )
    )
    calls_desk.save(page)
    call = calls_desk.call("Walter Pruitt")
    assert (call.state, call.disposition) == (CallState.CLOSED, "arrangement_agreed")
    with reading(calls_desk.store) as session:
        assert active_arrangement(session, call.guarantor_id) is not None
        wanted = select(OutboundMessage.body).join(Conversation)
        assert "Your plan is saved" in session.scalars(wanted.filter_by(phone=WALTER)).one()
    press(page, "d")
    expect(page.get_by_role("heading", name="Whom to call")).to_be_visible()


def test_an_insurance_objection_becomes_an_appeal(page: Page, calls_desk: Desk) -> None:
    calls_desk.begin(page, "Walter")
    calls_desk.prove(page, *WALTERS)
    press(page, "o")
    page.keyboard.type("pt says his insurance should have paid this")
    panel = page.locator("#objection-found")
    expect(panel.get_by_role("button", name="Ask the insurer to look again")).to_be_visible()
    expect(panel.get_by_text("Don’t say")).to_be_visible()
    page.keyboard.press("Escape")
    press(page, "0")
    expect(page.locator("#open-work, [aria-labelledby=open-work]").first).to_contain_text("Appeal")
    calls_desk.wrap_up(page, "Insurance to pursue")
    expect(page.get_by_label("Notes")).to_have_value(
        re.compile("Heard: insurance should have paid.")
    )
    calls_desk.save(page)
    assert calls_desk.work("Walter Pruitt") == {"appeal", "claim_status"}


def test_hardship_is_taken_in_with_a_promise_and_the_next_call(
    page: Page, calls_desk: Desk
) -> None:
    calls_desk.begin(page, "Walter")
    calls_desk.prove(page, *WALTERS)
    press(page, "n")
    page.keyboard.type("Lost his job in October.")
    with page.expect_response(lambda answer: answer.url.endswith("/notes")):
        pass  # what is typed is kept without a button
    page.reload()
    expect(page.locator("#own-notes")).to_have_value("Lost his job in October.")
    calls_desk.wrap_up(page, "Financial assistance")
    expect(page.locator("#leaves")).to_contain_text("work (financial help)")
    expect(page.locator("#leaves")).to_contain_text("Next call proposed: Dec 23")
    calls_desk.save(page)
    expect(page.get_by_text("Lost his job in October.")).to_be_visible()
    assert calls_desk.work("Walter Pruitt") == {"financial_help"}


def test_a_wrong_number_hears_nothing_and_is_not_called_again(page: Page, calls_desk: Desk) -> None:
    calls_desk.begin(page, "Walter")
    press(page, "w")
    expect(page.get_by_text("I'm sorry to have bothered you.")).to_be_visible()
    expect(page.get_by_text("$")).to_have_count(0)
    calls_desk.wrap_up(page, "Wrong party")
    calls_desk.save(page)
    assert calls_desk.holds("Walter Pruitt") == {"third_party"}
    press(page, "d")
    page.get_by_text("Not now").click()
    expect(page.get_by_text("the number reaches somebody else")).to_be_visible()


def test_somebody_else_and_then_a_voicemail(page: Page, calls_desk: Desk) -> None:
    calls_desk.begin(page, "Walter")
    press(page, "s")
    press(page, "t")
    expect(page.get_by_text("Not a word of a bill")).to_be_visible()
    calls_desk.wrap_up(page, "Third party")
    calls_desk.save(page)
    press(page, "d")
    calls_desk.begin(page, "Walter")
    press(page, "m")
    expect(page.get_by_text("This is a message from Lakeside Health.")).to_be_visible()
    calls_desk.wrap_up(page, "Voicemail left")
    calls_desk.save(page)
    assert calls_desk.outcome("Walter Pruitt") == "voicemail"


def test_an_attorney_ends_the_asking(page: Page, calls_desk: Desk) -> None:
    calls_desk.begin(page, "Walter")
    calls_desk.prove(page, *WALTERS)
    press(page, "o")
    page.keyboard.type("pt has an atty, talk to my lawyer")
    panel = page.locator("#objection-found")
    expect(panel.get_by_role("button", name="Stop: represented by an attorney")).to_be_visible()
    page.keyboard.press("Escape")
    press(page, "0")
    page.wait_for_load_state()
    calls_desk.wrap_up(page, "Attorney")
    calls_desk.save(page)
    assert calls_desk.holds("Walter Pruitt") == {"attorney"}
    expect(page.get_by_text("No next call is set.")).to_be_visible()


def test_another_window_goes_on_where_the_first_was_closed(
    page: Page, calls_desk: Desk, new_page: Callable[..., Page]
) -> None:
    calls_desk.begin(page, "Walter")
    press(page, "s")
    press(page, "y")
    page.get_by_role("heading", name="Who is it?").wait_for()
    page.close()
    other = new_page()
    calls_desk.log_in(other)
    press(other, "j")
    other.keyboard.press("Enter")
    expect(other.get_by_role("heading", name="Who is it?")).to_be_visible()


def test_a_window_closed_while_wrapping_up_loses_nothing(
    page: Page, calls_desk: Desk, new_page: Callable[..., Page]
) -> None:
    calls_desk.begin(page, "Walter")
    calls_desk.prove(page, *WALTERS)
    calls_desk.wrap_up(page, "Promise to pay")
    page.get_by_label("Amount, $").focus()
    with page.expect_response(lambda answer: answer.url.endswith("/draft")):
        page.keyboard.type("60")
    page.close()
    other = new_page()
    calls_desk.log_in(other)
    press(other, "j")
    other.keyboard.press("Enter")
    expect(other.get_by_label("Amount, $")).to_have_value("60")
    expect(other.get_by_label("How it ended").locator("option:checked")).to_have_text(
        "Promise to pay"
    )
    expect(other.get_by_label("Notes")).to_have_value(re.compile("Called the number"))


def test_who_wants_no_recording_and_a_plan_is_served_by_keys(page: Page, calls_desk: Desk) -> None:
    calls_desk.begin(page, "Walter")
    press(page, "u")
    expect(page.get_by_text("I'm turning the recording off now.")).to_be_visible()
    press(page, "y")
    page.get_by_role("heading", name="Who is it?").wait_for()
    press(page, "v")
    page.keyboard.type(WALTERS[0])
    page.keyboard.press("Tab")
    page.keyboard.type(WALTERS[1])
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What they owe, and why").wait_for()
    press(page, "o")
    page.keyboard.type("can I pay that in installments")
    button = page.locator("#objection-found").get_by_role("link", name="Work out a plan")
    expect(button).to_be_visible()
    page.keyboard.press("Escape")
    press(page, "0")
    expect(page).to_have_url(re.compile("#calculator$"))


@pytest.mark.parametrize(
    ("scheme", "wide"), [("light", 360), ("dark", 360), ("dark", 640), ("dark", 1280)]
)
def test_every_screen_of_a_call_is_fit_for_everybody_and_for_small_phones(
    calls_desk: Desk, new_page: Callable[..., Page], scheme: str, wide: int
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": wide, "height": 740})
    looks = Looks(page, wide)
    calls_desk.log_in(page)
    looks.at("list")
    press(page, "j")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="May I call now?").wait_for()
    looks.at("before")
    press(page, "d")
    page.get_by_role("heading", name="It rings").wait_for()
    looks.at("opening")
    press(page, "t")
    page.get_by_role("heading", name="Somebody else").wait_for()
    looks.at("somebody else")
    calls_desk.prove(page, *WALTERS)
    looks.at("matter")
    press(page, "o")
    page.keyboard.type("I can't afford this")
    page.keyboard.press("Enter")
    page.get_by_text("Don’t say").wait_for()
    looks.at("objection")
    page.keyboard.press("Escape")
    press(page, "a")
    page.keyboard.type("20")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("12152026")
    page.get_by_text("Not as wished").wait_for()
    looks.at("terms")
    page.keyboard.press("Escape")
    press(page, "?")
    page.get_by_role("heading", name="Keys").wait_for()
    looks.at("keys")
    page.keyboard.press("Escape")
    press(page, "e")
    page.get_by_role("heading", name="Wrap up").wait_for()
    looks.at("wrap-up")
    looks.are_good()
