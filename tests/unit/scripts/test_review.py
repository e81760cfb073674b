"""The review finds what an explanation should not be passed on with, and has words for it."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from pydantic import ValidationError

from receivables.domain.money import ZERO, Money
from receivables.domain.remittance import ClaimPayment
from receivables.policy.forbidden_words import CREDIT, slips
from receivables.policy.responsibility import decide_account
from receivables.policy.review import Finding, FindingKind, Ledger, review
from receivables.scripts.review import review_words
from receivables.scripts.wordings import SCRIPTS
from tests.remittance_strategies import claims as some_claims
from tests.remittances import Claim, Payment, read, read_claim
from tests.unit.scripts.reading_grade import grade

K = FindingKind
ON = dt.date(2026, 9, 20)
NOTHING = Ledger(ZERO, ZERO, ZERO)


def findings(
    *claims: Claim, ledger: Ledger | None = None, reported: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    given: list[ClaimPayment] = [
        claim
        for number, each in enumerate(claims)
        for payment in read(Payment([each], trace=f"TRACE{number}"))
        for claim in payment.claims
    ]
    decision = decide_account(given)
    owed = decision.patient_owes or ZERO
    ledger = ledger or Ledger(owed, owed, ZERO)
    return review(decision, {id(claim): ON for claim in given}, ledger, reported)


def kinds(*claims: Claim, **more: object) -> list[FindingKind]:
    return [finding.kind for finding in findings(*claims, **more)]  # type: ignore[arg-type]


def test_a_claim_that_is_as_it_should_be_has_no_finding() -> None:
    assert findings(Claim()) == ()


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (Claim(paid="0", adjustments=[("CO", "50", "200")], status="4"), K.DENIAL_TO_APPEAL),
        (Claim(paid="0", adjustments=[("PR", "204", "200")]), K.DENIAL_TO_APPEAL),
        (Claim(paid="0", adjustments=[("CO", "197", "200")]), K.DENIAL_TO_APPEAL),
        (Claim(paid="0", adjustments=[("PR", "27", "200")]), K.COVERAGE_MISSING),
        (Claim(paid="0", adjustments=[("PR", "31", "200")]), K.COVERAGE_MISSING),
        (Claim(paid="0", adjustments=[("CO", "22", "200")]), K.OTHER_INSURANCE_FIRST),
        (Claim(paid="0", adjustments=[("CO", "16", "200")]), K.CORRECTED_CLAIM),
        (Claim(paid="0", adjustments=[("CO", "29", "200")]), K.LATE_FILING),
        (Claim(paid="0", adjustments=[("PR", "227", "200")]), K.FROM_THE_PATIENT),
        (Claim(paid="0", adjustments=[("CO", "B7", "200")], status="4"), K.DENIED),
        (
            Claim(adjustments=[("CO", "45", "50"), ("PR", "1", "30")], remarks=["N781"]),
            K.MEDICARE_SAVINGS,
        ),
        (Claim(filing="MC"), K.MEDICAID),
        (Claim(filing="WC"), K.OTHER_LIABILITY),
        (Claim(adjustments=[("PR", "45", "80")]), K.SURPRISE_BILLING),
        (Claim(reported="80"), K.CONTRACT_AMOUNT_BILLED),
        (Claim(reported="0"), K.NOT_TRUSTED),
        (Claim(adjustments=[("PR", "97", "80")]), K.CONTRACT_AMOUNT_BILLED),
        (Claim(adjustments=[("PR", "1", "30")]), K.NOT_TRUSTED),
        (Claim(status="19"), K.WAITING_FOR_INSURER),
        (Claim(adjustments=[("CO", "45", "50"), ("PR", "49", "30")]), K.PREVENTIVE),
        (
            Claim(
                status="22",
                charge="-200",
                paid="-120",
                reported="0",
                adjustments=[("CO", "45", "-50"), ("PR", "1", "-30")],
            ),
            K.UNPAIRED_REVERSAL,
        ),
    ],
)
def test_what_is_wrong_with_a_claim_is_found(claim: Claim, kind: FindingKind) -> None:
    assert kinds(claim) == [kind]


def test_a_finding_names_the_claim_the_payer_the_amount_and_the_codes() -> None:
    (found,) = findings(
        Claim(paid="90", adjustments=[("CO", "45", "50"), ("CO", "50", "20"), ("PR", "50", "40")])
    )
    assert (found.claim_number, found.payer) == ("ICN1", "RUSHMORE LIFE")
    assert found.amount == Money(6000)
    assert found.reasons == ("CO-50", "PR-50")


@pytest.mark.parametrize(
    ("filing", "deadline"),
    [("MB", dt.date(2027, 1, 18)), ("16", dt.date(2026, 11, 19)), ("12", None)],
)
def test_the_deadline_of_an_appeal_is_told_only_where_a_rule_fixes_it(
    filing: str, deadline: dt.date | None
) -> None:
    denied = Claim(paid="0", adjustments=[("CO", "50", "200")], status="4", filing=filing)
    assert findings(denied)[0].deadline == deadline


def test_what_may_not_be_appealed_is_no_appeal() -> None:
    denied = Claim(paid="0", adjustments=[("CO", "50", "200")], status="4", remarks=["N211"])
    assert kinds(denied) == [K.DENIED]


@pytest.mark.parametrize(
    "adjustment", [("CO", "24"), ("OA", "23"), ("CO", "97"), ("PR", "1"), ("CO", "45")]
)
def test_nothing_paid_for_a_reason_that_explains_itself_is_no_denial(
    adjustment: tuple[str, str],
) -> None:
    assert kinds(Claim(paid="0", adjustments=[(*adjustment, "200")])) == []


def test_one_claim_paid_in_two_payments_is_one_finding() -> None:
    assert kinds(Claim(), Claim()) == [K.CONFLICTING]


def test_a_denial_that_was_reversed_and_paid_is_over() -> None:
    denial = Claim(paid="0", adjustments=[("CO", "50", "200")], status="4")
    taken_back = Claim(
        paid="0", charge="-200", adjustments=[("CO", "50", "-200")], status="22", reported="0"
    )
    assert kinds(denial, taken_back, Claim()) == []


def test_more_asked_than_the_plan_put_to_the_patient_is_found_with_the_difference() -> None:
    asked = Ledger(Money(8000), Money(8000), ZERO)
    (found,) = findings(Claim(), ledger=asked)
    assert (found.kind, found.amount) == (K.CONTRACT_AMOUNT_BILLED, Money(5000))


def test_a_credit_and_an_overpayment_of_the_insurers_are_two_findings() -> None:
    ledger = Ledger(Money(3000), Money(-2000), Money(-500))
    found = {finding.kind: finding.amount for finding in findings(Claim(), ledger=ledger)}
    assert found == {K.PATIENT_CREDIT: Money(2000), K.INSURER_OVERPAID: Money(500)}


def test_an_explanation_that_contradicts_the_claims_is_found_on_the_account() -> None:
    assert kinds(Claim(), reported=("contradiction",)) == [K.EVIDENCE_DIFFERS]


@given(some_claims())
def test_no_review_fails_and_each_finding_has_words(generated: Claim) -> None:
    claim = read_claim(generated)
    for finding in review(decide_account([claim]), {id(claim): ON}, NOTHING):
        assert review_words().findings[finding.kind].do


def test_what_is_said_of_a_finding_is_plain_and_within_the_rules() -> None:
    for words in review_words().findings.values():
        for said in (words.say.en, words.say.es):
            assert slips(said) == []
            assert not CREDIT.search(said)
        assert grade(words.say.en) <= 6.5


def test_a_kind_without_words_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "review.yml"
    shutil.copy(SCRIPTS / "review.yml", path)
    path.write_text(path.read_text("utf-8").split("  held:\n")[0], encoding="utf-8")
    with pytest.raises(ValidationError, match="no words for: held"):
        review_words(path)
