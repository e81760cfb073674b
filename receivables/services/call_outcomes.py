"""What a call came to: whether each thing that the person asked for in it was set going."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from receivables.domain.call_dispositions import LEAVES, CallDisposition
from receivables.domain.objections import Objection
from receivables.scripts.answers import answers
from receivables.services.call_agreements import arrangement_of_call
from receivables.services.itemized_in_call import was_texted
from receivables.store.tables import CollectorCall, Hold, WorkItem

_AGREED = frozenset({CallDisposition.ARRANGEMENT_AGREED, CallDisposition.PROMISE_TO_PAY})


def came_to_good(session: Session, call: CollectorCall) -> bool | None:
    """True where all that was asked for was set going, or something was agreed on; False where
    something asked for was not; None where nothing was asked for and nothing agreed on.

    What an objection asks for is what its button does (data/scripts/answers): work or a hold.
    """
    asked = list(_asked_for(call))
    if not asked:
        agreed = call.disposition in _AGREED or arrangement_of_call(session, call) is not None
        return True if agreed else None
    begun = set(_set_going(session, call))
    return all(wanted & begun for wanted in asked)


def _asked_for(call: CollectorCall) -> Iterator[frozenset[str]]:
    for heard in call.objections:
        act = answers()[Objection(heard)].act
        if wanted := frozenset(filter(None, (act.work, act.hold))):
            yield wanted


def _set_going(session: Session, call: CollectorCall) -> Iterator[str]:
    """Kinds of work and holds that stood during the call, or that its ending left."""
    work = select(WorkItem.kind).where(
        WorkItem.guarantor_id == call.guarantor_id,
        or_(WorkItem.closed_at.is_(None), WorkItem.closed_at >= call.started_at),
        WorkItem.opened_at <= (call.closed_at or WorkItem.opened_at),
    )
    yield from session.scalars(work)
    holds = select(Hold.kind).where(
        or_(Hold.phone == call.phone, Hold.guarantor_id == call.guarantor_id),
        or_(Hold.released_at.is_(None), Hold.released_at >= call.started_at),
        Hold.placed_at <= (call.closed_at or Hold.placed_at),
    )
    yield from session.scalars(holds)
    if call.disposition is not None:
        leaves = LEAVES[CallDisposition(call.disposition)]
        yield from filter(None, (leaves.work, leaves.hold))
    if was_texted(call):
        yield "itemized_bill"
