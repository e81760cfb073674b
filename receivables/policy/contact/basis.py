"""On what ground we may text, or let an artificial voice call.

Sources: 47 CFR 64.1200(a)(1) (compliance C9): a number given to the provider is consent to be
contacted about that bill, by the provider; who else collects needs consent on record. A call
spoken by a machine is an "artificial voice" (FCC 24-17, C10): the same consent. For a debt
collector the safe harbour of 12 CFR 1006.6(d)(5) (T6): within sixty days the person texted us
from the number, or consented to us. Consent does not pass from creditor to collector; we ask no
database of reassigned numbers, so that way of renewing the sixty days is not open.

Allowed: the provider reminds by text at the number on file. Refused: a collector does, to whom
the person last wrote 61 days ago.

>>> moment = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)
>>> reminder = ProposedContact(Channel.SMS, "reminder", moment)
>>> check(reminder, KnownPerson("+12165550123", on_file=True), ContactFigures())
>>> check(reminder, KnownPerson("+12165550123"), ContactFigures()).rule
'C9'
"""

from __future__ import annotations

import datetime as dt

from receivables.policy.contact.facts import (
    Channel,
    KnownPerson,
    ProposedContact,
    Refused,
)
from receivables.policy.contact.opt_out import last_word
from receivables.policy.contact.role import CollectorRole
from receivables.policy.figures import ContactFigures


def check(contact: ProposedContact, known: KnownPerson, figures: ContactFigures) -> Refused | None:
    """Refused without consent; a call that a person speaks needs none."""
    if contact.channel is Channel.VOICE and not contact.artificial_voice:
        return None
    word = last_word(known.words, contact.channel, contact.purpose)
    consented = word.at if word is not None and word.granted else None
    if contact.channel is Channel.VOICE:
        given = known.on_file and figures.collector_role is CollectorRole.FIRST_PARTY
        spoken = "no consent to a call by an artificial voice is on record"
        return None if consented or given else Refused("C10", spoken)
    since = max((at for at in (consented, known.texted_at) if at is not None), default=None)
    if figures.debt_collector:
        return _safe_harbour(contact.at, since, figures)
    given = known.on_file and figures.collector_role is CollectorRole.FIRST_PARTY
    return None if since or given else Refused("C9", "no consent to texts is on record")


def _safe_harbour(
    at: dt.datetime, since: dt.datetime | None, figures: ContactFigures
) -> Refused | None:
    if since is not None and at - since <= dt.timedelta(days=figures.text_basis_days):
        return None
    days = figures.text_basis_days
    return Refused("T6", f"no text and no consent of the person within {days} days")
