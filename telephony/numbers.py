"""Phone numbers in one form: E.164."""

from __future__ import annotations

import phonenumbers


def normalised(written: str) -> str | None:
    """A number in E.164, or None for what can't be a number that we answer (a short code)."""
    try:
        number = phonenumbers.parse(written, "US")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
