"""The staff console: who waits, what a conversation shows, and what staff may do in it."""

from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event, select

from receivables.domain.handoffs import HandoffState
from receivables.services.audit_trail import acts_of
from receivables.services.handoffs import open_handoff
from receivables.services.staff import find_staff
from receivables.store.database import reading
from receivables.store.tables import (
    Author,
    Conversation,
    Guarantor,
    OutboundMessage,
    OutboundState,
)
from tests.integration.web.forms import send
from tests.web.scene import BILL, CARMEN, MARIA, STRANGER, Scene


def conversation(scene: Scene, phone: str) -> str:
    return f"/console/conversations/{scene.talks[phone]}"


def outbox(store: Engine, key: str) -> list[OutboundMessage]:
    with reading(store) as session:
        wanted = select(OutboundMessage).filter_by(conversation_id=key)
        return list(session.scalars(wanted.order_by(OutboundMessage.id)))


def shown(desk: TestClient, page: str) -> str:
    """The words of a page, without its markup."""
    return html.unescape(re.sub(r"<[^>]+>", " ", desk.get(page).text))


def test_the_inbox_lists_who_waits_the_longest_first(desk: TestClient, scene: Scene) -> None:
    rows = re.findall(r'href="/console/conversations/(\w+)"', desk.get("/console").text)
    assert rows == [scene.talks[phone] for phone in (BILL, CARMEN, MARIA, STRANGER)]


def test_the_inbox_masks_who_it_is(desk: TestClient) -> None:
    page = desk.get("/console").text
    assert "M. S." in page
    assert "··· 0142" in page
    assert "María Santos" not in page
    assert "5550142" not in page


def test_the_inbox_warns_of_holds_and_of_those_who_opted_out(desk: TestClient) -> None:
    words = shown(desk, "/console")
    assert "Dispute" in words
    assert "Opted out" in words


def test_the_inbox_asks_a_fixed_number_of_queries(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    queries = []
    event.listen(store, "before_cursor_execute", lambda *call: queries.append(call[2]))
    desk.get("/console/inbox")
    assert len([query for query in queries if query.lstrip().startswith("SELECT")]) <= 10


def test_a_script_in_a_text_is_shown_as_text(desk: TestClient, scene: Scene) -> None:
    for page in ("/console", conversation(scene, STRANGER)):
        markup = desk.get(page).text
        assert "<script>document" not in markup
        assert "<img" not in markup
        assert "<script>document.title='owned'</script>" in html.unescape(markup)


def test_a_link_in_a_text_is_shown_as_text(desk: TestClient, scene: Scene) -> None:
    markup = desk.get(conversation(scene, STRANGER)).text
    assert "https://evil.example/pay" in markup
    assert 'href="https://evil' not in markup


def test_a_conversation_shows_the_thread_with_its_delivery(desk: TestClient, scene: Scene) -> None:
    words = shown(desk, conversation(scene, MARIA))
    assert "¿por qué debo tanto?" in words
    assert "Delivered" in words


def test_a_conversation_shows_who_was_verified_and_why_they_owe(
    desk: TestClient, scene: Scene
) -> None:
    words = shown(desk, conversation(scene, MARIA))
    assert "Verified" in words
    assert "$325.00" in words
    assert "Deductible" in words
    assert "PR-1 300.00" in words  # where the amount comes from


def test_someone_not_verified_shows_no_balance(desk: TestClient, scene: Scene) -> None:
    words = shown(desk, conversation(scene, STRANGER))
    assert "Not verified" in words
    assert "$" not in words


def test_a_held_visit_names_no_amount(desk: TestClient, scene: Scene) -> None:
    words = shown(desk, conversation(scene, BILL))
    assert "Held" in words
    assert "$20.00" not in words


def test_an_arrangement_is_shown_with_its_payments(desk: TestClient, scene: Scene) -> None:
    words = shown(desk, conversation(scene, CARMEN))
    assert "$2,400.00 in 12 payments, monthly" in words
    assert words.count("$200.00") == 12 + 1  # each payment, and the next in a suggested reply


def test_a_reply_goes_to_the_outbox_as_a_person(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    page = conversation(scene, MARIA)
    send(desk, page, f"{page}/replies", body="  Buenos días, soy Dana.  ")
    text = outbox(store, scene.talks[MARIA])[-1]
    assert (text.author, text.purpose) == (Author.REPRESENTATIVE, "person")
    assert (text.body, text.state) == ("Buenos días, soy Dana.", OutboundState.PENDING)
    with reading(store) as session:
        handoff = open_handoff(session, scene.talks[MARIA])
    assert handoff is not None
    assert handoff.state is HandoffState.ACCEPTED


@pytest.mark.parametrize(
    ("body", "reason"), [("", "Write a text first"), ("x" * 481, "481 characters; 480 at most")]
)
def test_a_reply_that_cannot_be_sent_says_why_and_keeps_the_words(
    desk: TestClient, scene: Scene, store: Engine, body: str, reason: str
) -> None:
    page, before = conversation(scene, MARIA), len(outbox(store, scene.talks[MARIA]))
    answer = send(desk, page, f"{page}/replies", body=body)
    assert answer.status_code == 400
    assert reason in answer.text
    assert body in answer.text
    assert len(outbox(store, scene.talks[MARIA])) == before


def test_nobody_texts_a_person_who_opted_out(desk: TestClient, scene: Scene, store: Engine) -> None:
    page = conversation(scene, STRANGER)
    answer = send(desk, page, f"{page}/replies", body="hello")
    assert answer.status_code == 400
    assert "opted out" in answer.text
    assert outbox(store, scene.talks[STRANGER]) == []


def test_giving_back_lets_the_assistant_speak_and_tells_the_patient_once(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    page, key = conversation(scene, MARIA), scene.talks[MARIA]
    before = len(outbox(store, key))
    for _ in range(2):
        answer = send(desk, page, f"{page}/give-back")
        assert answer.headers["location"] == "/console"
    with reading(store) as session:
        assert open_handoff(session, key) is None
    assert len(outbox(store, key)) == before + 1
    assert key not in desk.get("/console").text


def test_once_given_back_a_person_may_not_cut_in(desk: TestClient, scene: Scene) -> None:
    page = conversation(scene, MARIA)
    send(desk, page, f"{page}/give-back")
    answer = send(desk, page, f"{page}/replies", body="one more thing")
    assert answer.status_code == 400
    assert "with the assistant" in answer.text


def test_every_opened_page_and_every_act_is_written_down(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    page = conversation(scene, MARIA)
    send(desk, page, f"{page}/replies", body="hola")
    with reading(store) as session:
        maria = session.scalars(select(Guarantor).filter_by(phone=MARIA)).one()
    desk.get(f"/console/accounts/{maria.id}")
    desk.get(f"{page}/thread")  # a page that refreshes itself is not opened again
    with reading(store) as session:
        staff = find_staff(session, scene.username)
        assert staff is not None
        seen = [
            (row.act, row.conversation_id, row.guarantor_id) for row in acts_of(session, staff.id)
        ]
    assert seen == [
        ("log_in", None, None),
        ("open_conversation", scene.talks[MARIA], maria.id),
        ("reply", scene.talks[MARIA], None),
        ("open_account", None, maria.id),
    ]


def test_an_account_shows_what_staff_ask_for(desk: TestClient, store: Engine) -> None:
    with reading(store) as session:
        maria = session.scalars(select(Guarantor).filter_by(phone=MARIA)).one()
    words = shown(desk, f"/console/accounts/{maria.id}")
    assert "Apr 17, 1986" in words
    assert "44102" in words
    assert "LH-204103" in words


@pytest.mark.parametrize("page", ["/console/accounts/99999", "/console/conversations/cnone"])
def test_what_is_not_there_is_not_found(desk: TestClient, page: str) -> None:
    assert desk.get(page).status_code == 404


def test_no_name_or_number_stands_in_an_address(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    with reading(store) as session:
        phones = list(session.scalars(select(Conversation.phone)))
    for page in ("/console", conversation(scene, MARIA), conversation(scene, BILL)):
        addresses = re.findall(r'(?:href|action|hx-\w+)="([^"]+)"', desk.get(page).text)
        assert [a for a in addresses if any(phone[-4:] in a for phone in phones)] == []


def test_each_page_weighs_less_than_100_kilobytes(desk: TestClient, scene: Scene) -> None:
    for page in ("/console", conversation(scene, CARMEN)):
        files = re.findall(r'(?:href|src)="(/static/[^"]+)"', desk.get(page).text)
        assert sum(len(desk.get(file).content) for file in [*files, page]) < 100_000
