"""Setting up a payment arrangement: from the first word to the form."""

from __future__ import annotations

import re

from rasa_sdk.events import FollowupAction, SlotSet
from sqlalchemy.orm import Session

from actions.arrangement_counter import counter
from actions.arrangement_suggestion import tell_limits
from actions.arrangement_wish import COUNTERED, DECISION, DENIED, READ_BACK, Terms, heard
from actions.base import AccountAction
from actions.nothing_due import tell_nothing_due
from actions.turn import Event, Turn
from receivables.domain.date_of_birth import fold
from receivables.domain.money import Money
from receivables.services.arrangements import active_arrangement
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.store.tables import ArrangementState, Guarantor, PaymentArrangement

FORM = "payment_arrangement_form"
_AGREED = re.compile(
    r"\b(?:(?:we|i) (?:agree\w*|set up|sign\w* up for)|what(?:'?s| is| was) (?:my|the) plan|"
    r"(?:que|cual es(?: el)?|como (?:es|quedo)(?: el)?) (?:mi )?plan|quedamos|acord(?:e|amos)\b)"
)
_CHANGES = re.compile(
    r"\b(?:change|lower|less|more|cancel|stop|move|instead|can i|cambi\w*|menos|bajar|cancel\w*)\b"
)


class StartPaymentArrangement(AccountAction):
    """Starts the form with whatever was said already."""

    def name(self) -> str:
        """The name in the rule for `request_payment_plan`."""
        return "action_start_payment_arrangement"

    def answer(self, turn: Turn, session: Session, guarantor: Guarantor) -> list[Event]:
        """Says why not where there is nothing to arrange, else goes on to the form."""
        standing = active_arrangement(session, guarantor.id)
        if standing is not None:
            tell_arrangement(turn, standing)
            return turn.done(*forget())
        summary = balance_summary(session, guarantor.id)
        if summary.total <= Money(0):
            tell_nothing_due(turn, summary)
            return turn.done(*forget())
        if "limits" in turn.remarks:
            tell_limits(turn, session, guarantor)
        today = organisation_date(turn.now)
        terms = heard(Terms.of(turn), turn.asked_entities, None, summary.total, today)
        terms, countered = counter(turn, session, guarantor, terms)
        events = [SlotSet(name, None) for name in (DECISION, READ_BACK, COUNTERED, DENIED)]
        return [*events, *countered, *terms.events(), FollowupAction(FORM)]


def asks_what_was_agreed(turn: Turn) -> bool:
    """Whether the text asks what the plan was, and wants nothing of it changed."""
    asked = fold(turn.asked_text)
    return _AGREED.search(asked) is not None and not _CHANGES.search(asked)


def tell_arrangement(turn: Turn, arrangement: PaymentArrangement) -> None:
    """The arrangement that stands: how many payments, how much, and the next date."""
    today = organisation_date(turn.now)
    coming = [payment for payment in arrangement.installments if payment.due_on >= today]
    if not coming:
        turn.say("utter_payment_arrangement_all_due", phone=turn.phone)
        return
    values = {
        "count": len(arrangement.installments),
        "total": arrangement.total,
        "amount": coming[0].amount,
        "date": coming[0].due_on,
    }
    if len(arrangement.installments) == 1:
        turn.say_freshly(
            "utter_payment_arrangement_stands_one",
            "utter_payment_arrangement_stands_again",
            **values,
        )
    elif arrangement.state is ArrangementState.AWAITING_DISCLOSURE:
        turn.say_freshly(
            "utter_payment_arrangement_stands_waiting",
            "utter_payment_arrangement_stands_again",
            **values,
        )
    else:
        turn.say_freshly(
            "utter_payment_arrangement_stands",
            "utter_payment_arrangement_stands_again",
            **values,
        )


def forget() -> list[Event]:
    """Empties every slot of the arrangement, so that nothing is carried into the next one."""
    names = (DECISION, READ_BACK, COUNTERED, DENIED)
    return [*Terms().events(), *[SlotSet(name, None) for name in names]]
