"""How many texts of ours a person gets unasked.

Source: 12 CFR 1006.14(a) and comment 14(a)-1 (compliance T4): seven in seven counts calls, but
texting without measure is harassment all the same. No figure is given there: the provider chooses
one, by default that of the exempt health messages of 47 CFR 64.1200(a)(9)(iv) (C9), one a day and
three a week. Answers to the person's own texts are not counted.

Allowed: a text on Monday, Wednesday and Friday. Refused: a fourth before next Monday.

>>> from receivables.policy.contact.facts import Attempt, Outcome
>>> moment = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)
>>> sent = Attempt(Channel.SMS, moment, Outcome.SENT)
>>> rosa = KnownPerson("+12165550123", attempts=(sent,))
>>> soon = ProposedContact(Channel.SMS, "reminder", moment + dt.timedelta(hours=5))
>>> check(soon, rosa, ContactFigures()).until.isoformat()
'2026-11-25T15:00:00+00:00'
"""

from __future__ import annotations

import datetime as dt

from receivables.policy.contact.facts import (
    Channel,
    KnownPerson,
    ProposedContact,
    Refused,
)
from receivables.policy.contact.frequency import counted, free_again
from receivables.policy.figures import ContactFigures


def check(contact: ProposedContact, known: KnownPerson, figures: ContactFigures) -> Refused | None:
    """Refused until both the day's and the week's measure have room."""
    if contact.channel is not Channel.SMS:
        return None
    texts = counted(known.attempts, [Channel.SMS])
    measures = ((figures.most_texts_in_a_day, 1), (figures.most_texts_in_seven_days, 7))
    ends = [free_again(texts, contact.at, most, dt.timedelta(days)) for most, days in measures]
    until = max((end for end in ends if end is not None), default=None)
    return Refused("T4", "enough texts of ours for now", until) if until else None
