"""The work that staff open for colleagues in a conversation, and finish."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from receivables.domain.business_days import add_business_days
from receivables.policy.figures import load_policy
from receivables.policy.redaction import redact
from receivables.services.clock import organisation_date
from receivables.services.handoff_steps import NotAllowed
from receivables.services.staff_cards import identity_card
from receivables.services.validation_notices import NOTICE
from receivables.services.work_items import open_work_item
from receivables.settings import settings
from receivables.store.tables import WorkItem

LONGEST_WORK = 500
# What staff may open by hand: the kinds the assistant records too, so that it can tell their state.
KINDS = (
    *("dispute", "refund", "financial_help", "itemized_bill", "documents", "claim_status"),
    *("appeal", "insurance_not_billed", "insurance_update", "missing_payment", "contact_update"),
    *("arrangement_change", "credit_concern"),
)


def staff_open_work(
    session: Session, conversation_id: str, kind: str, words: str, request_id: str, now: dt.datetime
) -> WorkItem:
    """Work for a colleague, due in the days that policy gives (follow_up). Raises NotAllowed."""
    if kind not in KINDS:
        raise NotAllowed("Choose the kind of work.")
    days = load_policy(settings().policy_file).follow_up.business_days
    return open_work_item(
        session,
        kind,
        {"said": redact(words.strip()).text[:LONGEST_WORK]},
        request_id,
        now,
        guarantor_id=_person(session, conversation_id, now),
        conversation_id=conversation_id,
        due_on=add_business_days(organisation_date(now), days),
    )


def staff_close_work(
    session: Session, conversation_id: str, item_id: int, now: dt.datetime
) -> WorkItem:
    """The work is done. Raises NotAllowed for what is not this conversation's open work."""
    found = work_here(session, conversation_id, _person(session, conversation_id, now))
    item = next((item for item in found if item.id == item_id), None)
    if item is None:
        raise NotAllowed("This work is not open any more.")
    if item.kind == NOTICE:
        raise NotAllowed("Say on the account's page that the validation notice was mailed.")
    item.closed_at = now
    return item


def work_here(session: Session, conversation_id: str, guarantor_id: int | None) -> list[WorkItem]:
    """What is open for a conversation and for the person verified in it, the first due first."""
    theirs = or_(
        WorkItem.conversation_id == conversation_id,
        *([WorkItem.guarantor_id == guarantor_id] if guarantor_id is not None else []),
    )
    wanted = select(WorkItem).where(theirs, WorkItem.closed_at.is_(None))
    return list(session.scalars(wanted.order_by(WorkItem.due_on, WorkItem.id)))


def _person(session: Session, conversation_id: str, now: dt.datetime) -> int | None:
    known = identity_card(session, conversation_id, now).guarantor
    return known.id if known else None
