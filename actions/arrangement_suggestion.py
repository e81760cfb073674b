"""What to suggest to somebody who doesn't know what to answer about a payment arrangement."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from sqlalchemy.orm import Session

from actions.arrangement_reading import is_clear_yes, is_too_much, terms_found
from actions.arrangement_wish import AMOUNT, FIRST_ON, FREQUENCY, Terms, next_day_of_month
from actions.turn import Turn
from receivables.domain.date_of_birth import fold
from receivables.domain.money import Money
from receivables.domain.schedule import Frequency, Schedule
from receivables.policy.arrangement_terms import Wish
from receivables.services.arrangements import AlreadyArranged, NothingToArrange, propose
from receivables.services.clock import organisation_date
from receivables.store.tables import Guarantor

_GUESS = re.compile(
    r"\b(?:(?:give|take|make|hazard) (?:me )?(?:a|an|any|your best|some) (?:rough |wild )?"
    r"(?:guess|estimate|idea|suggestion|ballpark|number)|just guess|what do (?:you|u) suggest|"
    r"(?:which|what) (?:is|would be) best|(?:usted|ud) que (?:sugiere|recomienda)|"
    r"que me (?:sugiere|recomienda)|(?:deme|dame|digame) (?:una idea|un aproximado|un estimado))\b"
)
_SAYS_NOTHING = frozenset({"deny", "nlu_fallback", "out_of_scope"})
_SAYS_NO_AMOUNT = frozenset({"affirm", "nlu_fallback", "request_payment_plan"})
_AMOUNT_ASKED_AGAIN = "utter_payment_arrangement_ask_amount_again"
_DAY_ASKED_AGAIN = "utter_payment_arrangement_ask_first_date_again"
_LEAST = Money(1)  # below any policy: the offer in its place is the smallest there is


def asks_for_a_guess(turn: Turn) -> bool:
    """Whether it wants us to say something in its place."""
    return _GUESS.search(fold(turn.text)) is not None


def leaves_it_to_us(turn: Turn) -> bool:
    """Whether "too much", or nothing for the second time, answers how much; or a second "ok" in a
    row answers which day."""
    asked, recent = turn.slot("requested_slot"), turn.recent_responses()
    if terms_found(turn):
        return False
    if asked == AMOUNT:
        unanswered = _AMOUNT_ASKED_AGAIN in recent and turn.intent in _SAYS_NO_AMOUNT
        return unanswered or (turn.intent in _SAYS_NOTHING and is_too_much(turn))
    return asked == FIRST_ON and is_clear_yes(turn) and _DAY_ASKED_AGAIN in recent


def suggested(turn: Turn, session: Session, guarantor: Guarantor, terms: Terms) -> Terms:
    """The terms with a value for what was asked, said to be a suggestion; nothing is saved by it.

    The smallest monthly amount, every month, the first of next month or soon after.
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
        first_on = _first_possible(session, guarantor, terms, today, turn.now)
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


def _first_possible(
    session: Session, guarantor: Guarantor, terms: Terms, today: dt.date, now: dt.datetime
) -> dt.date:
    """The next 1st of a month, or the 15th where the terms leave no time for that."""
    days = [next_day_of_month(today, 1), next_day_of_month(today, 15)]
    days += [next_day_of_month(days[0], 1)]
    for day in days:
        try:
            offer = propose(session, guarantor.id, replace(terms, first_on=day).wish, now)
        except (AlreadyArranged, NothingToArrange):
            break
        if offer.schedule.first.due_on == day:
            return day
    return days[0]


def tell_limits(turn: Turn, session: Session, guarantor: Guarantor) -> None:
    """Say how small the payments of a plan can be, and how many that makes."""
    first_on = Terms.of(turn).first_on or organisation_date(turn.now)
    least = _longest(session, guarantor, first_on, turn.now)
    if least is not None:
        turn.say_freshly(
            "utter_payment_arrangement_limits",
            "utter_payment_arrangement_limits_again",
            amount=least.first.amount,
            count=len(least.payments),
        )


def _smallest(
    session: Session, guarantor: Guarantor, first_on: dt.date, now: dt.datetime
) -> Money | None:
    longest = _longest(session, guarantor, first_on, now)
    return longest.first.amount if longest is not None else None


def _longest(
    session: Session, guarantor: Guarantor, first_on: dt.date, now: dt.datetime
) -> Schedule | None:
    wish = Wish(_LEAST, None, Frequency.MONTHLY, first_on)
    try:
        return propose(session, guarantor.id, wish, now).schedule
    except (AlreadyArranged, NothingToArrange):
        return None
