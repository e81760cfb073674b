"""A way of reaching them that the person, or their employer, does not want.

Sources: 12 CFR 1006.14(h) (compliance T5): no contact by a medium that the person asked us not to
use. 12 CFR 1006.6(b)(3) (T7): none at work where we know, or should, that the employer forbids
it; confirm with counsel.

Allowed: a text to somebody who barred calls. Refused: a call to them.

>>> import datetime as dt
>>> from receivables.policy.contact.facts import Channel
>>> no_calls = KnownPerson("+12165550123", barred=frozenset({Channel.VOICE}))
>>> moment = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)
>>> check(ProposedContact(Channel.SMS, "notice", moment), no_calls, ContactFigures())
>>> check(ProposedContact(Channel.VOICE, "notice", moment), no_calls, ContactFigures()).rule
'T5'
"""

from __future__ import annotations

from receivables.policy.contact.facts import (
    KnownPerson,
    ProposedContact,
    Refused,
)
from receivables.policy.figures import ContactFigures


def check(contact: ProposedContact, known: KnownPerson, figures: ContactFigures) -> Refused | None:
    """Refused until the person says otherwise."""
    if contact.channel in known.barred:
        return Refused("T5", "the person asked not to be reached this way")
    if known.employer_prohibits:
        return Refused("T7", "a number at work, where the employer forbids it")
    return None
