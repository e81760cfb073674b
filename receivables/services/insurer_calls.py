"""A call to an insurer about a visit: prepared from what is on file, saved in one act."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.business_days import add_business_days
from receivables.domain.insurer_steps import WORK, InsurerStep
from receivables.policy.redaction import redact
from receivables.scripts.insurer import QuestionGroup, insurer_script
from receivables.services.claim_rows import ClaimRow
from receivables.services.clock import organisation_date
from receivables.services.handoff_steps import NotAllowed
from receivables.services.insurer_at_hand import AtHand, at_hand, carcs, claims_of
from receivables.services.insurer_letters import draft_letter
from receivables.services.work_items import open_work_item
from receivables.store.tables import Encounter, InsurerCall

LONGEST_SAID, LONGEST_NAME = 1000, 80
LONGEST_WAIT = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is at hand, which questions are asked in which order, and what usually follows."""

    hand: AtHand
    claim: ClaimRow | None
    claims: list[ClaimRow]
    group: QuestionGroup
    questions: tuple[str, ...]
    next_on: dt.date


@dataclass(frozen=True, slots=True)
class Said:
    """What the collector wrote down. Dates on the organisation's calendar."""

    spoke_with: str
    reference: str
    said: str
    expected_on: dt.date | None
    next_step: InsurerStep
    next_on: dt.date


def prepare_insurer_call(
    session: Session, encounter: Encounter, now: dt.datetime, claim_id: int | None = None
) -> Preparation:
    """Everything for the call about one claim, by default the latest; none where none came.

    Raises NotAllowed for a claim of another visit.
    """
    claims = claims_of(session, encounter)
    claim = next((row for row in claims if claim_id in (None, row.record_id)), None)
    if claim_id is not None and claim is None:
        raise NotAllowed("This claim is not one of the visit.")
    script = insurer_script()
    group = script.group_for(carcs(claim))
    return Preparation(
        at_hand(encounter, claim, group.carcs),
        claim,
        claims,
        group,
        script.questions(group),
        _first_working_day(organisation_date(now) + dt.timedelta(days=group.within_days)),
    )


def _first_working_day(day: dt.date) -> dt.date:
    return add_business_days(day - dt.timedelta(days=1), 1)


def save_insurer_call(
    session: Session,
    encounter: Encounter,
    claim_id: int | None,
    said: Said,
    staff_id: int,
    request_id: str,
    now: dt.datetime,
) -> InsurerCall:
    """The call, its work item with the due date, and the letter drafted in it: all or nothing.

    The same `request_id` again gives the first call. Raises NotAllowed for what is missing or
    impossible.
    """
    known = session.scalar(select(InsurerCall).filter_by(request_id=request_id))
    if known is not None:
        return known
    today = organisation_date(now)
    _check(said, today)
    prepared = prepare_insurer_call(session, encounter, now, claim_id)
    spoke_with = redact(said.spoke_with.strip()).text[:LONGEST_NAME]
    reference = said.reference.strip()[:LONGEST_NAME]
    words = redact(said.said.strip()).text[:LONGEST_SAID]
    draft = draft_letter(said.next_step, prepared.hand, today, spoke_with, reference, words)
    details = {"said": words, "insurer": prepared.hand.insurer, "reference": reference}
    work = open_work_item(
        session,
        WORK[said.next_step],
        details | ({"draft": draft} if draft else {}),
        request_id,
        now,
        guarantor_id=encounter.guarantor_id,
        encounter_id=encounter.id,
        due_on=said.next_on,
    )
    call = InsurerCall(
        encounter_id=encounter.id,
        claim_record_id=prepared.claim.record_id if prepared.claim else None,
        staff_account_id=staff_id,
        work_item_id=work.id,
        insurer=prepared.hand.insurer or "",
        question_group=prepared.group.id,
        spoke_with=spoke_with,
        reference=reference,
        said=words,
        expected_on=said.expected_on,
        next_step=said.next_step.value,
        next_on=said.next_on,
        saved_at=now,
        request_id=request_id,
    )
    session.add(call)
    session.flush()
    return call


def calls_about(session: Session, encounter_id: int) -> list[InsurerCall]:
    """The calls about a visit, the latest first."""
    wanted = select(InsurerCall).filter_by(encounter_id=encounter_id)
    return list(session.scalars(wanted.order_by(InsurerCall.id.desc())))


def _check(said: Said, today: dt.date) -> None:
    if not (said.spoke_with.strip() and said.said.strip()):
        raise NotAllowed("Write down with whom you spoke and what was said.")
    if not today <= said.next_on <= today + LONGEST_WAIT:
        raise NotAllowed("Choose a day for the next step: today or within a year.")
    if said.expected_on is not None and said.expected_on < today:
        raise NotAllowed("The day by which an answer is expected has passed.")
