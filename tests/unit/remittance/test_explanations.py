"""What a FHIR explanation of benefit lets us ask of the patient."""

from __future__ import annotations

import json
from typing import Any

import pytest

from receivables.domain.money import ZERO, Money
from receivables.domain.responsibility import AccountContext, Decision, Disposition, Reason
from receivables.importers.fhir_codes import (
    ADJUDICATION,
    CARIN,
    NETWORK_STATUS,
    REASON_CODES,
    REMARK_CODES,
)
from receivables.importers.fhir_eob import read_explanations
from receivables.policy.explanation_decision import decide_explanation, decide_explanations

HOLD, WAIT = Disposition.HOLD, Disposition.WAIT
NOTHING, PAYABLE = Disposition.NOTHING_OWED, Disposition.PAYABLE
SYSTEMS = {
    **dict.fromkeys(("submitted", "eligible", "deductible", "copay", "benefit"), ADJUDICATION),
    **dict.fromkeys(
        (
            "coinsurance",
            "noncovered",
            "memberliability",
            "priorpayerpaid",
            "paidbypatient",
            "paidbypatientcash",
            "paidbypatientother",
            "paidbypatienthealthaccount",
        ),
        CARIN,
    ),
}


def stated(category: str, value: object, detail: str = "", **more: object) -> dict[str, Any]:
    coding = [{"system": SYSTEMS[category], "code": category, "display": "not to be read"}]
    if detail:
        coding.append({"system": "https://example.org/own-codes", "code": detail})
    return {
        "category": {"coding": coding},
        "amount": {"value": value, "currency": "USD"} | more,
    }


def eob(*totals: dict[str, Any], **fields: object) -> dict[str, Any]:
    return {
        "resourceType": "ExplanationOfBenefit",
        "status": "active",
        "use": "claim",
        "outcome": "complete",
        "insurer": {"display": "Rushmore Life"},
        "identifier": [{"value": "E1"}],
        "total": list(totals),
    } | fields


def usual(**fields: object) -> dict[str, Any]:
    return eob(
        stated("submitted", 200.0),
        stated("benefit", 100.0),
        stated("copay", 30.0),
        stated("memberliability", 30.0),
        **fields,
    )


def decided(resource: object, context: AccountContext | None = None) -> Decision:
    explanation = next(iter(read_explanations(json.dumps(resource).encode())))
    found = decide_explanation(explanation, context or AccountContext())
    assert (found.patient_owes is None) == (found.disposition in (HOLD, WAIT))
    return found


def outcome(resource: object) -> tuple[Disposition, Reason]:
    found = decided(resource)
    return found.disposition, found.reasons[0]


def test_the_member_liability_is_what_the_patient_owes() -> None:
    found = decided(usual())

    assert (found.disposition, found.patient_owes) == (PAYABLE, Money(3000))
    assert [(s.amount, s.reason) for s in found.shares] == [(Money(3000), "3")]


def test_without_member_liability_the_cost_sharing_is() -> None:
    totals = [stated("deductible", 10.1), stated("copay", 20.2), stated("coinsurance", 0.7)]
    assert decided(eob(*totals)).patient_owes == Money(3100)


def test_money_at_the_items_is_used_where_no_total_states_it() -> None:
    items = [
        {"adjudication": [stated("submitted", 75), stated("coinsurance", 9.57)]},
        {"adjudication": [stated("submitted", 25), stated("deductible", 5)]},
    ]
    assert decided(eob(item=items)).patient_owes == Money(1457)
    assert decided(eob(stated("coinsurance", 9.57), item=items)).patient_owes == Money(1457)


def test_a_display_text_is_never_read() -> None:
    text_only = {"category": {"text": "memberliability"}, "amount": {"value": 30.0}}
    coding = {
        "system": "http://example.org",
        "code": "memberliability",
        "display": "memberliability",
    }
    other_system = {"category": {"coding": [coding]}, "amount": {"value": 30.0}}
    assert outcome(eob(text_only, other_system)) == (HOLD, Reason.NO_AMOUNTS)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": "cancelled"}, (NOTHING, Reason.EXPLANATION_CANCELLED)),
        ({"status": "entered-in-error"}, (NOTHING, Reason.EXPLANATION_CANCELLED)),
        ({"status": "draft"}, (WAIT, Reason.EXPLANATION_NOT_FINAL)),
        ({"status": "unheard"}, (HOLD, Reason.UNKNOWN_STATUS)),
        ({"status": None}, (HOLD, Reason.UNKNOWN_STATUS)),
        ({"use": "preauthorization"}, (NOTHING, Reason.NOT_A_CLAIM)),
        ({"use": "predetermination"}, (NOTHING, Reason.NOT_A_CLAIM)),
        ({"use": None}, (HOLD, Reason.UNKNOWN_STATUS)),
        ({"outcome": "queued"}, (WAIT, Reason.EXPLANATION_NOT_FINAL)),
        ({"outcome": "partial"}, (WAIT, Reason.EXPLANATION_NOT_FINAL)),
        ({"outcome": "error"}, (HOLD, Reason.EXPLANATION_NOT_FINAL)),
    ],
)
def test_status_use_and_outcome_decide_whether_it_counts(
    fields: dict[str, object], expected: tuple[Disposition, Reason]
) -> None:
    assert outcome(usual(**fields)) == expected


def test_an_explanation_without_money_says_so() -> None:
    assert outcome(eob()) == (HOLD, Reason.NO_AMOUNTS)


def test_a_copay_beside_a_member_liability_of_zero_is_held() -> None:
    resource = eob(stated("copay", 30.0), stated("memberliability", 0))
    assert outcome(resource) == (HOLD, Reason.CONTRADICTION)


def test_a_liability_that_its_parts_do_not_explain_is_held() -> None:
    assert outcome(eob(stated("copay", 30), stated("memberliability", 90))) == (
        HOLD,
        Reason.CONTRADICTION,
    )
    explained = eob(stated("copay", 30), stated("noncovered", 60), stated("memberliability", 90))
    assert decided(explained).patient_owes == Money(9000)


def test_a_liability_of_zero_owes_nothing() -> None:
    found = decided(eob(stated("submitted", 50), stated("memberliability", 0)))
    assert (found.disposition, found.patient_owes) == (NOTHING, ZERO)


def test_not_covered_without_member_liability_is_for_a_person() -> None:
    resource = eob(stated("copay", 30.0), stated("noncovered", 10.0))
    assert outcome(resource) == (HOLD, Reason.SHARE_NOT_STATED)


def test_nothing_about_the_patient_is_for_a_person_and_not_zero() -> None:
    assert outcome(eob(stated("submitted", 200))) == (HOLD, Reason.SHARE_NOT_STATED)


def test_two_amounts_of_one_category_are_not_guessed_between() -> None:
    resource = eob(stated("coinsurance", 9.82, "BEFORE"), stated("coinsurance", 11.11, "AFTER"))
    assert outcome(resource) == (HOLD, Reason.CONTRADICTION)


@pytest.mark.parametrize("totals", [("eligible", 100), ("submitted", 100)])
def test_a_share_and_benefit_above_what_was_allowed_are_held(totals: tuple[str, int]) -> None:
    resource = eob(stated(*totals), stated("benefit", 80), stated("copay", 30))
    assert outcome(resource) == (HOLD, Reason.CONTRADICTION)


@pytest.mark.parametrize(
    "value", ["30.00", True, None, 12.345, {}, [], float("nan"), 1e300, 10**20]
)
def test_an_amount_that_cannot_be_read_is_unknown_and_holds(value: object) -> None:
    assert outcome(usual() | {"total": [stated("memberliability", value)]}) == (
        HOLD,
        Reason.DAMAGED,
    )


def test_another_currency_is_no_amount() -> None:
    resource = eob(stated("memberliability", 30.0, currency="EUR"))
    assert outcome(resource) == (HOLD, Reason.DAMAGED)


def test_an_explanation_replaced_by_another_owes_nothing() -> None:
    first = usual()
    second = usual(
        identifier=[{"value": "E2"}],
        related=[
            {
                "relationship": {"coding": [{"code": "prior"}]},
                "claim": {"identifier": {"value": "E1"}},
            }
        ],
    )
    explanations = list(read_explanations(json.dumps([second, first]).encode()))
    decisions = decide_explanations(explanations)

    assert [decision.patient_owes for decision in decisions] == [Money(3000), ZERO]
    assert decisions[1].reasons == (Reason.REPLACED,)


def test_one_withdrawn_on_the_day_it_was_made_leaves_nothing_of_it() -> None:
    made = {"created": "2026-09-20"}
    resources = [usual(**made), usual(**made, status="cancelled")]
    found = list(read_explanations(json.dumps(resources).encode()))

    reasons = [decision.reasons[0] for decision in decide_explanations(found)]

    assert reasons == [Reason.REPLACED, Reason.EXPLANATION_CANCELLED]


def test_an_explanation_that_says_it_was_replaced_owes_nothing() -> None:
    related = [{"relationship": {"coding": [{"code": "replacedby"}]}, "claim": {}}]
    assert outcome(usual(related=related)) == (NOTHING, Reason.REPLACED)


def test_other_insurance_that_has_not_paid_still_decides() -> None:
    insurance = [{"focal": True}, {"focal": False}]
    assert outcome(usual(insurance=insurance)) == (WAIT, Reason.OTHER_INSURANCE_OPEN)
    paid = usual(insurance=insurance)
    paid["total"].append(stated("priorpayerpaid", 70))
    assert decided(paid).patient_owes == Money(3000)


@pytest.mark.parametrize(
    ("system", "code", "expected"),
    [
        (REASON_CODES, "22", Reason.COORDINATION_OF_BENEFITS),
        (REASON_CODES, "29", Reason.LATE_FILING),
        (REASON_CODES, "31", Reason.MEMBER_NOT_IDENTIFIED),
        (REASON_CODES, "257", Reason.PREMIUM_GRACE_PERIOD),
        (REASON_CODES, "P4", Reason.LIABILITY),
    ],
)
def test_a_doubtful_reason_code_holds_the_explanation(
    system: str, code: str, expected: Reason
) -> None:
    reason = {"reason": {"coding": [{"system": system, "code": code}]}}
    assert outcome(usual(adjudication=[reason])) == (HOLD, expected)


def test_a_qmb_remark_lowers_the_cost_sharing_to_nothing() -> None:
    reason = {"reason": {"coding": [{"system": REMARK_CODES, "code": "N782"}]}}
    found = decided(usual(adjudication=[reason]))
    assert (found.disposition, found.patient_owes) == (NOTHING, ZERO)


def outside_network(*totals: dict[str, Any]) -> dict[str, Any]:
    status = {"system": NETWORK_STATUS, "code": "outofnetwork"}
    told = {
        "category": {"coding": [{"code": "billingnetworkstatus"}]},
        "reason": {"coding": [status]},
    }
    return eob(stated("submitted", 200.0), *totals, item=[{"adjudication": [told]}])


def test_outside_the_network_only_cost_sharing_is_asked_for() -> None:
    shared = (stated("coinsurance", 30.0), stated("memberliability", 30.0))
    assert outcome(outside_network(*shared)) == (PAYABLE, Reason.PATIENT_SHARE)

    above = (
        stated("coinsurance", 30.0),
        stated("noncovered", 70.0),
        stated("memberliability", 100.0),
    )
    assert outcome(outside_network(*above)) == (HOLD, Reason.OUT_OF_NETWORK)

    unexplained = stated("memberliability", 30.0)
    assert outcome(outside_network(unexplained)) == (HOLD, Reason.OUT_OF_NETWORK)


def test_what_is_known_of_the_account_stops_the_question() -> None:
    assert decided(usual(), AccountContext(bankruptcy=True)).disposition is HOLD


def test_bundles_lists_and_lines_are_read() -> None:
    bundle = {"resourceType": "Bundle", "entry": [{"resource": usual()}, {"resource": {"a": 1}}]}
    lines = "\n".join(json.dumps(usual()) for _ in range(3))

    assert len(list(read_explanations(json.dumps(bundle).encode()))) == 1
    assert len(list(read_explanations(json.dumps([usual(), usual()]).encode()))) == 2
    assert len(list(read_explanations(lines.encode()))) == 3


def test_a_broken_line_loses_no_other_line() -> None:
    lines = [json.dumps(usual()), '{"resourceType": oops}', json.dumps(usual())]
    found = list(read_explanations("\n".join(lines).encode()))

    assert [each.damaged for each in found] == [False, True, False]
    assert found[1].problems[0].where == "line 2"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[",
        b"[" * 100000,
        b"null",
        b"3",
        b'"x"',
        b"\xff\xfe\x00",
        b'{"resourceType": 1}',
        b'{"resourceType": "Patient"}',
        b'{"total": 1e999999999}',
        b"[" + b"9" * 5000 + b"]",
    ],
)
def test_what_is_no_explanation_is_a_problem_and_never_raises(data: bytes) -> None:
    found = list(read_explanations(data))

    assert len(found) == 1
    assert found[0].damaged
    assert decide_explanation(found[0]).patient_owes is None


def usual_with(*totals: dict[str, Any], **fields: object) -> dict[str, Any]:
    resource = usual(**fields)
    resource["total"] += totals
    return resource


def test_what_the_patient_has_paid_is_not_asked_for() -> None:
    found = decided(usual_with(stated("paidbypatient", 12.5)))

    assert (found.disposition, found.patient_owes) == (PAYABLE, Money(1750))
    assert [(s.amount, s.reason) for s in found.shares] == [
        (Money(3000), "3"),
        (Money(-1250), "paidbypatient"),
    ]


def test_a_patient_who_has_paid_all_owes_nothing() -> None:
    found = decided(usual_with(stated("paidbypatient", 30.0)))
    assert (found.disposition, found.reasons) == (NOTHING, (Reason.PAID_BY_PATIENT,))
    assert found.patient_owes == ZERO


def test_a_payment_is_known_from_its_parts_and_from_the_items() -> None:
    parts = [stated("paidbypatientcash", 5), stated("paidbypatienthealthaccount", 7)]
    assert decided(usual_with(*parts)).patient_owes == Money(1800)
    assert decided(usual_with(stated("paidbypatient", 20), *parts)).patient_owes == Money(1000)
    items = [{"adjudication": [stated("paidbypatient", 4)]} for _ in range(2)]
    assert decided(usual_with(item=items)).patient_owes == Money(2200)


@pytest.mark.parametrize(
    "totals",
    [
        [stated("paidbypatient", 31)],
        [stated("paidbypatient", -5)],
        [stated("paidbypatient", 5), stated("paidbypatient", 7)],
        [stated("paidbypatient", 5), stated("paidbypatientother", 7)],
    ],
    ids=["more than the share", "below zero", "stated twice", "less than its parts"],
)
def test_a_payment_that_cannot_be_true_is_held(totals: list[dict[str, Any]]) -> None:
    assert outcome(usual_with(*totals)) == (HOLD, Reason.CONTRADICTION)


def test_a_payment_under_another_code_system_is_not_believed() -> None:
    payment = stated("paidbypatient", 30.0)
    payment["category"]["coding"][0]["system"] = "https://example.org/own-codes"
    assert decided(usual_with(payment)).patient_owes == Money(3000)
