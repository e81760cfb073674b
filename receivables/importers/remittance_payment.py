"""What a payment says of itself: BPR, N1 and PLB (remittance 1a, 1g).

Each function takes a segment into the payment and gives what is wrong with the segment.
"""

from __future__ import annotations

from collections.abc import Iterator

from receivables.domain.remittance import ProviderAdjustment, RemittanceTransaction
from receivables.importers.x12_values import amount, components, date, words

_PAYMENT_ELEMENTS = 17


def take_payment(transaction: RemittanceTransaction, segment: list[str]) -> Iterator[str]:
    """BPR: how much is paid, how, and on which day."""
    segment = segment + [""] * (_PAYMENT_ELEMENTS - len(segment))
    transaction.handling, transaction.payment_method = segment[1], segment[4]
    transaction.payment_amount = amount(segment[2])
    transaction.paid_on = date(segment[16])
    if transaction.payment_amount is None:
        yield f"BPR02 (the payment) is not an amount: {segment[2][:20]!r}"
    if not segment[16]:
        yield "BPR16 (day of the payment) is missing"
    elif transaction.paid_on is None:
        yield f"BPR16 (day of the payment) is no date: {segment[16][:20]!r}"


def take_organisation(transaction: RemittanceTransaction, segment: list[str]) -> None:
    """N1: the payer (PR) or the payee (PE)."""
    if len(segment) < 3:
        return
    name = words(segment[2].strip())
    identifier = segment[4] if len(segment) > 4 else ""
    if segment[1] == "PR":
        transaction.payer, transaction.payer_identifier = name, identifier
    elif segment[1] == "PE":
        transaction.payee, transaction.payee_identifier = name, identifier


def take_provider_adjustments(
    transaction: RemittanceTransaction, segment: list[str], component: str
) -> Iterator[str]:
    """PLB: pairs of a composite (code and reference) and an amount."""
    size = len(segment)
    for place in range(3, size, 2):
        code, *more = components(segment[place], component)
        value = segment[place + 1] if place + 1 < size else ""
        if not code and not value:
            continue
        money = amount(value)
        if money is None or not code:
            yield f"PLB{place + 1:02} is not an amount with a code: {value[:20]!r}"
        transaction.provider_adjustments.append(
            ProviderAdjustment(code, money, "".join(more[:1]), segment[1], segment[2])
        )
    if size < 5:
        yield "PLB holds no code and amount"
