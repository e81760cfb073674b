"""FHIR explanations of benefit as insurers really send them; outcomes from the reference first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from receivables.importers.fhir_codes import ADJUDICATION, CARIN, REASON_CODES, REMARK_CODES
from tests.inspected import claims_of, inspected, outcomes

NATIVE = ("submitted", "eligible", "deductible", "copay", "benefit")
RELATED = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBRelatedClaimRelationshipCodes"
UC = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType"


def entry(category: str, value: object, own: str = "") -> dict[str, Any]:
    system = ADJUDICATION if category in NATIVE else CARIN
    codings = [{"system": system, "code": category}]
    codings += [{"system": "https://bluebutton.cms.gov/fhir/own", "code": own}] if own else []
    return {
        "category": {"coding": codings, "text": "Amount you may owe"},
        "amount": {"value": value, "currency": "USD"},
    }


def amounts(**values: object) -> list[dict[str, Any]]:
    return [entry(category, value) for category, value in values.items()]


def eob(
    number: str = "E1", totals: list[Any] | None = None, items: list[Any] | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "resourceType": "ExplanationOfBenefit",
        "id": f"r-{number}",
        "identifier": [
            {"value": "other"},
            {"type": {"coding": [{"system": UC, "code": "uc"}]}, "value": number},
        ],
        "status": "active",
        "use": "claim",
        "outcome": "complete",
        "created": "2026-09-20",
        "insurer": {"display": "Rushmore Life"},
        "insurance": [{"focal": True}],
        "total": totals or [],
        "item": [
            {"sequence": number, "adjudication": adjudication}
            for number, adjudication in enumerate(items or (), 1)
        ],
    } | more


def related(relationship: str, **to: Any) -> list[dict[str, Any]]:
    return [{"relationship": {"coding": [{"system": RELATED, "code": relationship}]}} | to]


FULL = amounts(submitted=200, eligible=150, benefit=120, coinsurance=30, memberliability=30)
LINE = amounts(submitted=100, eligible=75, benefit=60, coinsurance=15, memberliability=15)
COINSURANCES = [entry("coinsurance", 9.82, "BEFORE"), entry("coinsurance", 11.11, "AFTER")]
OTHER = [{"focal": True}, {"focal": False}]
LIABILITY_UNSTATED = {"category": {"coding": [{"system": CARIN, "code": "memberliability"}]}}
ONE = {
    "the member's liability is what is owed": (eob(totals=FULL), "payable 30.00 patient_share"),
    "without totals the items are summed": (
        eob(items=[LINE, LINE]),
        "payable 30.00 patient_share",
    ),
    "totals and items that agree are counted once": (
        eob(totals=FULL, items=[LINE, LINE]),
        "payable 30.00 patient_share",
    ),
    "a service that the insurer added counts like the others": (
        eob(items=[LINE], addItem=[{"itemSequence": [1], "adjudication": LINE}]),
        "payable 30.00 patient_share",
    ),
    "an amount of an added service that cannot be read is damage": (
        eob(items=[LINE], addItem=[{"adjudication": amounts(memberliability="15.00")}]),
        "hold - damaged_claim",
    ),
    "a liability without an amount is unknown, and no sum of parts replaces it": (
        eob(totals=[*amounts(submitted=90, copay=5), LIABILITY_UNSTATED]),
        "hold - contradiction",
    ),
    "a total of the liability that its items contradict is held": (
        eob(totals=FULL, items=[LINE, LINE, LINE]),
        "hold - contradiction",
    ),
    "a copay beside a liability of zero is held": (
        eob(totals=amounts(submitted=90, copay=20, memberliability=0)),
        "hold - contradiction",
    ),
    "two liabilities are held": (
        eob(totals=[*FULL, entry("memberliability", 40)]),
        "hold - contradiction",
    ),
    "a repeated coinsurance without a liability is held": (
        eob(totals=[*amounts(submitted=90, deductible=5), *COINSURANCES]),
        "hold - contradiction",
    ),
    "a repeated coinsurance that sums to the liability contradicts nothing": (
        eob(totals=[*amounts(submitted=90, deductible=5, memberliability=25.93), *COINSURANCES]),
        "payable 25.93 patient_share",
    ),
    "a repeated coinsurance that does not sum to the liability is held": (
        eob(totals=[*amounts(submitted=90, noncovered=50, memberliability=40), *COINSURANCES]),
        "hold - contradiction",
    ),
    "no liability: deductible, copay and coinsurance": (
        eob(totals=amounts(submitted=90, deductible=10, copay=5, coinsurance=2.5)),
        "payable 17.50 patient_share",
    ),
    "no liability and something not covered is for a person": (
        eob(totals=amounts(submitted=90, deductible=10, noncovered=20)),
        "hold - share_not_stated",
    ),
    "no liability and no cost sharing is unknown and not zero": (
        eob(totals=amounts(submitted=90, benefit=70)),
        "hold - share_not_stated",
    ),
    "cost sharing of zero is stated": (
        eob(totals=amounts(submitted=90, benefit=90, deductible=0, copay=0, coinsurance=0)),
        "nothing_owed 0.00 no_patient_share",
    ),
    "cancelled": (
        eob(totals=FULL, status="cancelled"),
        "nothing_owed 0.00 explanation_cancelled",
    ),
    "entered in error": (
        eob(totals=FULL, status="entered-in-error"),
        "nothing_owed 0.00 explanation_cancelled",
    ),
    "a predetermination": (
        eob(totals=FULL, use="predetermination"),
        "nothing_owed 0.00 not_a_claim",
    ),
    "a preauthorization": (
        eob(totals=FULL, use="preauthorization"),
        "nothing_owed 0.00 not_a_claim",
    ),
    "still in the queue": (eob(totals=FULL, outcome="queued"), "wait - explanation_not_final"),
    "partial": (eob(totals=FULL, outcome="partial"), "wait - explanation_not_final"),
    "an error": (eob(totals=FULL, outcome="error"), "hold - explanation_not_final"),
    "no use stated": (eob(totals=FULL, use=None), "hold - unknown_status"),
    "replaced by another": (
        eob(totals=FULL, related=related("replacedby", claim={"reference": "Claim/9"})),
        "nothing_owed 0.00 replaced",
    ),
    "replaced by another that is not named, beside one that is": (
        eob(totals=FULL, related=related("replacedby") + related("associated")),
        "nothing_owed 0.00 replaced",
    ),
    "other insurance that has not paid": (
        eob(totals=FULL, insurance=OTHER),
        "wait - other_insurance_open",
    ),
    "other insurance that has paid": (
        eob(totals=[*FULL, entry("priorpayerpaid", 20)], insurance=OTHER),
        "payable 30.00 patient_share",
    ),
    "no money at all": (eob(items=[[], []]), "hold - no_amounts_available"),
    "share and benefit above the charge": (
        eob(totals=amounts(submitted=100, benefit=90, memberliability=30)),
        "hold - contradiction",
    ),
    "a liability below zero": (
        eob(totals=amounts(submitted=100, memberliability=-5)),
        "hold - contradiction",
    ),
    "a liability of half a cent": (
        eob(totals=amounts(submitted=100, memberliability=5.005)),
        "hold - damaged_claim",
    ),
    "a liability written as text": (
        eob(totals=amounts(submitted=100, memberliability="30.00")),
        "hold - damaged_claim",
    ),
    "a display text that names a liability is not read": (
        eob(
            totals=[
                *amounts(submitted=100, copay=5),
                {"category": {"text": "memberliability"}, "amount": {"value": 99}},
            ]
        ),
        "payable 5.00 patient_share",
    ),
    "a qmb remark": (
        eob(
            totals=FULL,
            processNote=[{"reason": {"coding": [{"system": REMARK_CODES, "code": "N781"}]}}],
        ),
        "nothing_owed 0.00 qualified_medicare_beneficiary",
    ),
    "late filing told by its reason code": (
        eob(
            totals=FULL,
            adjudication=[{"reason": {"coding": [{"system": REASON_CODES, "code": "29"}]}}],
        ),
        "hold - late_filing",
    ),
}


@pytest.mark.parametrize("name", ONE)
def test_an_awkward_explanation_is_judged_by_the_reference(name: str) -> None:
    resource, expected = ONE[name]

    assert outcomes(json.dumps(resource), "eob") == [expected]


OLD, NEW = eob("E1", totals=FULL), amounts(submitted=200, benefit=110, memberliability=40)
PAYABLE, REPLACED = "payable 40.00 patient_share", "nothing_owed 0.00 replaced"
SEVERAL = {
    "a correction names the number of its prior": (
        [OLD, eob("E2", NEW, related=related("prior", claim={"identifier": {"value": "E1"}}))],
        [REPLACED, PAYABLE],
    ),
    "a correction names the resource of its prior": (
        [
            eob("E2", NEW, related=related("prior", claim={"reference": "Claim/r-E1"})),
            OLD,
        ],
        [PAYABLE, REPLACED],
    ),
    "a later version of one number counts instead": (
        [eob("E1", NEW, created="2026-10-01"), OLD],
        [PAYABLE, REPLACED],
    ),
    "two versions of one number and day are held": (
        [OLD, eob("E1", NEW)],
        ["hold - conflicting_claims"] * 2,
    ),
    "a copy counts once": (
        [OLD, OLD],
        ["payable 30.00 patient_share", "nothing_owed 0.00 duplicate"],
    ),
}


@pytest.mark.parametrize("name", SEVERAL)
@pytest.mark.parametrize("lines", [False, True])
def test_versions_of_an_explanation_are_told_apart(name: str, lines: bool) -> None:
    resources, expected = SEVERAL[name]
    whole = json.dumps({"resourceType": "Bundle", "entry": [{"resource": r} for r in resources]})

    assert outcomes("\n".join(map(json.dumps, resources)) if lines else whole, "eob") == expected


def test_a_charge_stated_twice_alike_is_one_charge_and_otherwise_unknown() -> None:
    for second, charge in ((200, "200.00"), (210, None)):
        found = inspected(json.dumps(eob(totals=[*FULL, entry("submitted", second)])), "eob")
        assert claims_of(found)[0]["charge"] == charge
