"""Whether anything is to be paid while a person looks at what was asked: the truth of the store."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.payment_arrangement import tell_arrangement
from actions.requests import answer_by
from actions.turn import Turn
from receivables.domain.money import Money
from receivables.services.arrangements import active_arrangement
from receivables.services.balances import BalanceSummary, money_is_on_hold
from receivables.services.work_items import open_work_items
from receivables.store.tables import Guarantor

DISPUTE, RECORDED = "dispute", "utter_dispute_recorded"
# What may yet change the amount, or who pays it.
MATTERS = frozenset(
    {
        "appeal",
        "claim_status",
        "financial_help",
        "insurance_not_billed",
        "insurance_update",
        "missing_payment",
        DISPUTE,
    }
)


def tell_meanwhile(
    turn: Turn, session: Session, guarantor: Guarantor, summary: BalanceSummary
) -> bool:
    """Say what is due or held until a matter is answered; False where none is open."""
    open_matters = [i for i in open_work_items(session, guarantor.id) if i.kind in MATTERS]
    disputes = [item for item in open_matters if item.kind == DISPUTE]
    just_told = RECORDED in turn.recent_responses(1)
    if disputes and not just_told and money_is_on_hold(session, guarantor.id):
        due_on = disputes[0].due_on or answer_by(turn)
        turn.say_freshly(
            "utter_balance_meanwhile_disputed",
            "utter_balance_meanwhile_disputed_again",
            date=due_on,
        )
        return True
    if not open_matters or summary.total <= Money(0):
        return False
    due_on = open_matters[0].due_on or answer_by(turn)
    arrangement = active_arrangement(session, guarantor.id)
    if arrangement is not None:
        turn.say("utter_balance_meanwhile_plan", date=due_on)
        tell_arrangement(turn, arrangement)
        return True
    turn.say_freshly(
        "utter_balance_meanwhile",
        "utter_balance_meanwhile_again",
        date=due_on,
        total=summary.total,
    )
    return True
