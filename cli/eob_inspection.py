"""What `plainbill eob inspect` shows: each explanation in the shape of a payment of one claim."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from cli.inspection_json import amount_text, decision_object
from cli.inspection_report import add_row, claims_table, report_problems
from receivables.domain.explanation_of_benefit import ExplanationOfBenefit, StatedAmount
from receivables.domain.money import Money
from receivables.domain.responsibility import Decision
from receivables.policy.explanation_decision import decide_explanations

_NOT_ADJUSTMENTS = frozenset(("submitted", "eligible", "benefit", "paidtoprovider"))


def explanation_object(name: str, explanations: list[ExplanationOfBenefit]) -> dict[str, Any]:
    """One file's object; adjustments carry the category as reason and no group."""
    readable = [each for each in explanations if _is_explanation(each)]
    decisions = decide_explanations(readable)
    return {
        "file": name,
        "problems": [problem._asdict() for each in explanations for problem in each.problems],
        "transactions": [
            _transaction(each, decision) for each, decision in zip(readable, decisions, strict=True)
        ],
    }


def report_explanations(
    console: Console, name: str, explanations: list[ExplanationOfBenefit]
) -> None:
    """Prints one file."""
    console.rule(name)
    for each in explanations:
        report_problems(console, each.problems)
    readable = [each for each in explanations if _is_explanation(each)]
    table = claims_table()
    for each, decision in zip(readable, decide_explanations(readable), strict=True):
        paid, name = _paid(each), each.patient_control_number or each.identifier
        add_row(table, name, each.status, _stated(each, "submitted"), paid, decision)
    console.print(table)


def _is_explanation(explanation: ExplanationOfBenefit) -> bool:
    empty = ExplanationOfBenefit(damaged=True, problems=explanation.problems)
    return explanation != empty


def _transaction(explanation: ExplanationOfBenefit, decision: Decision) -> dict[str, Any]:
    return {
        "payer": explanation.payer or None,
        "trace": None,
        "payment_amount": amount_text(explanation.payment_amount),
        "balances": None,
        "provider_adjustments": [],
        "claims": [
            {
                "patient_control_number": explanation.patient_control_number or None,
                "payer_claim_control_number": explanation.identifier or None,
                "status": explanation.status or None,
                "charge": amount_text(_stated(explanation, "submitted")),
                "paid": amount_text(_paid(explanation)),
                "patient_responsibility_reported": amount_text(
                    _stated(explanation, "memberliability")
                ),
                "adjustments": [
                    *(_adjustment("claim", each) for each in _adjusting(explanation.amounts)),
                    *(
                        _adjustment("service", each)
                        for item in explanation.items
                        for each in _adjusting(item.amounts)
                    ),
                ],
                "remarks": list(explanation.remarks),
                "balances": None,
                **decision_object(decision),
            }
        ],
    }


def _adjusting(amounts: Any) -> list[StatedAmount]:
    return [each for each in amounts if each.category not in _NOT_ADJUSTMENTS]


def _adjustment(level: str, stated: StatedAmount) -> dict[str, Any]:
    amount = amount_text(stated.amount)
    return {"level": level, "group": None, "reason": stated.category, "amount": amount}


def _paid(explanation: ExplanationOfBenefit) -> Money | None:
    benefit = _stated(explanation, "benefit")
    return benefit if benefit is not None else _stated(explanation, "paidtoprovider")


def _stated(explanation: ExplanationOfBenefit, category: str) -> Money | None:
    """The sum of a category; None when it is not stated, or in two ways in one place."""
    if explanation.repeats(category, equal=True):
        return None
    alike = {each.amount for each in explanation.amounts if each.category == category}
    return next(iter(alike)) if len(alike) == 1 else explanation.total(category)
