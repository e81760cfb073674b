"""Laws that hold for every claim, whatever its amounts, groups and order."""

from __future__ import annotations

import copy

from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.money import ZERO, Money
from receivables.domain.remittance import ClaimPayment
from receivables.domain.responsibility import AccountContext, Disposition
from receivables.policy.claim_amounts import signature
from receivables.policy.responsibility import decide, decide_account
from receivables.policy.trust import claim_balances
from tests.account_histories import negated
from tests.remittance_strategies import claims, payments
from tests.remittances import Claim, Payment, read, read_claim

CONTEXTS = st.builds(
    AccountContext,
    insurers=st.integers(0, 3),
    qualified_medicare_beneficiary=st.booleans(),
    medicaid=st.booleans(),
    workers_compensation=st.booleans(),
    bankruptcy=st.booleans(),
    open_dispute=st.booleans(),
    surprise_billing_protected=st.booleans(),
    deceased=st.booleans(),
    minor=st.booleans(),
    patient_paid=st.integers(0, 9999).map(Money),
)


def share(claim: ClaimPayment) -> Money:
    return Money.total(a.amount or ZERO for _, a in claim.all_adjustments() if a.group == "PR")


@given(claims())
def test_a_claim_that_balances_is_read_as_it_was_written(written: Claim) -> None:
    claim = read_claim(written)

    assert claim_balances(claim) is True
    assert (str(claim.charge), str(claim.paid)) == (written.charge, written.paid)
    stated = [*written.adjustments, *(a for line in written.lines for a in line.adjustments)]
    read_back = [(a.group, a.reason, str(a.amount)) for _, a in claim.all_adjustments()]
    assert read_back == stated


@given(claims(), CONTEXTS)
def test_no_more_than_the_pr_adjustments_is_ever_asked_for(
    written: Claim, context: AccountContext
) -> None:
    claim = read_claim(written)
    decision = decide(claim, context)

    if decision.disposition is Disposition.PAYABLE:
        assert decision.patient_owes == share(claim)
        assert Money.total(part.amount for part in decision.shares) == decision.patient_owes
    elif decision.disposition is Disposition.NOTHING_OWED:
        assert (decision.patient_owes, decision.shares) == (ZERO, ())
    else:
        assert (decision.patient_owes, decision.shares) == (None, ())


@given(claims(), CONTEXTS)
def test_knowing_more_of_the_account_only_holds_or_lowers(
    written: Claim, context: AccountContext
) -> None:
    claim = read_claim(written)
    before, after = decide(claim), decide(claim, context)

    if after.patient_owes is not None:
        assert before.patient_owes is not None
        assert after.patient_owes <= before.patient_owes


@given(claims(status="1"), st.integers(1, 500))
def test_a_cent_that_does_not_add_up_holds_the_claim(written: Claim, cents: int) -> None:
    claim = read_claim(written)
    assert claim.paid is not None
    claim.paid = claim.paid + Money(cents)

    assert decide(claim).disposition is Disposition.HOLD


@given(st.lists(payments(account="PB-10001"), min_size=1, max_size=4), st.randoms(), CONTEXTS)
def test_the_order_of_import_and_repeated_import_change_nothing(
    written: list[Payment], random: object, context: AccountContext
) -> None:
    found = [claim for payment in read(*written) for claim in payment.claims]
    shuffled = [*found, *(copy.copy(claim) for claim in found)]
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    first, again = decide_account(found, context), decide_account(shuffled, context)
    assert (first.disposition, first.reasons) == (again.disposition, again.reasons)
    assert (first.patient_owes, first.balance) == (again.patient_owes, again.balance)


@given(st.lists(payments(account="PB-10001"), min_size=1, max_size=4))
def test_an_account_never_owes_more_than_one_insurers_shares(written: list[Payment]) -> None:
    found = [claim for payment in read(*written) for claim in payment.claims]
    account = decide_account(found)

    if account.patient_owes is not None:
        asked = [d for _, d in account.claims if d.disposition is Disposition.PAYABLE]
        assert account.patient_owes == Money.total(d.patient_owes or ZERO for d in asked)
        positive = [share(claim) for claim in found if share(claim) > ZERO]
        assert account.patient_owes <= Money.total(positive)
    assert len(account.claims) == len(found)


@given(claims(status="1", number="ICN1"), claims(status="1", number="ICN1"))
def test_a_reversed_claim_leaves_only_its_correction(original: Claim, correction: Claim) -> None:
    back = negated(original)
    found = [
        claim
        for payment in read(
            Payment([original]), Payment([back, correction], trace="T2", day="20261101")
        )
        for claim in payment.claims
    ]
    if any(claim.paid is not None and claim.paid < ZERO for claim in (found[0], found[2])):
        return
    assert signature(found[1], -1) == signature(found[0])

    by_place = decide_account(found).claims
    assert by_place[0][1].patient_owes == ZERO
    assert by_place[1][1].patient_owes == ZERO
