"""A claim as plain JSON and back, so that an account can be decided again years later.

Amounts are decimal strings, exactly as received; what a claim does not state is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from receivables.domain.money import Money
from receivables.domain.remittance import (
    Adjustment,
    ClaimPayment,
    Party,
    RemittanceTransaction,
    ServiceLine,
)

_CLAIM_TEXTS = (
    "patient_control_number",
    "status",
    "filing_indicator",
    "payer_claim_control_number",
    "facility_code",
    "frequency",
)
_CLAIM_AMOUNTS = ("charge", "paid", "patient_responsibility_reported")
_LINE_TEXTS = ("procedure", "units", "revenue_code", "qualifier")
_PAYMENT_TEXTS = ("payer", "payer_identifier", "trace", "control_number", "version")


_PAYMENT_DATES = ("paid_on", "produced_on")


def claim_content(claim: ClaimPayment) -> dict[str, Any]:
    """Everything the claim states, JSON-ready."""
    content: dict[str, Any] = {
        name: text for name in _CLAIM_TEXTS if (text := getattr(claim, name))
    }
    content |= {"segment": claim.segment, "line": claim.line}
    for name in _CLAIM_AMOUNTS:
        if (amount := getattr(claim, name)) is not None:
            content[name] = str(amount)
    if claim.parties:
        content["parties"] = [list(party) for party in claim.parties]
    if claim.services:
        content["services"] = [_line_content(line) for line in claim.services]
    if claim.damaged:
        content["damaged"] = True
    return content | _shared_content(claim)


def claim_from_content(
    content: Mapping[str, Any], payment: RemittanceTransaction | None = None
) -> ClaimPayment:
    """The claim that `claim_content` wrote, as part of `payment`."""
    texts = {name: content.get(name, "") for name in _CLAIM_TEXTS}
    charge, paid, responsibility = (_amount(content.get(name)) for name in _CLAIM_AMOUNTS)
    return ClaimPayment(
        **texts,
        charge=charge,
        paid=paid,
        patient_responsibility_reported=responsibility,
        segment=content["segment"],
        line=content["line"],
        transaction=payment,
        parties=[Party(*party) for party in content.get("parties", ())],
        services=[_line(line) for line in content.get("services", ())],
        damaged=content.get("damaged", False),
        **_shared(content),
    )


def payment_content(payment: RemittanceTransaction) -> dict[str, Any]:
    """What a claim's decision may need of its payment."""
    content: dict[str, Any] = {name: getattr(payment, name) for name in _PAYMENT_TEXTS}
    for name in _PAYMENT_DATES:
        date = getattr(payment, name)
        content[name] = date.isoformat() if date else None
    return content | {"balances": payment.balances}


def payment_from_content(content: Mapping[str, Any]) -> RemittanceTransaction:
    """The payment that `payment_content` wrote, without its claims."""
    paid_on, produced_on = (
        dt.date.fromisoformat(content[name]) if content[name] else None for name in _PAYMENT_DATES
    )
    return RemittanceTransaction(
        **{name: content[name] for name in _PAYMENT_TEXTS},
        paid_on=paid_on,
        produced_on=produced_on,
        balances=content["balances"],
    )


def _line_content(line: ServiceLine) -> dict[str, Any]:
    content: dict[str, Any] = {name: text for name in _LINE_TEXTS if (text := getattr(line, name))}
    for name in ("charge", "paid"):
        if (amount := getattr(line, name)) is not None:
            content[name] = str(amount)
    if line.modifiers:
        content["modifiers"] = list(line.modifiers)
    return content | _shared_content(line)


def _shared_content(item: ClaimPayment | ServiceLine) -> dict[str, Any]:
    content: dict[str, Any] = {}
    if item.adjustments:
        content["adjustments"] = [
            [part.group, part.reason, _text(part.amount), part.quantity]
            for part in item.adjustments
        ]
    if item.remarks:
        content["remarks"] = list(item.remarks)
    if item.references:
        content["references"] = dict(item.references)
    if item.dates:
        content["dates"] = {name: date.isoformat() for name, date in item.dates.items()}
    if item.amounts:
        content["amounts"] = {name: _text(amount) for name, amount in item.amounts.items()}
    return content


def _line(content: Mapping[str, Any]) -> ServiceLine:
    return ServiceLine(
        **{name: content.get(name, "") for name in _LINE_TEXTS},
        charge=_amount(content.get("charge")),
        paid=_amount(content.get("paid")),
        modifiers=content.get("modifiers", ()),
        **_shared(content),
    )


def _shared(content: Mapping[str, Any]) -> dict[str, Any]:
    adjustments: Sequence[Sequence[Any]] = content.get("adjustments", ())
    dates: Mapping[str, str] = content.get("dates", {})
    amounts: Mapping[str, str | None] = content.get("amounts", {})
    return {
        "adjustments": [
            Adjustment(group, reason, _amount(amount), quantity)
            for group, reason, amount, quantity in adjustments
        ],
        "remarks": content.get("remarks", ()),
        "references": content.get("references", {}),
        "dates": {name: dt.date.fromisoformat(date) for name, date in dates.items()},
        "amounts": {name: _amount(amount) for name, amount in amounts.items()},
    }


def _text(amount: Money | None) -> str | None:
    return None if amount is None else str(amount)


def _amount(text: str | None) -> Money | None:
    return None if text is None else Money.parse(text)
