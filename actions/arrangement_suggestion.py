"""What to suggest to somebody who doesn't know what to answer about a payment arrangement."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.arrangement_wish import AMOUNT, FIRST_ON, FREQUENCY, Terms, next_day_of_month
from actions.turn import Turn
from receivables.domain.money import Money
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Wish
from receivables.services.arrangements import AlreadyArranged, NothingToArrange, propose
from receivables.services.clock import organisation_date
from receivables.store.tables import Guarantor

_LEAST = Money(1)  # below any policy: the offer in its place is the smallest there is


def suggested(turn: Turn, session: Session, guarantor: Guarantor, terms: Terms) -> Terms:
    """The terms with a value for what was asked, said to be a suggestion; nothing is saved by it.

    The smallest monthly amount, every month, the first of next month.
    """
    asked = turn.slot("requested_slot")
    today = organisation_date(turn.now)
    if asked == AMOUNT:
        least = _smallest(session, guarantor, terms.first_on or today, turn.now)
        if least is None:
            return terms
        turn.say("utter_payment_arrangement_suggest_amount", amount=least)
        return replace(terms, amount=least, count=None, frequency=Frequency.MONTHLY)
    if asked == FREQUENCY:
        turn.say("utter_payment_arrangement_suggest_frequency")
        return replace(terms, frequency=Frequency.MONTHLY)
    if asked == FIRST_ON:
        first_on = next_day_of_month(today, 1)
        turn.say("utter_payment_arrangement_suggest_date", date=first_on)
        return replace(terms, first_on=first_on, days=())
    return terms


def with_frequency(turn: Turn, before: Terms, terms: Terms) -> Terms:
    """Every month, said to be a suggestion, where how often was asked and something else answered.

    The terms are read back before anything is saved; asking a third time would only annoy.
    """
    answered = terms != before or turn.intent == "affirm"
    if turn.slot("requested_slot") != FREQUENCY or terms.frequency or not answered:
        return terms
    turn.say("utter_payment_arrangement_suggest_frequency")
    return replace(terms, frequency=Frequency.MONTHLY)


def _smallest(
    session: Session, guarantor: Guarantor, first_on: dt.date, now: dt.datetime
) -> Money | None:
    wish = Wish(_LEAST, None, Frequency.MONTHLY, first_on)
    try:
        return propose(session, guarantor.id, wish, now).schedule.first.amount
    except (AlreadyArranged, NothingToArrange):
        return None
