"""A patient's link: what it shows, to whom, and for how long."""

from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select

from receivables.services.portal_links import create_bill_link
from receivables.store.database import reading, transaction
from receivables.store.tables import Encounter, Guarantor, PortalLink
from tests.integration.web.conftest import Moment
from tests.web.scene import Scene


def shown(answer_text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", answer_text))


def prove(browser: TestClient, scene: Scene, born: str = "") -> int:
    data = {"date_of_birth": born or scene.portal_born}
    return browser.post(f"/p/{scene.portal_token}", data=data).status_code


def test_a_link_asks_for_the_date_of_birth_and_tells_nothing(
    browser: TestClient, scene: Scene
) -> None:
    words = shown(browser.get(f"/p/{scene.portal_token}").text)
    assert "Date of birth" in words
    for secret in ("Walter", "Lakeside Hospital", "$", "2026"):
        assert secret not in words


@pytest.mark.parametrize(
    "written", ["03/22/1979", "3-22-79", "march 22 1979", "22 de marzo de 1979"]
)
def test_the_date_is_understood_as_people_write_it(
    browser: TestClient, scene: Scene, written: str
) -> None:
    assert prove(browser, scene, written) == 303


def test_the_right_date_shows_the_bill_down_to_what_is_left(
    browser: TestClient, scene: Scene
) -> None:
    prove(browser, scene)
    words = shown(browser.get(f"/p/{scene.portal_token}").text)
    for part in ("$1,480.00", "−$450.00", "−$588.00", "$300.00", "$142.00", "$442.00"):
        assert part in words
    assert "What you can do next" in words


def test_a_wrong_date_shows_nothing(browser: TestClient, scene: Scene) -> None:
    assert prove(browser, scene, "1/1/1990") == 403
    assert "$" not in shown(browser.get(f"/p/{scene.portal_token}").text)


def test_after_five_wrong_dates_the_right_one_is_refused_too(
    browser: TestClient, scene: Scene
) -> None:
    assert [prove(browser, scene, "1/1/1990") for _ in range(5)] == [403] * 5
    assert prove(browser, scene) == 429


def test_a_new_link_for_the_same_visit_gives_no_further_tries(
    browser: TestClient, scene: Scene, store: Engine, moment: Moment
) -> None:
    for _ in range(5):
        prove(browser, scene, "1/1/1990")
    with transaction(store) as session:
        visit = session.scalars(select(PortalLink.subject_id)).first()
        assert visit is not None
        other = create_bill_link(session, visit, "en", moment.now)
    answer = browser.post(f"/p/{other}", data={"date_of_birth": scene.portal_born})
    assert answer.status_code == 429


def test_the_page_closes_after_15_minutes(
    browser: TestClient, scene: Scene, moment: Moment
) -> None:
    prove(browser, scene)
    moment.pass_by(minutes=14)
    assert "$442.00" in browser.get(f"/p/{scene.portal_token}").text
    moment.pass_by(minutes=1)
    assert "$442.00" not in browser.get(f"/p/{scene.portal_token}").text


def test_a_link_ends_after_a_day_and_then_looks_like_one_that_never_was(
    browser: TestClient, scene: Scene, moment: Moment
) -> None:
    moment.pass_by(hours=24)
    ended, never = browser.get(f"/p/{scene.portal_token}"), browser.get("/p/made-up")
    assert ended.status_code == never.status_code == 404
    assert ended.text == never.text
    assert prove(browser, scene) == 404


def test_proof_for_one_link_opens_no_other(
    browser: TestClient, scene: Scene, store: Engine, moment: Moment
) -> None:
    prove(browser, scene)
    visit = browser.cookies["plainbill_visit"]
    with transaction(store) as session:
        maria = session.scalars(select(Guarantor).filter_by(name="María Santos")).one()
        theirs = session.scalars(select(Encounter).filter_by(guarantor_id=maria.id)).first()
        assert theirs is not None
        other = create_bill_link(session, theirs.id, "es", moment.now)
    browser.cookies.clear()
    answer = browser.get(f"/p/{other}", headers={"cookie": f"plainbill_visit={visit}"})
    assert "Fecha de nacimiento" in answer.text


def test_a_spanish_link_speaks_spanish_throughout(
    browser: TestClient, scene: Scene, store: Engine, moment: Moment
) -> None:
    with transaction(store) as session:
        maria = session.scalars(select(Guarantor).filter_by(name="María Santos")).one()
        visit = session.scalars(select(Encounter).filter_by(account_number="LH-204103")).one()
        token = create_bill_link(session, visit.id, "es", moment.now)
    born = maria.date_of_birth.strftime("%m/%d/%Y")
    browser.post(f"/p/{token}", data={"date_of_birth": born})
    page = browser.get(f"/p/{token}").text
    assert '<html lang="es">' in page
    assert "Falta por pagar" in page
    assert "deducible" in page
    assert "Deductible" not in page


def test_a_waiting_visit_says_so_and_names_no_amount(
    browser: TestClient, scene: Scene, store: Engine, moment: Moment
) -> None:
    with transaction(store) as session:
        visit = session.scalars(select(Encounter).filter_by(account_number="LH-204111")).one()
        born = visit.guarantor.date_of_birth.strftime("%m/%d/%Y")
        token = create_bill_link(session, visit.id, "en", moment.now)
    browser.post(f"/p/{token}", data={"date_of_birth": born})
    words = shown(browser.get(f"/p/{token}").text)
    assert "insurance" in words
    assert "$" not in words


def test_the_store_keeps_no_token_that_would_open_a_page(
    browser: TestClient, scene: Scene, store: Engine
) -> None:
    prove(browser, scene)
    with reading(store) as session:
        hashes = list(session.scalars(select(PortalLink.token_hash)))
    assert hashes
    assert not any(scene.portal_token in one for one in hashes)


def test_a_proof_sent_by_another_site_is_refused(browser: TestClient, scene: Scene) -> None:
    answer = browser.post(
        f"/p/{scene.portal_token}",
        data={"date_of_birth": scene.portal_born},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403
