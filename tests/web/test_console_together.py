"""The console and the assistant together, in browsers: two who race, a plan, a restart, STOP."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cli.system import System
from receivables.services.clock import organisation_date
from tests.integration.running_system import until
from tests.web.test_end_to_end import log_in, play, text, verify

pytestmark = pytest.mark.web


def ask_for_a_person(system: System, phone: Page, who: int) -> str:
    """Verify in the simulator and ask; the last digits of the phone."""
    person = play(system, phone, who)
    verify(phone, person)
    assert "by" in text(phone, "let me talk to a person")
    return person.phone[-4:]


def send_text(phone: Page, words: str) -> None:
    phone.get_by_label("Text message").fill(words)
    phone.keyboard.press("Enter")


def test_a_plan_that_a_person_set_up_is_known_to_the_assistant(
    system: System, new_page: Callable[..., Page]
) -> None:
    phone, desk = new_page(), new_page()
    digits = ask_for_a_person(system, phone, 0)
    log_in(system, desk)
    desk.get_by_role("link", name=digits).click()
    desk.get_by_role("button", name="Accept").click()
    desk.get_by_label("Reply by text").fill("Hi, this is Dana. What could you pay each month?")
    desk.get_by_role("button", name="Send text").click()
    expect(phone.get_by_text("this is Dana")).to_be_visible()
    send_text(phone, "100 I think")
    expect(desk.get_by_text("100 I think").first).to_be_visible()
    desk.get_by_text("Payment arrangement", exact=True).first.click()
    desk.get_by_label("Each payment, $").fill("100")
    first = organisation_date(dt.datetime.now(dt.UTC)) + dt.timedelta(days=20)
    desk.get_by_label("First on").fill(first.isoformat())
    desk.get_by_role("button", name="Work out the terms").click()
    desk.get_by_role("button", name="Your plan:").click()  # into the field, not on its way
    expect(desk.get_by_label("Reply by text")).to_have_value(re.compile("^Your plan:"))
    desk.get_by_role("button", name="They said yes: set it up").click()
    expect(phone.get_by_text("Your plan is saved").first).to_be_visible()
    desk.get_by_role("button", name="Give back to the assistant").click()
    back = phone.locator(".bubble.theirs", has_text="back with our automated")
    expect(back).to_have_count(1)
    first_payment = f"$100.00 on {first:%b} {first.day}, {first.year}"
    assert first_payment in text(phone, "when is my first payment?")
    assert first_payment in text(phone, "can I get a payment plan?")
    expect(back).to_have_count(1)


def test_of_two_browsers_that_accept_one_is_told_who_was_faster(
    system: System, new_page: Callable[..., Page]
) -> None:
    phone, first, second = new_page(), new_page(), new_page()
    digits = ask_for_a_person(system, phone, 2)
    log_in(system, first)
    log_in(system, second, "demo-supervisor")
    # The second has not yet been told: its button would be gone.
    second.route("**/standing*", lambda route: route.fulfill(status=204))
    for desk in (first, second):
        desk.get_by_role("link", name=digits).click()
        expect(desk.get_by_role("button", name="Accept")).to_be_visible()
    first.get_by_role("button", name="Accept").click()
    expect(first.get_by_text("With you", exact=True)).to_be_visible()
    second.get_by_role("button", name="Accept").click()
    expect(second.get_by_role("alert")).to_contain_text("Dana Reyes has this conversation")


def test_a_browser_that_went_away_leaves_the_conversation_to_a_supervisor(
    system: System, new_page: Callable[..., Page]
) -> None:
    phone, gone, desk = new_page(), new_page(), new_page()
    digits = ask_for_a_person(system, phone, 3)
    log_in(system, gone)
    gone.get_by_role("link", name=digits).click()
    gone.get_by_role("button", name="Accept").click()
    expect(gone.get_by_text("With you", exact=True)).to_be_visible()
    gone.context.set_offline(True)
    send_text(phone, "are you still there?")
    log_in(system, desk, "demo-supervisor")
    desk.goto(f"{system.web_url}/console?show=all")
    desk.get_by_role("link", name=digits).click()
    expect(desk.get_by_text("are you still there?").first).to_be_visible()
    desk.get_by_role("button", name="Take over").click()
    desk.get_by_label("Reply by text").fill("This is Sofia, I am here now.")
    desk.get_by_role("button", name="Send text").click()
    expect(phone.get_by_text("I am here now")).to_be_visible()


def test_a_collector_sees_no_colleagues_conversation_and_no_trail(
    system: System, new_page: Callable[..., Page]
) -> None:
    phone, desk, collector = new_page(), new_page(), new_page()
    digits = ask_for_a_person(system, phone, 4)
    log_in(system, desk)
    desk.get_by_role("link", name=digits).click()
    desk.get_by_role("button", name="Accept").click()
    expect(desk.get_by_text("With you", exact=True)).to_be_visible()
    log_in(system, collector, "demo-collector")
    for refused in (desk.url, f"{system.web_url}/console/trail", f"{system.web_url}/console/staff"):
        answer = collector.goto(refused)
        assert answer is not None
        assert answer.status == 403
    expect(collector.get_by_role("link", name="Audit trail")).to_have_count(0)


def test_a_restart_in_the_middle_loses_no_text_and_keeps_who_has_it(
    system: System, new_page: Callable[..., Page]
) -> None:
    phone, desk = new_page(), new_page()
    digits = ask_for_a_person(system, phone, 5)
    log_in(system, desk)
    desk.get_by_role("link", name=digits).click()
    desk.get_by_role("button", name="Accept").click()
    send_text(phone, "one more thing")
    taken = phone.locator(".bubble.mine:has(.ticks-2)", has_text="one more thing")
    expect(taken).to_be_visible()  # by the webhook; the page shows it before that
    web, worker = (system.supervisor.processes[name] for name in ("web", "worker"))
    first = web.pid
    web.kill()
    worker.kill()
    until(lambda: web.pid != first and web.spec.healthy())
    expect(desk.get_by_text("one more thing").first).to_be_visible()
    desk.get_by_label("Reply by text").fill("I have read it.")
    desk.get_by_role("button", name="Send text").click()
    expect(phone.get_by_text("I have read it.")).to_be_visible()
    expect(desk.get_by_text("With you", exact=True)).to_be_visible()


def test_a_text_that_nobody_took_is_in_the_field_again(
    system: System, new_page: Callable[..., Page]
) -> None:
    phone = new_page()
    play(system, phone, 6)
    phone.context.set_offline(True)
    send_text(phone, "why do I owe this?")
    expect(phone.get_by_role("alert")).to_contain_text("Not sent")
    expect(phone.get_by_label("Text message")).to_have_value("why do I owe this?")
    phone.context.set_offline(False)
    phone.keyboard.press("Enter")
    taken = phone.locator(".bubble.mine:has(.ticks-2)", has_text="why do I owe this?")
    expect(taken).to_be_visible()
    expect(phone.get_by_role("alert")).to_have_count(0)
