"""The second step of logging in: the code of an authenticator, enrolled at the first time."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import segno
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from sqlalchemy import Engine

from receivables.services.authenticators import begin_enrolment
from receivables.services.entry_attempts import TooManyAttempts
from receivables.services.second_factor import prove_code
from receivables.services.sessions import find_half_session
from receivables.store.database import transaction
from web.console.entry import TOO_MANY
from web.console.staff import COOKIE, NotLoggedIn, set_cookie
from web.dependencies import Now, Store
from web.rendering import page
from web.security import SameOrigin

router = APIRouter(prefix="/code")

WRONG = "The code is wrong, or was used before. Wait for the next one."


@router.get("")
def ask(request: Request, store: Store, now: Now) -> Response:
    """Ask for the code; the first time, show what the authenticator is to take in."""
    return _show(request, store, now)


@router.post("")
def prove(
    request: Request,
    store: Store,
    now: Now,
    same_origin: SameOrigin,
    code: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Complete the log-in when the code is right."""
    try:
        token, status, problem = prove_code(store, _token(request), code, now), 401, WRONG
    except TooManyAttempts:
        token, status, problem = None, 429, TOO_MANY
    if token is None:
        return _show(request, store, now, problem, status)
    response = RedirectResponse("/console", status_code=303)
    set_cookie(request, response, token)
    return response


def _show(
    request: Request, store: Engine, now: dt.datetime, problem: str = "", status: int = 200
) -> Response:
    with transaction(store) as session:
        half = find_half_session(session, _token(request), now)
        if half is None:
            raise NotLoggedIn
        enrolment = begin_enrolment(session, half.account)
    picture = _picture(enrolment.address) if enrolment else ""
    key = enrolment.key if enrolment else ""
    return page(
        request, "console/code.html", status, problem=problem, key=key, picture=Markup(picture)
    )


def _picture(address: str) -> str:
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(scale=5, dark="#000", light="#fff", svgclass=None, lineclass=None)


def _token(request: Request) -> str:
    return request.cookies.get(COOKIE, "")
