"""Who may use the local carrier, and how it says no."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import JSONResponse
from fastapi.security import HTTPBasic, HTTPBasicCredentials

from telephony.carrier.validation import NOT_AUTHENTICATED, Problem
from telephony.carrier.wire import error_body
from telephony.settings import twilio_settings


class CarrierProblem(Exception):
    """A request that the carrier refuses."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


async def answer_problem(request: Request, refused: Exception) -> JSONResponse:
    """A refusal as Twilio words it."""
    assert isinstance(refused, CarrierProblem)
    return JSONResponse(error_body(refused.problem), refused.problem.status)


_basic = HTTPBasic(auto_error=False)


def account(credentials: Annotated[HTTPBasicCredentials | None, Depends(_basic)]) -> str:
    """The account that a request proves to be. Raises CarrierProblem 20003."""
    ours = twilio_settings()
    if credentials is None or not ours.account_sid or not ours.auth_tokens:
        raise CarrierProblem(NOT_AUTHENTICATED)
    named = hmac.compare_digest(credentials.username.encode(), ours.account_sid.encode())
    proved = any(
        hmac.compare_digest(credentials.password.encode(), token.encode())
        for token in ours.auth_tokens
    )
    if not (named and proved):
        raise CarrierProblem(NOT_AUTHENTICATED)
    return ours.account_sid


Account = Annotated[str, Depends(account)]
