"""What Twilio refuses, with its codes, so that a wrong call fails here as it would there.

The numbers that always fail are Twilio's own for test credentials ("magic" numbers).
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from telephony.numbers import normalised
from telephony.signatures import Form

LONGEST_BODY = 1600


class Problem(NamedTuple):
    """A refusal: HTTP status, Twilio's code, and what it says."""

    status: int
    code: int
    message: str


NOT_AUTHENTICATED = Problem(401, 20003, "Authenticate")
NOT_FOUND = Problem(404, 20404, "The requested resource was not found")
BLOCKED = Problem(400, 21610, "Attempt to send to unsubscribed recipient")
MAGIC_NUMBERS = {
    "+15005550001": Problem(400, 21211, "Invalid 'To' Phone Number: +1500555XXXX"),
    "+15005550002": Problem(400, 21612, "Message cannot be sent with the current combination"),
    "+15005550003": Problem(400, 21408, "Permission to send an SMS has not been enabled"),
    "+15005550004": BLOCKED,
    "+15005550009": Problem(400, 21614, "'To' number is not a valid mobile number"),
}

CALL_OVER = Problem(400, 21220, "Call is not in-progress. Cannot redirect.")
MAGIC_CALLED = {
    "+15005550001": Problem(400, 21217, "Phone number does not appear to be valid"),
    "+15005550002": Problem(400, 21214, "'To' phone number cannot be reached"),
    "+15005550003": Problem(400, 21215, "Account not authorized for geographic permissions"),
    "+15005550004": Problem(400, 21216, "Account not allowed to call this number"),
}


def problem_with_call(form: Form, our_number: str) -> Problem | None:
    """Why a call can't be created, or None. Fields are those of Twilio's CreateCall."""
    to, caller = form.get("To"), form.get("From")
    if not to:
        return Problem(400, 21201, "No 'To' number is specified")
    if not caller:
        return Problem(400, 21213, "'From' phone number is required")
    if to in MAGIC_CALLED:
        return MAGIC_CALLED[to]
    if normalised(to) is None:
        return Problem(400, 21211, f"Invalid 'To' Phone Number: {to[:8]}XXXX")
    if normalised(caller) != normalised(our_number):
        return Problem(400, 21210, "'From' phone number not verified")
    return _instructions(form)


def _instructions(form: Form) -> Problem | None:
    if not (form.get("Url") or form.get("Twiml") or form.get("ApplicationSid")):
        return Problem(400, 21205, "Url parameter is required")
    for name, code in (("Url", 21205), ("FallbackUrl", 21205), ("StatusCallback", 21609)):
        if form.get(name) and not _is_address(form.get(name)):
            return Problem(400, code, f"The {name} is not a valid URL.")
    return None


def problem_with(form: Form, our_number: str) -> Problem | None:
    """Why a message can't be created, or None. Fields are those of Twilio's CreateMessage."""
    return _addresses(form, our_number) or _content(form)


def _addresses(form: Form, our_number: str) -> Problem | None:
    to, sender = form.get("To"), form.get("From")
    if not to:
        return Problem(400, 21604, "A 'To' phone number is required.")
    if not sender and not form.get("MessagingServiceSid"):
        return Problem(400, 21603, "A 'From' phone number is required.")
    if to in MAGIC_NUMBERS:
        return MAGIC_NUMBERS[to]
    if normalised(to) is None:
        return Problem(400, 21211, f"Invalid 'To' Phone Number: {to[:8]}XXXX")
    if normalised(sender) is None:
        return Problem(400, 21212, "Invalid From Number (caller ID)")
    if normalised(to) == normalised(sender):
        return Problem(400, 21266, "'To' and 'From' number cannot be the same")
    if normalised(sender) != normalised(our_number):
        return Problem(400, 21606, "The 'From' phone number is not a valid, SMS-capable number")
    return None


def _content(form: Form) -> Problem | None:
    body, callback = form.get("Body"), form.get("StatusCallback")
    if not body and not form.get("MediaUrl") and not form.get("ContentSid"):
        return Problem(400, 21602, "Message body is required.")
    if len(body) > LONGEST_BODY:
        return Problem(400, 21617, "The concatenated message body exceeds the 1600 character limit")
    if callback and not _is_address(callback):
        return Problem(400, 21609, "The StatusCallback URL is not a valid URL.")
    return None


def _is_address(written: str) -> bool:
    parts = urlsplit(written)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "_" not in parts.netloc
