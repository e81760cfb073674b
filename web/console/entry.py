"""Logging in and out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from receivables.policy.entry import LONGEST_PASSWORD
from receivables.services.entry_attempts import TooManyAttempts
from receivables.services.sessions import log_in, log_out
from receivables.store.database import transaction
from web.console.staff import LOG_IN, Posting, clear_cookie, set_cookie
from web.dependencies import Now, Store
from web.rendering import page
from web.security import SameOrigin

router = APIRouter()

WRONG = "The username or the password is wrong."
TOO_MANY = "Too many wrong tries. Wait 15 minutes, or ask an administrator."


@router.get("/login")
def ask(request: Request) -> Response:
    """The log-in page."""
    return page(request, "console/login.html", problem="", username="")


@router.post("/login")
def enter(
    request: Request,
    store: Store,
    now: Now,
    same_origin: SameOrigin,
    username: Annotated[str, Form(max_length=100)] = "",
    password: Annotated[str, Form(max_length=LONGEST_PASSWORD)] = "",
) -> Response:
    """Start a session, or say (in the same words for every reason) that it was not right."""
    try:
        token, status, problem = log_in(store, username, password, now), 401, WRONG
    except TooManyAttempts:
        token, status, problem = None, 429, TOO_MANY
    if token is None:
        return page(request, "console/login.html", status, problem=problem, username=username)
    response = RedirectResponse("/console", status_code=303)
    set_cookie(request, response, token)
    return response


@router.post("/logout")
def leave(staff: Posting, store: Store, now: Now) -> Response:
    """End the session, here and in the store."""
    with transaction(store) as session:
        log_out(session, staff.token, now)
    response = RedirectResponse(LOG_IN, status_code=303)
    clear_cookie(response)
    return response
