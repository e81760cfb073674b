"""A bill is explained from its own rows: it sums, says where each amount is from, and fits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from receivables.domain.explanation import Explanation, PartKind
from receivables.domain.money import Money
from receivables.services.explanation_text import detail_texts, short_text
from receivables.services.explanations import explain_encounter
from receivables.store.database import reading, transaction
from receivables.store.tables import Hold
from tests.builders import NOW
from tests.imports import encounter, take_accounts, take_payments
from tests.remittances import Claim, Line, Payment


def explain(store: Engine, account_number: str = "PB-10001") -> Explanation:
    with reading(store) as session:
        return explain_encounter(session, encounter(store, account_number).id)


def amounts(text: str) -> list[Money]:
    return [Money.parse(found.replace(",", "")) for found in re.findall(r"\$([\d,]+\.\d\d)", text)]


RICH = Claim(
    "1480",
    "588",
    (),
    lines=[
        Line("1180", "420", [("CO", "45", "360"), ("PR", "1", "300"), ("PR", "2", "100")]),
        Line("300", "168", [("CO", "97", "90"), ("PR", "96", "42")], "71046", remarks=["N130"]),
    ],
)


def test_a_claim_is_told_from_charge_to_what_is_left(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path, {"charges": "1480.00", "patient_payments": "42.00"})
    take_payments(store, tmp_path, Payment([RICH]))
    found = explain(store)
    assert found.adds_up
    assert [(part.kind.value, str(part.amount)) for part in found.parts] == [
        ("charge", "1480.00"),
        ("plan_discount", "-360.00"),
        ("write_off", "-90.00"),
        ("insurance_paid", "-588.00"),
        ("deductible", "300.00"),
        ("coinsurance", "100.00"),
        ("not_covered", "42.00"),
        ("patient_payments", "-42.00"),
    ]
    assert found.left == Money(40000)
    assert short_text(found, "en") == (
        "Lakeside Clinic, Jul 14, 2026: charge $1,480.00 - plan discount $360.00 - not billed to "
        "you $90.00 - insurance paid $588.00 = your part $442.00 (deductible $300.00, coinsurance "
        "$100.00, not covered $42.00). You paid $42.00. Left to pay: $400.00. Text MORE for the "
        "details."
    )


def test_every_amount_says_where_it_comes_from(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path, {"charges": "1480.00"})
    take_payments(store, tmp_path, Payment([RICH]))
    (part,) = explain(store).of(PartKind.NOT_COVERED)
    (source,) = part.provenance
    assert (source["claim"], source["line"]) == ("ICN1", 2)
    assert (source["group"], source["reason"], source["amount"]) == ("PR", "96", "42.00")
    assert source["trace"] == "TRACE1"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_short_text_fits_and_its_amounts_sum(
    store: Engine, tmp_path: Path, language: str
) -> None:
    facility = "Lakeside Regional Hospital and Medical Center of the Western Shore, Building 4"
    take_accounts(store, tmp_path, {"charges": "1480.00", "facility": facility})
    take_payments(store, tmp_path, Payment([RICH]))
    text = short_text(explain(store), language)
    assert len(text) <= 300
    charge, *lowered = amounts(text)
    assert charge - Money.total(lowered[:3]) == lowered[3]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_lines_fit_name_no_procedure_and_say_what_can_be_done(
    store: Engine, tmp_path: Path, language: str
) -> None:
    take_accounts(store, tmp_path, {"charges": "1480.00"})
    take_payments(store, tmp_path, Payment([RICH]))
    texts = detail_texts(explain(store), language)
    assert max(map(len, texts)) <= 320
    told = " ".join(texts)
    assert "71046" not in told
    assert ("appeal" if language == "en" else "apelar") in told
    assert ("documents" if language == "en" else "documentos") in told


def test_another_patients_visit_is_called_theirs(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path, {"patient": "Nico Delgado"})
    take_payments(store, tmp_path, Payment())
    assert detail_texts(explain(store), "en")[0].startswith("Nico Delgado's visit")


@pytest.mark.parametrize("language", ["en", "es"])
def test_before_the_insurer_answered_it_says_so_and_names_no_amount(
    store: Engine, tmp_path: Path, language: str
) -> None:
    take_accounts(store, tmp_path, {"patient_payments": "20.00"})
    found = explain(store)
    assert (found.state, found.parts, found.left) == ("waiting", (), None)
    assert amounts(short_text(found, language)) == []
    assert amounts(" ".join(detail_texts(found, language))) == []


def test_a_held_visit_names_no_amount(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment([Claim(paid="100")]))
    assert explain(store).state == "held"
    assert "check by a person" in short_text(explain(store), "en")


def test_a_bankruptcy_pauses_every_amount(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    take_payments(store, tmp_path, Payment())
    with transaction(store) as session:
        hold = Hold(phone="+12165550123", kind="bankruptcy", source="text", placed_at=NOW)
        session.add(hold)
    assert explain(store).left is None
    with transaction(store) as session:
        session.merge(hold).released_at = NOW
    assert explain(store).left == Money(3000)


def test_a_credit_is_told_as_money_that_goes_back(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path, {"patient_payments": "45.00"})
    take_payments(store, tmp_path, Payment())
    text = short_text(explain(store), "en")
    assert "$15.00 more than your part" in text


def test_a_denial_of_the_whole_claim_leaves_nothing(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    denial = Claim("200", "0", (("CO", "197", "200"),), status="4")
    take_payments(store, tmp_path, Payment([denial]))
    found = explain(store)
    assert (found.state, found.left) == ("paid", Money(0))
    assert "approval was missing" in " ".join(detail_texts(found, "en"))


def test_a_self_pay_visit_asks_for_insurance(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path, {"payer": "", "patient_payments": "50.00"})
    found = explain(store)
    assert (found.adds_up, found.left) == (True, Money(15000))
    assert "no insurance" in " ".join(detail_texts(found, "en"))


def test_a_corrected_claim_is_told_as_it_stands_now(store: Engine, tmp_path: Path) -> None:
    take_accounts(store, tmp_path)
    back = Claim("-200", "-120", (("CO", "45", "-50"), ("PR", "1", "-30")), status="22")
    again = Claim("200", "140", (("CO", "45", "50"), ("PR", "1", "10")))
    correction = Payment([back, again], trace="TRACE2", day="20261001")
    take_payments(store, tmp_path, Payment(), correction)
    found = explain(store)
    assert (found.adds_up, found.left) == (True, Money(1000))
    assert [str(part.amount) for part in found.of(PartKind.INSURANCE_PAID)] == ["-140.00"]
    assert len(found.of(PartKind.INSURANCE_PAID)[0].provenance) == 1
