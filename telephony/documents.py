"""Fetching the pictures that people text, from the carrier, with its credentials, within limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import httpx
from sqlalchemy import Engine

from receivables.policy.documents import LARGEST
from receivables.services import documents
from receivables.store.database import reading, transaction
from receivables.store.tables import ReceivedDocument
from telephony.gateway import TWILIO
from telephony.settings import WorkerSettings, twilio_settings

# Where Twilio keeps media; it answers with a redirect to a place of its own.
OTHERS = ("https://media.twiliocdn.com/", "https://mms.twiliocdn.com/")


class TooLarge(ValueError):
    """More bytes than are kept."""


class Documents:
    """Works through the documents to fetch; several may work at once, in several processes."""

    def __init__(self, store: Engine, figures: WorkerSettings, clock: Callable[[], dt.datetime]):
        self._store = store
        self._lease = dt.timedelta(seconds=figures.lease_seconds)
        self._seconds = figures.lease_seconds / 2
        self._clock = clock

    def has_work(self) -> bool:
        """Whether any document waits: a cheap look."""
        with reading(self._store) as session:
            return documents.has_waiting(session, self._clock())

    def step(self) -> bool:
        """Fetch one document. False when there was none to fetch."""
        with transaction(self._store) as session:
            document = documents.claim_next(session, self._clock(), self._lease)
        if document is None:
            return False
        self.fetch(document)
        return True

    def fetch(self, document: ReceivedDocument) -> None:
        """Get one from the carrier and keep it, or say why it is not kept."""
        if not _is_the_carriers(document.url):
            self._refuse(document, "not at the carrier")
            return
        try:
            content = self._content(document.url)
        except TooLarge:
            self._refuse(document, "too large")
        except httpx.HTTPStatusError as problem:
            if problem.response.status_code in (404, 410):
                self._refuse(document, "the carrier has it no more")
            else:
                self._later(document)
        except httpx.HTTPError:
            self._later(document)
        else:
            with transaction(self._store) as session:
                documents.keep_document(session, document.id, content, self._clock())

    def _content(self, url: str) -> bytes:
        account, kept = twilio_settings(), bytearray()
        with httpx.stream(
            "GET",
            url,
            # Of the carrier alone: httpx sends them to nobody that it is redirected to.
            auth=(account.account_sid, account.auth_token),
            follow_redirects=True,
            timeout=self._seconds,
            trust_env=False,
        ) as answer:
            answer.raise_for_status()
            for piece in answer.iter_bytes():
                kept += piece
                if len(kept) > LARGEST:
                    raise TooLarge(url)
        return bytes(kept)

    def _refuse(self, document: ReceivedDocument, why: str) -> None:
        with transaction(self._store) as session:
            documents.refuse_document(session, document.id, why)

    def _later(self, document: ReceivedDocument) -> None:
        with transaction(self._store) as session:
            documents.fetch_later(session, document.id, self._clock())


def _is_the_carriers(url: str) -> bool:
    base = twilio_settings().api_base_url.rstrip("/")
    return url.startswith((f"{TWILIO}/", f"{base}/", *OTHERS))
