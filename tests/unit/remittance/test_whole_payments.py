"""Payments known whole before their first claim, in bounded memory."""

from __future__ import annotations

import os
import threading
import tracemalloc
from pathlib import Path

from receivables.importers.remittance_payments import readable_again, whole_payments
from tests.remittances import Claim, Payment, file_of

CLAIMS = [Claim(number=f"ICN{number}") for number in range(3)]


def written(folder: Path, data: bytes) -> Path:
    path = folder / "payments.835"
    path.write_bytes(data)
    return path


def test_a_payment_knows_its_balance_before_its_first_claim(tmp_path: Path) -> None:
    data = file_of(Payment(CLAIMS), Payment(CLAIMS, amount="1", trace="T2"))
    for whole, balances in zip(whole_payments(written(tmp_path, data)), (True, False), strict=True):
        assert whole.payment.balances is balances
        claims = list(whole.claims)
        assert [claim.payer_claim_control_number for claim in claims] == ["ICN0", "ICN1", "ICN2"]
        assert all(claim.transaction is whole.payment for claim in claims)


def test_claims_that_nobody_asks_for_are_passed_over(tmp_path: Path) -> None:
    data = file_of(Payment(CLAIMS), Payment([Claim(account="PB-9")], trace="T2"))
    first, second = (next(whole.claims) for whole in whole_payments(written(tmp_path, data)))

    assert first.patient_control_number == "PB-10001"
    assert second.patient_control_number == "PB-9"


def test_what_is_wrong_with_the_file_comes_as_a_payment_without_claims(tmp_path: Path) -> None:
    (whole,) = whole_payments(written(tmp_path, b"no remittance"))

    assert list(whole.claims) == []
    assert whole.payment.problems


def test_a_payment_without_a_trace_is_known_by_what_it_holds(tmp_path: Path) -> None:
    def digest(*claims: Claim) -> str:
        path = written(tmp_path, file_of(Payment(claims, trace="")))
        return next(iter(whole_payments(path))).digest

    assert digest(*CLAIMS) == digest(*CLAIMS)
    assert digest(*CLAIMS) != digest(*CLAIMS[:2])


def test_memory_does_not_grow_with_the_payment(tmp_path: Path) -> None:
    def peak(claims: int) -> int:
        path = written(tmp_path, file_of(Payment([Claim()] * claims)))
        tracemalloc.start()
        for whole in whole_payments(path):
            assert sum(1 for _ in whole.claims) == claims
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(8000) < 1.2 * peak(2000)


def test_a_pipe_can_be_read_twice(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    data = file_of(Payment())
    writer = threading.Thread(target=pipe.write_bytes, args=(data,))
    writer.start()
    with readable_again(pipe) as path:
        assert path.read_bytes() == path.read_bytes() == data
    writer.join()
