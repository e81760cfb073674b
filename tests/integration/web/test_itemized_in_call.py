"""Who asks for an itemized bill in a call has it by text at once, or by mail on its day."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from receivables.services.consents import record_consent
from receivables.services.work_items import open_work_items
from receivables.store.database import reading, transaction
from receivables.store.tables import AuditEntry, Conversation, Encounter, OutboundMessage
from tests.builders import NOW
from tests.integration.web.calls import ONCE, Collector
from tests.integration.web.test_calls import reach_the_matter, wrap_up
from tests.integration.web.test_console_acts import born_of, opened
from tests.web.scene import WALTER, Scene

ASK = "wants_itemized_bill"


@pytest.fixture
def call(collector: Collector) -> str:
    return collector.begin(WALTER)


def heard(collector: Collector, call: str) -> str:
    return collector.post(call, f"{call}/objection/{ASK}", heard="send me every line").text


def press(collector: Collector, call: str, **fields: str) -> int:
    sent = {"heard": "send me every line", "once": ONCE, **fields}
    return collector.post(call, f"{call}/objection/{ASK}/act", **sent).status_code


def texts(store: Engine) -> list[str]:
    with reading(store) as session:
        wanted = select(OutboundMessage.body).join(Conversation).filter_by(phone=WALTER)
        return [body for body in session.scalars(wanted) if "itemized bill" in body]


def work(collector: Collector, call: str, store: Engine) -> list[str]:
    with reading(store) as session:
        return [item.kind for item in open_work_items(session, collector.row(call).guarantor_id)]


def test_the_link_goes_by_text_at_once_and_leaves_no_work(
    collector: Collector, call: str, store: Engine, browser: TestClient
) -> None:
    reach_the_matter(collector, call)
    assert "They want it by text, now" in heard(collector, call)
    assert press(collector, call, by_text="true") == 303
    sent = texts(store)
    assert press(collector, call, by_text="true") == 303
    assert texts(store) == sent  # a form that comes twice texts once
    for text in sent:
        assert "Total" in opened(browser, text, born_of(store, WALTER))
    assert work(collector, call, store) == []
    assert collector.row(call).objections == [ASK]
    with reading(store) as session:
        acts = [entry.act for entry in session.scalars(select(AuditEntry))]
    assert "send_document_link" in acts


def test_what_is_said_next_fits_what_is_done(collector: Collector, call: str) -> None:
    reach_the_matter(collector, call)
    offered = heard(collector, call)
    assert "You have it by" in offered
    assert "I text you the link now" in offered
    press(collector, call, by_text="true")
    done = heard(collector, call)
    assert "You have it by" not in done
    assert "I text you the link now" in done


@pytest.mark.parametrize(("also", "left"), [((), []), (("wants_in_writing",), ["documents"])])
def test_an_ending_leaves_no_work_for_what_was_texted(
    collector: Collector, call: str, store: Engine, also: tuple[str, ...], left: list[str]
) -> None:
    reach_the_matter(collector, call)
    press(collector, call, by_text="true")
    for objection in also:
        collector.post(call, f"{call}/objection/{objection}", heard="and a letter")
    wrap_up(collector, call, "documents_requested")
    assert work(collector, call, store) == left


def test_who_wants_it_by_mail_leaves_work_with_a_day_and_a_page_to_print(
    collector: Collector, call: str, store: Engine
) -> None:
    reach_the_matter(collector, call)
    assert press(collector, call) == 303
    assert texts(store) == []
    assert work(collector, call, store) == ["itemized_bill"]
    whose = collector.row(call).guarantor_id
    with reading(store) as session:
        visit = session.scalars(select(Encounter.id).filter_by(guarantor_id=whose)).all()[0]
    account = f"/console/accounts/{whose}"
    assert f"{account}/itemized/{visit}" in collector.browser.get(account).text
    assert "Total" in collector.browser.get(f"{account}/itemized/{visit}").text


def test_before_proof_nothing_is_offered_or_texted(
    collector: Collector, call: str, store: Engine
) -> None:
    collector.do(call, "said/recording", "steps/reach")
    assert "by text, now" not in heard(collector, call)
    assert press(collector, call, by_text="true") == 400
    assert texts(store) == []


def test_who_opted_out_is_not_texted(collector: Collector, call: str, store: Engine) -> None:
    with transaction(store) as session:
        record_consent(session, WALTER, "sms", False, "test", NOW)
    reach_the_matter(collector, call)
    assert "by text, now" not in heard(collector, call)
    assert press(collector, call, by_text="true") == 400
    assert texts(store) == []


def test_nobody_elses_bill_is_printed_from_an_account(
    collector: Collector, scene: Scene, store: Engine
) -> None:
    call = collector.begin(WALTER)
    whose = collector.row(call).guarantor_id
    with reading(store) as session:
        theirs = session.scalars(select(Encounter.id).where(Encounter.guarantor_id != whose))
        pages = [f"/console/accounts/{whose}/itemized/{visit}" for visit in theirs]
    assert {collector.browser.get(page).status_code for page in pages} == {404}
