"""How visits are named to a person: by date, and by patient where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from actions.turn import Turn
from receivables.services.balances import VisitBalance

MOST_LISTED = 5  # more would not fit a text


def visit_label(turn: Turn, visit: VisitBalance, among: Sequence[VisitBalance]) -> str:
    """The visit's date, with the patient's first name where several people were treated, and the
    end of the account number where two visits would be named alike.

    The place is left out: its name can tell what a person was treated for (compliance H2).
    """
    label = _day_and_patient(turn, visit, among)
    if [_day_and_patient(turn, other, among) for other in among].count(label) > 1:
        ending = visit.account_number[-4:]
        return turn.word("utter_balance_visit_account", visit=label, ending=ending)
    return label


def _day_and_patient(turn: Turn, visit: VisitBalance, among: Sequence[VisitBalance]) -> str:
    if len({other.patient_name for other in among}) > 1:
        first_name = visit.patient_name.split()[0]
        return turn.word("utter_balance_visit_of", date=visit.service_date, patient=first_name)
    return turn.spoken(visit.service_date)


def listed(turn: Turn, visits: Sequence[VisitBalance]) -> str:
    """The visits with number and amount: "1) Sep 14, 2026: $40.00; 2) ..."."""
    lines = [
        _line(turn, number, visit, visits)
        for number, visit in enumerate(visits[:MOST_LISTED], start=1)
    ]
    if len(visits) > MOST_LISTED:
        lines.append(turn.word("utter_balance_more_visits", count=len(visits) - MOST_LISTED))
    return "; ".join(lines)


def _line(turn: Turn, number: int, visit: VisitBalance, visits: Sequence[VisitBalance]) -> str:
    label = visit_label(turn, visit, visits)
    if visit.state in ("waiting", "held"):
        return turn.word("utter_balance_visit_line_open", number=number, visit=label)
    return turn.word("utter_balance_visit_line", number=number, visit=label, amount=visit.balance)
