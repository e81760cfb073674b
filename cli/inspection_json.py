"""The JSON of `inspect`: amounts as strings with two decimals, null where one is not known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cli.inspection import Part
from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment, Problem, RemittanceTransaction
from receivables.domain.responsibility import Decision
from receivables.policy.trust import claim_balances

Write = Callable[[str], object]


def write_remittance(
    name: str, problems: list[Problem], parts: Iterable[Part], write: Write
) -> None:
    """Writes one file's object claim by claim, so that memory does not grow with the file."""
    head = {"file": name, "problems": [problem._asdict() for problem in problems]}
    write(json.dumps(head)[:-1] + ', "transactions": [')
    for piece in _transactions(parts):
        write(piece)
    write("]}")


def _transactions(parts: Iterable[Part]) -> Iterator[str]:
    open_transaction, first = False, True
    for part in parts:
        if isinstance(part, tuple):
            if open_transaction:
                yield ",\n"
            else:
                yield _start(part[0].transaction, first)
            open_transaction, first = True, False
            yield json.dumps(claim_object(*part))
        else:
            if not open_transaction:
                yield _start(part, first)
            open_transaction, first = False, False
            end = {
                "provider_adjustments": [
                    {"code": each.code, "amount": amount_text(each.amount)}
                    for each in part.provider_adjustments
                ],
                "balances": part.balances,
            }
            yield "], " + json.dumps(end)[1:]


def _start(transaction: RemittanceTransaction | None, first: bool) -> str:
    transaction = transaction or RemittanceTransaction()
    head = {
        "payer": transaction.payer or None,
        "trace": transaction.trace or None,
        "payment_amount": amount_text(transaction.payment_amount),
    }
    return ("\n" if first else ",\n") + json.dumps(head)[:-1] + ', "claims": [\n'


def claim_object(claim: ClaimPayment, decision: Decision) -> dict[str, Any]:
    """One claim and its decision."""
    return {
        "patient_control_number": claim.patient_control_number or None,
        "payer_claim_control_number": claim.payer_claim_control_number or None,
        "status": claim.status or None,
        "charge": amount_text(claim.charge),
        "paid": amount_text(claim.paid),
        "patient_responsibility_reported": amount_text(claim.patient_responsibility_reported),
        "adjustments": [
            {
                "level": "claim" if line is None else "service",
                "group": adjustment.group,
                "reason": adjustment.reason,
                "amount": amount_text(adjustment.amount),
            }
            for line, adjustment in claim.all_adjustments()
        ],
        "remarks": claim.all_remarks(),
        "balances": claim_balances(claim),
        **decision_object(decision),
    }


def decision_object(decision: Decision) -> dict[str, Any]:
    """What may be asked of the patient; the amount is null while nothing may be said."""
    return {
        "patient_owes": amount_text(decision.patient_owes),
        "disposition": decision.disposition.value,
        "reasons": [reason.value for reason in (*decision.reasons, *decision.notes)],
    }


def amount_text(amount: Money | None) -> str | None:
    """'12.50', or None for an amount that is not known."""
    return None if amount is None else str(amount)
