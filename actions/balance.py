"""What a person owes, in all and by visit."""

from __future__ import annotations

from rasa_sdk.events import FollowupAction
from sqlalchemy.orm import Session

from actions.base import AccountAction
from actions.meanwhile import tell_meanwhile
from actions.nothing_due import tell_nothing_due
from actions.turn import Event, Turn
from actions.visits import listed, visit_label
from actions.visits_meant import visits_meant
from receivables.domain.money import Money
from receivables.services.balances import BalanceSummary, VisitBalance, balance_summary
from receivables.services.work_items import open_work_items
from receivables.store.tables import Guarantor

_TOLD_OPEN = {
    "utter_balance_some_held",
    "utter_balance_some_waiting",
    "utter_balance_some_waiting_and_held",
}


class TellBalance(AccountAction):
    """Tells the total, the visits it is made of, and what is not settled yet."""

    def name(self) -> str:
        """The name in the rule for `check_balance`."""
        return "action_tell_balance"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """One text on what is owed; a second on visits whose amount is not known yet."""
        summary = balance_summary(session, guarantor.id)
        asks = "meanwhile" in turn.remarks or summary.total <= Money(0)
        if asks and tell_meanwhile(turn, session, guarantor, summary):
            return turn.done()
        asked = {item.kind for item in open_work_items(session, guarantor.id)}
        refund_asked = "refund" in asked
        payable = [visit for visit in summary.visits if visit.state == "payable"]
        if not payable:
            self._tell_nothing_owed(turn, summary, refund_asked)
            return turn.done()
        named = visits_meant(turn, summary.visits)
        if len(named) == 1 and named[0].state != "payable":
            return [FollowupAction("action_explain_bill")]  # why nothing is owed, or not yet
        one = _asked_for(turn, summary) if len(payable) > 1 else None
        if one is not None:
            turn.say_freshly(
                "utter_balance_of_visit",
                "utter_balance_of_visit_again",
                visit=visit_label(turn, one, summary.visits),
                amount=one.balance,
                total=summary.total,
            )
        elif len(payable) == 1:
            turn.say_freshly(
                "utter_balance_one_visit",
                "utter_balance_one_visit_again",
                total=summary.total,
                visit=visit_label(turn, payable[0], summary.visits),
            )
        else:
            turn.say_freshly(
                "utter_balance_several_visits",
                "utter_balance_several_visits_again",
                total=summary.total,
                count=len(payable),
                visits=listed(turn, payable),
            )
        if not turn.loop and not (one and _TOLD_OPEN & set(turn.recent_responses())):
            self._tell_open_visits(turn, summary, refund_asked)
        return turn.done()

    def _tell_nothing_owed(self, turn: Turn, summary: BalanceSummary, refund_asked: bool) -> None:
        tell_nothing_due(turn, summary)
        self._tell_credit(turn, summary, refund_asked)

    def _tell_credit(self, turn: Turn, summary: BalanceSummary, refund_asked: bool) -> None:
        if summary.credit:
            name = "utter_balance_credit_asked" if refund_asked else "utter_balance_credit"
            turn.say(name, credit=summary.credit)

    def _tell_open_visits(self, turn: Turn, summary: BalanceSummary, refund_asked: bool) -> None:
        self._tell_credit(turn, summary, refund_asked)
        waiting = sum(visit.state == "waiting" for visit in summary.visits)
        held = sum(visit.state == "held" for visit in summary.visits)
        if waiting and held:
            turn.say("utter_balance_some_waiting_and_held", waiting=waiting, held=held)
        elif waiting:
            turn.say("utter_balance_some_waiting", count=waiting)
        elif held:
            turn.say("utter_balance_some_held", count=held)


def _asked_for(turn: Turn, summary: BalanceSummary) -> VisitBalance | None:
    """The one visit owed for that the text names; None where it names none, or several."""
    named = [visit for visit in visits_meant(turn, summary.visits) if visit.state == "payable"]
    return named[0] if len(named) == 1 else None
