"""The whole system in a browser: a patient texts, a person takes over and gives back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cli.system import System
from receivables.services.demonstration import DemonstrationPerson, demonstration_people
from receivables.services.demonstration_staff import (
    DEMONSTRATION_USERNAME,
    demonstration_password,
)

pytestmark = pytest.mark.web


def play(system: System, page: Page, who: int) -> DemonstrationPerson:
    """Open a demonstration patient's phone."""
    page.goto(f"{system.web_url}/simulator/{who}")
    return demonstration_people()[who]


def text(page: Page, words: str) -> str:
    """Send a text and wait for the answer; its last words."""
    replies = page.locator(".bubble.theirs:not(.typing)")
    before = replies.count()
    page.get_by_label("Text message").fill(words)
    page.keyboard.press("Enter")
    expect(replies.nth(before)).to_be_visible()
    expect(page.locator(".typing")).to_have_count(0)
    return replies.last.inner_text()


def verify(page: Page, person: DemonstrationPerson) -> str:
    """Ask, and say who it is."""
    text(page, "why is my bill so high?")
    return text(page, f"{person.date_of_birth:%m/%d/%Y}, {person.zip_code}")


def log_in(system: System, page: Page, username: str = DEMONSTRATION_USERNAME) -> None:
    page.goto(f"{system.web_url}/console/login")
    page.get_by_label("Username").fill(username)
    secret = system.environment["PLAINBILL_SECRET_KEY"]
    page.get_by_label("Password").fill(demonstration_password(secret))
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Waiting for a person").wait_for()


def test_a_patient_proves_who_they_are_and_hears_why(
    system: System, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    person = play(system, page, 0)
    verify(page, person)
    expect(page.get_by_text("$442.00").first).to_be_visible()
    expect(page.locator(".bubble.theirs .ticks-2").last).to_be_visible()


def test_a_person_takes_over_writes_and_gives_back(
    system: System, new_page: Callable[..., Page]
) -> None:
    phone, desk = new_page(), new_page()
    person = play(system, phone, 12)
    verify(phone, person)
    text(phone, "let me talk to a person")
    log_in(system, desk)
    desk.get_by_role("link", name=person.phone[-4:]).click()
    expect(desk.get_by_role("heading", name=person.name)).to_be_visible()
    desk.get_by_label("Reply by text").fill("Hello, this is Dana from billing.")
    desk.get_by_role("button", name="Send text").click()
    expect(phone.get_by_text("Hello, this is Dana from billing.")).to_be_visible()
    expect(desk.locator(".text.representative").get_by_text("Delivered")).to_be_visible()
    phone.get_by_label("Text message").fill("thanks, that helps")
    phone.keyboard.press("Enter")
    expect(desk.get_by_text("thanks, that helps", exact=True)).to_be_visible()
    desk.get_by_role("button", name="Give back to the assistant").click()
    expect(desk.get_by_role("link", name=person.phone[-4:])).to_have_count(0)
    replies = phone.locator(".bubble.theirs:not(.typing)")
    expect(replies.last).not_to_contain_text("Dana")  # told that it is back
    answer = text(phone, "how much do I owe?")
    assert "$" in answer


def test_stop_in_the_simulator_keeps_staff_from_writing(
    system: System, new_page: Callable[..., Page]
) -> None:
    phone, desk = new_page(), new_page()
    person = play(system, phone, 10)
    text(phone, "I want to speak to a representative")
    text(phone, "STOP")
    log_in(system, desk)
    desk.get_by_role("link", name=person.phone[-4:]).click()
    expect(desk.get_by_text("Opted out of texts")).to_be_visible()
    expect(desk.get_by_role("button", name="Send text")).to_be_disabled()
