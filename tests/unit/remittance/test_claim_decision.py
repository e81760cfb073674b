"""What one claim lets us ask of the patient: each rule with its reason."""

from __future__ import annotations

from typing import Any

import pytest

from receivables.domain.money import ZERO, Money
from receivables.domain.responsibility import AccountContext, Decision, Disposition, Reason
from receivables.policy.responsibility import UNKNOWN_ACCOUNT, decide
from tests.remittances import Claim, Line, Payment, read, read_claim

PAYABLE, NOTHING = Disposition.PAYABLE, Disposition.NOTHING_OWED
WAIT, HOLD = Disposition.WAIT, Disposition.HOLD


def decision(context: AccountContext = UNKNOWN_ACCOUNT, **fields: Any) -> Decision:
    return decide(read_claim(Claim(**fields)), context)


def outcome(context: AccountContext = UNKNOWN_ACCOUNT, **fields: Any) -> tuple[object, object]:
    found = decision(context, **fields)
    assert (found.patient_owes is None) == (found.disposition in (WAIT, HOLD))
    return found.disposition, found.reasons[0]


def share(*patient: tuple[str, str], other: tuple[str, str] = ("CO", "45")) -> dict[str, Any]:
    """A charge of 200 with 100 paid and 100 left to the patient in these reasons."""
    adjustments = [("PR", reason, amount) for reason, amount in patient]
    assert sum(float(amount) for _, amount in patient) == 50
    return {"paid": "100", "adjustments": [*adjustments, (*other, "50")]}


def test_the_pr_adjustments_are_what_the_patient_owes_with_where_they_come_from() -> None:
    found = decision(
        adjustments=(),
        lines=[
            Line("100", "60", [("CO", "45", "30"), ("PR", "2", "10")]),
            Line("100", "60", [("CO", "45", "20"), ("PR", "3", "20")], remarks=["MA01"]),
        ],
    )

    assert (found.disposition, found.patient_owes) == (PAYABLE, Money(3000))
    assert [(str(s.amount), s.reason, s.line, s.remarks) for s in found.shares] == [
        ("10.00", "2", 1, ()),
        ("20.00", "3", 2, ("MA01",)),
    ]
    assert {s.payer_claim_control_number for s in found.shares} == {"ICN1"}


@pytest.mark.parametrize("group", ["CO", "OA", "PI"])
@pytest.mark.parametrize("reason", ["45", "50", "96", "97", "197", "1", "2", "3"])
def test_no_reason_is_billable_without_group_pr(group: str, reason: str) -> None:
    found = decision(paid="150", adjustments=[(group, reason, "50")])

    assert (found.disposition, found.patient_owes) == (NOTHING, ZERO)
    assert found.notes == ((Reason.PAYER_REDUCTION,) if group == "PI" else ())


def test_a_claim_that_does_not_balance_is_held() -> None:
    assert outcome(paid="121") == (HOLD, Reason.CLAIM_UNBALANCED)


def test_a_service_that_does_not_balance_is_held_though_the_claim_does() -> None:
    lines = [Line("100", "70", [("CO", "45", "40")]), Line("100", "50", [("PR", "1", "40")])]
    assert outcome(adjustments=(), lines=lines) == (HOLD, Reason.SERVICE_UNBALANCED)


def test_all_claims_of_a_payment_that_does_not_balance_are_held() -> None:
    payment = read(Payment([Claim()], amount="119.99"))[0]

    assert payment.balances is False
    assert decide(payment.claims[0]).reasons == (Reason.TRANSACTION_UNBALANCED,)


def test_a_share_that_differs_from_the_reported_one_is_held() -> None:
    assert outcome(reported="31") == (HOLD, Reason.SHARE_DIFFERS)


@pytest.mark.parametrize("adjustment", [("CO", "29", "200"), ("CR", "18", "200")])
def test_a_denial_that_reports_the_full_charge_without_any_pr_is_never_billed(
    adjustment: tuple[str, str, str],
) -> None:
    fields = {"paid": "0", "adjustments": [adjustment], "reported": "200"}
    assert outcome(**fields) == (HOLD, Reason.SHARE_DIFFERS)


def test_a_share_that_the_payer_does_not_report_contradicts_nothing_and_is_noted() -> None:
    found = decision(reported="")
    assert (found.patient_owes, found.notes) == (Money(3000), (Reason.SHARE_NOT_REPORTED,))


def test_a_reported_share_of_zero_is_not_the_same_as_none() -> None:
    assert outcome(reported="0") == (HOLD, Reason.SHARE_DIFFERS)
    assert outcome(reported="0", paid="150", adjustments=[("CO", "45", "50")])[0] is NOTHING


STATUSES = {
    "1": (PAYABLE, Reason.PATIENT_SHARE),
    "2": (PAYABLE, Reason.PATIENT_SHARE),
    "3": (PAYABLE, Reason.PATIENT_SHARE),
    "4": (PAYABLE, Reason.PATIENT_SHARE),
    "5": (WAIT, Reason.PENDING),
    "13": (WAIT, Reason.PENDING),
    "19": (WAIT, Reason.FORWARDED),
    "20": (WAIT, Reason.FORWARDED),
    "21": (WAIT, Reason.FORWARDED),
    "22": (WAIT, Reason.REVERSAL),
    "23": (WAIT, Reason.NOT_OUR_CLAIM),
    "25": (NOTHING, Reason.PREDETERMINATION),
    "99": (HOLD, Reason.UNKNOWN_STATUS),
    "01": (HOLD, Reason.UNKNOWN_STATUS),
}


@pytest.mark.parametrize("status", STATUSES)
def test_the_status_says_whether_the_share_is_a_balance(status: str) -> None:
    assert outcome(status=status) == STATUSES[status]


def test_a_reversal_may_report_another_share_than_its_pr() -> None:
    adjustments = [("CO", "45", "-50"), ("PR", "1", "-30")]
    fields = {"status": "22", "charge": "-200", "paid": "-120", "reported": "0"}
    assert outcome(adjustments=adjustments, **fields) == (WAIT, Reason.REVERSAL)


def test_a_predetermination_is_never_a_balance_even_without_a_reported_share() -> None:
    assert outcome(status="25", reported="") == (NOTHING, Reason.PREDETERMINATION)


@pytest.mark.parametrize(
    "fields",
    [
        {"charge": "0", "paid": "-20", "adjustments": [("PR", "1", "20")]},
        {"charge": "0", "paid": "20", "adjustments": [("PR", "1", "-20")]},
        {
            "charge": "-200",
            "paid": "-120",
            "adjustments": [("CO", "45", "-50"), ("PR", "1", "-30")],
        },
    ],
)
def test_a_claim_below_zero_says_nothing_by_itself(fields: dict[str, Any]) -> None:
    assert outcome(**fields) == (WAIT, Reason.NEGATIVE_CORRECTION)


@pytest.mark.parametrize("remark", ["MA07", "MA18", "N89"])
def test_a_forwarded_claim_waits_for_the_next_insurer(remark: str) -> None:
    assert outcome(remarks=[remark]) == (WAIT, Reason.FORWARDED)


def test_a_named_crossover_carrier_means_the_next_insurer_still_decides() -> None:
    assert outcome(more=["NM1*TT*2*NEXT PLAN"]) == (WAIT, Reason.FORWARDED)


def test_a_corrected_priority_payer_means_another_insurer_is_first() -> None:
    assert outcome(more=["NM1*PR*2*FIRST PLAN"]) == (WAIT, Reason.OTHER_INSURER_FIRST)


@pytest.mark.parametrize("remark", ["MA04", "N4", "N479"])
def test_a_missing_explanation_of_the_first_insurer_waits(remark: str) -> None:
    assert outcome(remarks=[remark]) == (WAIT, Reason.OTHER_INSURER_FIRST)


@pytest.mark.parametrize("reason", ["22", "109"])
def test_a_line_that_another_insurer_should_decide_makes_the_claim_wait(reason: str) -> None:
    assert outcome(**share(("1", "50"), other=("CO", reason))) == (WAIT, Reason.OTHER_INSURER_FIRST)


def test_a_second_insurer_known_to_us_still_has_to_decide() -> None:
    two = AccountContext(insurers=2)
    assert outcome(two) == (WAIT, Reason.OTHER_INSURANCE_OPEN)
    assert outcome(two, status="2")[0] is PAYABLE


HELD_REASONS = {
    "45": Reason.OVER_ALLOWED_AMOUNT,
    "42": Reason.OVER_ALLOWED_AMOUNT,
    "22": Reason.COORDINATION_OF_BENEFITS,
    "31": Reason.MEMBER_NOT_IDENTIFIED,
    "227": Reason.PATIENT_INFORMATION_MISSING,
    "201": Reason.WORKERS_COMPENSATION,
    "257": Reason.PREMIUM_GRACE_PERIOD,
    "49": Reason.PREVENTIVE_REVIEW,
    "242": Reason.OUT_OF_NETWORK,
    "243": Reason.OUT_OF_NETWORK,
    "187": Reason.HEALTH_ACCOUNT,
    "16": Reason.CLAIM_INFORMATION_MISSING,
    "18": Reason.DUPLICATE,
    "209": Reason.NOT_COLLECTABLE,
    "29": Reason.LATE_FILING,
    "97": Reason.NOT_A_PATIENT_SHARE,
    "P1": Reason.LIABILITY,
    "P12": Reason.LIABILITY,
}


@pytest.mark.parametrize("reason", HELD_REASONS)
def test_a_doubtful_reason_is_held_even_in_group_pr(reason: str) -> None:
    assert outcome(**share((reason, "50"))) == (HOLD, HELD_REASONS[reason])
    assert outcome(**share(("1", "20"), (reason, "30"))) == (HOLD, HELD_REASONS[reason])


@pytest.mark.parametrize(
    "reason",
    [
        "1",
        "2",
        "3",
        "66",
        "26",
        "27",
        "200",
        "32",
        "33",
        "35",
        "119",
        "149",
        "50",
        "96",
        "204",
        "85",
        "100",
        "275",
    ],
)
def test_a_patient_reason_of_the_reference_is_payable(reason: str) -> None:
    assert outcome(**share((reason, "50"))) == (PAYABLE, Reason.PATIENT_SHARE)


@pytest.mark.parametrize("group", ["CO", "OA", "PI"])
def test_an_undecided_premium_grace_period_is_held_in_any_group(group: str) -> None:
    fields = share(("1", "50"), other=(group, "257"))
    assert outcome(**fields) == (HOLD, Reason.PREMIUM_GRACE_PERIOD)


@pytest.mark.parametrize("remark", ["N781", "N782", "N783"])
def test_a_qmb_member_owes_no_cost_sharing(remark: str) -> None:
    found = decision(remarks=[remark], filing="MB", **share(("1", "20"), ("2", "30")))

    assert (found.disposition, found.patient_owes) == (NOTHING, ZERO)
    assert found.reasons == (Reason.QUALIFIED_MEDICARE_BENEFICIARY,)


def test_a_qmb_remark_on_any_line_protects_the_whole_claim() -> None:
    lines = [
        Line("100", "70", [("PR", "2", "30")]),
        Line("100", "80", [("PR", "2", "20")], remarks=["N782"]),
    ]
    assert outcome(paid="150", adjustments=(), lines=lines)[0] is NOTHING


def test_what_a_qmb_member_is_asked_beyond_cost_sharing_goes_to_a_person() -> None:
    fields = share(("1", "20"), ("96", "30"))
    expected = (HOLD, Reason.QUALIFIED_MEDICARE_BENEFICIARY)
    assert outcome(AccountContext(qualified_medicare_beneficiary=True), **fields) == expected


def test_medicaid_is_payment_in_full_but_for_the_share_it_sets() -> None:
    assert outcome(filing="MC", **share(("2", "50"))) == (HOLD, Reason.MEDICAID)
    assert outcome(filing="MC", **share(("3", "50"))) == (HOLD, Reason.MEDICAID)
    assert outcome(filing="MC", **share(("142", "20"), ("178", "30")))[0] is PAYABLE
    assert outcome(AccountContext(medicaid=True)) == (HOLD, Reason.MEDICAID)


def test_workers_compensation_is_for_a_person() -> None:
    expected = (HOLD, Reason.WORKERS_COMPENSATION)
    assert outcome(filing="WC") == expected
    assert outcome(AccountContext(workers_compensation=True)) == expected
    assert outcome(filing="WC", paid="150", adjustments=[("CO", "45", "50")])[0] is NOTHING


@pytest.mark.parametrize("filing", ["AM", "LM"])
def test_an_accident_insurer_is_for_a_person(filing: str) -> None:
    assert outcome(filing=filing) == (HOLD, Reason.LIABILITY)


@pytest.mark.parametrize("remark", ["N830", "N862", "N864", "N865", "N866", "N867", "N870"])
def test_under_the_no_surprises_act_only_cost_sharing_is_asked_for(remark: str) -> None:
    assert outcome(remarks=[remark], **share(("1", "20"), ("2", "30")))[0] is PAYABLE
    held = outcome(remarks=[remark], **share(("2", "20"), ("96", "30")))
    assert held == (HOLD, Reason.NO_SURPRISES_ACT)


def test_what_a_late_claim_leaves_to_the_patient_is_held() -> None:
    fields = share(("2", "50"), other=("CO", "29"))
    assert outcome(**fields) == (HOLD, Reason.LATE_FILING)


def test_medicare_may_still_ask_the_cost_sharing_of_a_late_claim() -> None:
    late = ("CO", "29")
    assert outcome(filing="MB", **share(("1", "20"), ("2", "30"), other=late))[0] is PAYABLE
    held = outcome(filing="MB", **share(("1", "20"), ("96", "30"), other=late))
    assert held == (HOLD, Reason.LATE_FILING)


def test_a_late_claim_without_pr_owes_nothing() -> None:
    assert outcome(paid="0", adjustments=[("CO", "29", "200")])[0] is NOTHING


@pytest.mark.parametrize(
    ("context", "reason"),
    [
        (AccountContext(bankruptcy=True), Reason.BANKRUPTCY),
        (AccountContext(open_dispute=True), Reason.OPEN_DISPUTE),
        (AccountContext(deceased=True), Reason.DECEASED),
        (AccountContext(minor=True), Reason.MINOR),
    ],
)
def test_what_is_known_of_the_account_stops_the_question(
    context: AccountContext, reason: Reason
) -> None:
    assert outcome(context) == (HOLD, reason)


def test_an_unprocessable_claim_is_sent_again_and_not_billed() -> None:
    assert outcome(remarks=["MA130"]) == (HOLD, Reason.REBILL)


def test_the_old_correction_group_is_no_decision() -> None:
    assert outcome(**share(("1", "50"), other=("CR", "45"))) == (HOLD, Reason.CORRECTION_GROUP)
