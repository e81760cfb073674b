"""Reversals, corrections and several insurers: what an account owes, in any order of import."""

from __future__ import annotations

import copy
from itertools import permutations

from receivables.domain.money import ZERO, Money
from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import (
    AccountContext,
    AccountDecision,
    Disposition,
    Reason,
)
from receivables.policy.responsibility import UNKNOWN_ACCOUNT, decide_account
from tests.remittances import Claim, Line, Payment, read

HOLD, WAIT = Disposition.HOLD, Disposition.WAIT
REVERSAL = Claim(
    status="22",
    charge="-200",
    paid="-120",
    adjustments=[("CO", "45", "-50"), ("PR", "1", "-30")],
    reported="0",
)
CORRECTION = Claim(paid="110", adjustments=[("CO", "45", "50"), ("PR", "2", "40")])
SECONDARY = Claim(
    status="2",
    paid="20",
    number="SEC1",
    adjustments=[("OA", "23", "170"), ("PR", "2", "10")],
)


def payments(*parts: Payment) -> list[ClaimPayment]:
    return [claim for payment in read(*parts) for claim in payment.claims]


def decided(
    claims: list[ClaimPayment], context: AccountContext = UNKNOWN_ACCOUNT
) -> AccountDecision:
    """The decision, once it is known to be the same in every order of import and twice over."""
    first = decide_account(claims, context)
    for order in permutations(claims):
        again = decide_account([*order, *map(copy.copy, order)], context)
        assert summary(again) == summary(first)
    return first


def summary(decision: AccountDecision) -> tuple[object, ...]:
    shares = sorted(
        (str(part.amount), part.reason, part.line)
        for _, each in decision.claims
        for part in each.shares
    )
    return decision.disposition, decision.reasons, decision.patient_owes, decision.balance, shares


def primary_then(*later: Claim, day: str = "20261001") -> list[ClaimPayment]:
    return payments(
        Payment([Claim()]), Payment(later, trace="TRACE2", day=day, payer="SECOND PLAN")
    )


def test_a_reversal_alone_withholds_the_amount() -> None:
    account = decided(payments(Payment([Claim()]), Payment([REVERSAL], trace="T2", day="20261001")))

    assert (account.disposition, account.reasons) == (WAIT, (Reason.REVERSAL,))
    assert account.patient_owes is None


def test_the_correction_after_a_reversal_is_what_the_patient_owes() -> None:
    account = decided(
        payments(
            Payment([Claim()]),
            Payment([REVERSAL, CORRECTION], trace="T2", day="20261001"),
        )
    )

    assert account.patient_owes == Money(4000)
    assert [decision.reasons[0] for _, decision in account.claims] == [
        Reason.REVERSED,
        Reason.REVERSAL,
        Reason.PATIENT_SHARE,
    ]


def test_a_reversal_of_a_claim_we_never_saw_and_its_correction_are_understood() -> None:
    account = decided(payments(Payment([REVERSAL, CORRECTION])))

    assert account.patient_owes == Money(4000)


def test_a_correction_under_a_new_payer_number_replaces_the_reversed_claim() -> None:
    corrected = Claim(paid="110", adjustments=CORRECTION.adjustments, number="ICN9")
    account = decided(
        payments(Payment([Claim()]), Payment([REVERSAL, corrected], trace="T2", day="20261001"))
    )

    assert account.patient_owes == Money(4000)


def test_a_reversal_belongs_to_the_payer_number_and_not_to_the_account_number() -> None:
    other = Claim(charge="90", paid="80", adjustments=[("PR", "3", "10")], number="ICN2")
    account = decided(
        payments(Payment([Claim(), other]), Payment([REVERSAL], trace="T2", day="20261001"))
    )

    assert account.disposition is WAIT
    by_number = {c.payer_claim_control_number: d for c, d in account.claims if c.status == "1"}
    assert by_number["ICN2"].patient_owes == Money(1000)


def test_a_reversal_that_mirrors_nothing_of_its_number_is_held() -> None:
    odd = Claim(
        status="22", charge="-200", paid="-100", adjustments=[("CO", "45", "-100")], reported="0"
    )
    account = decided(payments(Payment([Claim()]), Payment([odd], trace="T2", day="20261001")))

    assert (account.disposition, account.reasons) == (HOLD, (Reason.CONFLICTING_CLAIMS,))


def test_two_decisions_of_one_number_without_a_reversal_are_held() -> None:
    account = decided(
        payments(Payment([Claim()]), Payment([CORRECTION], trace="T2", day="20261001"))
    )

    assert (account.disposition, account.reasons) == (HOLD, (Reason.CONFLICTING_CLAIMS,))


def test_the_same_payment_made_twice_is_found() -> None:
    account = decided(payments(Payment([Claim()]), Payment([Claim()], trace="T2", day="20261001")))

    assert (account.disposition, account.reasons) == (HOLD, (Reason.DUPLICATE_PAYMENT,))


def test_a_net_negative_correction_under_status_1_lowers_the_share() -> None:
    change = Claim(charge="0", paid="20", adjustments=[("PR", "1", "-20")])
    account = decided(payments(Payment([Claim()]), Payment([change], trace="T2", day="20261001")))

    assert account.patient_owes == Money(1000)
    assert sorted(str(s.amount) for _, d in account.claims for s in d.shares) == ["-20.00", "30.00"]


def test_a_negated_claim_under_status_1_is_a_reversal() -> None:
    negated = Claim(charge="-200", paid="-120", adjustments=REVERSAL.adjustments)
    account = decided(
        payments(Payment([Claim()]), Payment([negated, CORRECTION], trace="T2", day="20261001"))
    )

    assert account.patient_owes == Money(4000)


def test_the_last_insurer_decides_and_shares_are_never_added() -> None:
    account = decided(primary_then(SECONDARY))

    assert account.patient_owes == Money(1000)
    assert account.claims[0][1].reasons == (Reason.LATER_INSURER_DECIDES,)


def test_a_secondary_that_leaves_nothing_leaves_nothing() -> None:
    full = Claim(status="2", paid="30", number="SEC1", adjustments=[("OA", "23", "170")])
    account = decided(primary_then(full))

    assert (account.disposition, account.patient_owes) == (Disposition.NOTHING_OWED, ZERO)


def test_a_third_insurer_decides_after_the_second() -> None:
    third = Claim(
        status="3", paid="4", number="THIRD", adjustments=[("OA", "23", "190"), ("PR", "3", "6")]
    )
    claims = primary_then(SECONDARY) + payments(Payment([third], payer="THIRD PLAN", trace="T3"))

    assert decided(claims).patient_owes == Money(600)


def test_a_primary_that_was_forwarded_waits_until_the_secondary_answers() -> None:
    forwarded = payments(Payment([Claim(status="19")]))
    assert (decided(forwarded).disposition, decided(forwarded).reasons) == (
        WAIT,
        (Reason.FORWARDED,),
    )
    answered = forwarded + payments(Payment([SECONDARY], payer="SECOND PLAN", trace="T2"))
    assert decided(answered).patient_owes == Money(1000)


def test_a_held_secondary_holds_the_account_and_not_the_primary_share() -> None:
    unbalanced = Claim(status="2", paid="25", number="SEC1", adjustments=SECONDARY.adjustments)
    account = decided(primary_then(unbalanced))

    assert (account.disposition, account.patient_owes) == (HOLD, None)
    assert account.claims[0][1].patient_owes == ZERO


def test_claims_that_split_a_bill_add_up() -> None:
    parts = [
        Claim(charge="100", paid="80", adjustments=[("PR", "3", "20")], number="ICN1"),
        Claim(charge="60", paid="50", adjustments=[("PR", "1", "10")], number="ICN2"),
    ]
    assert decided(payments(Payment(parts))).patient_owes == Money(3000)


def test_a_split_bill_waits_while_the_secondary_answered_only_one_part() -> None:
    parts = [
        Claim(charge="100", paid="80", adjustments=[("PR", "3", "20")], number="ICN1"),
        Claim(charge="60", paid="50", adjustments=[("PR", "1", "10")], number="ICN2"),
    ]
    second = Claim(
        status="2",
        charge="60",
        paid="10",
        number="SEC1",
        adjustments=[("OA", "23", "50")],
    )
    claims = payments(Payment(parts), Payment([second], payer="SECOND PLAN", trace="T2"))

    account = decided(claims)
    assert (account.disposition, account.reasons) == (WAIT, (Reason.OTHER_INSURANCE_OPEN,))


def test_a_secondary_of_another_charge_is_held() -> None:
    other = Claim(
        status="2", charge="210", paid="40", number="S", adjustments=[("OA", "23", "170")]
    )
    account = decided(primary_then(other))

    assert (account.disposition, account.reasons) == (HOLD, (Reason.CHARGES_DIFFER,))


def test_a_bill_denied_and_then_processed_under_a_new_number_counts_once() -> None:
    denied = Claim(status="4", paid="0", adjustments=[("PR", "27", "200")], number="ICN0")
    account = decided(payments(Payment([denied]), Payment([Claim()], trace="T2", day="20261001")))

    assert account.patient_owes == Money(3000)


def test_a_bill_processed_twice_under_two_numbers_is_held() -> None:
    twice = payments(Payment([Claim()]), Payment([Claim(number="ICN2")], trace="T2"))
    assert decided(twice).reasons == (Reason.CONFLICTING_CLAIMS,)


def test_equal_parts_of_a_split_bill_are_known_by_the_charge_of_the_account() -> None:
    parts = payments(Payment([Claim(), Claim(number="ICN2")]))

    assert decided(parts, AccountContext(charge=Money(40000))).patient_owes == Money(6000)
    assert decided(parts, AccountContext(charge=Money(20000))).disposition is HOLD


def test_different_services_of_equal_charge_are_parts_of_a_bill() -> None:
    parts = [
        Claim(
            charge="100",
            paid="80",
            adjustments=(),
            number=f"ICN{code}",
            lines=[Line("100", "80", [("PR", "3", "20")], procedure=code)],
        )
        for code in ("99213", "85025")
    ]
    assert decided(payments(Payment(parts))).patient_owes == Money(4000)


def test_more_charged_on_claims_than_on_the_account_is_held() -> None:
    account = decided(payments(Payment([Claim()])), AccountContext(charge=Money(10000)))
    assert account.reasons == (Reason.CHARGES_DIFFER,)


def test_a_replacement_beside_the_claim_it_should_replace_is_held() -> None:
    claims = payments(
        Payment([Claim()]),
        Payment([Claim(charge="190", paid="110", number="ICN2", frequency="7")], trace="T2"),
    )
    assert decided(claims).reasons == (Reason.CONFLICTING_CLAIMS,)


def test_a_qmb_remark_of_the_first_insurer_protects_from_the_second() -> None:
    claims = payments(
        Payment([Claim(remarks=["N782"], filing="MB")]),
        Payment([SECONDARY], payer="SECOND PLAN", trace="T2"),
    )
    account = decided(claims)

    assert (account.disposition, account.patient_owes) == (Disposition.NOTHING_OWED, ZERO)


def test_what_another_insurer_leaves_to_a_medicaid_member_is_held() -> None:
    medicaid = Claim(
        status="2", filing="MC", paid="5", number="MCD", adjustments=[("OA", "23", "195")]
    )
    other = Claim(charge="60", paid="50", adjustments=[("PR", "1", "10")], number="ICN2")
    claims = [*primary_then(medicaid), *payments(Payment([other], trace="T9"))]
    second = Claim(
        status="2",
        charge="60",
        paid="0",
        number="S",
        adjustments=[("OA", "23", "50"), ("PR", "2", "10")],
    )
    claims += payments(Payment([second], trace="T8", payer="SECOND PLAN"))

    assert decided(claims).reasons == (Reason.MEDICAID,)


def test_a_pending_notice_is_replaced_by_the_decision() -> None:
    pending = Claim(status="13", paid="0", adjustments=[("OA", "133", "200")])
    account = decided(payments(Payment([pending]), Payment([Claim()], trace="T2", day="20261001")))

    assert account.patient_owes == Money(3000)


def test_an_estimate_beside_the_claim_changes_nothing() -> None:
    claims = payments(Payment([Claim(status="25", number="ICN1")]), Payment([Claim()], trace="T2"))
    assert decided(claims).patient_owes == Money(3000)


def test_what_the_patient_paid_too_much_is_a_credit() -> None:
    account = decided(payments(Payment([Claim()])), AccountContext(patient_paid=Money(5000)))

    assert account.balance == Money(-2000)
    assert Reason.PATIENT_CREDIT in account.notes


def test_an_account_without_claims_waits() -> None:
    assert decide_account([]).disposition is WAIT


def test_thousands_of_claims_under_one_placeholder_number_are_decided_quickly() -> None:
    claims = payments(Payment([Claim(account="0", number=f"I{n}") for n in range(3000)]))
    same = payments(Payment([Claim(account="0"), *[REVERSAL] * 1500, *[CORRECTION] * 1500]))

    assert decide_account(claims).disposition is HOLD
    assert decide_account(same).disposition is HOLD


def test_a_part_of_a_split_bill_that_waits_makes_the_whole_account_wait() -> None:
    forwarded = Claim(
        status="19", charge="90", paid="75", number="I2", adjustments=[("PR", "3", "15")]
    )
    found = decided(payments(Payment([Claim(), forwarded])))
    assert (found.disposition, found.patient_owes) == (WAIT, None)
    assert Disposition.PAYABLE in {each.disposition for _, each in found.claims}
