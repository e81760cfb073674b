"""What is typed in a call to an insurer, kept while it is typed: a closed window loses nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.policy.redaction import redact
from receivables.store.tables import InsurerCall, InsurerCallDraft

REQUEST = "insurer:"  # and the form's own number: the request that saves it


def draft_of(session: Session, staff_id: int, encounter_id: int) -> InsurerCallDraft | None:
    """What somebody was typing about a visit, if it was not saved."""
    return session.get(InsurerCallDraft, (staff_id, encounter_id))


def keep_draft(
    session: Session,
    staff_id: int,
    encounter_id: int,
    claim_id: int | None,
    once: str,
    typed: Mapping[str, str],
    now: dt.datetime,
) -> None:
    """Keep the fields as they stand, without card and social security numbers; nothing of a form
    that was saved meanwhile."""
    saved = select(InsurerCall.id).filter_by(request_id=f"{REQUEST}{once}")
    if session.scalar(saved) is not None:
        return
    session.merge(
        InsurerCallDraft(
            staff_account_id=staff_id,
            encounter_id=encounter_id,
            claim_record_id=claim_id,
            once=once,
            typed={name: redact(words).text for name, words in typed.items()},
            typed_at=now,
        )
    )


def drop_draft(session: Session, staff_id: int, encounter_id: int) -> None:
    """The call was saved."""
    draft = draft_of(session, staff_id, encounter_id)
    if draft is not None:
        session.delete(draft)
