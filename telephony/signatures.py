"""Is a request really from the carrier? Fail-closed (compliance 2a)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request
from twilio.request_validator import RequestValidator

from receivables.settings import settings
from telephony.settings import twilio_settings

MOST_BYTES = 64 * 1024
MOST_SECONDS = 10.0  # for a body to arrive: the carrier's come at once
SIGNATURE = "X-Twilio-Signature"


class Form:
    """A posted form with all its fields: empty ones, unknown ones, repeated ones."""

    def __init__(self, pairs: list[tuple[str, str]]):
        self._pairs = pairs

    @classmethod
    def parse(cls, body: bytes) -> Form:
        """Read a form body. Raises ValueError for one with absurdly many fields."""
        text = body.decode("utf-8", errors="replace")
        return cls(parse_qsl(text, keep_blank_values=True, max_num_fields=500))

    def __iter__(self) -> Iterator[str]:
        return iter(name for name, _ in self._pairs)

    def __bool__(self) -> bool:
        return bool(self._pairs)

    def getall(self, name: str) -> list[str]:
        """Every value of a field, in order (the name that Twilio's validator asks by)."""
        return [value for key, value in self._pairs if key == name]

    def get(self, name: str, default: str = "") -> str:
        """The first value of a field."""
        return next(iter(self.getall(name)), default)


async def signed_form(request: Request) -> Form:
    """The form of a request, once its signature is proved on the public address.

    Raises HTTPException: 413 for an oversized body, 408 for one that drips in, 400 for no form,
    403 for a signature that is missing or wrong, and whenever no token is set.
    """
    body = await _limited_body(request)
    try:
        form = Form.parse(body)
    except ValueError as problem:
        raise HTTPException(400, "This is no form.") from problem
    if not is_signed(public_address(request), form, request.headers.get(SIGNATURE, "")):
        raise HTTPException(403, "The signature is missing or wrong.")
    return form


def public_address(request: Request) -> str:
    """The address the carrier called: PLAINBILL_PUBLIC_URL, never the Host header."""
    query = request.scope["query_string"].decode("latin-1")
    path = request.scope.get("raw_path", b"").decode("latin-1") or request.url.path
    address = settings().public_url.rstrip("/") + path.partition("?")[0]
    return f"{address}?{query}" if query else address


def is_signed(address: str, form: Form, signature: str) -> bool:
    """Whether any of our tokens made this signature, with or without a port in the address."""
    if not signature:
        return False
    return any(
        RequestValidator(token).validate(address, form, signature)
        for token in twilio_settings().auth_tokens
    )


async def _limited_body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(MOST_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise HTTPException(413, "The request is too large.")
    except TimeoutError as problem:
        raise HTTPException(408, "The request took too long.") from problem
    return bytes(body)
