"""A message for a voicemail that tells nobody who else hears it about a debt.

Source: 12 CFR 1006.2(j) (compliance T11): a limited-content message has a business name that does
not imply collection, a request to reply, the name of a natural person to ask for and a number; it
may have a salutation, date and time, suggested times for the reply, and that any representative
can answer. Nothing else, and only as a voicemail: a text never is one.

Allowed: "Hello. This is Maria Ruiz of Lakeside Health. Please call me at (216) 555-0100." Refused:
the same with "about your bill", or with "thank you".

>>> message = LimitedContent("Lakeside Health", "Maria Ruiz", "+12165550100")
>>> parts(message, Channel.VOICE)
('salutation', 'business_name', 'person_name', 'reply_request', 'phone')
>>> parts(message, Channel.SMS)
Traceback (most recent call last):
receivables.policy.contact.voicemail.NotLimited: a text is never a limited-content message
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from receivables.policy.contact.facts import Channel

# Words of a business name from which a listener could tell that it is about a debt.
IMPLIES_COLLECTION = re.compile(
    r"\b(collect\w*|collector\w*|recover\w*|debt\w*|credit\w*|receivable\w*|bill\w*|cobr\w*|deud\w*"
    r"|cobranza\w*)",
    re.IGNORECASE,
)


class NotLimited(ValueError):
    """The message would not be a limited-content message; the text says why."""


@dataclass(frozen=True, slots=True)
class LimitedContent:
    """What fills such a message. Phone in E.164; the two switches add what the rule allows."""

    business_name: str
    person_name: str
    phone: str
    any_representative: bool = False
    reply_times: bool = False


def parts(message: LimitedContent, channel: Channel) -> tuple[str, ...]:
    """What is said, in this order, and nothing else. Raises NotLimited."""
    if channel is not Channel.VOICE:
        raise NotLimited("a text is never a limited-content message")
    if IMPLIES_COLLECTION.search(message.business_name):
        raise NotLimited("the business name tells that it is about a debt")
    if not (message.business_name.strip() and message.person_name.strip() and message.phone):
        raise NotLimited("the name of the business, of a natural person and a number are required")
    said = ["salutation", "business_name", "person_name", "reply_request", "phone"]
    said += ["any_representative"] * message.any_representative
    said += ["reply_times"] * message.reply_times
    return tuple(said)
