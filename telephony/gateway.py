"""The carrier's API by Twilio's library: texts and calls; what went wrong, told in three kinds."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from receivables.settings import settings
from telephony.settings import TwilioSettings, twilio_settings, worker_settings

TWILIO = "https://api.twilio.com"
STAFF_RINGS_SECONDS = 25  # a voicemail of theirs answers later, in most networks
CLOCKS_DIFFER_BY = dt.timedelta(minutes=1)


class SendingFailed(RuntimeError):
    """A text or a call is not surely with the carrier. `code` is the carrier's, or ours."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class Refused(SendingFailed):
    """The carrier will never take this text (21610, 21211, 21635 ...)."""


class NotSent(SendingFailed):
    """The carrier surely does not have it, and may take it later (429, no connection)."""


class Unknown(SendingFailed):
    """The carrier may or may not have it (5xx, a time-out after sending)."""


class Gateway:
    """The carrier's texts and calls, at Twilio or at the address that stands in for it."""

    def __init__(self, account: TwilioSettings, public_url: str, longest_seconds: float):
        self._account = account
        self._webhooks = f"{public_url.rstrip('/')}/twilio"
        self._longest_seconds = longest_seconds
        self._own = threading.local()  # a session of requests is not for several threads

    def send(self, message_id: int, to: str, from_number: str, body: str) -> str:
        """Send a text; returns the carrier's SID. Raises Refused, NotSent or Unknown."""
        with _told_apart():
            sent = self._client.messages.create(
                to=to,
                from_=from_number,
                body=body,
                status_callback=f"{self._webhooks}/status?message={message_id}",
            )
            return str(sent.sid)

    def find(self, to: str, from_number: str, body: str, since: dt.datetime) -> list[str]:
        """SIDs of the texts with this body that the carrier got since a moment, oldest first.

        Raises Refused, NotSent or Unknown when the carrier can't be asked.
        """
        with _told_apart():
            found = self._client.messages.list(to=to, from_=from_number, limit=200, page_size=50)
        made = [
            (message.date_created, str(message.sid))
            for message in found
            if (message.body or "").strip() == body.strip()
            and str(message.direction).startswith("outbound")
            and message.date_created
            and message.date_created >= since - CLOCKS_DIFFER_BY
        ]
        return [sid for _, sid in sorted(made)]

    def place_call(self, call_id: int, to: str, from_number: str) -> str:
        """Ring a representative's phone; returns the call's SID. Raises Refused, NotSent, Unknown.

        What is said is asked of us once they answer.
        """
        with _told_apart():
            placed = self._client.calls.create(
                to=to,
                from_=from_number,
                url=f"{self._webhooks}/outgoing/answer?call={call_id}",
                status_callback=f"{self._webhooks}/outgoing/staff?call={call_id}",
                timeout=STAFF_RINGS_SECONDS,
            )
            return str(placed.sid)

    def find_calls(self, to: str, from_number: str, since: dt.datetime) -> list[str]:
        """SIDs of our calls to a number since a moment, oldest first; of the latest fifty.

        Raises Refused, NotSent or Unknown when the carrier can't be asked.
        """
        with _told_apart():
            found = list(self._client.calls.page(to=to, from_=from_number, page_size=50))
        made = [
            (call.date_created, str(call.sid))
            for call in found
            if call.date_created and call.date_created >= since - CLOCKS_DIFFER_BY
        ]
        return [sid for _, sid in sorted(made)]

    def speak_in_call(self, call_sid: str, document: str) -> None:
        """Let a leg hear another document (TwiML) now. Raises Refused, NotSent or Unknown."""
        with _told_apart():
            self._client.calls(call_sid).update(twiml=document)

    def warm_up(self) -> None:
        """Load the library's parts, so that the first text doesn't wait for it."""
        self._client.messages  # noqa: B018

    @property
    def _client(self) -> Client:
        client: Client | None = getattr(self._own, "client", None)
        if client is None:
            client = Client(
                self._account.account_sid,
                self._account.auth_token,
                http_client=_Redirected(self._account.api_base_url, self._longest_seconds),
            )
            self._own.client = client
        return client


class _Redirected(TwilioHttpClient):  # type: ignore[misc]
    """Twilio's HTTP client, calling another address than Twilio's, for so long at most."""

    def __init__(self, base_url: str, longest_seconds: float):
        super().__init__()
        self.timeout = (longest_seconds / 4, longest_seconds * 3 / 4)  # to connect, to answer
        self._base_url = base_url.rstrip("/")

    def request(self, method: str, url: str, *arguments: Any, **named: Any) -> Any:
        if url.startswith(TWILIO):
            url = self._base_url + url.removeprefix(TWILIO)
        return super().request(method, url, *arguments, **named)


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except TwilioRestException as problem:
        raise _kind(problem.status)(str(problem.code or problem.status)) from problem
    except TwilioException as problem:  # a page of a list that could not be had
        raise Unknown("unreadable_answer") from problem
    except requests.RequestException as problem:
        kind = NotSent if _never_connected(problem) else Unknown
        raise kind(type(problem).__name__) from problem
    except ValueError as problem:  # an answer that is no JSON
        raise Unknown("unreadable_answer") from problem


def _kind(status: int) -> type[SendingFailed]:
    if status >= 500:
        return Unknown
    # Wrong credentials are ours to mend: the text waits for it, for a while.
    return NotSent if status in (401, 403, 408, 429) else Refused


def _never_connected(problem: requests.RequestException) -> bool:
    if isinstance(problem, requests.exceptions.ConnectTimeout):
        return True
    cause = problem.args[0] if problem.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)


def make_gateway() -> Gateway:
    """The gateway of this installation's account."""
    # Well within a lease: a text is out, or surely not, before another worker asks about it.
    return Gateway(twilio_settings(), settings().public_url, worker_settings().lease_seconds / 2)
