"""Twilio's Call resource: create, fetch, list, and let a call that goes on hear something else."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.store.database import reading, transaction
from telephony.carrier.access import Account, CarrierProblem
from telephony.carrier.player import player
from telephony.carrier.storage import CALL_OVER, CarrierCall, carrier_engine
from telephony.carrier.validation import CALL_OVER as NOT_IN_PROGRESS
from telephony.carrier.validation import NOT_FOUND, problem_with_call
from telephony.carrier.wire import VERSION, call_resource
from telephony.numbers import normalised
from telephony.settings import twilio_settings
from telephony.signatures import Form

router = APIRouter(prefix=f"/{VERSION}/Accounts/{{account_sid}}")
FILTERS = {"To": "to_number", "From": "from_number", "ParentCallSid": "parent_sid"}


@router.post("/Calls.json")
async def create(account_sid: str, request: Request, account: Account) -> JSONResponse:
    """Take a call to place, and place it."""
    _own(account_sid, account)
    form = Form.parse(await request.body())
    resource = await run_in_threadpool(_create, account, form, dt.datetime.now(dt.UTC))
    player.play(resource["sid"], form)
    return JSONResponse(resource, 201)


@router.get("/Calls.json")
def list_all(account_sid: str, request: Request, account: Account) -> dict[str, Any]:
    """The latest calls, newest first, filtered by To, From, Status and ParentCallSid: one page."""
    _own(account_sid, account)
    wanted = select(CarrierCall).where(CarrierCall.account_sid == account)
    for name, column in (*FILTERS.items(), ("Status", "status")):
        if request.query_params.get(name):
            wanted = wanted.filter_by(**{column: request.query_params[name]})
    with reading(carrier_engine()) as session:
        found = session.scalars(wanted.order_by(CarrierCall.id.desc()).limit(1000))
        calls = [call_resource(call) for call in found]
    base = f"/{VERSION}/Accounts/{account}/Calls.json"
    return {
        "calls": calls,
        "end": max(len(calls) - 1, 0),
        "first_page_uri": f"{base}?PageSize=1000&Page=0",
        "next_page_uri": None,
        "page": 0,
        "page_size": 1000,
        "previous_page_uri": None,
        "start": 0,
        "uri": f"{base}?PageSize=1000&Page=0",
    }


@router.get("/Calls/{sid}.json")
def fetch(account_sid: str, sid: str, account: Account) -> dict[str, Any]:
    """One leg of a call."""
    _own(account_sid, account)
    with reading(carrier_engine()) as session:
        return call_resource(_found(session, sid))


@router.post("/Calls/{sid}.json")
async def update(account_sid: str, sid: str, request: Request, account: Account) -> dict[str, Any]:
    """Let a call in progress hear other TwiML, or end it."""
    _own(account_sid, account)
    form = Form.parse(await request.body())
    return await run_in_threadpool(_update, sid, form)


def _create(account: str, form: Form, now: dt.datetime) -> dict[str, Any]:
    problem = problem_with_call(form, twilio_settings().from_number)
    if problem:
        raise CarrierProblem(problem)
    with transaction(carrier_engine()) as session:
        call = CarrierCall(
            sid=f"CA{secrets.token_hex(16)}",
            account_sid=account,
            to_number=str(normalised(form.get("To"))),
            from_number=str(normalised(form.get("From"))),
            status="queued",
            date_created=now,
            date_updated=now,
        )
        session.add(call)
        session.flush()
        return call_resource(call)


def _update(sid: str, form: Form) -> dict[str, Any]:
    with transaction(carrier_engine()) as session:
        call = _found(session, sid)
        if call.status in CALL_OVER:
            raise CarrierProblem(NOT_IN_PROGRESS)
        if form.get("Status") in ("completed", "canceled"):
            call.status = form.get("Status")
        call.document = form.get("Twiml")
        return call_resource(call)


def _found(session: Session, sid: str) -> CarrierCall:
    found = session.scalar(select(CarrierCall).where(CarrierCall.sid == sid))
    if found is None:
        raise CarrierProblem(NOT_FOUND)
    return found


def _own(account_sid: str, account: str) -> None:
    if account_sid != account:
        raise CarrierProblem(NOT_FOUND)
