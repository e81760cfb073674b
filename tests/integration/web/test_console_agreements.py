"""What staff agree on with a person follows the assistant's rules, and reaches the person."""

from __future__ import annotations

import datetime as dt

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from receivables.domain.money import Money
from receivables.services.arrangements import active_arrangement
from receivables.services.balances import balance_summary
from receivables.store.database import reading, transaction
from receivables.store.tables import (
    AuditEntry,
    Guarantor,
    PaymentArrangement,
    Verification,
    WorkItem,
)
from tests.integration.web.conftest import Moment
from tests.integration.web.forms import send
from tests.integration.web.test_console_acts import last_text
from tests.web.scene import BILL, CARMEN, MARIA, STRANGER, Scene

ONCE = "0" * 32
WISH = {"amount": "50", "frequency": "monthly", "first_on": "2026-12-15"}


def at(scene: Scene, phone: str) -> str:
    return f"/console/conversations/{scene.talks[phone]}"


def terms_of(desk: TestClient, scene: Scene, phone: str = MARIA, **wish: str) -> str:
    """The key of the terms that are shown for a wish."""
    page = at(scene, phone)
    shown = send(desk, page, f"{page}/arrangement/terms", **(WISH | wish))
    assert shown.status_code == 200, shown.text
    return shown.text.split('name="read_back" value="')[1].split('"')[0]


def person(store: Engine, phone: str) -> Guarantor:
    with reading(store) as session:
        return session.scalars(select(Guarantor).filter_by(phone=phone)).one()


def test_a_yes_to_the_terms_sets_the_arrangement_up_and_tells_the_person(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    page, maria = at(scene, MARIA), person(store, MARIA)
    key = terms_of(desk, scene)
    sent = WISH | {"read_back": key, "once": ONCE}
    assert send(desk, page, f"{page}/arrangement", **sent).status_code == 303
    assert send(desk, page, f"{page}/arrangement", **sent).status_code == 303  # twice is once
    with reading(store) as session:
        agreed = active_arrangement(session, maria.id)
        assert agreed is not None
        assert agreed.total == balance_summary(session, maria.id).total
        assert Money.total(payment.amount for payment in agreed.installments) == agreed.total
        assert session.query(PaymentArrangement).filter_by(guarantor_id=maria.id).count() == 1
    assert "Su plan está guardado" in last_text(store, scene.talks[MARIA])


def test_terms_that_are_no_longer_those_of_the_balance_are_refused(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    page, key = at(scene, MARIA), terms_of(desk, scene)
    other = WISH | {"amount": "60", "read_back": key, "once": ONCE}
    refused = send(desk, page, f"{page}/arrangement", **other)
    assert refused.status_code == 400
    assert "balance has changed" in refused.text


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"amount": "", "first_on": "2026-12-15"}, "Give an amount"),
        ({"amount": "fifty", "first_on": "2026-12-15"}, "Write the amount like"),
        ({"amount": "-5", "first_on": "2026-12-15"}, "above zero"),
        ({"amount": "50", "first_on": ""}, "choose the first day"),
    ],
)
def test_a_wish_that_is_none_is_answered_with_what_to_write(
    desk: TestClient, scene: Scene, wish: dict[str, str], why: str
) -> None:
    page = at(scene, MARIA)
    refused = send(desk, page, f"{page}/arrangement/terms", **wish)
    assert refused.status_code == 400
    assert why in refused.text


def test_less_than_policy_allows_is_answered_with_the_nearest_terms(
    desk: TestClient, scene: Scene
) -> None:
    page = at(scene, MARIA)
    shown = send(desk, page, f"{page}/arrangement/terms", **(WISH | {"amount": "1"}))
    assert "Not as wished" in shown.text


def test_nothing_is_agreed_with_somebody_not_verified(
    desk: TestClient, scene: Scene, moment: Moment, store: Engine
) -> None:
    page = at(scene, STRANGER)
    assert send(desk, page, f"{page}/arrangement/terms", **WISH).status_code == 400
    page, key = at(scene, MARIA), terms_of(desk, scene)
    with transaction(store) as session:
        session.query(Verification).update({"expires_at": moment.now - dt.timedelta(minutes=1)})
    sent = WISH | {"read_back": key, "once": ONCE}
    refused = send(desk, page, f"{page}/arrangement", **sent)
    assert refused.status_code == 400
    assert "Verify who it is" in refused.text


def test_a_second_arrangement_is_refused(desk: TestClient, scene: Scene) -> None:
    page = at(scene, CARMEN)
    refused = send(desk, page, f"{page}/arrangement/terms", **WISH)
    assert refused.status_code == 400
    assert "has an arrangement already" in refused.text


def test_a_hold_on_the_money_keeps_staff_from_arranging(desk: TestClient, scene: Scene) -> None:
    page = at(scene, BILL)
    refused = send(desk, page, f"{page}/arrangement/terms", **WISH)
    assert refused.status_code == 400
    assert "no visit is payable" in refused.text


def test_a_promise_is_kept_track_of_and_told(desk: TestClient, scene: Scene, store: Engine) -> None:
    page, maria = at(scene, MARIA), person(store, MARIA)
    with reading(store) as session:
        owed = balance_summary(session, maria.id).total
    sent = {"amount": "$20.00", "day": "2026-12-01", "once": ONCE}
    assert send(desk, page, f"{page}/promise", **sent).status_code == 303
    with reading(store) as session:
        (item,) = session.scalars(select(WorkItem).filter_by(kind="promise_to_pay"))
        assert (item.details["amount"], item.due_on) == ("20.00", dt.date(2026, 12, 1))
        assert balance_summary(session, maria.id).total == owed  # a promise is no payment
        acts = list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.number)))
    assert acts[-1] == "record_promise"
    assert "$20.00" in last_text(store, scene.talks[MARIA])
    assert "Promise to pay" in desk.get(page).text


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"amount": "99999", "day": "2026-12-01"}, "up to the balance"),
        ({"amount": "0", "day": "2026-12-01"}, "above zero"),
        ({"amount": "20", "day": "2020-01-01"}, "has passed"),
        ({"amount": "20", "day": "soon"}, "choose the day"),
    ],
)
def test_a_promise_that_cannot_be_is_refused(
    desk: TestClient, scene: Scene, sent: dict[str, str], why: str
) -> None:
    page = at(scene, MARIA)
    refused = send(desk, page, f"{page}/promise", once=ONCE, **sent)
    assert refused.status_code == 400
    assert why in refused.text


def test_suggestions_name_nothing_of_an_account_until_somebody_is_verified(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    def suggested(phone: str) -> list[str]:
        words = desk.get(at(scene, phone)).text.split('data-fill="body">')[1:]
        return [part.split("</button>")[0] for part in words]

    assert suggested(MARIA)[0] == "Hola, soy Dana, de la oficina de cobros. ¿En qué puedo ayudarle?"
    assert any("$" in words for words in suggested(MARIA))
    assert not any("MÁS" in words for words in suggested(MARIA))  # the assistant is silent
    before = last_text(store, scene.talks[MARIA])
    assert suggested(MARIA)
    assert last_text(store, scene.talks[MARIA]) == before
    with transaction(store) as session:
        session.query(Verification).update({"expires_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})
    assert not any("$" in words for words in suggested(MARIA))


def test_work_is_opened_for_a_colleague_and_done(
    desk: TestClient, scene: Scene, store: Engine
) -> None:
    page = at(scene, MARIA)
    sent = {"kind": "documents", "body": "send the letter, SSN 123-45-6789", "once": ONCE}
    assert send(desk, page, f"{page}/work", **sent).status_code == 303
    with reading(store) as session:
        (item,) = session.scalars(select(WorkItem).filter_by(kind="documents"))
        assert "6789" not in item.details["said"]
    other = at(scene, CARMEN)
    assert send(desk, other, f"{other}/work/{item.id}/done").status_code == 400
    assert send(desk, page, f"{page}/work/{item.id}/done").status_code == 303
    with reading(store) as session:
        assert session.get_one(WorkItem, item.id).closed_at is not None
    assert send(desk, page, f"{page}/work", kind="nonsense", once=ONCE).status_code == 400
