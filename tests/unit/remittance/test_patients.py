"""Claims under one number, taken apart by patient; nobody's claim is lost or moved."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment, Party, RemittanceTransaction
from receivables.domain.responsibility import Disposition, Reason
from receivables.policy.patients import by_patient, is_placeholder
from receivables.policy.responsibility import decide_account
from tests.remittances import Claim, Payment, read

NAMES = st.sampled_from(
    ["", "DELGADO", "ROSA DELGADO", "LUIS DELGADO", "ROSA RUIZ", "ANA B DE MIER"]
)


@st.composite
def named(draw: st.DrawFn) -> ClaimPayment:
    account = "0" if draw(st.booleans()) else "PB-1"
    claim = ClaimPayment(account, "1", Money(100), Money(100), None)
    claim.payer_claim_control_number = draw(st.sampled_from(["", "I1", "I2", "I3"]))
    claim.transaction = RemittanceTransaction(payer=draw(st.sampled_from(["ONE", "TWO"])))
    name = draw(NAMES)
    claim.parties = [Party("QC", name, "")] if name else []
    return claim


@given(st.lists(named(), max_size=12))
def test_every_claim_is_in_one_group_and_one_payer_number_is_never_split(
    claims: list[ClaimPayment],
) -> None:
    groups = by_patient(claims)

    assert sorted(id(claim) for group in groups for claim in group) == sorted(map(id, claims))
    for claim in claims:
        alike = [
            number
            for number, group in enumerate(groups)
            for other in group
            if claim.payer_claim_control_number
            and (other.payer, other.payer_claim_control_number)
            == (claim.payer, claim.payer_claim_control_number)
        ]
        assert len(set(alike)) <= 1


def test_zeros_and_words_for_nothing_are_no_account_number() -> None:
    assert all(map(is_placeholder, ("0", "000", "", " 0 ", "NONE", "unknown", "N/A")))
    assert not any(map(is_placeholder, ("10", "PB-0", "NANCY")))


def test_claims_of_several_patients_under_one_account_are_held() -> None:
    luis = Claim(number="ICN2")
    claims = read(Payment([Claim(), luis]))[0].claims
    claims[1].parties = [Party("QC", "LUIS DELGADO", "M101")]
    account = decide_account(claims)

    assert (account.disposition, account.reasons) == (
        Disposition.HOLD,
        (Reason.SEVERAL_PATIENTS,),
    )
    assert account.patient_owes is None
