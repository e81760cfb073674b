"""Who is at the console: the session behind the cookie, and the token that guards its forms."""

from __future__ import annotations

import datetime as dt
import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from receivables.policy.entry import LONGEST_SESSION
from receivables.services.sessions import find_session, mark_seen
from receivables.store.database import reading, transaction
from web.dependencies import Now, Store
from web.security import SameOrigin, is_secure

COOKIE = "plainbill_staff"
LOG_IN = "/console/login"


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who is logged in. `token` is the session's own, `form_token` its forms'."""

    id: int
    name: str
    role: str
    token: str
    form_token: str


class NotLoggedIn(Exception):
    """There is no session, or it has ended."""


def install(app: FastAPI) -> None:
    """Send whoever is not logged in to the log-in page."""
    app.add_exception_handler(NotLoggedIn, _to_log_in)


def _to_log_in(request: Request, problem: Exception) -> Response:
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": LOG_IN})
    return RedirectResponse(LOG_IN, status_code=303)


def looking_on(request: Request, store: Store, now: Now) -> StaffMember:
    """Who is logged in. A page that refreshes itself asks here: it keeps no session alive."""
    token = request.cookies.get(COOKIE, "")
    with reading(store) as session:
        found = find_session(session, token, now) if token else None
        if found is None:
            raise NotLoggedIn
        account = found.account
        return StaffMember(account.id, account.name, account.role, token, found.form_token)


def at_work(
    staff: Annotated[StaffMember, Depends(looking_on)], store: Store, now: Now
) -> StaffMember:
    """Who is logged in and did something: the session idles from now on."""
    with transaction(store) as session:
        mark_seen(session, staff.token, now)
    return staff


def posting(
    staff: Annotated[StaffMember, Depends(at_work)],
    same_origin: SameOrigin,
    form_token: Annotated[str, Form()] = "",
) -> StaffMember:
    """Who sent a form of ours. A form without the session's token is refused with 403."""
    if not hmac.compare_digest(form_token.encode(), staff.form_token.encode()):
        raise HTTPException(403, "This form is out of date. Go back, reload the page, try again.")
    return staff


LookingOn = Annotated[StaffMember, Depends(looking_on)]
AtWork = Annotated[StaffMember, Depends(at_work)]
Posting = Annotated[StaffMember, Depends(posting)]


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser its session, out of reach of scripts and of other sites' forms."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LONGEST_SESSION / dt.timedelta(seconds=1)),
        path="/console",
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )


def clear_cookie(response: Response) -> None:
    """Take the session from the browser."""
    response.delete_cookie(COOKIE, path="/console")
