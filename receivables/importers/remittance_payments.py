"""Payments of an 835 one by one, each known whole before its first claim is handed out.

Whether a payment balances is only known at its end, and nothing may be posted before. So the file
is read twice at once: one reading runs ahead to the end of a payment, the other follows with its
claims. Memory grows neither with the claims of a payment nor with the payments of a file.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from receivables.domain.remittance import ClaimPayment, RemittanceTransaction
from receivables.importers.remittance import stream_remittance


@dataclass(frozen=True, slots=True)
class WholePayment:
    """A payment that was read to its end. `digest` stands for the claims that it holds; `claims`
    gives them once, in the order of the file, each knowing this payment."""

    payment: RemittanceTransaction
    digest: str
    claims: Iterator[ClaimPayment]


def whole_payments(path: Path) -> Iterator[WholePayment]:
    """Each payment of the file. Claims that are not asked for are passed over; nothing raises.

    `path` must be readable more than once (see `readable_again`).
    """
    behind = stream_remittance(path)
    held = _Held()
    for item in stream_remittance(path):
        if isinstance(item, ClaimPayment):
            held.add(item)
        else:
            claims = _claims_of(item, behind)
            yield WholePayment(item, held.digest(item), claims)
            for _ in claims:
                pass
            held = _Held()


def _claims_of(
    payment: RemittanceTransaction, behind: Iterator[ClaimPayment | RemittanceTransaction]
) -> Iterator[ClaimPayment]:
    for item in behind:
        if not isinstance(item, ClaimPayment):
            return
        item.transaction = payment
        yield item


class _Held:
    """What a payment holds, in a hash: a payment without a trace is known by it."""

    def __init__(self) -> None:
        self._hash: Any = None

    def add(self, claim: ClaimPayment) -> None:
        if self._hash is None:
            self._hash = _begun(claim.transaction)
        numbers = f"{claim.patient_control_number}*{claim.payer_claim_control_number}"
        self._hash.update(f"|{numbers}*{claim.paid}".encode())

    def digest(self, payment: RemittanceTransaction) -> str:
        return str((self._hash or _begun(payment)).hexdigest()[:20])


def _begun(payment: RemittanceTransaction | None) -> Any:
    payment = payment or RemittanceTransaction()
    return sha256(f"{payment.paid_on}|{payment.payment_amount}".encode())


@contextmanager
def readable_again(path: Path) -> Iterator[Path]:
    """A path that can be read several times: a pipe is first copied to a file of its own."""
    if not path.exists() or path.is_file() or path.is_dir():
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="remittance-") as copy:
        with path.open("rb") as pipe:
            shutil.copyfileobj(pipe, copy)
        copy.flush()
        yield Path(copy.name)
