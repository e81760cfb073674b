"""What the rules say of a contact that somebody thinks of: all of them, not only the first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from receivables.policy.contact import basis
from receivables.policy.contact.facts import Allowed, ProposedContact, Refused
from receivables.policy.contact.gate import may_contact, refusals
from receivables.policy.contact.zones import possible_zones
from receivables.services.contact_facts import known_person
from receivables.services.contact_permission import contact_figures


@dataclass(frozen=True, slots=True)
class ContactCheck:
    """The decision, every rule that refuses, and where the person may be (IANA names, sorted).

    `on_file`: somebody gave this number. `consent_assumed`: nobody did, no word is on record, and
    the decision takes it as given all the same; what is really sent assumes nothing.
    """

    decision: Allowed | Refused
    refused: tuple[Refused, ...]
    zones: tuple[str, ...]
    on_file: bool
    consent_assumed: bool


def check_contact(
    session: Session, phone: str, contact: ProposedContact, zip_code: str | None = None
) -> ContactCheck:
    """Put a contact to a number (E.164) to the rules. Writes nothing.

    `zip_code`: an address to count beside those on file.
    """
    known = known_person(session, phone, contact.at)
    if zip_code is not None:
        known = replace(known, zip_codes=(*known.zip_codes, zip_code))
    figures = contact_figures()
    unknown = not (known.on_file or known.words or known.texted_at)
    asked = replace(known, on_file=known.on_file or unknown)
    grounds = [basis.check(contact, person, figures) for person in (known, asked)]
    return ContactCheck(
        decision=may_contact(contact, asked, figures),
        refused=tuple(refusals(contact, asked, figures)),
        zones=tuple(sorted(possible_zones(phone, known.zip_codes, known.time_zone))),
        on_file=known.on_file,
        consent_assumed=contact.is_outreach and grounds[0] != grounds[1],
    )
