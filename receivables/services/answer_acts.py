"""What the button beside an answer does: holds, work for colleagues, an end to texts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.domain.business_days import add_business_days
from receivables.domain.objections import Objection
from receivables.policy.figures import load_policy
from receivables.policy.redaction import redact
from receivables.policy.review import FindingKind
from receivables.scripts.acts import ButtonAct
from receivables.scripts.answers import answers
from receivables.scripts.review import review_words
from receivables.services.accuracy_review import review_person
from receivables.services.clock import organisation_date
from receivables.services.consents import record_consent
from receivables.services.handoff_steps import NotAllowed
from receivables.services.holds import place_hold
from receivables.services.work_items import open_work_item, open_work_items
from receivables.settings import settings
from receivables.store.tables import Guarantor, Hold, WorkItem

LONGEST_SAID = 500
# Such a hold is on the number alone: it reaches somebody else than the guarantor.
_ON_THE_NUMBER = frozenset({"third_party", "minor"})


@dataclass(frozen=True, slots=True)
class Done:
    """What the act left behind."""

    hold: Hold | None
    work: WorkItem | None


def do_answer_act(
    session: Session,
    objection: Objection,
    guarantor_id: int,
    heard: str,
    request_id: str,
    now: dt.datetime,
    encounter_id: int | None = None,
    phone: str | None = None,
) -> Done:
    """Do what the button of an objection's answer says; `heard` is what was typed of it."""
    act = answers()[objection].act
    return do_act(session, act, guarantor_id, heard, request_id, now, encounter_id, phone)


def do_finding_act(
    session: Session,
    kind: FindingKind,
    guarantor_id: int,
    request_id: str,
    now: dt.datetime,
    encounter_id: int,
) -> Done:
    """Do what the button of a finding on a visit says.

    Raises NotAllowed when the visit is not the person's, or has no such finding any more.
    """
    found = {
        finding.kind: finding
        for visit in review_person(session, guarantor_id)
        if visit.encounter.id == encounter_id
        for finding in visit.findings
    }
    if kind not in found:
        raise NotAllowed("This finding is not there any more. Reload the page.")
    act = review_words().findings[kind].act
    said = " ".join([kind.replace("_", " "), found[kind].claim_number, *found[kind].reasons])
    return do_act(session, act, guarantor_id, said, request_id, now, encounter_id)


def do_act(
    session: Session,
    act: ButtonAct,
    guarantor_id: int,
    said: str,
    request_id: str,
    now: dt.datetime,
    encounter_id: int | None = None,
    phone: str | None = None,
) -> Done:
    """Do what a button says, once for each `request_id`.

    `phone` (E.164) is the number that was called, by default the guarantor's: it is held.
    Work of the kind that is open for the person and visit already is not opened again. `said` is
    kept with the work, redacted. Raises sqlalchemy.exc.NoResultFound for an unknown guarantor.
    """
    person = session.get_one(Guarantor, guarantor_id)
    number = phone or person.phone
    hold = None
    if act.hold is not None:
        owner = None if act.hold in _ON_THE_NUMBER else person.id
        hold = place_hold(session, number, act.hold, "staff", now, owner)
    if act.end_texts:
        record_consent(session, number, "sms", False, f"staff:{request_id}", now)
    work = None
    if act.work is not None:
        kept = redact(said.strip()).text[:LONGEST_SAID]
        work = _work(session, act.work, kept, person.id, request_id, now, encounter_id)
    return Done(hold, work)


def _work(
    session: Session,
    kind: str,
    said: str,
    guarantor_id: int,
    request_id: str,
    now: dt.datetime,
    encounter_id: int | None,
) -> WorkItem:
    for item in open_work_items(session, guarantor_id):
        if item.kind == kind and item.encounter_id == encounter_id:
            return item
    days = load_policy(settings().policy_file).follow_up.business_days
    return open_work_item(
        session,
        kind,
        {"said": said},
        request_id,
        now,
        guarantor_id=guarantor_id,
        encounter_id=encounter_id,
        due_on=add_business_days(organisation_date(now), days),
    )
