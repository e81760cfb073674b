"""What the simulator needs of a phone. The real one texts through the local carrier, signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol


class HandsetMessage(Protocol):
    """A text that a phone received. `status` is the carrier's: queued, sent, delivered;
    `date_created` a moment in ISO 8601."""

    @property
    def body(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def date_created(self) -> str: ...


class Handset(Protocol):
    """Phones of the local carrier, by number (E.164)."""

    def text(self, phone: str, body: str, media: int = 0) -> str:
        """Send a text as this phone, as Twilio would pass it on; its SID.

        Raises a RuntimeError when our own webhook refuses it, httpx.TransportError when nothing
        answers there.
        """

    def messages(self, phone: str, after: int = 0) -> Sequence[HandsetMessage]:
        """What the phone has received since the carrier's number `after`, oldest first."""


class Person(Protocol):
    """Somebody to play: an invented patient, with what proves that it is they."""

    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def date_of_birth(self) -> dt.date: ...
    @property
    def zip_code(self) -> str: ...
    @property
    def account_last_four(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def story(self) -> str: ...
