"""Replies a representative may take over and change; none is ever sent by itself.

They are the assistant's own responses, for what it understood the person to ask (the handoff's
summary names the intents), over what the store knows now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from receivables.services.arrangement_text import say_amounts
from receivables.services.clock import organisation_date
from receivables.services.explanation_text import short_text
from receivables.services.staff_cards import AccountCard, IdentityCard
from receivables.services.work_items import open_work_items
from receivables.store.tables import ArrangementState, Handoff, PaymentArrangement
from receivables.wording import say

ABOUT_MONEY = ("check_balance", "explain_bill", "settlement_offer", "dispute_charge")


def suggested_replies(
    session: Session,
    handoff: Handoff | None,
    identity: IdentityCard,
    account: AccountCard | None,
    staff_name: str,
    language: str,
    now: dt.datetime,
) -> list[str]:
    """Texts in the person's language, the most fitting first. Nothing of an account unless the
    verification stands."""
    first = staff_name.split()[0]
    hello = say("utter_representative_hello", language, who=first)
    if account is None or not identity.stands:
        return [hello, say("utter_identity_ask_both", language)]
    about_money = handoff is not None and any(one in handoff.summary for one in ABOUT_MONEY)
    amounts = list(_amounts(account, language))
    agreed = list(_agreed(account.arrangement, language, organisation_date(now)))
    due = [item.due_on for item in open_work_items(session, account.guarantor.id) if item.due_on]
    work = [_working(min(due), language)] if due else []
    return [hello, *(amounts + agreed if about_money else agreed + amounts), *work]


def _amounts(account: AccountCard, language: str) -> Iterator[str]:
    payable = [visit for visit in account.visits if visit.balance.state == "payable"]
    if payable:
        more = say("utter_bill_explanation_short_more", language)  # nobody answers MORE now
        yield short_text(payable[0].explanation, language).replace(more, "").strip()
    elif all(visit.balance.state == "paid" for visit in account.visits):
        yield say("utter_balance_nothing", language)


def _agreed(arrangement: PaymentArrangement | None, language: str, today: dt.date) -> Iterator[str]:
    if arrangement is None:
        return
    coming = [payment for payment in arrangement.installments if payment.due_on >= today]
    if coming:
        values = {
            "count": len(arrangement.installments),
            "total": arrangement.total,
            "amount": coming[0].amount,
            "date": coming[0].due_on,
        }
        waits = arrangement.state is ArrangementState.AWAITING_DISCLOSURE
        yield say_amounts(
            "utter_payment_arrangement_stands_waiting"
            if waits
            else "utter_payment_arrangement_stands",
            language,
            values,
        )


def _working(by: dt.date, language: str) -> str:
    return say_amounts("utter_representative_working", language, {"date": by})
