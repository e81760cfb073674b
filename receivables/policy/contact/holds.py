"""A hold under which nobody is asked for money, and what little may still be sent.

Sources: 11 USC 362 (compliance D4): bankruptcy stays all collection. 12 CFR 1006.6(b)(2) (T8): a
person with an attorney is reached through the attorney. 12 CFR 1006.6(c) (T9): after a written
cease request one closing notice, no more. 12 CFR 1006.38 (D3): a disputed charge rests until it
is answered. 12 CFR 1006.6(a)(4) (T10): for one who died we speak with the executor.

Allowed: one closing notice after a cease request. Refused: a second one; a reminder.

>>> from receivables.policy.contact.facts import Channel
>>> moment = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)
>>> ceased = KnownPerson("+12165550123", holds=(("cease", moment),))
>>> later = moment + dt.timedelta(hours=1)
>>> check(ProposedContact(Channel.SMS, "closing_notice", later), ceased, ContactFigures())
>>> check(ProposedContact(Channel.SMS, "reminder", later), ceased, ContactFigures()).rule
'T9'
"""

from __future__ import annotations

import datetime as dt

from receivables.policy.contact.facts import (
    CLOSING_NOTICE,
    KnownPerson,
    Outcome,
    ProposedContact,
    Refused,
)
from receivables.policy.figures import ContactFigures

# The weightiest first; a kind that is not here holds too.
WHY = {
    "bankruptcy": ("D4", "a bankruptcy is on record"),
    "attorney": ("T8", "an attorney represents the person: contact the attorney"),
    "cease": ("T9", "the person asked in writing that contact cease"),
    "deceased": ("T10", "the person has died: the executor may be spoken with"),
    "third_party": ("T10", "the number reaches somebody else"),
    "minor": ("T10", "the number reaches a minor: a parent or guardian may be spoken with"),
    "dispute": ("D3", "a dispute has not been answered"),
}
OTHER = ("D3", "a hold is on record")


def check(contact: ProposedContact, known: KnownPerson, figures: ContactFigures) -> Refused | None:
    """Refused until a person on the staff releases the hold."""
    kinds = {kind for kind, _ in known.holds}
    if kinds == {"cease"} and _may_close(contact, known):
        return None
    weightiest = next((kind for kind in WHY if kind in kinds), None)
    if weightiest is not None:
        return Refused(*WHY[weightiest])
    return Refused(*OTHER) if kinds else None


def _may_close(contact: ProposedContact, known: KnownPerson) -> bool:
    since: dt.datetime = min(placed_at for _, placed_at in known.holds)
    closed = any(
        attempt.purpose == CLOSING_NOTICE
        and attempt.at >= since
        and attempt.outcome is not Outcome.NOT_CONNECTED
        for attempt in known.attempts
    )
    return contact.purpose == CLOSING_NOTICE and not closed
