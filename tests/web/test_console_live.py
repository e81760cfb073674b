"""The console keeps itself up to date, and a text can't take it over."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from receivables.domain.handoffs import HandoffState
from receivables.domain.money import Money
from receivables.services.balances import VisitState, balance_summary
from receivables.services.handoffs import request_handoff
from receivables.services.holds import place_hold
from receivables.services.sessions import hashed
from receivables.store.database import transaction
from receivables.store.tables import (
    EntryKind,
    Guarantor,
    Handoff,
    LedgerEntry,
    Party,
    StaffSession,
)
from tests.web.conftest import Site
from tests.web.scene import MARIA, STRANGER

pytestmark = pytest.mark.web


def test_someone_new_appears_by_themselves(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page()
    with transaction(site.store) as session:
        session.query(Handoff).update({"state": HandoffState.RESOLVED})
    site.log_in(page)
    expect(page.get_by_text("Nobody is waiting")).to_be_visible()
    with transaction(site.store) as session:
        key, now = site.scene.talks[MARIA], dt.datetime.now(dt.UTC)
        request_handoff(session, key, "asked", "Asked: a person", "again", now)
    expect(page.get_by_role("link", name="M. S.")).to_be_visible()


def test_a_text_that_arrives_appears_and_what_is_being_written_stays(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    site.log_in(page)
    page.goto(site.conversation(MARIA))
    page.get_by_label("Reply by text").fill("half a sentence")
    site.handset.text(MARIA, "¿hay alguien?")
    expect(page.get_by_role("log").get_by_text("¿hay alguien?")).to_be_visible()
    assert page.get_by_label("Reply by text").input_value() == "half a sentence"


def taken_over(site: Site, page: Page, colleague: Page, username: str) -> None:
    """Somebody accepts a conversation and types, and a supervisor takes it over."""
    site.log_in(page, username)
    page.goto(site.conversation(MARIA))
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("With you", exact=True)).to_be_visible()
    page.get_by_label("Reply by text").fill("half a sentence")
    site.log_in(colleague, "demo-supervisor")
    colleague.goto(site.conversation(MARIA))
    colleague.get_by_role("button", name="Take over").click()
    expect(colleague.get_by_text("With you", exact=True)).to_be_visible()


def test_who_may_see_it_no_longer_is_told_who_has_it_and_shown_the_way_back(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page, colleague = new_page(), new_page()
    taken_over(site, page, colleague, "demo-collector")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("Sofia Marsh has this conversation now")
    expect(page.locator(".columns")).to_have_count(0)
    expect(page.get_by_text("María Santos")).to_have_count(0)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2500)  # longer than a page that hears nothing waits before it asks
    assert asked == []
    told.get_by_role("link", name="Back to those who wait").click()
    expect(page.get_by_role("heading", name="Waiting for a person")).to_be_visible()


def test_who_may_read_along_is_told_so_and_finds_the_draft_again(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page, colleague = new_page(), new_page()
    taken_over(site, page, colleague, site.scene.username)
    told = page.get_by_role("status").filter(has_text="read along")
    expect(told).to_contain_text("Sofia Marsh has this conversation")
    expect(told.get_by_role("link", name="Back to those who wait")).to_be_visible()
    expect(page.get_by_label("Reply by text")).to_be_hidden()
    with transaction(site.store) as session:
        handoff = session.query(Handoff).filter_by(conversation_id=site.scene.talks[MARIA]).one()
        handoff.state, handoff.accepted_by_id = HandoffState.QUEUED, None
    expect(page.get_by_label("Reply by text")).to_have_value("half a sentence")
    expect(page.get_by_label("Reply by text")).to_be_visible()


def test_who_has_it_what_protects_them_and_what_they_owe_are_live(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page, colleague = new_page(), new_page()
    site.log_in(page)
    page.goto(site.conversation(MARIA))
    page.locator("#live-money details").first.locator("summary").first.click()
    page.get_by_label("Place a hold").select_option("attorney")
    page.get_by_role("textbox", name="Note").fill("half a note")
    site.log_in(colleague, "demo-supervisor", f"/console/conversations/{site.scene.talks[MARIA]}")
    colleague.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("With Sofia Marsh")).to_be_visible()
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)
    with transaction(site.store) as session:
        now = dt.datetime.now(dt.UTC)
        person = session.query(Guarantor).filter_by(phone=MARIA).one()
        owed = balance_summary(session, person.id)
        (paid, *_) = [visit for visit in owed.visits if visit.state is VisitState.PAYABLE]
        place_hold(session, MARIA, "third_party", "text", now)
        session.add(
            LedgerEntry(
                encounter_id=paid.encounter_id,
                party=Party.PATIENT,
                kind=EntryKind.PATIENT_PAYMENT,
                amount=Money(-100),
                key="a dollar",
                effective_on=now.date(),
                recorded_at=now,
            )
        )
    left = f"${owed.total - Money(100)}"
    expect(page.get_by_role("heading", name="Balance")).to_contain_text(left)
    expect(page.locator("#live-summary")).to_contain_text(left)
    expect(page.locator("#live-protections").get_by_text("Third party").first).to_be_visible()
    # What somebody is doing on the page stays as it is.
    assert page.locator("#live-money details").first.get_attribute("open") is not None
    assert page.get_by_label("Place a hold").input_value() == "attorney"
    assert page.get_by_role("textbox", name="Note").input_value() == "half a note"


def test_a_thread_opens_at_its_newest_text_and_stays_there(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    for number in range(14):
        site.handset.text(MARIA, f"una cosa más {number}")
    site.log_in(page)
    page.goto(site.conversation(MARIA))
    expect(page.get_by_role("log").get_by_text("una cosa más 13")).to_be_in_viewport()
    site.handset.text(MARIA, "¿hay alguien?")
    expect(page.get_by_role("log").get_by_text("¿hay alguien?")).to_be_in_viewport()


def test_a_script_in_a_text_is_shown_as_text(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    site.log_in(page)
    expect(page.get_by_text("<script>document.title='owned'</script>")).to_be_visible()
    page.goto(site.conversation(STRANGER))
    expect(page.get_by_role("log").get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    page.wait_for_timeout(2500)  # one refresh
    assert dialogs == []
    assert page.title() == "(4) Conversation · Plainbill"


def test_nothing_is_asked_for_while_nothing_changes(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    site.log_in(page)
    page.goto(site.conversation(MARIA))
    expect(page).to_have_title(re.compile(r"^\(\d\)"))  # the stream speaks
    page.wait_for_timeout(500)
    asked.clear()
    page.wait_for_timeout(5000)
    assert asked == []


def test_without_the_stream_the_page_asks_by_itself(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.route("**/live", lambda route: route.abort())
    site.log_in(page)
    page.goto(site.conversation(MARIA))
    site.handset.text(MARIA, "¿hay alguien?")
    expect(page.get_by_role("log").get_by_text("¿hay alguien?")).to_be_visible()


def test_the_title_counts_who_waits(site: Site, new_page: Callable[..., Page]) -> None:
    page = new_page()
    site.log_in(page)
    expect(page).to_have_title("(4) Waiting · Plainbill")
    with transaction(site.store) as session:
        session.query(Handoff).filter_by(
            conversation_id=site.scene.talks[MARIA]
        ).one().state = HandoffState.RESOLVED
    expect(page).to_have_title("(3) Waiting · Plainbill")


def test_an_open_page_whose_session_ended_goes_to_the_log_in(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    site.log_in(page)
    token = next(c["value"] for c in page.context.cookies() if c["name"] == "plainbill_staff")
    with transaction(site.store) as session:
        session.get_one(StaffSession, hashed(token)).ended_at = dt.datetime.now(dt.UTC)
    page.wait_for_url("**/console/login")


def test_a_server_that_is_away_for_a_moment_leaves_the_page_as_it_is(
    site: Site, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.goto(f"{site.address}/simulator/0")
    page.route("**/thread", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
    page.wait_for_timeout(1000)
    expect(page.get_by_text("Bad gateway")).to_have_count(0)
    page.unroute("**/thread")
    page.get_by_role("button", name="how much do I owe?").click()
    expect(page.locator(".bubble.mine")).to_have_count(1)
