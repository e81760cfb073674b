"""The person's last word on being contacted: by number, channel and purpose.

Sources: 47 CFR 64.1200(a)(10) (compliance C5, C7): an opt-out ends what it was about, at once. A
word for all purposes outdoes every earlier one; a word for one purpose outdoes earlier ones for
that purpose only. C6, (a)(12): one confirmation, presumed fit within five minutes. From
2027-01-31 on one opt-out ends automated calls and texts alike ("revoke-all", order DA-26-12 of
2026-01-06): until then STOP by text leaves calls as they are. An emergency is never barred,
(a)(1).

Allowed: a reminder by text after START. Refused: the same after STOP, for good.

>>> moment = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)
>>> stop = ConsentWord(Channel.SMS, "all", False, moment)
>>> last_word([stop], Channel.SMS, "reminder").granted
False
>>> last_word([stop], Channel.VOICE, "reminder") is None
True
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from receivables.policy.contact.facts import (
    EVERY_PURPOSE,
    OPT_OUT_CONFIRMATION,
    SAFETY,
    Channel,
    ConsentWord,
    KnownPerson,
    ProposedContact,
    Refused,
)
from receivables.policy.figures import ContactFigures

CONFIRMATION_WITHIN = dt.timedelta(minutes=5)


def check(contact: ProposedContact, known: KnownPerson, figures: ContactFigures) -> Refused | None:
    """Refused after an opt-out until the person opts in again; the confirmation alone follows."""
    refusal = standing_refusal(contact, known.words, figures)
    if refusal is None or contact.purpose == SAFETY:
        return None
    if contact.purpose != OPT_OUT_CONFIRMATION:
        return Refused("C7", "the person opted out")
    if contact.at - refusal.at <= CONFIRMATION_WITHIN:
        return None
    return Refused("C6", "five minutes have passed since the opt-out that this text confirms")


def standing_refusal(
    contact: ProposedContact, words: Iterable[ConsentWord], figures: ContactFigures
) -> ConsentWord | None:
    """The opt-out that bars a contact, if one does. `words` from the oldest to the newest."""
    words = list(words)
    channels = [contact.channel]
    automated = contact.channel is Channel.SMS or contact.artificial_voice
    if automated and contact.at.date() >= figures.revoke_all_from:
        channels = list(Channel)
    found = [last_word(words, channel, contact.purpose) for channel in channels]
    return next((word for word in found if word is not None and not word.granted), None)


def last_word(words: Iterable[ConsentWord], channel: Channel, purpose: str) -> ConsentWord | None:
    """The newest word about a purpose on a channel. `words` from the oldest to the newest."""
    about = [w for w in words if w.channel is channel and w.purpose in (EVERY_PURPOSE, purpose)]
    return about[-1] if about else None
