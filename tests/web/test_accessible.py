"""Every page can be used by everybody: WCAG 2.2 AA by axe, at 360 px, in light and in dark."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from receivables.domain.patient_documents import PatientDocument
from receivables.services.conversations import conversation_for
from receivables.services.handoffs import request_handoff
from receivables.services.patient_documents import documents_on_file
from receivables.services.portal_links import create_portal_link
from receivables.services.work_items import open_work_item
from receivables.store.database import transaction
from receivables.store.tables import Guarantor, Handoff
from tests.web.conftest import Site
from tests.web.handset import OUR_NUMBER
from tests.web.scene import BILL, CARMEN, MARIA, STRANGER

pytestmark = pytest.mark.web

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js"
# Bytes of the document and of everything it loads, as if nothing had been kept.
WEIGHT = """performance.getEntriesByType("resource").filter((one) => one.initiatorType !== "other")
    .concat(performance.getEntriesByType("navigation"))
    .reduce((sum, one) => sum + one.decodedBodySize, 0)"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def visit(site: Site, page: Page) -> list[tuple[str, Callable[[], object]]]:
    """Every page by name, and how to reach it."""
    return [
        ("simulator", lambda: page.goto(f"{site.address}/simulator/1")),
        ("stranger's phone", lambda: page.goto(f"{site.address}/simulator/stranger")),
        ("log-in", lambda: page.goto(f"{site.address}/console/login")),
        ("refused log-in", lambda: refuse(page)),
        ("inbox", lambda: site.log_in(page)),
        ("due calls", lambda: let_calls_be_due(site, page)),
        ("conversation", lambda: page.goto(site.conversation(MARIA))),
        ("its details", lambda: page.locator("summary").first.click()),
        ("arrangement", lambda: page.goto(site.conversation(CARMEN))),
        ("holds", lambda: page.goto(site.conversation(BILL))),
        ("opted out", lambda: page.goto(site.conversation(STRANGER))),
        ("account", lambda: open_account(site, page)),
        ("whom to call", lambda: page.goto(f"{site.address}/console/calls")),
        ("before a call", lambda: page.goto(f"{site.address}/console/calls/with/1")),
        ("call to an insurer", lambda: page.goto(f"{site.address}/console/insurer-calls/about/1")),
        ("saved call to an insurer", lambda: save_insurer_call(page)),
        ("practice", lambda: page.goto(f"{site.address}/console/practice")),
        ("practice call", lambda: press(page, "Begin: Walter")),
        ("telephone", lambda: page.goto(f"{site.address}/console/telephone")),
        ("trail", lambda: site.log_in(page, "demo-admin", "/console/trail")),
        ("staff", lambda: page.goto(f"{site.address}/console/staff")),
        ("prove again", lambda: page.goto(f"{site.address}/console/confirm?back=/console/staff")),
        ("found", lambda: look_for(page, "Santos")),
        ("portal's question", lambda: page.goto(f"{site.address}/p/{site.scene.portal_token}")),
        ("portal's refusal", lambda: prove(page, "1/1/1990")),
        ("bill", lambda: prove(page, site.scene.portal_born)),
        *(
            (f"link to {kind}", partial(open_document, site, page, kind))
            for kind in PatientDocument
        ),
        ("closed link", lambda: page.goto(f"{site.address}/p/never")),
    ]


def refuse(page: Page) -> None:
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("alert").wait_for()


def open_account(site: Site, page: Page) -> None:
    page.goto(site.conversation(CARMEN))
    page.get_by_role("link", name="the account").click()
    page.get_by_role("heading", name="To verify").wait_for()


def let_calls_be_due(site: Site, page: Page) -> None:
    now = dt.datetime.now(dt.UTC)
    with transaction(site.store) as session:
        for handoff, minutes in zip(session.query(Handoff).limit(2), (-20, 10), strict=True):
            handoff.callback_at = now + dt.timedelta(minutes=minutes)
    page.reload()


def save_insurer_call(page: Page) -> None:
    page.get_by_label("Spoke with").fill("Dana")
    page.get_by_label("What they said").fill("It is in process.")
    press(page, "Save the call")


def open_document(site: Site, page: Page, kind: PatientDocument) -> None:
    """Open a link to a document of Carmen, who has one of each kind."""
    now = dt.datetime.now(dt.UTC)
    with transaction(site.store) as session:
        carmen = session.query(Guarantor).filter_by(phone=CARMEN).one()
        letter = {"draft": "To the insurer\n\nPlease look again. " * 9, "insurer": "Rushmore Life"}
        open_work_item(session, "appeal", letter, "letter", now, guarantor_id=carmen.id)
        files = documents_on_file(session, carmen.id)
        subject = next(file.subject_id for file in files if file.document is kind)
        token = create_portal_link(session, carmen.id, kind, subject, "es", now)
        born = f"{carmen.date_of_birth:%m/%d/%Y}"
    page.goto(f"{site.address}/p/{token}")
    page.get_by_label("Fecha de nacimiento").fill(born)
    page.get_by_role("button").click()
    page.get_by_text("Esta página se cierra").wait_for()
    for details in page.locator("details").all():
        details.locator("summary").click()


def look_for(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).wait_for()


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def prove(page: Page, born: str) -> None:
    page.get_by_label("Date of birth").fill(born)
    page.get_by_role("button").click()
    page.wait_for_load_state()


def found_by_axe(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page, however small."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        {"rule": item["id"], "nodes": [node["html"][:160] for node in item["nodes"]]}
        for item in found["violations"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    site: Site, new_page: Callable[..., Page], scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    found = {}
    for name, go in visit(site, page):
        go()
        if problems := found_by_axe(page):
            found[name] = problems
    assert not found, json.dumps(found, indent=1)


@pytest.mark.parametrize("width", [360, 640])  # a small phone; 1280 pixels at 200 % zoom
def test_no_page_scrolls_sideways(site: Site, new_page: Callable[..., Page], width: int) -> None:
    page = new_page(viewport={"width": width, "height": 740})
    too_wide = {}
    for name, go in visit(site, page):
        go()
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            too_wide[name] = needed
    assert too_wide == {}


def test_no_page_weighs_100_kilobytes(site: Site, new_page: Callable[..., Page]) -> None:
    crowd(site, 80)
    page = new_page()
    too_heavy = {}
    for name, go in visit(site, page):
        go()
        weight = page.evaluate(WEIGHT)
        if weight >= 100_000:
            too_heavy[name] = weight
    assert too_heavy == {}


def crowd(site: Site, many: int) -> None:
    """So many more people ask for a person."""
    now = dt.datetime.now(dt.UTC)
    with transaction(site.store) as session:
        for number in range(many):
            phone = f"+133055501{number:02d}"
            talk = conversation_for(session, "sms", phone, OUR_NUMBER, "s", now)
            summary = "Verified: -\nAsked: check_balance\nUnderstood so far: -\nLast text: hello"
            request_handoff(session, talk.id, "asked", summary, f"crowd {number}", now)


def test_the_simulator_can_be_used_by_keyboard_alone(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(f"{site.address}/simulator/0")
    page.keyboard.type("hello")
    page.keyboard.press("Enter")
    page.locator(".bubble.mine .ticks-2").wait_for()
    assert page.get_by_label("Text message").input_value() == ""
    assert site.handset.sent == 1


def test_the_pages_work_without_scripts(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site.address}/simulator/0")
    page.get_by_label("Text message").fill("hello")
    page.get_by_role("button", name="Send", exact=True).click()
    assert "hello" in page.locator(".bubble.mine").inner_text()
    site.log_in(page)
    page.goto(site.conversation(MARIA))
    page.get_by_label("Reply by text").fill("Buenos días")
    page.get_by_role("button", name="Send text").click()
    assert "Buenos días" in page.locator(".text.representative").inner_text()
