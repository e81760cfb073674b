"""The one gate: may this person be contacted, and if not, by which rule and until when?

The rules run in this order, the weightiest first, so that the rule that is named is the one that
stands longest: the person's own no (C6, C7), holds (D3, D4, T8, T9, T10), minors (T10), the
medium (T5, T7), the ground we have (C9, C10, T6); then what passes with time: inconvenient times
(T3), hours (T1, T2), calls (T4), texts (T4), local limits (1f).

An answer to the person's own text or call is no outreach (`ProposedContact.is_outreach`): only
their opt-out stops it.

>>> from receivables.policy.contact.facts import Channel
>>> rosa = KnownPerson("+12165550123", on_file=True)
>>> early = dt.datetime(2026, 11, 24, 12, 59, tzinfo=dt.UTC)  # 7:59 am in Cleveland
>>> may_contact(ProposedContact(Channel.SMS, "reminder", early), rosa, ContactFigures()).until.hour
13
>>> may_contact(ProposedContact(Channel.SMS, "reply", early), rosa, ContactFigures())
Allowed()
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

from receivables.policy.contact import (
    basis,
    call_frequency,
    holds,
    hours,
    inconvenient,
    local_limits,
    media,
    opt_out,
    text_frequency,
    third_parties,
)
from receivables.policy.contact.facts import (
    Allowed,
    KnownPerson,
    ProposedContact,
    Refused,
)
from receivables.policy.figures import ContactFigures

Rule = Callable[[ProposedContact, KnownPerson, ContactFigures], Refused | None]
FOR_EVERYTHING: tuple[Rule, ...] = (opt_out.check,)
ORDER: tuple[Rule, ...] = (
    *FOR_EVERYTHING,
    holds.check,
    third_parties.check,
    media.check,
    basis.check,
    inconvenient.check,
    hours.check,
    call_frequency.check,
    text_frequency.check,
    local_limits.check,
)
# Each step passes one end of a span; people with so many wishes that none is left get no moment.
MOST_STEPS = 500
HORIZON = dt.timedelta(days=60)


def may_contact(
    contact: ProposedContact, known: KnownPerson, figures: ContactFigures
) -> Allowed | Refused:
    """Allowed, or refused by the first rule that does.

    `until` is then the first moment (UTC) at which every rule allows it, all else being as it is;
    None when there is none within sixty days.
    """
    first = _refusal(contact, known, figures)
    if first is None:
        return Allowed()
    return replace(first, until=_next_allowed(contact, first, known, figures))


def _next_allowed(
    contact: ProposedContact, refused: Refused, known: KnownPerson, figures: ContactFigures
) -> dt.datetime | None:
    last = contact.at + HORIZON
    for _ in range(MOST_STEPS):
        if refused.until is None or refused.until > last:
            return None
        contact = contact.moved_to(refused.until)
        again = _refusal(contact, known, figures)
        if again is None:
            return contact.at.astimezone(dt.UTC)
        refused = again
    return None


def refusals(
    contact: ProposedContact, known: KnownPerson, figures: ContactFigures
) -> list[Refused]:
    """What every rule that refuses says, in order; each with its own first allowed moment."""
    return list(_found(contact, known, figures))


def _refusal(
    contact: ProposedContact, known: KnownPerson, figures: ContactFigures
) -> Refused | None:
    return next(_found(contact, known, figures), None)


def _found(
    contact: ProposedContact, known: KnownPerson, figures: ContactFigures
) -> Iterator[Refused]:
    for rule in ORDER if contact.is_outreach else FOR_EVERYTHING:
        refused = rule(contact, known, figures)
        if refused is not None:
            yield refused
