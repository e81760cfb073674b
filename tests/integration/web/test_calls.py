"""Whole calls on the pages: no fact before proof, and each ending leaves its rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from receivables.domain.call_dispositions import LEAVES, CallDisposition
from receivables.domain.call_flow import CallState
from receivables.policy import call_priority
from receivables.policy.contact.facts import Channel, Outcome
from receivables.services.arrangements import active_arrangement
from receivables.services.bridged_calls import accept
from receivables.services.holds import active_holds
from receivables.services.staff_telephones import set_phone
from receivables.services.work_items import open_work_items
from receivables.settings import settings
from receivables.store.database import reading, transaction
from receivables.store.tables import (
    AuditEntry,
    Author,
    ContactAttempt,
    Conversation,
    ConversationNote,
    Guarantor,
    OutboundMessage,
    OutboundState,
    OutgoingCall,
    StaffAccount,
)
from tests.builders import NOW
from tests.integration.web.calls import CALLS, ONCE, Collector, amounts
from tests.integration.web.conftest import Moment
from tests.web.scene import BILL, CARMEN, MARIA, WALTER, Scene

WALTERS = ("3/22/1979", "44107")


@pytest.fixture
def call(collector: Collector) -> str:
    """A call to Walter that rings."""
    return collector.begin(WALTER)


def reach_the_matter(collector: Collector, call: str) -> None:
    collector.do(call, "said/recording", "steps/reach")
    assert collector.verify(call, *WALTERS).status_code == 303


def wrap_up(collector: Collector, call: str, disposition: str, **fields: str) -> None:
    sent = {"disposition": disposition, "notes": "As it was.", **fields}
    answer = collector.post(call, f"{call}/wrap-up", **sent)
    assert answer.status_code == 303, answer.text


def test_a_call_goes_from_the_ring_to_the_bill_and_shows_no_amount_before_proof(
    collector: Collector, call: str
) -> None:
    for act in ("said/recording", "steps/reach"):
        assert amounts(collector.browser.get(call).text) == []
        assert "Lakeside Hospital" not in collector.browser.get(call).text
        collector.do(call, act)
    asked = collector.browser.get(call).text
    assert amounts(asked) == []
    assert "1979" not in asked  # what is on file is not shown where it is asked for
    assert "44107" not in asked
    assert collector.verify(call, *WALTERS).status_code == 303
    told = collector.browser.get(call).text
    assert "$442.00" in amounts(told)
    assert "deductible" in told
    row = collector.row(call)
    assert (row.state, row.verified, row.said) == (CallState.MATTER, True, ["recording"])
    assert row.proved_by == ["date_of_birth", "zip_code"]


def test_a_wrong_answer_says_nothing_and_too_many_end_it(collector: Collector, call: str) -> None:
    collector.do(call, "said/recording", "steps/reach")
    for number in range(3):
        refused = collector.verify(call, "1/1/1990", "44107", once=f"{number:032}")
        assert refused.status_code == 400
        assert "1979" not in refused.text
        assert amounts(refused.text) == []
    assert "no further try" in refused.text
    again = collector.verify(call, *WALTERS, once=f"{9:032}")
    assert "no further try" in again.text
    assert not collector.row(call).verified


def test_half_an_answer_is_remembered(collector: Collector, call: str) -> None:
    collector.do(call, "said/recording", "steps/reach")
    half = collector.post(call, f"{call}/identity", date_of_birth=WALTERS[0], once=ONCE)
    assert half.status_code == 303
    assert "Ask for the ZIP code or the account number too" in collector.browser.get(call).text
    whole = collector.post(call, f"{call}/identity", zip_code=WALTERS[1], once="1" * 32)
    assert whole.status_code == 303


def test_nothing_is_asked_of_the_calculator_before_proof(collector: Collector, call: str) -> None:
    collector.do(call, "said/recording", "steps/reach")
    wish = {"amount": "50", "first_on": "2026-12-15"}
    refused = collector.post(call, f"{call}/terms", **wish)
    assert refused.status_code == 400
    assert amounts(refused.text) == []
    agreed = collector.post(call, f"{call}/arrangement", once=ONCE, read_back="", **wish)
    assert agreed.status_code == 400


def test_what_is_typed_in_the_calculator_survives_a_closed_window_until_it_is_agreed_on(
    collector: Collector, call: str
) -> None:
    collector.do(call, "said/recording", "steps/reach")
    assert collector.post(call, f"{call}/terms", amount="50").status_code == 400
    assert collector.row(call).wished == {}  # nothing is kept before proof
    assert collector.verify(call, *WALTERS).status_code == 303
    assert collector.post(call, f"{call}/terms", amount="5O", down="20").status_code == 400
    shown = collector.browser.get(call).text
    assert 'name="amount" inputmode="decimal" maxlength="12" data-key="a"' in shown
    assert 'value="5O"' in shown  # even what is no wish yet
    wish = {"amount": "50", "first_on": "2026-12-15", "frequency": "monthly"}
    offered = collector.post(call, f"{call}/terms", **wish).text
    assert 'value="2026-12-15"' in collector.browser.get(call).text
    key = offered.split('name="read_back" value="')[1].split('"')[0]
    agreed = collector.post(call, f"{call}/arrangement", once=ONCE, read_back=key, **wish)
    assert agreed.status_code == 303
    assert collector.row(call).wished == {}


def test_a_step_that_passes_over_the_recording_notice_is_refused(
    collector: Collector, call: str
) -> None:
    collector.do(call, "steps/reach")
    refused = collector.verify(call, *WALTERS)
    assert refused.status_code == 400
    assert not collector.row(call).verified
    assert collector.post(call, f"{call}/steps/verify").status_code == 400
    assert collector.post(call, f"{call}/said/debt_first").status_code == 400


def test_whoever_takes_the_telephone_sees_the_bill_gone(collector: Collector, call: str) -> None:
    reach_the_matter(collector, call)
    collector.do(call, "steps/third_party")
    shown = collector.browser.get(call).text
    assert amounts(shown) == []
    assert "Not a word of a bill" in shown


def test_whoever_takes_the_telephone_proves_nothing_by_the_others_answers(
    collector: Collector, call: str
) -> None:
    reach_the_matter(collector, call)
    collector.do(call, "steps/third_party", "steps/reach")
    assert collector.row(call).proved_by == []
    half = collector.post(call, f"{call}/identity", zip_code=WALTERS[1], once="1" * 32)
    assert half.status_code == 303
    assert not collector.row(call).verified
    collector.do(call, "steps/child", "steps/reach")
    half = collector.post(call, f"{call}/identity", date_of_birth=WALTERS[0], once="2" * 32)
    assert not collector.row(call).verified  # the ZIP code was somebody else's word
    assert amounts(collector.browser.get(call).text) == []
    assert collector.verify(call, *WALTERS, once="3" * 32).status_code == 303


def test_a_call_that_was_left_open_for_hours_tells_no_more(
    collector: Collector, call: str, moment: Moment, scene: Scene
) -> None:
    reach_the_matter(collector, call)
    moment.pass_by(hours=5)
    collector.log_in(scene)
    shown = collector.browser.get(call).text
    assert "Say nothing more of the bill" in shown
    assert amounts(shown) == []


def test_an_arrangement_is_read_out_agreed_on_texted_and_wrapped_up(
    collector: Collector, call: str, store: Engine
) -> None:
    reach_the_matter(collector, call)
    wish = {"amount": "50", "frequency": "monthly", "first_on": "2026-12-15", "down": "42"}
    shown = collector.post(call, f"{call}/terms", **wish).text
    assert "8 payments every month of $50.00 each" in shown
    assert "You pay $42.00 today" in shown
    assert "send you the terms in writing first" in shown
    key = shown.split('name="read_back" value="')[1].split('"')[0]
    sent = wish | {"read_back": key, "once": ONCE, "by_text": "true"}
    assert collector.post(call, f"{call}/arrangement", **sent).status_code == 303
    assert collector.post(call, f"{call}/arrangement", **sent).status_code == 303  # twice is once
    collector.do(call, "steps/end")
    drafted = collector.row(call).notes or ""
    assert "Verified by date of birth and ZIP code." in drafted
    assert "Agreed: $442.00 in 9 payments, the first $42.00" in drafted
    wrap_up(collector, call, "arrangement_agreed", notes=drafted)
    with reading(store) as session:
        row = collector.row(call)
        agreed = active_arrangement(session, row.guarantor_id)
        assert agreed is not None
        assert [payment.number for payment in agreed.installments] == list(range(9))
        assert agreed.conversation_id == row.conversation_id
        texts = list(
            session.scalars(
                select(OutboundMessage).join(Conversation).where(Conversation.phone == WALTER)
            )
        )
        assert len(texts) == 1
        assert "first $50.00" in texts[0].body
        assert "you pay $42.00" in texts[0].body
        (note,) = session.scalars(
            select(ConversationNote).filter_by(conversation_id=row.conversation_id)
        )
        assert note.body == drafted
        (attempt,) = session.scalars(select(ContactAttempt).filter_by(phone=WALTER))
        assert attempt.outcome is Outcome.CONVERSATION
        acts = [
            entry.act
            for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.number))
            if entry.guarantor_id == row.guarantor_id
        ]
    assert row.state is CallState.CLOSED
    assert row.next_contact_at is None
    for act in ("make_call", "open_call", "verify_in_call", "set_up_arrangement", "wrap_up_call"):
        assert act in acts


def test_a_promise_a_callback_and_the_next_day_are_kept_in_one_act(
    collector: Collector, call: str, store: Engine
) -> None:
    reach_the_matter(collector, call)
    collector.do(call, "steps/end")
    refused = collector.post(
        call,
        f"{call}/wrap-up",
        disposition="promise_to_pay",
        notes="x",
        promise_amount="9999",
        promise_day="2026-12-01",
    )
    assert refused.status_code == 400
    assert "up to the balance" in refused.text
    assert 'value="9999"' in refused.text  # nothing that was filled in is lost
    assert collector.row(call).state is CallState.WRAP_UP
    wrap_up(
        collector,
        call,
        "promise_to_pay",
        promise_amount="42",
        promise_day="2026-12-02",
        work_kind="documents",
        work_words="the itemized bill, SSN 123-45-6789",
    )
    row = collector.row(call)
    with reading(store) as session:
        work = {item.kind: item for item in open_work_items(session, row.guarantor_id)}
    assert set(work) == {"promise_to_pay", "documents"}
    assert work["promise_to_pay"].due_on == dt.date(2026, 12, 2)
    assert "6789" not in work["documents"].details["said"]
    assert row.next_contact_at == dt.datetime(2026, 12, 3, 13, 0, tzinfo=dt.UTC)  # 8 am


@pytest.mark.parametrize(
    ("objection", "ending", "kind"),
    [
        ("disputes_service_or_amount", "disputed", "dispute"),
        ("represented_by_attorney", "attorney", "attorney"),
        ("financial_assistance_request", "financial_assistance", "financial_help"),
        ("wants_itemized_bill", "documents_requested", "itemized_bill"),
        ("bad_time_or_workplace", "callback_requested", "callback"),
    ],
)
def test_what_a_button_opened_the_ending_does_not_open_again(
    collector: Collector, call: str, store: Engine, objection: str, ending: str, kind: str
) -> None:
    reach_the_matter(collector, call)
    press(collector, call, objection)
    callback = {"callback_at": "2026-11-24T10:00"} if kind == "callback" else {}
    wrap_up(collector, call, ending, **callback)
    row = collector.row(call)
    with reading(store) as session:
        (item,) = open_work_items(session, row.guarantor_id)
        assert item.kind == kind
        assert item.details["said"] == "what was heard"
        assert item.details["call"] == row.id
        assert ("at" in item.details) == (kind == "callback")
        holds = [hold.kind for hold in active_holds(session, WALTER)]
        assert holds == [hold for hold in [LEAVES[CallDisposition(ending)].hold] if hold]


def test_words_for_work_that_is_open_already_are_added_to_it(
    collector: Collector, call: str, store: Engine
) -> None:
    reach_the_matter(collector, call)
    press(collector, call, "wants_itemized_bill")
    work = {"work_kind": "itemized_bill", "work_words": "to the new address"}
    wrap_up(collector, call, "information_given", **work)
    with reading(store) as session:
        (item,) = open_work_items(session, collector.row(call).guarantor_id)
        assert item.details["said"] == "what was heard\nto the new address"


def test_a_callback_that_was_promised_in_the_call_is_not_settled_by_it(
    collector: Collector, call: str, store: Engine
) -> None:
    reach_the_matter(collector, call)
    press(collector, call, "emotional_distress")
    wrap_up(collector, call, "information_given")
    with reading(store) as session:
        (item,) = open_work_items(session, collector.row(call).guarantor_id)
        assert item.kind == "callback"
    listed = collector.browser.get(CALLS)
    assert listed.status_code == 200  # no moment was named: they wait for the day it is due


def press(collector: Collector, call: str, objection: str) -> None:
    """Press the button of the answer to an objection."""
    sent = {"heard": "what was heard", "once": ONCE}
    answer = collector.post(call, f"{call}/objection/{objection}/act", **sent)
    assert answer.status_code == 303, answer.text


def test_a_next_call_that_the_rules_refuse_is_not_kept(collector: Collector, call: str) -> None:
    reach_the_matter(collector, call)
    sent = {"disposition": "information_given", "notes": "x", "next_at": "2026-11-25T10:00"}
    refused = collector.post(call, f"{call}/wrap-up", **sent)
    assert refused.status_code == 400
    assert "T4" in refused.text  # within seven days of a conversation
    late = sent | {"disposition": "callback_requested", "next_at": ""}
    refused = collector.post(call, f"{call}/wrap-up", **late, callback_at="2026-11-25T23:30")
    assert "T1" in refused.text
    assert collector.row(call).closed_at is None


@pytest.mark.parametrize("ending", [one for one in CallDisposition if not LEAVES[one].verified])
def test_each_ending_of_a_call_with_nobody_proved_leaves_its_rows(
    collector: Collector, call: str, store: Engine, ending: CallDisposition
) -> None:
    leaves = LEAVES[ending]
    with transaction(store) as session:
        talk = Conversation(
            id="c1",
            channel="sms",
            phone=WALTER,
            our_number="+12165550100",
            language="en",
            created_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
        )
        session.add(talk)
        session.flush()
        session.add(
            OutboundMessage(
                conversation_id="c1",
                author=Author.SYSTEM,
                purpose="reminder",
                body="a reminder",
                created_at=talk.created_at,
                state_at=talk.created_at,
            )
        )
    callback = {"callback_at": "2026-11-24T10:00"} if leaves.work == "callback" else {}
    wrap_up(collector, call, ending.value, **callback)
    row = collector.row(call)
    with reading(store) as session:
        (attempt,) = session.scalars(select(ContactAttempt).filter_by(phone=WALTER))
        assert attempt.outcome.value == leaves.outcome
        holds = [hold.kind for hold in active_holds(session, WALTER)]
        assert holds == ([leaves.hold] if leaves.hold else [])
        work = [item.kind for item in open_work_items(session, row.guarantor_id)]
        assert work == ([leaves.work] if leaves.work else [])
        (waiting,) = session.scalars(select(OutboundMessage).filter_by(conversation_id="c1"))
        stopped = leaves.ends_texts or leaves.hold not in (None, "dispute")
        assert (waiting.state is OutboundState.WITHDRAWN) == stopped
    assert row.disposition == ending.value
    planned = leaves.again_after is not None or bool(callback)
    assert (row.next_contact_at is not None) == planned


@pytest.mark.parametrize("ending", [one for one in CallDisposition if LEAVES[one].verified])
def test_an_ending_of_a_proved_person_is_refused_for_anybody_else(
    collector: Collector, call: str, ending: CallDisposition
) -> None:
    sent = {"disposition": ending.value, "notes": "x"}
    refused = collector.post(call, f"{call}/wrap-up", **sent)
    assert refused.status_code == 400
    assert f'value="{ending.value}"' not in collector.browser.get(call).text


def test_what_is_due_of_a_debt_collector_comes_once_and_before_the_bill(
    collector: Collector, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    policy = (
        settings()
        .policy_file.read_text()
        .replace('collector_role = "first_party"', 'collector_role = "third_party"')
    )
    path = tmp_path / "policy.toml"
    path.write_text(policy)
    monkeypatch.setenv("PLAINBILL_POLICY_FILE", str(path))
    settings.cache_clear()
    call = collector.begin(WALTER)
    reach_the_matter(collector, call)
    shown = collector.browser.get(call).text
    assert "This is an attempt to collect a debt" in shown
    assert amounts(shown) == []
    collector.do(call, "said/debt_first")
    assert "$442.00" in amounts(collector.browser.get(call).text)
    assert collector.post(call, f"{call}/said/debt_first").status_code == 400
    assert collector.row(call).said == ["recording", "debt_first"]


def test_no_call_is_begun_that_the_rules_refuse(
    collector: Collector, scene: Scene, moment: Moment, store: Engine
) -> None:
    page = collector.browser.get(f"{CALLS}/with/{key(store, BILL)}").text
    assert "D3" in page
    assert "I’m dialling" not in page
    refused = collector.post(CALLS, CALLS, guarantor_id=str(key(store, BILL)))
    assert refused.status_code == 400
    moment.now = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)  # 10 pm in Cleveland
    collector.log_in(scene)
    late = collector.browser.get(f"{CALLS}/with/{key(store, WALTER)}").text
    assert "T1" in late
    assert "Not before Nov 24, 8:00 AM" in late
    refused = collector.post(CALLS, CALLS, guarantor_id=str(key(store, WALTER)))
    assert refused.status_code == 400
    with reading(store) as session:
        assert session.scalars(select(ContactAttempt).filter_by(phone=WALTER)).first() is None


def test_a_call_counts_from_its_first_second_and_is_called_once_at_a_time(
    collector: Collector, call: str, store: Engine
) -> None:
    with reading(store) as session:
        (attempt,) = session.scalars(select(ContactAttempt).filter_by(phone=WALTER))
        assert attempt.outcome is Outcome.UNANSWERED
    assert collector.begin(WALTER) == call  # the same one goes on, in whichever window
    other = collector.post(CALLS, CALLS, guarantor_id=str(key(store, CARMEN)))
    assert other.status_code == 400
    assert "in another call" in other.text


def test_a_call_by_a_button_rings_the_collector_first_and_counts_once_it_is_dialled(
    collector: Collector, store: Engine, moment: Moment
) -> None:
    person = str(key(store, WALTER))
    give_phone(store, "")
    refused = collector.post(CALLS, CALLS, guarantor_id=person, by_button="true")
    assert "your own telephone number first" in refused.text
    give_phone(store, "+12165550177")
    begun = collector.post(CALLS, CALLS, guarantor_id=person, by_button="true")
    call = collector.row(begun.headers["location"])
    with transaction(store) as session:
        (bridge,) = session.scalars(select(OutgoingCall))
        (attempt,) = session.scalars(select(ContactAttempt).filter_by(phone=WALTER))
        assert bridge.attempt_id == attempt.id == call.contact_attempt_id
        assert attempt.outcome is Outcome.NOT_CONNECTED  # nobody has dialled the person yet
        assert accept(session, bridge, moment.now) is None
    with reading(store) as session:
        (attempt,) = session.scalars(select(ContactAttempt).filter_by(phone=WALTER))
        assert attempt.outcome is Outcome.UNANSWERED


def test_a_colleagues_call_is_theirs_and_a_supervisor_may_finish_it(
    collector: Collector, call: str, desk: TestClient, site: FastAPI, scene: Scene, store: Engine
) -> None:
    assert desk.get(call).status_code == 403
    assert desk.get("/console/calls").status_code == 200
    theirs = Collector(desk, store)
    refused = theirs.post(CALLS, CALLS, guarantor_id=str(key(store, WALTER)))
    assert "Cole Whitaker has a call with this person" in refused.text
    boss = TestClient(site, follow_redirects=False)
    boss.post("/console/login", data={"username": "demo-supervisor", "password": scene.password})
    assert boss.get(call).status_code == 200
    wrap_up(Collector(boss, store), call, "no_answer")


def test_notes_are_kept_while_they_are_written_without_card_numbers(
    collector: Collector, call: str
) -> None:
    typed = "card 4242 4242 4242 4242, calls back"
    assert collector.post(call, f"{call}/notes", notes=typed).status_code == 204
    assert "calls back" in collector.browser.get(call).text
    assert "4242 4242" not in (collector.row(call).notes or "")


def test_the_ending_is_kept_while_it_is_filled_in_and_gone_once_it_is_saved(
    collector: Collector, call: str
) -> None:
    reach_the_matter(collector, call)
    collector.do(call, "steps/end")
    typed = {"disposition": "promise_to_pay", "promise_amount": "60", "by_text": "true"}
    typed |= {
        "notes": "Pays on payday.",
        "work_kind": "dispute",
        "work_words": "4111 1111 1111 1111",
    }
    assert collector.post(call, f"{call}/wrap-up/draft", **typed).status_code == 204
    again = collector.browser.get(call).text
    assert '<option value="promise_to_pay" selected>' in again
    assert 'name="promise_amount" inputmode="decimal" maxlength="12" value="60"' in again
    assert 'name="by_text" value="true" checked' in again
    assert "Pays on payday." in again
    assert "4111 1111" not in again
    wrap_up(collector, call, "information_given")
    late = collector.post(call, f"{call}/wrap-up/draft", **typed)
    assert (late.status_code, collector.row(call).typed) == (204, {})


def test_who_wants_no_recording_is_spoken_to_without(collector: Collector, call: str) -> None:
    assert "turning the recording off" not in collector.browser.get(call).text
    collector.do(call, "unrecorded")
    page = collector.browser.get(call).text
    assert "turning the recording off" in page
    collector.do(call, "steps/reach")
    assert "turning the recording off" not in collector.browser.get(call).text  # said once
    assert f"{call}/unrecorded" not in page
    assert collector.verify(call, *WALTERS).status_code == 303
    assert "$442.00" in amounts(collector.browser.get(call).text)
    assert collector.post(call, f"{call}/unrecorded").status_code == 400
    collector.do(call, "steps/end")
    assert "They wanted no recording; it went on without." in collector.browser.get(call).text
    assert not collector.row(call).recorded


def test_who_has_answered_at_this_hour_stands_higher_for_it(
    collector: Collector, store: Engine
) -> None:
    assert "has answered at this hour" not in collector.browser.get(CALLS).text
    with transaction(store) as session:
        session.add(
            ContactAttempt(
                phone=WALTER,
                channel=Channel.VOICE,
                purpose="collection",
                outcome=Outcome.CONVERSATION,
                attempted_at=NOW - dt.timedelta(days=21),
            )
        )
    assert "has answered at this hour" in collector.browser.get(CALLS).text


def test_the_list_says_why_each_stands_where_they_do(collector: Collector) -> None:
    page = collector.browser.get(CALLS).text
    assert "never called" in page
    assert "to pay" in page
    assert "Not now" in page
    order = " ".join(page.split("How the order is made")[1].split("</details>")[0].split())
    assert f'moment has come <span class="points">+{call_priority.CALLBACK_DUE}</span>' in order
    assert f"for each ${call_priority.DOLLARS_A_POINT}, at most" in order
    assert "pays by arrangement" in page  # Carmen
    assert "a dispute has not been answered" in page  # Bill


def test_the_list_finds_somebody_by_account_phone_and_name(collector: Collector) -> None:
    for who in ("LH-204101", "0141", "walter"):
        found = collector.post(CALLS, f"{CALLS}/search", who=who).text
        assert "Walter Pruitt" in found.split('id="found"')[1].split("</section>")[0]


def test_a_voicemail_says_its_parts_and_nothing_of_a_bill(collector: Collector, call: str) -> None:
    collector.do(call, "steps/voicemail")
    page = collector.browser.get(call).text
    said = page.split('class="say" lang="en">')[1].split("</p>")[0]
    assert said == (
        "Hello. This is a message from Lakeside Health. My name is Cole Whitaker. "
        "Please call me back. The number is (216) 555-0100."
    )
    assert "recorded" not in said


def test_the_words_are_in_the_language_of_the_person(collector: Collector) -> None:
    call = collector.begin(MARIA)
    assert "es posible que se grabe esta llamada" in collector.browser.get(call).text


def test_an_unknown_call_and_an_unknown_person_are_not_there(collector: Collector) -> None:
    assert collector.browser.get(f"{CALLS}/999").status_code == 404
    assert collector.browser.get(f"{CALLS}/with/999").status_code == 404
    assert collector.post(CALLS, CALLS, guarantor_id="999").status_code == 404


def give_phone(store: Engine, number: str) -> None:
    with transaction(store) as session:
        staff = session.scalars(select(StaffAccount).filter_by(username="demo-collector")).one()
        set_phone(session, staff.id, number)


def key(store: Engine, phone: str) -> int:
    """The id of whoever is on file under a number."""
    with reading(store) as session:
        found = session.scalars(select(Guarantor.id).filter_by(phone=phone)).first()
        assert found is not None
        return found
