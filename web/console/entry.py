"""Logging in and out, and typing the password again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from receivables.policy.entry import LONGEST_PASSWORD
from receivables.services.confirmation import confirm as confirm_again
from receivables.services.entry_attempts import TooManyAttempts
from receivables.services.sessions import log_in, log_out
from receivables.store.database import transaction
from web.console.staff import (
    LOG_IN,
    AtWork,
    Posting,
    clear_cookie,
    page_to_return_to,
    set_cookie,
)
from web.dependencies import Now, Store
from web.rendering import page
from web.security import SameOrigin

router = APIRouter()

WRONG = "The username or the password is wrong."
WRONG_AGAIN = "The password or the code is wrong. A code works once: wait for the next one."
TOO_MANY = "Too many wrong tries. Wait 15 minutes, or ask an administrator."

Password = Annotated[str, Form(max_length=LONGEST_PASSWORD)]


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
    password: Password = "",
) -> Response:
    """Start a session, or say (in the same words for every reason) that it was not right."""
    try:
        entered, status, problem = log_in(store, username, password, now), 401, WRONG
    except TooManyAttempts:
        entered, status, problem = None, 429, TOO_MANY
    if entered is None:
        return page(request, "console/login.html", status, problem=problem, username=username)
    response = RedirectResponse("/console" if entered.complete else "/console/code", 303)
    set_cookie(request, response, entered.token)
    return response


@router.get("/confirm")
def ask_again(request: Request, staff: AtWork, back: str = "") -> Response:
    """Ask for the password, and a code, before refunds and rights."""
    return page(
        request, "console/confirm.html", staff=staff, back=page_to_return_to(back), problem=""
    )


@router.post("/confirm")
def confirm(
    request: Request,
    staff: Posting,
    store: Store,
    now: Now,
    password: Password = "",
    code: Annotated[str, Form(max_length=20)] = "",
    back: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Count as proved for five minutes, and go back."""
    returning = page_to_return_to(back)
    try:
        right, status, problem = (
            confirm_again(store, staff.token, password, code, now),
            401,
            WRONG_AGAIN,
        )
    except TooManyAttempts:
        right, status, problem = False, 429, TOO_MANY
    if right:
        return RedirectResponse(returning, status_code=303)
    return page(
        request, "console/confirm.html", status, staff=staff, back=returning, problem=problem
    )


@router.post("/logout")
def leave(staff: Posting, store: Store, now: Now) -> Response:
    """End the session, here and in the store."""
    with transaction(store) as session:
        log_out(session, staff.token, now)
    response = RedirectResponse(LOG_IN, status_code=303)
    clear_cookie(response)
    return response
