"""A debt collector's assistant says what it is, once in each communication, to nobody else (D1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from receivables.policy.contact.disclosures import Disclosure
from receivables.services.debt_disclosures import disclose_debt, told_of_debt
from receivables.services.identity import offer_identity
from receivables.settings import settings
from receivables.store.database import transaction
from receivables.store.tables import Guarantor, WorkItem
from tests.builders import NOW, add_conversation, add_encounter, add_guarantor

KNOWN, OURS = "+12165550123", "c-0123"
RIGHT = "4/17/86 44107"
LATER = NOW + dt.timedelta(hours=2)


@pytest.fixture
def session(store: Engine) -> Iterator[Session]:
    with transaction(store) as session:
        add_encounter(session, add_guarantor(session))
        add_conversation(session, KNOWN)
        yield session


@pytest.fixture
def agency(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    policy = settings().policy_file.read_text().replace('"first_party"', '"third_party"')
    (tmp_path / "policy.toml").write_text(policy)
    monkeypatch.setenv("PLAINBILL_POLICY_FILE", str(tmp_path / "policy.toml"))
    settings.cache_clear()
    yield
    settings.cache_clear()


def prove(session: Session, message: str, at: dt.datetime = NOW) -> None:
    offer_identity(session, OURS, RIGHT, message, at)


def notices(session: Session) -> list[dt.date | None]:
    return list(session.scalars(select(WorkItem.due_on).filter_by(kind="validation_notice")))


@pytest.mark.usefixtures("agency")
def test_nobody_hears_of_a_debt_before_they_proved_who_they_are(session: Session) -> None:
    assert disclose_debt(session, OURS, "1", NOW) is None
    assert notices(session) == []


@pytest.mark.usefixtures("agency")
def test_it_is_said_once_and_to_a_message_that_comes_again_the_same(session: Session) -> None:
    prove(session, "1")
    assert disclose_debt(session, OURS, "1", NOW) is Disclosure.DEBT_FIRST
    assert disclose_debt(session, OURS, "2", NOW) is None
    assert disclose_debt(session, OURS, "1", NOW) is Disclosure.DEBT_FIRST


@pytest.mark.usefixtures("agency")
def test_a_later_communication_says_that_a_debt_collector_speaks(session: Session) -> None:
    prove(session, "1")
    disclose_debt(session, OURS, "1", NOW)
    prove(session, "2", LATER)
    assert disclose_debt(session, OURS, "2", LATER) is Disclosure.DEBT_LATER


@pytest.mark.usefixtures("agency")
def test_the_first_opens_the_validation_notice_and_a_collector_knows_of_it(
    session: Session,
) -> None:
    person = session.scalars(select(Guarantor.id)).one()
    assert not told_of_debt(session, person)
    prove(session, "1")
    disclose_debt(session, OURS, "1", NOW)
    assert told_of_debt(session, person)
    (due_on,) = notices(session)
    assert due_on is not None


def test_who_collects_their_own_bills_says_no_such_thing(session: Session) -> None:
    prove(session, "1")
    assert disclose_debt(session, OURS, "1", NOW) is None
    assert notices(session) == []
