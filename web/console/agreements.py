"""What staff agree on with a person: an arrangement, worked out and then said yes to; a promise."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response
from sqlalchemy.orm import Session

from receivables.domain.acts import Act
from receivables.domain.money import ZERO, Money
from receivables.domain.schedule import Frequency
from receivables.policy.arrangement_terms import Wish
from receivables.services.arrangement_text import read_back_text
from receivables.services.arrangements import terms_key
from receivables.services.handoff_steps import NotAllowed
from receivables.services.staff_agreements import (
    offer_arrangement,
    record_promise,
    set_up_arrangement,
)
from receivables.store.database import reading
from receivables.store.tables import Conversation, WorkItem
from web.console.conversation import OfferedTerms, show
from web.console.desk import AtDesk
from web.console.staff import may

router = APIRouter(prefix="/conversations/{key}")

Once = Annotated[str, Form(pattern=r"^[0-9a-f]{32}$")]
Words = Annotated[str, Form(max_length=30)]


def wished(
    frequency: Annotated[Frequency, Form()] = Frequency.MONTHLY,
    amount: Words = "",
    count: Words = "",
    first_on: Words = "",
    down: Words = "",
) -> Wish | NotAllowed:
    """The wish in the form, or what is wrong with it."""
    try:
        payments = int(count) if count.strip() else None
        money = parsed_money(amount) if amount.strip() else None
        if money is None and payments is None:
            return NotAllowed("Give an amount a payment or a number of payments.")
        first = parsed_money(down) if down.strip() else ZERO
        return Wish(money, payments, frequency, dt.date.fromisoformat(first_on), first)
    except ValueError:
        return NotAllowed("Write the amount like 50 or 50.00, and choose the first day.")


Wished = Annotated[Wish | NotAllowed, Depends(wished)]


@router.post("/arrangement/terms", dependencies=[may(Act.SET_UP_ARRANGEMENT)])
def work_out(key: str, desk: AtDesk, wish: Wished) -> Response:
    """Show the terms that policy allows, to be read to the person. Nothing is written."""
    try:
        with reading(desk.store) as session:
            offer = offer_arrangement(session, key, proper(wish), desk.now)
            language = session.get_one(Conversation, key).language
    except NotAllowed as problem:
        return show(desk.request, key, desk.staff, desk.store, desk.now, str(problem))
    words = read_back_text(offer.schedule, language)
    terms = OfferedTerms(offer, proper(wish), terms_key(offer.schedule), words)
    return show(desk.request, key, desk.staff, desk.store, desk.now, terms=terms)


@router.post("/arrangement", dependencies=[may(Act.SET_UP_ARRANGEMENT)])
def agreed(
    key: str,
    desk: AtDesk,
    wish: Wished,
    once: Once,
    read_back: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """The person said yes to the terms."""
    return desk.act(
        key,
        Act.SET_UP_ARRANGEMENT,
        lambda session: set_up_arrangement(
            session, key, desk.staff.id, proper(wish), read_back, f"staff:{once}", desk.now
        ),
    )


@router.post("/promise", dependencies=[may(Act.RECORD_PROMISE)])
def promised(key: str, desk: AtDesk, once: Once, amount: Words = "", day: Words = "") -> Response:
    """The person promised an amount on a day."""

    def do(session: Session) -> WorkItem:
        try:
            money, on = parsed_money(amount), dt.date.fromisoformat(day)
        except ValueError:
            raise NotAllowed("Write the amount like 50 or 50.00, and choose the day.") from None
        return record_promise(session, key, desk.staff.id, money, on, f"staff:{once}", desk.now)

    return desk.act(key, Act.RECORD_PROMISE, do)


def parsed_money(words: str) -> Money:
    """An amount as people write it: `50`, `$1,050.00`. Raises ValueError."""
    return Money.parse(words.strip().removeprefix("$").replace(",", ""))


def proper(wish: Wish | NotAllowed) -> Wish:
    """The wish. Raises NotAllowed with what is wrong with it."""
    if isinstance(wish, NotAllowed):
        raise wish
    return wish
