"""The rows that claims make balance, whatever insurers do, and do not depend on their order."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from hypothesis import event, given, settings
from hypothesis import strategies as st

from receivables.domain.money import Money
from receivables.domain.movements import DatedClaim
from receivables.domain.responsibility import Disposition
from receivables.policy.account_timeline import Timeline, account_timeline
from tests.generated_accounts import GeneratedAccount, generated_accounts
from tests.remittances import Claim, Payment, read

END = dt.date(2027, 1, 1)


def dated(account: GeneratedAccount) -> list[DatedClaim]:
    found = []
    for number, payment in enumerate(read(*account.payments)):
        assert payment.paid_on is not None
        for position, claim in enumerate(payment.claims):
            key = f"{number}|claim|{position}"
            found.append(DatedClaim(key, claim, payment.paid_on, position))
    return found


def sums(timeline: Timeline, charge: int, on: dt.date = END) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int, insurance=charge)
    for entry in timeline.entries:
        if entry.effective_on <= on:
            found[entry.movement.party] += entry.amount.cents
    return dict(found)


@settings(max_examples=300)
@given(generated_accounts())
def test_an_account_balances_after_its_claims_and_the_last_payer_decides(
    account: GeneratedAccount,
) -> None:
    timeline = account_timeline(Money(account.charge), dated(account))
    event(account.kind)
    found = sums(timeline, account.charge)
    if account.kind == "reversed":
        assert timeline.standing.disposition is Disposition.WAIT
        assert found == {"insurance": account.charge} | dict.fromkeys(
            found.keys() - {"insurance"}, 0
        )
        return
    assert timeline.standing.disposition in (Disposition.PAYABLE, Disposition.NOTHING_OWED)
    assert found.get("patient", 0) == account.share
    assert found["insurance"] == 0


@settings(max_examples=200)
@given(generated_accounts(), st.randoms(use_true_random=False))
def test_the_rows_do_not_depend_on_the_order_of_the_claims(account, random) -> None:  # type: ignore[no-untyped-def]
    claims = dated(account)
    shuffled = list(claims)
    random.shuffle(shuffled)
    first = account_timeline(Money(account.charge), claims)
    second = account_timeline(Money(account.charge), shuffled)
    assert [entry.key for entry in first.entries] == [entry.key for entry in second.entries]


@settings(max_examples=200)
@given(generated_accounts())
def test_on_every_day_the_charge_is_shared_out_and_never_more(account: GeneratedAccount) -> None:
    claims = dated(account)
    timeline = account_timeline(Money(account.charge), claims)
    for day in {claim.effective_on for claim in claims}:
        known = [claim for claim in claims if claim.effective_on <= day]
        as_of = account_timeline(Money(account.charge), known)
        assert sums(timeline, account.charge, day) == sums(as_of, account.charge, day)
        assert sums(as_of, account.charge).get("patient", 0) >= 0
        assert sums(as_of, account.charge)["insurance"] >= 0


def test_a_row_that_is_undone_stays_and_the_one_that_undoes_it_names_it() -> None:
    back = Claim("-200", "-120", (("CO", "45", "-50"), ("PR", "1", "-30")), status="22")
    account = GeneratedAccount(
        20000, [Payment(day="20260801"), Payment([back], trace="TRACE2", day="20260901")]
    )
    timeline = account_timeline(Money(20000), dated(account))
    added = [entry for entry in timeline.entries if entry.corrects is None]
    undone = [entry for entry in timeline.entries if entry.corrects is not None]
    assert {entry.corrects for entry in undone} == {entry.key for entry in added}
    assert {entry.effective_on for entry in undone} == {dt.date(2026, 9, 1)}


def test_claims_that_come_to_more_than_the_charge_put_nothing_to_the_patient() -> None:
    account = GeneratedAccount(15000, [Payment()])
    timeline = account_timeline(Money(15000), dated(account))
    assert timeline.standing.disposition is Disposition.HOLD
    assert "patient" not in sums(timeline, 15000)


def test_a_claim_that_does_not_balance_moves_nothing() -> None:
    account = GeneratedAccount(20000, [Payment([Claim(paid="100")])])
    timeline = account_timeline(Money(20000), dated(account))
    assert timeline.entries == []
    assert timeline.standing.disposition is Disposition.HOLD


def test_a_write_off_of_a_second_insurer_is_only_added_as_far_as_something_is_left() -> None:
    first = Payment([Claim("100", "60", (("CO", "45", "20"), ("PR", "2", "20")))])
    second = Claim("100", "0", (("OA", "23", "60"), ("CO", "45", "40")), status="2", number="S1")
    account = GeneratedAccount(
        10000, [first, Payment([second], payer="STATE PLAN", trace="S", day="20261001")]
    )
    found = sums(account_timeline(Money(10000), dated(account)), 10000)
    assert found == {"insurance": 0, "patient": 0}


def test_a_self_pay_charge_goes_to_the_insurer_who_turns_up_after_all() -> None:
    timeline = account_timeline(Money(20000), dated(GeneratedAccount(20000, [Payment()])), True)
    found = sums(timeline, 0)
    assert found == {"insurance": 0, "patient": 3000 - 20000}


def test_what_an_unseen_first_insurer_did_is_taken_from_the_second_until_it_comes() -> None:
    first = Payment([Claim("100", "60", (("CO", "45", "20"), ("PR", "2", "20")))])
    second = Claim("100", "15", (("OA", "23", "80"), ("PR", "2", "5")), status="2", number="S1")
    later = Payment([second], payer="HARBOR", trace="S", day="20261001")
    for payments in ([later], [first, later]):
        timeline = account_timeline(Money(10000), dated(GeneratedAccount(10000, payments)))
        assert sums(timeline, 10000) == {"insurance": 0, "patient": 500}


def test_an_estimate_is_no_decision() -> None:
    estimate = Claim("200", "0", (("OA", "101", "200"),), status="25")
    timeline = account_timeline(Money(20000), dated(GeneratedAccount(20000, [Payment([estimate])])))
    assert timeline.entries == []
    assert timeline.standing.disposition is Disposition.WAIT
