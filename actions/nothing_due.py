"""Why there is nothing to pay: nothing is owed, or what is owed is not known yet."""

from __future__ import annotations

from actions.turn import Turn
from receivables.services.balances import BalanceSummary
from receivables.services.claim_standings import UNSETTLED


def tell_nothing_due(turn: Turn, summary: BalanceSummary) -> None:
    """Say which it is: whoever waits for an insurer is not told that they owe nothing."""
    if any(visit.state in UNSETTLED for visit in summary.visits):
        turn.say_freshly("utter_balance_not_known_yet", "utter_balance_not_known_yet_again")
    else:
        turn.say_freshly("utter_balance_nothing", "utter_balance_nothing_again")
