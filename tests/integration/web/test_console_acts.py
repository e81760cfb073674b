"""What staff do for a person besides writing: the link to a bill, the terms that were sent."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from receivables.services.balances import VisitBalance, balance_summary
from receivables.services.consents import record_consent
from receivables.services.work_items import open_work_item
from receivables.store.database import reading, transaction
from receivables.store.tables import (
    ArrangementState,
    AuditEntry,
    Guarantor,
    OutboundMessage,
    PaymentArrangement,
)
from tests.builders import NOW
from tests.integration.web.forms import send
from tests.web.scene import CARMEN, MARIA, STRANGER, Scene


def visits_of(store: Engine, phone: str) -> list[VisitBalance]:
    with reading(store) as session:
        person = session.scalars(select(Guarantor).filter_by(phone=phone)).one()
        return list(balance_summary(session, person.id).visits)


def born_of(store: Engine, phone: str) -> str:
    with reading(store) as session:
        person = session.scalars(select(Guarantor).filter_by(phone=phone)).one()
        return person.date_of_birth.strftime("%m/%d/%Y")


def last_text(store: Engine, key: str) -> str:
    with reading(store) as session:
        wanted = select(OutboundMessage).filter_by(conversation_id=key)
        return list(session.scalars(wanted.order_by(OutboundMessage.id)))[-1].body


def send_link(desk: TestClient, scene: Scene, phone: str, which: str) -> int:
    page = f"/console/conversations/{scene.talks[phone]}"
    return send(desk, page, f"{page}/document-link", which=which).status_code


def opened(browser: TestClient, words: str, born: str) -> str:
    """What the link in a text shows to whoever knows the date of birth."""
    found = re.search(r"http://testserver(/p/\S+)", words)
    assert found
    return browser.post(found[1], data={"date_of_birth": born}, follow_redirects=True).text


def test_the_link_of_a_bill_is_texted_in_the_patients_language_and_opens_it(
    desk: TestClient, browser: TestClient, scene: Scene, store: Engine
) -> None:
    visit = visits_of(store, MARIA)[-1]
    assert send_link(desk, scene, MARIA, f"bill:{visit.encounter_id}") == 303
    words = last_text(store, scene.talks[MARIA])
    assert "Su cuenta en una imagen" in words
    shown = opened(browser, words, "17 de abril de 1986")
    assert f"${visit.balance}" in shown
    assert '<html lang="es">' in shown


def offered(desk: TestClient, scene: Scene, phone: str) -> dict[str, str]:
    """What the page offers to send: kind and subject by the name it is shown under."""
    page = desk.get(f"/console/conversations/{scene.talks[phone]}").text
    options = re.findall(r'<option value="([a-z_]+:\d+)">([^<]+)</option>', page)
    return {name: which for which, name in options}


def test_each_document_on_file_is_texted_opened_and_written_down(
    desk: TestClient, browser: TestClient, scene: Scene, store: Engine
) -> None:
    born = born_of(store, CARMEN)
    with transaction(store) as session:
        carmen = session.scalars(select(Guarantor).filter_by(phone=CARMEN)).one()
        details = {"draft": "Dear insurer, please look again.", "insurer": "Rushmore Life"}
        open_work_item(session, "appeal", details, "letter", NOW, guarantor_id=carmen.id)
    documents = offered(desk, scene, CARMEN)
    kinds = ["account", "bill", "insurer_letter", "itemized_bill", "plan_terms"]
    assert sorted({which.split(":")[0] for which in documents.values()}) == kinds
    seen = {}
    for which in documents.values():
        assert send_link(desk, scene, CARMEN, which) == 303
        seen[which.split(":")[0]] = opened(browser, last_text(store, scene.talks[CARMEN]), born)
    assert "Dear insurer, please look again." in seen["insurer_letter"]
    assert seen["plan_terms"].count("<tr>") == 1 + 12
    assert "Total" in seen["itemized_bill"]
    assert "To pay now, for all visits" in seen["account"]
    with reading(store) as session:
        wanted = select(AuditEntry).filter_by(act="send_document_link").order_by(AuditEntry.number)
        written = [
            f"{row.details['document']}:{row.details['subject']}" for row in session.scalars(wanted)
        ]
    assert written == list(documents.values())


def test_what_is_somebody_elses_is_never_linked(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    before = last_text(store, scene.talks[MARIA])
    carmens = offered(desk, scene, CARMEN).values()
    assert {send_link(desk, scene, MARIA, which) for which in carmens} == {400}
    assert last_text(store, scene.talks[MARIA]) == before


def test_someone_not_verified_is_sent_no_link(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    assert offered(desk, scene, STRANGER) == {}
    marias = offered(desk, scene, MARIA).values()
    assert {send_link(desk, scene, STRANGER, which) for which in marias} == {400}


def test_a_link_to_nothing_that_we_know_is_refused(desk: TestClient, scene: Scene) -> None:
    assert send_link(desk, scene, MARIA, "password:1") == 404
    assert send_link(desk, scene, MARIA, "bill") == 422


def test_who_opted_out_is_offered_no_link_and_sent_none(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    which = next(iter(offered(desk, scene, MARIA).values()))
    with transaction(store) as session:
        record_consent(session, MARIA, "sms", False, "text:STOP", NOW)
    assert offered(desk, scene, MARIA) == {}
    assert send_link(desk, scene, MARIA, which) == 400


def test_terms_that_were_sent_make_the_arrangement_active(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    with reading(store) as session:
        carmen = session.scalars(select(Guarantor).filter_by(phone=CARMEN)).one()
    page = f"/console/accounts/{carmen.id}"
    assert "The written terms were sent" in desk.get(page).text
    assert send(desk, page, f"{page}/disclosure").status_code == 303
    with reading(store) as session:
        (agreed,) = session.scalars(select(PaymentArrangement).filter_by(guarantor_id=carmen.id))
        assert agreed.state is ArrangementState.ACTIVE
    assert "The written terms were sent" not in desk.get(page).text
