"""The readable report of `inspect`."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.inspection import Part
from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment, Problem, RemittanceTransaction
from receivables.domain.responsibility import Decision, Disposition

ROWS = 200
_BALANCES = {True: "balances", False: "[red]does not balance[/]", None: "balance not known"}
_COLOURS = {
    Disposition.PAYABLE: "green",
    Disposition.NOTHING_OWED: "default",
    Disposition.WAIT: "yellow",
    Disposition.HOLD: "red",
}


def report_remittance(
    console: Console, name: str, problems: list[Problem], parts: Iterable[Part]
) -> None:
    """Prints one file: its problems, then each payment's claims as a table."""
    console.rule(f"[bold]{escape(name)}[/]")
    report_problems(console, problems)
    table = claims_table()
    for part in parts:
        if isinstance(part, tuple):
            add_claim(table, *part)
            if table.row_count >= ROWS:
                console.print(table)
                table = claims_table()
        else:
            if table.row_count:
                console.print(table)
                table = claims_table()
            _report_payment(console, part)


def report_problems(console: Console, problems: list[Problem]) -> None:
    """Prints where something is wrong, and what."""
    for problem in problems:
        console.print(f"[yellow]{escape(problem.where)}[/]: {escape(problem.what)}")


def claims_table() -> Table:
    """An empty table of claims."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("account", "status"):
        table.add_column(heading)
    for heading in ("charge", "paid", "patient owes"):
        table.add_column(heading, justify="right")
    table.add_column("decision")
    table.add_column("why")
    return table


def add_claim(table: Table, claim: ClaimPayment, decision: Decision) -> None:
    """Adds a claim's row."""
    add_row(table, claim.patient_control_number, claim.status, claim.charge, claim.paid, decision)


def add_row(
    table: Table,
    account: str,
    status: str,
    charge: Money | None,
    paid: Money | None,
    decision: Decision,
) -> None:
    """Adds a row; an amount that is not known is a question mark."""
    colour = _COLOURS[decision.disposition]
    table.add_row(
        escape(account),
        escape(status),
        _amount(charge),
        _amount(paid),
        "" if decision.patient_owes is None else str(decision.patient_owes),
        f"[{colour}]{decision.disposition.value.replace('_', ' ')}[/]",
        ", ".join(reason.replace("_", " ") for reason in (*decision.reasons, *decision.notes)),
    )


def _report_payment(console: Console, payment: RemittanceTransaction) -> None:
    console.print(
        f"[bold]{escape(payment.payer or 'payer not named')}[/] paid "
        f"{_amount(payment.payment_amount)}, trace {escape(payment.trace or 'not given')}, "
        f"{payment.claim_count} claims: {_BALANCES[payment.balances]}"
    )
    for adjustment in payment.provider_adjustments:
        console.print(
            f"  provider adjustment {escape(adjustment.code)} {_amount(adjustment.amount)}"
        )
    console.print()


def _amount(amount: Money | None) -> str:
    return "?" if amount is None else str(amount)
