"""What a person owes, in all and by visit."""

from __future__ import annotations

from sqlalchemy.orm import Session

from actions.base import AccountAction
from actions.turn import Event, Turn
from actions.visits import listed, visit_label
from receivables.domain.money import Money
from receivables.services.balances import BalanceSummary, balance_summary
from receivables.store.tables import Guarantor


class TellBalance(AccountAction):
    """Tells the total, the visits it is made of, and what is not settled yet."""

    def name(self) -> str:
        """The name in the rule for `check_balance`."""
        return "action_tell_balance"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """One text on what is owed; a second on visits whose amount is not known yet."""
        summary = balance_summary(session, guarantor.id)
        payable = [visit for visit in summary.visits if visit.state == "payable"]
        if not payable:
            self._tell_nothing_owed(turn, summary)
            return turn.done()
        if len(payable) == 1:
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
        if not turn.loop:
            self._tell_open_visits(turn, summary)
        return turn.done()

    def _tell_nothing_owed(self, turn: Turn, summary: BalanceSummary) -> None:
        if any(visit.state in ("waiting", "held") for visit in summary.visits):
            turn.say_freshly("utter_balance_not_known_yet", "utter_balance_not_known_yet_again")
        else:
            turn.say_freshly("utter_balance_nothing", "utter_balance_nothing_again")
        self._tell_credit(turn, summary)

    def _tell_credit(self, turn: Turn, summary: BalanceSummary) -> None:
        credit = Money.total(visit.balance for visit in summary.visits if visit.state == "credit")
        if credit:
            turn.say("utter_balance_credit", credit=-credit)

    def _tell_open_visits(self, turn: Turn, summary: BalanceSummary) -> None:
        self._tell_credit(turn, summary)
        waiting = sum(visit.state == "waiting" for visit in summary.visits)
        held = sum(visit.state == "held" for visit in summary.visits)
        if waiting and held:
            turn.say("utter_balance_some_waiting_and_held", waiting=waiting, held=held)
        elif waiting:
            turn.say("utter_balance_some_waiting", count=waiting)
        elif held:
            turn.say("utter_balance_some_held", count=held)
