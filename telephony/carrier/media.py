"""Twilio's media of a text: a small picture stands for whatever a phone of this machine sends."""

from __future__ import annotations

import base64

from fastapi import APIRouter, Response

from telephony.carrier.access import Account, CarrierProblem
from telephony.carrier.validation import NOT_FOUND
from telephony.carrier.wire import VERSION

router = APIRouter(prefix=f"/{VERSION}/Accounts/{{account_sid}}/Messages/{{sid}}/Media")
# A grey square.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@router.get("/{media_sid}")
def fetch(account_sid: str, sid: str, media_sid: str, account: Account) -> Response:
    """The content of one piece of media."""
    if account_sid != account or not media_sid.startswith("ME"):
        raise CarrierProblem(NOT_FOUND)
    return Response(PICTURE, media_type="image/png")
