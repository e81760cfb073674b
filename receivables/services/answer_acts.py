"""What the button beside an answer does: holds, work for colleagues, an end to texts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.domain.business_days import add_business_days
from receivables.domain.objections import Objection
from receivables.policy.figures import load_policy
from receivables.policy.redaction import redact
from receivables.scripts.answers import answers
from receivables.services.clock import organisation_date
from receivables.services.consents import record_consent
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
) -> Done:
    """Do what the answer's button says, once for each `request_id`.

    Work of the kind that is open for the person already is not opened again. `heard` is kept
    with the work, redacted. Raises sqlalchemy.exc.NoResultFound for an unknown guarantor.
    """
    act, person = answers()[objection].act, session.get_one(Guarantor, guarantor_id)
    hold = None
    if act.hold is not None:
        owner = None if act.hold in _ON_THE_NUMBER else person.id
        hold = place_hold(session, person.phone, act.hold, "staff", now, owner)
    if act.end_texts:
        record_consent(session, person.phone, "sms", False, f"staff:{request_id}", now)
    work = None
    if act.work is not None:
        said = redact(heard.strip()).text[:LONGEST_SAID]
        work = _work(session, act.work, said, person.id, request_id, now, encounter_id)
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
