"""A damaged file says where and what; a damaged claim never loses its neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment, RemittanceTransaction
from receivables.importers.remittance import read_remittance
from receivables.policy.responsibility import decide
from tests.remittances import Claim, Payment, file_of

THREE = file_of(
    Payment([Claim(account=f"PB-1000{n}", number=f"ICN{n}") for n in (1, 2, 3)]), separator="~\n"
)


def broken(old: str, new: str) -> list[RemittanceTransaction]:
    """The three claims with the second one's text changed."""
    before, second, after = split_claims(THREE)
    return list(read_remittance(before + second.replace(old.encode(), new.encode(), 1) + after))


def split_claims(data: bytes) -> tuple[bytes, bytes, bytes]:
    start, end = data.index(b"CLP*PB-10002"), data.index(b"CLP*PB-10003")
    return data[:start], data[start:end], data[end:]


DAMAGE = {
    "CLP03 (charge) is not an amount: '2O0'": ("*1*200*", "*1*2O0*"),
    "CLP03 (charge) is missing": ("*1*200*", "*1**"),
    "CLP04 (payment) is missing": ("*120*", "**"),
    "CLP05 (patient responsibility) is not an amount: '3O'": ("*30*12", "*3O*12"),
    "CLP02 (status) is missing": ("PB-10002*1*", "PB-10002**"),
    "CAS03 is not an amount: '5O'": ("CAS*CO*45*50", "CAS*CO*45*5O"),
    "CAS03 is missing": ("CAS*CO*45*50", "CAS*CO*45*"),
    "CAS03 is not an amount: '50.005'": ("CAS*CO*45*50", "CAS*CO*45*50.005"),
    "CAS02 (reason) is missing": ("CAS*CO*45*50", "CAS*CO**50"),
    "CAS01 is no adjustment group: 'XX'": ("CAS*CO", "CAS*XX"),
    "this is no segment: 'C@S'": ("CAS*CO", "C@S*CO"),
    "CAS holds no reason and amount": ("CAS*CO*45*50", "CAS*CO"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_claim_is_held_and_its_neighbours_are_not(what: str) -> None:
    payment = broken(*DAMAGE[what])[0]

    assert [claim.damaged for claim in payment.claims] == [False, True, False]
    assert what in [problem.what for problem in payment.problems]
    decisions = [decide(claim) for claim in payment.claims]
    assert [decision.patient_owes for decision in decisions] == [Money(3000), None, Money(3000)]


def test_a_problem_says_segment_line_and_claim() -> None:
    payment = broken("CAS*CO*45*50", "CAS*CO*45*oops")[0]

    assert payment.problems[0].where == "segment 14, line 14, claim PB-10002"


def test_a_missing_payment_is_unknown_and_leaves_the_balance_unknown() -> None:
    payment = broken("*120*", "**")[0]

    assert payment.claims[1].paid is None
    assert payment.balances is None


def test_a_claim_cut_by_the_end_of_the_file_is_held_though_it_balances() -> None:
    cut = THREE[: THREE.index(b"NM1", THREE.index(b"CLP*PB-10003"))]
    payment = next(iter(read_remittance(cut)))

    assert [claim.damaged for claim in payment.claims] == [False, False, True]
    assert payment.balances is None
    assert decide(payment.claims[2]).patient_owes is None


@pytest.mark.parametrize("end", range(0, THREE.index(b"IEA*"), 11))
def test_a_file_cut_anywhere_still_gives_the_claims_before_the_cut(end: int) -> None:
    whole = THREE[:end].count(b"CLP*")
    payments = list(read_remittance(THREE[:end]))

    claims = [claim for payment in payments for claim in payment.claims]
    assert len(claims) == whole
    assert [decide(claim).patient_owes for claim in claims[:-1]] == [Money(3000)] * (whole - 1)
    assert end == 0 or any(payment.problems for payment in payments)


UNREADABLE = {
    "empty": b"",
    "blank": b" \n\n ",
    "binary": bytes(range(256)) * 50,
    "a_picture": b"\x89PNG\r\n\x1a\n" + b"\x00" * 500,
    "another_transaction": file_of(Payment()).replace(b"ST*835", b"ST*837"),
    "a_header_without_end": b"ISA*00*",
    "text": b"This is not a remittance. " * 100,
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_is_no_remittance_is_a_problem_and_no_claim(kind: str) -> None:
    payments = list(read_remittance(UNREADABLE[kind]))

    assert [claim for payment in payments for claim in payment.claims] == []
    assert all(payment.segment == 0 for payment in payments)
    assert payments[0].problems


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    payments = list(read_remittance(tmp_path / "nothing.835"))

    assert "cannot be read" in payments[0].problems[0].what


def test_a_wrong_segment_count_is_reported_and_harms_no_claim() -> None:
    payment = next(iter(read_remittance(THREE.replace(b"SE*", b"SE*9"))))

    assert "SE01 counts" in payment.problems[0].what
    assert [decide(claim).patient_owes for claim in payment.claims] == [Money(3000)] * 3


def test_a_payment_that_swallowed_the_next_one_holds_the_claim_between() -> None:
    two = file_of(Payment([Claim()]), Payment([Claim(number="ICN2")], trace="TRACE2"))
    start, end = two.index(b"SE*"), two.index(b"BPR", two.index(b"SE*"))
    payment = next(iter(read_remittance(two[:start] + two[end:])))

    assert payment.claims[0].damaged
    assert payment.balances is None


def test_problems_are_capped_so_that_memory_is_bounded() -> None:
    noise = b"C@S*1~\n" * 5000
    payment = next(iter(read_remittance(THREE.replace(b"SE*", noise + b"SE*"))))

    assert len(payment.problems) == 1001


def test_a_segment_without_end_does_not_fill_the_memory() -> None:
    endless = THREE.replace(b"SE*", b"NTE*" + b"x" * 400_000 + b"~\nSE*")
    items = list(read_remittance(endless))

    assert [type(claim) for claim in items[0].claims] == [ClaimPayment] * 3
