"""What is said of an amount as soon as it is known: too low, or noted as a correction."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.events import SlotSet
from sqlalchemy.orm import Session

from actions.arrangement_wish import COUNTERED, FIRST_ON, Terms, next_day_of_month
from actions.turn import Event, Turn
from receivables.domain.money import Money
from receivables.policy.arrangement_terms import Offer, Refusal
from receivables.services.arrangement_text import HOW_OFTEN
from receivables.services.arrangements import AlreadyArranged, NothingToArrange, propose
from receivables.services.balances import balance_summary
from receivables.services.clock import organisation_date
from receivables.store.tables import Guarantor

NOT_ENOUGH = {
    Refusal.PAYMENT_TOO_SMALL: "utter_payment_arrangement_too_small_at_once",
    Refusal.TERM_TOO_LONG: "utter_payment_arrangement_too_long_at_once",
}


def too_low(turn: Turn, session: Session, guarantor: Guarantor, terms: Terms) -> Offer | None:
    """What policy offers in place of too small payments or too long a term; None where they do.

    Judged as if the first payment were on the first of next month, while the day is not known.
    """
    if terms.missing not in (None, FIRST_ON):
        return None
    first_on = terms.first_on or next_day_of_month(organisation_date(turn.now), 1)
    try:
        offer = propose(session, guarantor.id, replace(terms, first_on=first_on).wish, turn.now)
    except (AlreadyArranged, NothingToArrange):
        return None  # the question that comes next finds it out
    return offer if offer.refusal in NOT_ENOUGH else None


def counter(
    turn: Turn, session: Session, guarantor: Guarantor, terms: Terms
) -> tuple[Terms, list[Event]]:
    """The terms, or the nearest allowed ones with the reason, before the day is asked for.

    With the day known, the read-back says both. So with more than is owed.
    """
    balance = balance_summary(session, guarantor.id).total
    if terms.missing == FIRST_ON and terms.amount and terms.amount > balance > Money(0):
        turn.say("utter_payment_arrangement_more_than_owed", amount=balance)
        return replace(terms, amount=balance), []
    offer = too_low(turn, session, guarantor, terms) if terms.missing else None
    if offer is None or offer.refusal is None:
        return terms, []
    amount = offer.schedule.first.amount
    if len(offer.schedule.payments) == 1:
        turn.say("utter_payment_arrangement_one_at_once", amount=amount)
        return replace(terms, amount=amount, count=None), [SlotSet(COUNTERED, True)]
    turn.say(
        NOT_ENOUGH[offer.refusal],
        limit=offer.limit,
        amount=amount,
        how_often=turn.word(HOW_OFTEN[offer.schedule.frequency]),
    )
    return replace(terms, amount=amount, count=None), [SlotSet(COUNTERED, True)]


def note_correction(turn: Turn, before: Terms, terms: Terms) -> None:
    """Say a changed amount, number of payments or frequency, unless the read-back comes anyway."""
    known = before.amount or before.count
    size = (terms.amount, terms.count, terms.frequency)
    if not known or not terms.missing or size == (before.amount, before.count, before.frequency):
        return
    how_often = turn.word(HOW_OFTEN[terms.frequency]) if terms.frequency else ""
    if terms.count:
        turn.say("utter_payment_arrangement_noted_count", count=terms.count, how_often=how_often)
    elif terms.frequency:
        turn.say("utter_payment_arrangement_noted", amount=terms.amount, how_often=how_often)
    elif terms.amount != before.amount:
        turn.say("utter_payment_arrangement_noted_amount", amount=terms.amount)
