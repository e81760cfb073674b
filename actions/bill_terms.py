"""What a word on a bill means."""

from __future__ import annotations

from actions.base import TurnAction
from actions.turn import Event, Turn
from receivables.domain.date_of_birth import fold
from receivables.wording import responses


class ExplainTerm(TurnAction):
    """Says what a word of bills and insurance means; needs no account."""

    def name(self) -> str:
        """The name in the rule for `explain_eob_term`."""
        return "action_explain_term"

    def take(self, turn: Turn) -> list[Event]:
        """The term whose words stand in the text; else asks which word is meant."""
        response = term_in(turn.text)
        if response is None:
            turn.say_freshly(
                "utter_bill_explanation_which_term", "utter_bill_explanation_which_term_again"
            )
        else:
            turn.say(response)
        return turn.done()


def term_in(text: str) -> str | None:
    """The response whose `terms` (in its metadata) hold the longest phrase of the text."""
    folded = fold(text)
    found = [
        (len(term), name)
        for name, variants in responses().items()
        for variant in variants
        for term in (variant.get("metadata") or {}).get("terms", ())
        if fold(term) in folded
    ]
    return max(found)[1] if found else None
