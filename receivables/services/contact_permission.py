"""The gate over the store: may a number be contacted, by what is known of the person now?"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from receivables.policy.contact.facts import Allowed, KnownPerson, ProposedContact, Refused
from receivables.policy.contact.gate import may_contact
from receivables.policy.figures import ContactFigures, load_policy
from receivables.services.contact_facts import known_person, known_words
from receivables.settings import settings


def permission(
    session: Session,
    phone: str,
    contact: ProposedContact,
    leaving_out: int | None = None,
    zip_codes: tuple[str, ...] = (),
) -> Allowed | Refused:
    """What the gate says of a contact to a number (E.164).

    `leaving_out`: a text of the outbox that does not count against itself. `zip_codes`: addresses
    known beside those on file. An answer looks at the person's own words alone.
    """
    if contact.is_outreach:
        known = known_person(session, phone, contact.at, leaving_out)
        known = replace(known, zip_codes=(*known.zip_codes, *zip_codes))
    else:
        known = KnownPerson(phone, words=known_words(session, phone))
    return may_contact(contact, known, contact_figures())


def contact_figures() -> ContactFigures:
    """The figures on contact in the policy file."""
    return load_policy(settings().policy_file).contact
