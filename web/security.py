"""What every answer tells the browser to refuse, and which posts are refused here.

Scripts and styles come from our own files alone; nothing inline, nothing from elsewhere. Pages
are kept in no cache and shown in no frame, and leave no address behind when one goes on.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from receivables.settings import settings

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}
STATIC = "/static/"


def install(app: FastAPI) -> None:
    """Add the security headers to every answer of the application."""
    app.add_middleware(SecurityHeaders)


class SecurityHeaders:
    """Adds to each answer the headers that it does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        request = Request(scope)

        async def protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                _protect(request, MutableHeaders(scope=message))
            await send(message)

        return await self._app(scope, receive, protected)


def _protect(request: Request, headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", _caching(request))
    if is_secure(request):
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"


def _caching(request: Request) -> str:
    named_by_content = request.url.path.startswith(STATIC) and "v" in request.query_params
    return "public, max-age=31536000, immutable" if named_by_content else "no-store"


def is_secure(request: Request) -> bool:
    """Whether people reach us by https, directly or through a proxy in front."""
    return request.url.scheme == "https" or settings().public_url.startswith("https://")


def require_same_origin(request: Request) -> None:
    """Refuse with 403 a post that another site's page sent.

    Browsers say so in `Sec-Fetch-Site`. Older ones only name the origin; with our referrer policy
    they write "null" there, which a form of ours and one of a sandboxed page have in common, so
    that it is refused too.
    """
    site = request.headers.get("sec-fetch-site")
    if site in ("same-origin", "none"):
        return
    origin = request.headers.get("origin")
    own = {f"{request.url.scheme}://{request.url.netloc}", settings().public_url.rstrip("/")}
    if site is None and (origin is None or origin in own):
        return
    raise HTTPException(403, "This form was sent from another page. Open our page and try again.")


SameOrigin = Annotated[None, Depends(require_same_origin)]
