"""Links that show a person a document of theirs, after proof of who they are.

A link opens one document and nothing else. It is random, kept as a hash, and ends after a day; the
date of birth is asked for once more, because a phone can lie in other hands (compliance H1).
"""

from __future__ import annotations

import datetime as dt
import secrets

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from receivables.domain.date_of_birth import find_date_of_birth
from receivables.domain.patient_documents import PatientDocument
from receivables.policy.entry import LINK_LASTS, LINK_VISIT_LASTS, LINK_WINDOW
from receivables.services.clock import organisation_date
from receivables.services.entry_attempts import begin_attempt
from receivables.services.sessions import hashed
from receivables.settings import settings
from receivables.store.database import transaction
from receivables.store.tables import Encounter, PortalLink, PortalVisit


def create_portal_link(
    session: Session,
    guarantor_id: int,
    document: PatientDocument,
    subject_id: int,
    language: str,
    now: dt.datetime,
) -> str:
    """The token of a new link: its page is /p/ and the token. Give it to the guarantor alone."""
    token = secrets.token_urlsafe(32)
    session.add(
        PortalLink(
            token_hash=hashed(token),
            guarantor_id=guarantor_id,
            document=document.value,
            subject_id=subject_id,
            language=language,
            created_at=now,
            expires_at=now + LINK_LASTS,
        )
    )
    session.flush()
    return token


def create_bill_link(session: Session, encounter_id: int, language: str, now: dt.datetime) -> str:
    """The token of a new link to the picture of a visit's bill."""
    visit = session.get_one(Encounter, encounter_id)
    bill = PatientDocument.BILL
    return create_portal_link(session, visit.guarantor_id, bill, visit.id, language, now)


def page_address(token: str) -> str:
    """The address of a link's page, as patients reach it."""
    return f"{settings().public_url.rstrip('/')}/p/{token}"


def bill_page_address(session: Session, encounter_id: int, language: str, now: dt.datetime) -> str:
    """The address of a new link to the picture of a visit's bill."""
    return page_address(create_bill_link(session, encounter_id, language, now))


def find_portal_link(session: Session, token: str, now: dt.datetime) -> PortalLink | None:
    """The link of a token while it lasts."""
    link = session.scalar(select(PortalLink).where(PortalLink.token_hash == hashed(token)))
    return link if link is not None and now < link.expires_at else None


def open_portal_link(store: Engine, token: str, date_of_birth: str, now: dt.datetime) -> str | None:
    """The token of a visit to the page when the date is the guarantor's, else None.

    Wrong dates are counted by person, over all their links, in a transaction of their own.
    Raises TooManyAttempts.
    """
    with transaction(store) as session:
        link = find_portal_link(session, token, now)
        if link is None:
            return None
        place = f"portal:{link.guarantor_id}"
        attempt = begin_attempt(session, place, LINK_WINDOW, now)
        mention = find_date_of_birth(date_of_birth, organisation_date(now))
        born = link.guarantor.date_of_birth
        if mention is None or born not in mention.dates:
            return None
        attempt.succeeded = True
        visit = secrets.token_urlsafe(32)
        ends = min(now + LINK_VISIT_LASTS, link.expires_at)
        session.add(PortalVisit(token_hash=hashed(visit), portal_link_id=link.id, expires_at=ends))
        return visit


def may_see(session: Session, link: PortalLink, visit: str, now: dt.datetime) -> bool:
    """Whether a browser's visit was opened with this link, and lasts."""
    found = session.get(PortalVisit, hashed(visit))
    return found is not None and found.portal_link_id == link.id and now < found.expires_at
