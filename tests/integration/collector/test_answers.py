"""Answers are filled with this account's facts, and with none before verification."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select

from receivables.domain.objections import WITH_DUTIES, Objection
from receivables.services.answer_acts import do_answer_act
from receivables.services.balances import balance_summary
from receivables.services.consents import is_opted_out
from receivables.services.demonstration import demonstration_people
from receivables.services.holds import active_holds
from receivables.services.objection_answers import FilledAnswer, answer_to
from receivables.services.script_facts import account_facts
from receivables.store.database import reading, transaction
from receivables.store.tables import Guarantor, WorkItem
from tests.builders import NOW, add_guarantor

Person = Callable[[str], int]
ONCE = "staff:" + "0" * 32


def spoken(answer: FilledAnswer) -> str:
    return " ".join((answer.acknowledge, answer.answer, answer.next_step))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("label", Objection)
def test_before_verification_no_answer_tells_an_amount_a_date_or_a_name(
    store: Engine, label: Objection, language: str
) -> None:
    with reading(store) as session:
        said = spoken(answer_to(session, label, language, NOW))
    assert "$" not in said
    assert "{" not in said
    # The day by which we answer is the one date.
    assert set(re.findall(r"\b20\d\d\b", said)) <= {"2026"}


def test_what_an_unverified_person_hears_is_the_same_for_every_account(
    store: Engine, person: Person
) -> None:
    with reading(store) as session:
        heard = spoken(answer_to(session, Objection.ALREADY_PAID, "en", NOW))
    assert "right person" in heard


@pytest.mark.parametrize("label", Objection)
def test_a_verified_person_hears_amounts_of_their_own_account_alone(
    store: Engine, person: Person, label: Objection
) -> None:
    with reading(store) as session:
        for each in demonstration_people():
            guarantor = person_at(store, each.phone)
            facts = account_facts(session, guarantor, each.language, NOW)
            said = spoken(answer_to(session, label, each.language, NOW, guarantor))
            amounts = set(re.findall(r"\$[\d,.]*\d", said))
            assert amounts <= {amount.strip() for amount in facts.values() if "$" in amount}
            if label in WITH_DUTIES:
                assert not amounts


def person_at(store: Engine, phone: str) -> int:
    with reading(store) as session:
        return session.scalars(select(Guarantor.id).where(Guarantor.phone == phone)).one()


def test_the_balance_in_an_answer_is_the_balance_on_file(store: Engine, person: Person) -> None:
    walter = person("0141")
    with reading(store) as session:
        said = spoken(answer_to(session, Objection.AGREEMENT, "en", NOW, walter))
        total = balance_summary(session, walter).total
    assert f"${total}" in said.replace(",", "")


def test_somebody_without_a_bill_hears_the_answer_without_facts(store: Engine) -> None:
    with transaction(store) as session:
        nobody = add_guarantor(session).id
        said = spoken(answer_to(session, Objection.ALREADY_PAID, "en", NOW, nobody))
    assert "right place" in said
    assert "$" not in said


def test_a_visit_of_somebody_else_tells_nothing(store: Engine, person: Person) -> None:
    walter, maria = person("0141"), person("0142")
    with reading(store) as session:
        hers = balance_summary(session, maria).visits[0].encounter_id
        facts = account_facts(session, walter, "en", NOW, hers)
    assert "visit_date" not in facts
    assert "charge" not in facts


def test_the_button_places_the_hold_and_opens_the_work_once(store: Engine, person: Person) -> None:
    walter = person("0141")
    for _ in range(2):
        with transaction(store) as session:
            do_answer_act(session, Objection.BANKRUPTCY, walter, "filed ch 7 in May", ONCE, NOW)
    with reading(store) as session:
        phone = session.get_one(Guarantor, walter).phone
        assert [hold.kind for hold in active_holds(session, phone, walter)] == ["bankruptcy"]
        work = session.scalars(select(WorkItem).filter_by(kind="bankruptcy")).one()
        assert work.details == {"said": "filed ch 7 in May"}
        assert "$" not in spoken(answer_to(session, Objection.CANNOT_AFFORD, "en", NOW, walter))


def test_a_wrong_number_ends_texts_and_holds_the_number_not_the_person(
    store: Engine, person: Person
) -> None:
    walter = person("0141")
    with transaction(store) as session:
        do_answer_act(session, Objection.WRONG_PARTY, walter, "no Walter here", ONCE, NOW)
    with reading(store) as session:
        phone = session.get_one(Guarantor, walter).phone
        assert is_opted_out(session, phone, "sms")
        assert [hold.guarantor_id for hold in active_holds(session, phone)] == [None]


def test_a_card_number_that_was_typed_is_not_kept(store: Engine, person: Person) -> None:
    walter = person("0141")
    with transaction(store) as session:
        heard = "paid with 4111 1111 1111 1111"
        do_answer_act(session, Objection.ALREADY_PAID, walter, heard, ONCE, NOW)
    with reading(store) as session:
        work = session.scalars(select(WorkItem).filter_by(kind="missing_payment")).one()
    assert "4111" not in work.details["said"]


@pytest.mark.parametrize("label", Objection)
def test_every_button_does_what_it_says(store: Engine, person: Person, label: Objection) -> None:
    walter = person("0141")
    with transaction(store) as session:
        done = do_answer_act(session, label, walter, "", f"{ONCE}{label}", NOW)
        act = answer_to(session, label, "en", NOW).act
        assert (done.hold.kind if done.hold else None) == act.hold
        assert (done.work.kind if done.work else None) == act.work


def test_the_number_that_was_called_is_the_one_that_is_held(store: Engine, person: Person) -> None:
    walter, called = person("0141"), "+12165550177"
    with transaction(store) as session:
        do_answer_act(session, Objection.WRONG_PARTY, walter, "", ONCE, NOW, phone=called)
    with reading(store) as session:
        assert [hold.kind for hold in active_holds(session, called)] == ["third_party"]
        assert is_opted_out(session, called, "sms")
        assert not is_opted_out(session, session.get_one(Guarantor, walter).phone, "sms")
