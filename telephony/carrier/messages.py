"""Twilio's Message resource: create, fetch, list."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from sqlalchemy import Select, func, select

from receivables.store.database import reading, transaction
from telephony.carrier.access import Account, CarrierProblem
from telephony.carrier.reports import Reporter
from telephony.carrier.storage import CarrierMessage, carrier_engine, is_blocked
from telephony.carrier.validation import BLOCKED, NOT_FOUND, Problem, problem_with
from telephony.carrier.wire import VERSION, list_resource, message_resource
from telephony.numbers import normalised
from telephony.settings import twilio_settings
from telephony.signatures import Form

router = APIRouter(prefix=f"/{VERSION}/Accounts/{{account_sid}}")
reporter = Reporter()
MOST_IN_A_PAGE = 1000
INVALID_PAGE = Problem(400, 20001, "Invalid PageSize or Page")


@router.post("/Messages.json")
async def create(account_sid: str, request: Request, account: Account) -> JSONResponse:
    """Take a text to deliver."""
    _own(account_sid, account)
    form = Form.parse(await request.body())
    resource = await run_in_threadpool(_create, account, form, dt.datetime.now(dt.UTC))
    await reporter.take_up()
    reporter.deliver(resource["sid"])
    return JSONResponse(resource, 201)


@router.get("/Messages.json")
def list_all(account_sid: str, request: Request, account: Account) -> dict[str, Any]:
    """A page of texts, newest first, filtered by To, From and DateSent."""
    _own(account_sid, account)
    query = request.query_params
    page, page_size = _page(query.get("Page", "0")), _page(query.get("PageSize", "50"))
    if not 1 <= page_size <= MOST_IN_A_PAGE:
        raise CarrierProblem(INVALID_PAGE)
    filters = {name: query[name] for name in FILTERS if query.get(name)}
    wanted = select(CarrierMessage).where(CarrierMessage.account_sid == account)
    for name, value in filters.items():
        wanted = FILTERS[name](wanted, value)
    wanted = wanted.order_by(CarrierMessage.id.desc())
    with reading(carrier_engine()) as session:
        found = list(session.scalars(wanted.offset(page * page_size).limit(page_size + 1)))
    more = len(found) > page_size
    return list_resource(account, found[:page_size], filters, page, page_size, more)


@router.get("/Messages/{sid}.json")
def fetch(account_sid: str, sid: str, account: Account) -> dict[str, Any]:
    """One text."""
    _own(account_sid, account)
    with reading(carrier_engine()) as session:
        found = session.scalar(select(CarrierMessage).where(CarrierMessage.sid == sid))
    if found is None:
        raise CarrierProblem(NOT_FOUND)
    return message_resource(found)


def _create(account: str, form: Form, now: dt.datetime) -> dict[str, Any]:
    problem = problem_with(form, twilio_settings().from_number)
    if problem:
        raise CarrierProblem(problem)
    to = str(normalised(form.get("To")))
    with transaction(carrier_engine()) as session:
        if is_blocked(session, to):
            raise CarrierProblem(BLOCKED)
        message = CarrierMessage(
            sid=f"SM{secrets.token_hex(16)}",
            account_sid=account,
            to_number=to,
            from_number=str(normalised(form.get("From"))),
            body=form.get("Body"),
            status="queued",
            status_callback=form.get("StatusCallback"),
            date_created=now,
            date_updated=now,
        )
        session.add(message)
        session.flush()
        return message_resource(message)


def _own(account_sid: str, account: str) -> None:
    if account_sid != account:
        raise CarrierProblem(NOT_FOUND)


def _page(written: str) -> int:
    if not (written.isascii() and written.isdigit()):
        raise CarrierProblem(INVALID_PAGE)
    return int(written)


Messages = Select[CarrierMessage]


def _sent_on(wanted: Messages, day: str) -> Messages:
    return wanted.where(func.date(CarrierMessage.date_sent) == day[:10])


def _sent_until(wanted: Messages, day: str) -> Messages:
    return wanted.where(func.date(CarrierMessage.date_sent) <= day[:10])


def _sent_from(wanted: Messages, day: str) -> Messages:
    return wanted.where(func.date(CarrierMessage.date_sent) >= day[:10])


FILTERS = {
    "To": lambda wanted, value: wanted.where(CarrierMessage.to_number == value),
    "From": lambda wanted, value: wanted.where(CarrierMessage.from_number == value),
    "DateSent": _sent_on,
    "DateSent<": _sent_until,
    "DateSent>": _sent_from,
}
