"""The balance of a whole payment (remittance 1b), summed while its claims stream by."""

from __future__ import annotations

from receivables.domain.remittance import ClaimPayment, RemittanceTransaction


class Totals:
    """Cents paid on the claims so far; `incomplete` once an amount or an end is missing."""

    def __init__(self) -> None:
        self.paid = 0
        self.incomplete = False
        self.debit = False

    def add(self, claim: ClaimPayment) -> None:
        """Counts a claim in."""
        if claim.paid is None:
            self.incomplete = True
        else:
            self.paid += claim.paid.cents

    def balances(self, transaction: RemittanceTransaction) -> bool | None:
        """Whether the claims' payments less PLB make BPR02; None when not all is known.

        A debit (BPR03 D) may state the amount taken back without a sign.
        """
        amounts = [adjustment.amount for adjustment in transaction.provider_adjustments]
        stated = transaction.payment_amount
        if self.incomplete or stated is None or None in amounts:
            return None
        expected = self.paid - sum(amount.cents for amount in amounts if amount)
        return stated.cents == expected or (self.debit and -stated.cents == expected)
