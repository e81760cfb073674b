"""What staff do for a person besides writing: the link to a bill, the terms that were sent."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from receivables.services.balances import VisitBalance, balance_summary
from receivables.store.database import reading
from receivables.store.tables import (
    ArrangementState,
    Guarantor,
    OutboundMessage,
    PaymentArrangement,
)
from tests.integration.web.forms import send
from tests.web.scene import CARMEN, MARIA, STRANGER, Scene


def visits_of(store: Engine, phone: str) -> list[VisitBalance]:
    with reading(store) as session:
        person = session.scalars(select(Guarantor).filter_by(phone=phone)).one()
        return list(balance_summary(session, person.id).visits)


def last_text(store: Engine, key: str) -> str:
    with reading(store) as session:
        wanted = select(OutboundMessage).filter_by(conversation_id=key)
        return list(session.scalars(wanted.order_by(OutboundMessage.id)))[-1].body


def link(desk: TestClient, scene: Scene, phone: str, visit: VisitBalance) -> int:
    page = f"/console/conversations/{scene.talks[phone]}"
    return send(desk, page, f"{page}/bill-link", encounter_id=str(visit.encounter_id)).status_code


def test_the_link_of_a_bill_is_texted_in_the_patients_language_and_opens_it(
    desk: TestClient, browser: TestClient, scene: Scene, store: Engine
) -> None:
    visit = visits_of(store, MARIA)[-1]
    assert link(desk, scene, MARIA, visit) == 303
    words = last_text(store, scene.talks[MARIA])
    assert "Su cuenta en una imagen" in words
    found = re.search(r"http://testserver(/p/\S+)", words)
    assert found
    opened = browser.post(
        found[1], data={"date_of_birth": "17 de abril de 1986"}, follow_redirects=True
    )
    assert "Su cuenta, explicada" in opened.text
    assert f"${visit.balance}" in opened.text


def test_a_visit_of_somebody_else_is_never_linked(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    before = last_text(store, scene.talks[MARIA])
    assert link(desk, scene, MARIA, visits_of(store, CARMEN)[0]) == 400
    assert last_text(store, scene.talks[MARIA]) == before


def test_someone_not_verified_is_sent_no_link(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    assert link(desk, scene, STRANGER, visits_of(store, MARIA)[0]) == 400


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
