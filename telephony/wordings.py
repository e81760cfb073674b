"""Responses that the channel says on its own, with whom and when to call filled in."""

from __future__ import annotations

import phonenumbers

from receivables.policy.figures import load_policy
from receivables.settings import settings
from receivables.wording import say


def worded(response: str, language: str, channel: str = "sms", **values: str) -> str:
    """A response in the person's language, in the form for the channel (`sms`, `voice`).

    {organisation}, {phone} and {hours} are known to it, and `values`.
    """
    organisation = load_policy(settings().policy_file).organisation
    return say(
        response,
        language,
        channel,
        organisation=organisation.name,
        phone=spoken_number(organisation.callback_phone),
        hours=organisation.office_hours_text[language],
        **values,
    )


def spoken_number(number: str) -> str:
    """A number (E.164) as people write it: (216) 555-0100."""
    parsed = phonenumbers.parse(number, "US")
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL))
