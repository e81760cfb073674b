"""Twilio's wire formats of messages, lists and errors (its API of 2010-04-01)."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

from receivables.policy.segments import segments
from telephony.carrier.storage import CALL_OVER, CarrierCall, CarrierMessage
from telephony.carrier.validation import Problem

VERSION = "2010-04-01"


def message_resource(message: CarrierMessage) -> dict[str, Any]:
    """A text as the Message resource."""
    account = f"/{VERSION}/Accounts/{message.account_sid}"
    return {
        "account_sid": message.account_sid,
        "api_version": VERSION,
        "body": message.body,
        "date_created": _moment(message.date_created),
        "date_sent": _moment(message.date_sent),
        "date_updated": _moment(message.date_updated),
        "direction": "outbound-api",
        "error_code": message.error_code,
        "error_message": None,
        "from": message.from_number,
        "messaging_service_sid": None,
        "num_media": "0",
        "num_segments": str(segments(message.body).parts),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": f"{account}/Messages/{message.sid}/Media.json"},
        "to": message.to_number,
        "uri": f"{account}/Messages/{message.sid}.json",
    }


def call_resource(call: CarrierCall) -> dict[str, Any]:
    """A leg of a call as the Call resource."""
    account = f"/{VERSION}/Accounts/{call.account_sid}"
    over = call.status in CALL_OVER
    return {
        "account_sid": call.account_sid,
        "answered_by": call.answered_by,
        "api_version": VERSION,
        "caller_name": None,
        "date_created": _moment(call.date_created),
        "date_updated": _moment(call.date_updated),
        "direction": "outbound-dial" if call.parent_sid else "outbound-api",
        "duration": "0" if over else None,
        "end_time": _moment(call.date_updated) if over else None,
        "forwarded_from": None,
        "from": call.from_number,
        "from_formatted": call.from_number,
        "group_sid": None,
        "parent_call_sid": call.parent_sid,
        "phone_number_sid": None,
        "price": None,
        "price_unit": "USD",
        "queue_time": "0",
        "sid": call.sid,
        "start_time": _moment(call.date_created),
        "status": call.status,
        "subresource_uris": {},
        "to": call.to_number,
        "to_formatted": call.to_number,
        "trunk_sid": None,
        "uri": f"{account}/Calls/{call.sid}.json",
    }


def list_resource(
    account_sid: str,
    messages: list[CarrierMessage],
    filters: dict[str, str],
    page: int,
    page_size: int,
    more: bool,
) -> dict[str, Any]:
    """One page of a list; `more` says that another follows."""
    base = f"/{VERSION}/Accounts/{account_sid}/Messages.json"

    def address(number: int, token: str = "") -> str:
        query = {**filters, "PageSize": page_size, "Page": number}
        return f"{base}?{urlencode(query | ({'PageToken': token} if token else {}))}"

    last = f"PA{messages[-1].sid}" if messages else ""
    return {
        "end": page * page_size + max(len(messages) - 1, 0),
        "first_page_uri": address(0),
        "messages": [message_resource(message) for message in messages],
        "next_page_uri": address(page + 1, last) if more else None,
        "page": page,
        "page_size": page_size,
        "previous_page_uri": address(page - 1) if page else None,
        "start": page * page_size,
        "uri": address(page),
    }


def error_body(problem: Problem) -> dict[str, Any]:
    """What Twilio answers with an error."""
    return {
        "code": problem.code,
        "message": problem.message,
        "more_info": f"https://www.twilio.com/docs/errors/{problem.code}",
        "status": problem.status,
    }


def _moment(moment: dt.datetime | None) -> str | None:
    return format_datetime(moment.astimezone(dt.UTC)) if moment else None
