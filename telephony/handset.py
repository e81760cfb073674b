"""A phone, for the simulator, the terminal and tests: it texts us exactly as Twilio would."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Self

import httpx
from twilio.request_validator import RequestValidator

from receivables.settings import settings
from telephony.settings import TwilioSettings, twilio_settings


class NotTaken(RuntimeError):
    """Our webhook did not take a text; the message says with what status."""


@dataclass(frozen=True)
class ReceivedText:
    """A text that the phone has received. `number` counts up; `status` is the delivery state."""

    number: int
    sid: str
    body: str
    status: str
    date_created: str


class Handset:
    """Any phone. Give `web_url` where the webhooks answer at another address than the public one.

    Use it as a context manager, or close it. It may be used by several threads.
    """

    def __init__(self, public_url: str, account: TwilioSettings, web_url: str = ""):
        self._public_url = public_url.rstrip("/")
        self._web_url = (web_url or public_url).rstrip("/")
        self._account = account
        self._client = httpx.Client(
            timeout=15,
            trust_env=False,
            transport=httpx.HTTPTransport(retries=1),  # as Twilio: once, where nothing answered
        )

    @classmethod
    def local(cls) -> Self:
        """A phone of this installation's local carrier."""
        web_url = f"http://{settings().host}:{settings().port}"
        return cls(settings().public_url, twilio_settings(), web_url)

    def text(
        self, phone: str, body: str, media: int = 0, sid: str = "", opt_out_type: str = ""
    ) -> str:
        """Send a text from `phone` (E.164); returns its MessageSid.

        Raises NotTaken, and httpx.TransportError where nothing answers.
        """
        sid = sid or f"{'MM' if media else 'SM'}{secrets.token_hex(16)}"
        fields = self.fields(phone, body, media, sid)
        if opt_out_type:
            fields["OptOutType"] = opt_out_type
        validator = RequestValidator(self._account.auth_token)
        signature = validator.compute_signature(f"{self._public_url}/twilio/sms", fields)
        response = self._client.post(
            f"{self._web_url}/twilio/sms",
            data=fields,
            headers={"X-Twilio-Signature": signature},
        )
        if response.status_code != 200:
            raise NotTaken(f"the webhook answered {response.status_code}")
        return sid

    def fields(self, phone: str, body: str, media: int, sid: str) -> dict[str, str]:
        """What Twilio posts for an incoming text, the empty fields too."""
        ours, account = self._account.from_number, self._account.account_sid
        base = f"{self._account.api_base_url.rstrip('/')}/2010-04-01"
        pictures = {
            f"Media{name}{number}": value
            for number in range(media)
            for name, value in (
                ("Url", f"{base}/Accounts/{account}/Messages/{sid}/Media/ME{number:032}"),
                ("ContentType", "image/jpeg"),
            )
        }
        return {
            "AccountSid": self._account.account_sid,
            "ApiVersion": "2010-04-01",
            "Body": body,
            "From": phone,
            "FromCity": "",
            "FromCountry": "US",
            "FromState": "OH",
            "FromZip": "",
            "MessageSid": sid,
            "NumMedia": str(media),
            "NumSegments": "1",
            "SmsMessageSid": sid,
            "SmsSid": sid,
            "SmsStatus": "received",
            "To": ours,
            "ToCity": "",
            "ToCountry": "US",
            "ToState": "",
            "ToZip": "",
            **pictures,
        }

    def messages(self, phone: str, after: int = 0) -> list[ReceivedText]:
        """What `phone` has received since text number `after`, oldest first."""
        found = self._ask_carrier("messages", {"phone": phone, "after": after})
        return [ReceivedText(**item) for item in found]

    def block(self, phone: str, *, blocked: bool = True) -> None:
        """Opt out at the carrier itself, which then refuses our texts with 21610."""
        self._ask_carrier("blocked", {"phone": phone, "blocked": blocked})

    def answers(self, phone: str, how: str, presses: str = "1") -> None:
        """Let a phone take calls: `human`, `machine`, `busy`, `no-answer` or `failed`."""
        self._ask_carrier("answering", {"phone": phone, "answers": how, "presses": presses})

    def calls(self, phone: str) -> list[dict[str, Any]]:
        """The calls that `phone` has got, oldest first: `sid`, `status`, what was `heard`."""
        return list(self._ask_carrier("calls", {"phone": phone}))

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask_carrier(self, what: str, question: dict[str, object]) -> Any:
        response = self._client.post(
            f"{self._account.api_base_url.rstrip('/')}/handset/{what}",
            json=question,
            auth=(self._account.account_sid, self._account.auth_token),
        )
        response.raise_for_status()
        return response.json()
