"""The arrangement calculator: terms as the person speaks, and their yes."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Response

from receivables.domain.acts import Act
from receivables.services.arrangements import terms_key
from receivables.services.call_agreements import agree_in_call, offer_in_call
from receivables.services.call_words import CallWords
from receivables.services.collector_calls import keep_wished, locked_call
from receivables.services.handoff_steps import NotAllowed
from receivables.store.database import reading, transaction
from web.console.agreements import Once, Wished, Words, proper
from web.console.calls.acts import act_in_call
from web.console.calls.place import AtCall, call_address
from web.console.calls.screen import ReadTerms, require_call, show
from web.console.desk import Desk
from web.console.staff import may
from web.rendering import page

router = APIRouter(prefix="/{call_id}")


@dataclass(frozen=True, slots=True)
class Typed:
    """The calculator's fields as they stand, whether they make a wish or not."""

    amount: Words = ""
    count: Words = ""
    frequency: Words = ""
    first_on: Words = ""
    down: Words = ""


@router.post("/terms", dependencies=[may(Act.SET_UP_ARRANGEMENT)])
def work_out(
    call_id: int, desk: AtCall, wish: Wished, typed: Annotated[Typed, Depends()]
) -> Response:
    """The terms that policy allows, to be read out: alone for the open page, else on the page.

    What is typed is kept first: a closed window loses nothing. Nothing else is written.
    """
    _keep(desk, call_id, typed)
    alone = "hx-request" in desk.request.headers
    try:
        with reading(desk.store) as session:
            call = require_call(session, call_id, desk.staff)
            offer = offer_in_call(session, call, proper(wish), desk.now)
            terms = ReadTerms(offer, proper(wish), terms_key(offer.schedule))
            script = CallWords(session, call)
    except NotAllowed as problem:
        if alone:
            return page(desk.request, "console/calls/no_terms.html", problem=str(problem))
        return show(desk.request, call_id, desk.staff, desk.store, desk.now, str(problem))
    if alone:
        return page(
            desk.request,
            "console/calls/terms_read.html",
            staff=desk.staff,
            call=call,
            address=call_address(desk.request, call_id),
            terms=terms,
            script=script,
            once=uuid.uuid4().hex,
        )
    return show(desk.request, call_id, desk.staff, desk.store, desk.now, terms=terms)


@router.post("/arrangement", dependencies=[may(Act.SET_UP_ARRANGEMENT)])
def agreed(
    call_id: int,
    desk: AtCall,
    wish: Wished,
    once: Once,
    read_back: Annotated[str, Form(max_length=200)] = "",
    by_text: Annotated[bool, Form()] = False,
) -> Response:
    """The person said yes to the terms that were read to them."""
    return act_in_call(
        desk,
        call_id,
        Act.SET_UP_ARRANGEMENT,
        lambda session, call: agree_in_call(
            session, call, proper(wish), read_back, by_text, f"staff:{once}", desk.now
        ),
    )


def _keep(desk: Desk, call_id: int, typed: Typed) -> None:
    with transaction(desk.store) as session:
        require_call(session, call_id, desk.staff)
        keep_wished(locked_call(session, call_id), asdict(typed), desk.now)
