"""The page behind a patient's link: first the date of birth, then the document."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from receivables.policy.entry import LINK_VISIT_LASTS
from receivables.services.entry_attempts import TooManyAttempts
from receivables.services.portal_links import find_portal_link, may_see, open_portal_link
from receivables.store.database import reading
from web.dependencies import Now, Store
from web.portal.language import language_of
from web.portal.pages import show_document
from web.rendering import page
from web.security import SameOrigin, is_secure

router = APIRouter(prefix="/p")
COOKIE = "plainbill_visit"


@router.get("/{token}")
def document(request: Request, token: str, store: Store, now: Now) -> Response:
    """The document for a browser that proved who holds it, else the question."""
    with reading(store) as session:
        link = find_portal_link(session, token, now)
        if link is None:
            return _closed(request)
        if not may_see(session, link, request.cookies.get(COOKIE, ""), now):
            return _ask(request, token, link.language)
        return show_document(request, session, link)


@router.post("/{token}")
def prove(
    request: Request,
    token: str,
    store: Store,
    now: Now,
    same_origin: SameOrigin,
    date_of_birth: Annotated[str, Form(max_length=60)] = "",
) -> Response:
    """Take the date of birth; the right one opens the page for a short while."""
    with reading(store) as session:
        link = find_portal_link(session, token, now)
    if link is None:
        return _closed(request)
    try:
        visit = open_portal_link(store, token, date_of_birth, now)
    except TooManyAttempts:
        return _ask(request, token, link.language, "utter_documents_page_too_many", 429)
    if visit is None:
        return _ask(request, token, link.language, "utter_documents_page_wrong", 403)
    response = RedirectResponse(f"/p/{token}", status_code=303)
    response.set_cookie(
        COOKIE,
        visit,
        max_age=int(LINK_VISIT_LASTS / dt.timedelta(seconds=1)),
        path=f"/p/{token}",
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )
    return response


def _ask(
    request: Request, token: str, language: str, problem: str = "", status: int = 200
) -> Response:
    values = {"token": token, "language": language, "problem": problem}
    return page(request, "portal/ask.html", status, **values)


def _closed(request: Request) -> Response:
    # The same for a link that never was and one that ended: nothing is told about either.
    language = language_of(request.headers.get("accept-language", ""))
    return page(request, "portal/closed.html", 404, language=language)
