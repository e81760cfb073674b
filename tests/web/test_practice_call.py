"""A practice call, from choosing the person to the scorecard, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.unit.scripts.test_practice import GOOD_CALLS
from tests.web.calling import Desk, calls_desk
from tests.web.keyboard import press, tab_to
from tests.web.looking import Looks
from tests.web.test_accessible import found_by_axe

__all__ = ["calls_desk"]

pytestmark = pytest.mark.web


def test_an_assigned_practice_call_is_found_and_begun_by_keyboard_alone(
    calls_desk: Desk, new_page: Callable[..., Page]
) -> None:
    supervisor = new_page()
    calls_desk.log_in(supervisor, "demo-supervisor")
    supervisor.goto(f"{calls_desk.address}/console/practice")
    tab_to(supervisor, "select[name=collector]")
    supervisor.keyboard.type("Cole")
    supervisor.keyboard.press("Tab")
    supervisor.keyboard.type("Tyrone")
    supervisor.keyboard.press("Tab")
    supervisor.keyboard.press("Enter")
    expect(supervisor.get_by_text("Waits", exact=True)).to_be_visible()
    assert found_by_axe(supervisor) == []
    page = new_page()
    calls_desk.log_in(page)
    expect(page.get_by_text("New here?")).to_be_visible()
    assert found_by_axe(page) == []
    tab_to(page, "button[aria-label^='Begin: ']")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="It rings").wait_for()
    expect(page.get_by_role("heading", name="Tyrone Jackson")).to_be_visible()


def stop_speaking(page: Page) -> None:
    """Leave the field, which has the focus, so that keys are keys again."""
    expect(page.get_by_label("You say")).to_be_focused()
    page.keyboard.press("Escape")


def speak(page: Page, words: str) -> None:
    """Type a line and wait for the answer; the field has the focus afterwards, on every page."""
    heard = page.locator(".text.patient")
    before = heard.count()
    field = page.get_by_label("You say")
    expect(field).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(heard).to_have_count(before + 1)


def test_a_practice_call_is_made_on_the_call_screen_and_scored_by_keyboard_alone(
    calls_desk: Desk, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    calls_desk.log_in(page)
    page.goto(f"{calls_desk.address}/console/practice")
    tab_to(page, "button[aria-label='Begin: Tyrone Jackson']")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="It rings").wait_for()
    hello, who, matter, help_, papers = GOOD_CALLS["hardship"]
    speak(page, hello)
    stop_speaking(page)
    press(page, "s")
    expect(page.get_by_role("button", name="Said")).to_have_count(0)
    press(page, "y")
    page.get_by_role("heading", name="Who is it?").wait_for()
    expect(page.locator(".text.representative")).to_have_count(1)  # it was typed: said once
    press(page, "r")
    speak(page, who)
    expect(page.get_by_text("January 13, 1988. 44105.")).to_be_visible()
    stop_speaking(page)
    press(page, "v")
    page.keyboard.type("1/13/1988")
    page.keyboard.press("Tab")
    page.keyboard.type("44105")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What they owe, and why").wait_for()
    press(page, "r")
    speak(page, matter)
    expect(page.get_by_text("I lost my job in August.")).to_be_visible()
    stop_speaking(page)
    press(page, "o")
    page.keyboard.type("lost his job, can't pay")
    button = page.locator("#objection-found").get_by_role("button", name="help screening")
    expect(button).to_be_visible()
    page.keyboard.press("Escape")
    press(page, "0")
    expect(page.locator("[aria-labelledby=open-work]")).to_contain_text("Financial help")
    press(page, "r")
    speak(page, help_)
    speak(page, papers)
    expect(page.get_by_text("They hung up")).to_be_visible()
    calls_desk.wrap_up(page, "Financial assistance")
    press(page, "Escape")
    press(page, "z")
    page.get_by_role("heading", name="Scorecard 100 of 100").wait_for()
    expect(page.get_by_text("Heard: cannot afford.")).to_be_visible()


@pytest.mark.parametrize(
    ("scheme", "wide"), [("light", 360), ("dark", 360), ("light", 1280), ("dark", 1280)]
)
def test_every_screen_of_a_practice_call_is_fit_for_everybody_and_for_small_phones(
    calls_desk: Desk, new_page: Callable[..., Page], scheme: str, wide: int
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": wide, "height": 740})
    looks = Looks(page, wide)
    calls_desk.log_in(page, "demo-supervisor")
    page.goto(f"{calls_desk.address}/console/practice")
    looks.at("list")
    page.get_by_role("button", name="Begin: Tyrone Jackson").click()
    hello, who, matter, *_ = GOOD_CALLS["hardship"]
    speak(page, hello)
    looks.at("opening")
    page.get_by_role("button", name="Said").click()
    page.get_by_role("button", name="They say it’s them").click()
    page.get_by_role("heading", name="Who is it?").wait_for()
    press(page, "r")
    speak(page, who)
    page.get_by_label("Date of birth they said").fill("1/13/1988")
    page.get_by_label("ZIP code they said").fill("44105")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("heading", name="What they owe, and why").wait_for()
    press(page, "r")
    speak(page, matter)
    looks.at("matter")
    speak(page, "This is your last chance.")
    expect(page.get_by_text("They hung up")).to_be_visible()
    looks.at("hung-up")
    calls_desk.wrap_up(page, "Hung up")
    looks.at("wrap-up")
    page.get_by_role("button", name="Save and close").click()
    page.get_by_role("heading", name="Scorecard").wait_for()
    looks.at("scorecard")
    looks.are_good()
