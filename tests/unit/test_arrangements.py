"""Payment arrangements against a real store."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from receivables.domain.money import Money
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Refusal, Wish
from receivables.services.arrangements import (
    DISCLOSURE,
    AlreadyArranged,
    NothingToArrange,
    TermsChanged,
    accept,
    active_arrangement,
    propose,
    record_disclosure,
    terms_key,
)
from receivables.store.database import transaction
from receivables.store.tables import (
    ArrangementState,
    EntryKind,
    Guarantor,
    LedgerEntry,
    Party,
    PaymentArrangement,
    WorkItem,
)
from tests.builders import NOW, add_conversation, add_encounter, add_guarantor

WISH = Wish(Money(15000), None, Frequency.MONTHLY, dt.date(2026, 12, 15))


@pytest.fixture
def session(store: Engine) -> Iterator[Session]:
    with transaction(store) as session:
        guarantor = add_guarantor(session)
        add_conversation(session)
        owe(session, guarantor, "PB-10001", 30000)
        owe(session, guarantor, "PB-10002", 12050)
        yield session


def owe(session: Session, guarantor: Guarantor, account: str, cents: int) -> None:
    encounter = add_encounter(session, guarantor, account, payer=None, charge=Money(cents))
    session.add(
        LedgerEntry(
            encounter_id=encounter.id,
            party=Party.PATIENT,
            kind=EntryKind.CHARGE,
            amount=Money(cents),
            key=f"charge:{account}",
            effective_on=dt.date(2026, 9, 14),
            recorded_at=NOW,
            claim_record_id=None,
            corrects_id=None,
        )
    )
    session.flush()


def guarantor_of(session: Session) -> Guarantor:
    return session.scalars(select(Guarantor)).one()


def agree(
    session: Session, wish: Wish = WISH, request_id: str = "m1", read_back: str = ""
) -> PaymentArrangement:
    guarantor = guarantor_of(session)
    key = read_back or terms_key(propose(session, guarantor.id, wish, NOW).schedule)
    return accept(session, guarantor.id, "c-0123", wish, key, request_id, NOW)


def test_what_was_read_back_is_what_is_saved_to_the_cent(session: Session) -> None:
    arrangement = agree(session)
    assert arrangement.total == Money(42050)
    assert [str(payment.amount) for payment in arrangement.installments] == [
        "150.00",
        "150.00",
        "120.50",
    ]
    assert arrangement.installments[-1].due_on == dt.date(2027, 2, 15)
    assert arrangement.state is ArrangementState.ACTIVE
    assert session.scalar(select(func.count()).select_from(WorkItem)) == 0


def test_the_same_yes_twice_makes_one_arrangement(session: Session) -> None:
    key = terms_key(propose(session, guarantor_of(session).id, WISH, NOW).schedule)
    first = agree(session, read_back=key)
    assert agree(session, read_back=key) is first
    assert session.scalar(select(func.count()).select_from(PaymentArrangement)) == 1


def test_a_second_arrangement_is_refused(session: Session) -> None:
    first = agree(session)
    with pytest.raises(AlreadyArranged):
        propose(session, guarantor_of(session).id, WISH, NOW)
    with pytest.raises(AlreadyArranged):
        agree(session, request_id="m2", read_back="anything")
    assert active_arrangement(session, first.guarantor_id) is first


def test_a_yes_to_terms_that_are_no_longer_so_saves_nothing(session: Session) -> None:
    key = terms_key(propose(session, guarantor_of(session).id, WISH, NOW).schedule)
    owe(session, guarantor_of(session), "PB-10003", 100)
    with pytest.raises(TermsChanged):
        agree(session, read_back=key)
    assert session.scalar(select(func.count()).select_from(PaymentArrangement)) == 0


def test_more_than_four_payments_wait_for_their_disclosure(session: Session) -> None:
    arrangement = agree(session, replace(WISH, amount=Money(5000)))
    assert arrangement.state is ArrangementState.AWAITING_DISCLOSURE
    item = session.scalars(select(WorkItem)).one()
    assert (item.kind, item.due_on) == (DISCLOSURE, dt.date(2026, 12, 15))
    assert active_arrangement(session, arrangement.guarantor_id) is arrangement
    for day in (NOW, NOW + dt.timedelta(days=1)):
        record_disclosure(session, arrangement, day)
    assert arrangement.state is ArrangementState.ACTIVE
    assert item.closed_at == NOW


def test_a_cancelled_arrangement_does_not_stand(session: Session) -> None:
    arrangement = agree(session)
    arrangement.state = ArrangementState.CANCELLED
    session.flush()
    assert active_arrangement(session, arrangement.guarantor_id) is None


def test_a_counter_offer_can_be_agreed_to(session: Session) -> None:
    wish = replace(WISH, amount=Money(1000))
    offer = propose(session, guarantor_of(session).id, wish, NOW)
    assert offer.refusal is Refusal.PAYMENT_TOO_SMALL
    arrangement = agree(session, wish)
    assert arrangement.installments[0].amount == Money(2500)


def test_without_a_balance_there_is_nothing_to_arrange(session: Session) -> None:
    other = add_guarantor(session, name="Leo Delgado", phone="+12165550124")
    with pytest.raises(NothingToArrange):
        propose(session, other.id, WISH, NOW)
