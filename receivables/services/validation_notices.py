"""The validation notice: due with the first communication of a debt collector, prepared, mailed.

Source: 12 CFR 1006.34 (compliance D2). The dates are policy.contact.validation_notice, the words
data/scripts/letters/validation_notice.yml. In no other role is a notice due.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.explanation import PartKind
from receivables.domain.money import ZERO
from receivables.domain.validation_notice import ItemizedDebt
from receivables.policy.contact import validation_notice as dates
from receivables.policy.figures import Policy, load_policy
from receivables.services.balances import VisitState
from receivables.services.clock import organisation_date
from receivables.services.handoff_steps import NotAllowed
from receivables.services.staff_cards import ExplainedVisit, account_card
from receivables.services.work_items import close_work_item, open_work_item
from receivables.settings import settings
from receivables.store.tables import Guarantor, ValidationNotice, WorkItem

NOTICE = "validation_notice"
LONGEST_ADDRESS = 200
FURTHEST = dt.timedelta(days=14)
_LAST = 4  # characters of an account number that may stand in a letter


@dataclass(frozen=True, slots=True)
class NoticeStanding:
    """How the notice to a person stands. `due_on`: None before the first communication."""

    due_on: dt.date | None
    late: bool
    notice: ValidationNotice | None


def notice_standing(session: Session, guarantor_id: int, now: dt.datetime) -> NoticeStanding | None:
    """How it stands; None where no debt collector speaks, and none was ever prepared."""
    notice = session.scalar(select(ValidationNotice).filter_by(guarantor_id=guarantor_id))
    if notice is None and not _policy().contact.debt_collector:
        return None
    due_on = session.scalar(
        select(WorkItem.due_on).filter_by(kind=NOTICE, request_id=_request(guarantor_id))
    )
    sent_on = notice.mail_on if notice is not None and notice.mailed_at is not None else None
    late = due_on is not None and (sent_on or organisation_date(now)) > due_on
    return NoticeStanding(due_on, late, notice)


def require_notice(
    session: Session, guarantor_id: int, conversation_id: str, now: dt.datetime
) -> None:
    """The first communication is made: from today the notice is due within five days. Again, or
    when one was mailed before, changes nothing."""
    there = session.scalar(select(ValidationNotice).filter_by(guarantor_id=guarantor_id))
    if there is not None and there.mailed_at is not None:
        return
    due_on = dates.due_on(organisation_date(now))
    request = _request(guarantor_id)
    open_work_item(session, NOTICE, {}, request, now, guarantor_id, None, conversation_id, due_on)


def prepare_notice(
    session: Session,
    guarantor_id: int,
    staff_id: int,
    address: str,
    mail_on: dt.date,
    now: dt.datetime,
) -> ValidationNotice:
    """Write down what the letter says, to be printed, in place of one that was not mailed.

    `address` is the person's, `mail_on` the day it goes out: the period to dispute ends by it.
    Raises NotAllowed, naming what is missing.
    """
    policy, person = _policy(), session.get_one(Guarantor, guarantor_id, with_for_update=True)
    lines = "\n".join(line.strip() for line in address.splitlines() if line.strip())
    _must_be_whole(policy, lines, mail_on, organisation_date(now))
    notice = session.scalar(select(ValidationNotice).filter_by(guarantor_id=guarantor_id))
    if notice is not None and notice.mailed_at is not None:
        raise NotAllowed("The notice was mailed already.")
    notice = notice or ValidationNotice(guarantor_id=guarantor_id)
    notice.language, notice.address = person.language, lines
    notice.collector = policy.organisation.name
    notice.collector_address = policy.organisation.mailing_address
    notice.creditor = policy.contact.creditor
    notice.debts = [debt.kept() for debt in _debts(session, guarantor_id)]
    notice.mail_on, notice.ends_on = mail_on, dates.period_ends_on(mail_on)
    notice.prepared_by_id, notice.prepared_at = staff_id, now
    session.add(notice)
    session.flush()
    return notice


def record_mailed(
    session: Session, guarantor_id: int, staff_id: int, now: dt.datetime
) -> ValidationNotice:
    """It went out today: the work is done. Again changes nothing.

    Raises NotAllowed where none was prepared, or its day has passed: its dates would be too early.
    """
    wanted = select(ValidationNotice).filter_by(guarantor_id=guarantor_id).with_for_update()
    notice = session.scalar(wanted)
    if notice is None:
        raise NotAllowed("Prepare and print the notice first.")
    if notice.mailed_at is not None:
        return notice
    if organisation_date(now) > notice.mail_on:
        raise NotAllowed("The day it was to be mailed has passed. Prepare it anew.")
    notice.mailed_by_id, notice.mailed_at = staff_id, now
    close_work_item(session, NOTICE, _request(guarantor_id), now)
    return notice


def _must_be_whole(policy: Policy, address: str, mail_on: dt.date, today: dt.date) -> None:
    if not policy.contact.debt_collector:
        raise NotAllowed("A validation notice is a debt collector's (D2); this office is none.")
    missing = [
        name
        for name, figure in (
            ("[organisation] mailing_address", policy.organisation.mailing_address),
            ("[contact] creditor", policy.contact.creditor),
        )
        if not figure.strip()
    ]
    if missing:
        raise NotAllowed(f"The policy file lacks {' and '.join(missing)}.")
    if not address or len(address) > LONGEST_ADDRESS:
        raise NotAllowed("Write the person's mailing address.")
    if not today <= mail_on <= today + FURTHEST:
        raise NotAllowed("Choose a mailing day from today to two weeks from now.")


def _debts(session: Session, guarantor_id: int) -> list[ItemizedDebt]:
    payable = [
        visit
        for visit in account_card(session, guarantor_id).visits
        if visit.balance.state is VisitState.PAYABLE
    ]
    if not payable:
        raise NotAllowed("Nothing is to pay: there is no debt to validate.")
    return [_itemized(visit) for visit in payable]


def _itemized(visit: ExplainedVisit) -> ItemizedDebt:
    told, balance = visit.explanation, visit.balance
    charged = told.total(PartKind.CHARGE)
    credited = charged - balance.balance
    if not told.adds_up or told.left != balance.balance or credited < ZERO:
        raise NotAllowed(
            f"The visit {balance.account_number} can't be itemized to the cent: clear it up first."
        )
    return ItemizedDebt(balance.account_number[-_LAST:], balance.service_date, charged, credited)


def _policy() -> Policy:
    return load_policy(settings().policy_file)


def _request(guarantor_id: int) -> str:
    return f"validation:{guarantor_id}"
