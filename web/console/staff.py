"""Who is at the console: the session behind the cookie, and the token that guards its forms."""

from __future__ import annotations

import datetime as dt
import hmac
import re
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from receivables.domain.acts import Act
from receivables.domain.roles import Role
from receivables.policy.entry import LONGEST_SESSION, password_is_fresh
from receivables.policy.rights import ASKS_PASSWORD_AGAIN, RIGHTS
from receivables.services.authenticators import needs_code
from receivables.services.sessions import find_session, mark_seen
from receivables.store.database import reading, transaction
from web.dependencies import Now, Store
from web.security import SameOrigin, is_secure

COOKIE = "plainbill_staff"
LOG_IN = "/console/login"
CONFIRM = "/console/confirm"
RETURNS = re.compile(r"/console/(?:staff|accounts/\d+|conversations/c[0-9a-f]{32})(?=/|$)")


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who is logged in. `token` is the session's own, `form_token` its forms'."""

    id: int
    name: str
    role: Role
    token: str
    form_token: str
    password_at: dt.datetime
    has_code: bool

    @property
    def rights(self) -> frozenset[Act]:
        """What they may do: pages leave out the rest."""
        return RIGHTS[self.role]


class NotLoggedIn(Exception):
    """There is no session, or it has ended."""


class NotConfirmed(Exception):
    """The password was typed too long ago for what was asked; `back` is the page to return to."""

    def __init__(self, back: str):
        super().__init__(back)
        self.back = back


def install(app: FastAPI) -> None:
    """Send whoever is not logged in to the log-in page, and ask for the password where needed."""
    app.add_exception_handler(NotLoggedIn, _to_log_in)
    app.add_exception_handler(NotConfirmed, _to_confirm)


def _to_confirm(request: Request, problem: Exception) -> Response:
    back = problem.back if isinstance(problem, NotConfirmed) else ""
    return RedirectResponse(f"{CONFIRM}?back={back}", status_code=303)


def page_to_return_to(path: str) -> str:
    """The page of ours that a path belongs to: where one returns to, and nowhere else."""
    found = RETURNS.match(path)
    return found.group() if found else "/console"


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
        return StaffMember(
            account.id,
            account.name,
            Role(account.role),
            token,
            found.form_token,
            found.password_at,
            needs_code(account),
        )


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


def may(act: Act) -> Any:
    """A dependency of routes that only those with the right to the act may use: 403 otherwise.

    For refunds and rights it asks them to prove themselves again, unless they just have.
    """

    def check(request: Request, staff: LookingOn, now: Now) -> None:
        require(act, request, staff, now)

    return Depends(check)


def require(act: Act, request: Request, staff: StaffMember, now: dt.datetime) -> None:
    """What `may` asks for, of acts known only inside a route. Raises HTTPException (403) and
    NotConfirmed."""
    if act not in staff.rights:
        raise HTTPException(403, "Your role does not allow this. Ask a supervisor.")
    if act in ASKS_PASSWORD_AGAIN and not password_is_fresh(staff.password_at, now):
        raise NotConfirmed(page_to_return_to(request.url.path))


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
