"""Wrapping a call up: the ending, its rows, notes, promise, callback and next day, in one act."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.domain.business_days import add_business_days
from receivables.domain.call_dispositions import LEAVES, CallDisposition, Leaves
from receivables.domain.call_flow import SPOKEN, CallState, CallStep
from receivables.domain.money import Money
from receivables.domain.objections import Objection
from receivables.policy.contact.facts import Outcome
from receivables.policy.figures import load_policy
from receivables.policy.redaction import redact
from receivables.services import agreements
from receivables.services.call_agreements import arrangement_of_call, text_agreement
from receivables.services.call_amounts import check_amounts
from receivables.services.call_moments import CALLBACK
from receivables.services.call_next import next_call, refuse_too_soon
from receivables.services.clock import organisation_date
from receivables.services.collector_calls import note_down, take_step
from receivables.services.consents import record_consent
from receivables.services.handoff_steps import NotAllowed
from receivables.services.holds import place_hold
from receivables.services.itemized_in_call import was_texted
from receivables.services.notes import write_note
from receivables.services.staff_work import KINDS, LONGEST_WORK
from receivables.services.work_items import open_work_item, open_work_items
from receivables.settings import settings
from receivables.store.tables import CollectorCall, WorkItem

# More exact work that answers the same wish.
_ANSWERS = {"documents": ("itemized_bill",)}


@dataclass(frozen=True, slots=True)
class WrapUp:
    """What the collector filled in. `promise`: an amount and a calendar day. `callback_at` and
    `next_at`: moments; no `next_at` takes the proposed one. `work`: a further kind and words."""

    disposition: CallDisposition
    notes: str
    promise: tuple[Money, dt.date] | None = None
    callback_at: dt.datetime | None = None
    next_at: dt.datetime | None = None
    work: tuple[str, str] | None = None
    by_text: bool = False


def wrap_up(
    session: Session, call: CollectorCall, staff_id: int, form: WrapUp, now: dt.datetime
) -> CollectorCall:
    """Save the ending with all its rows (domain.call_dispositions), and close the call.

    Raises NotAllowed, and then nothing is saved: where the ending does not fit what happened, or
    a promise, a callback or the next day is not one that the rules allow.
    """
    if call.state is CallState.CLOSED:
        return call
    leaves = LEAVES[form.disposition]
    _must_fit(session, call, form, leaves)
    if call.state in SPOKEN:
        take_step(call, CallStep.END, now)
    _count(call, leaves)
    _promise(session, call, staff_id, form, now)
    _protect(session, call, leaves, now)
    _open_work(session, call, form, leaves, now)
    _callbacks(session, call, form, now)
    day = form.promise[1] if form.promise else None
    proposed = next_call(session, call, form.disposition, now, form.callback_at, day)
    if form.next_at is not None and not leaves.hold:
        refuse_too_soon(session, call, form.next_at, now)
    call.next_contact_at = None if leaves.hold else form.next_at or proposed
    check_amounts(session, call, form.notes, form.promise[0] if form.promise else None, now)
    write_note(session, call.conversation_id, staff_id, form.notes, now)
    call.notes, call.typed, call.wished = None, {}, {}
    call.disposition, call.closed_at = form.disposition.value, now
    take_step(call, CallStep.CLOSE, now)
    session.flush()
    return call


def _must_fit(session: Session, call: CollectorCall, form: WrapUp, leaves: Leaves) -> None:
    if leaves.verified and not call.verified:
        raise NotAllowed("This ending is for a person who was verified. Choose another.")
    kind = form.disposition
    if kind is CallDisposition.ARRANGEMENT_AGREED and arrangement_of_call(session, call) is None:
        raise NotAllowed("No arrangement was set up in this call.")
    if (kind is CallDisposition.PROMISE_TO_PAY) != (form.promise is not None):
        raise NotAllowed("A promise needs its amount and day, and the ending “Promise to pay”.")
    if (kind is CallDisposition.CALLBACK_REQUESTED) != (form.callback_at is not None):
        raise NotAllowed("A callback needs its moment, and the ending “Callback requested”.")


def _count(call: CollectorCall, leaves: Leaves) -> None:
    """The attempt counts as what it was; a conversation stays one, whatever came after it."""
    if call.attempt.outcome is not Outcome.CONVERSATION:
        call.attempt.outcome = Outcome(leaves.outcome)


def _promise(
    session: Session, call: CollectorCall, staff_id: int, form: WrapUp, now: dt.datetime
) -> None:
    if form.promise is None:
        return
    amount, day = form.promise
    own = f"call:{call.id}"
    talk = call.conversation_id
    agreements.promise(session, call.guarantor_id, talk, staff_id, amount, day, own, now)
    if form.by_text:
        words = agreements.promise_text(amount, day, call.language)
        text_agreement(session, call, words, now)


def _protect(session: Session, call: CollectorCall, leaves: Leaves, now: dt.datetime) -> None:
    """Hold, and end texts: what waits to be sent is withdrawn by either (compliance D4, C7)."""
    source = f"call:{call.id}"
    if leaves.hold:
        # A wrong number is wrong by itself; every other reason is the person's, at any number.
        owner = None if leaves.ends_texts else call.guarantor_id
        place_hold(session, call.phone, leaves.hold, source, now, owner)
    if leaves.ends_texts:
        record_consent(session, call.phone, "sms", False, source, now)


def _open_work(
    session: Session, call: CollectorCall, form: WrapUp, leaves: Leaves, now: dt.datetime
) -> None:
    days = load_policy(settings().policy_file).follow_up.business_days
    due_on = add_business_days(organisation_date(now), days)
    wanted = [(str(leaves.work), "")] if _is_left(call, leaves) else []
    if form.work is not None:
        if form.work[0] not in KINDS:
            raise NotAllowed("Choose the kind of work.")
        wanted.append(form.work)
    for kind, words in wanted:
        said = redact(words.strip()).text[:LONGEST_WORK]
        _open_or_add_to(session, call, kind, {"said": said} if said else {}, due_on, now)


def _is_left(call: CollectorCall, leaves: Leaves) -> bool:
    """Whether the ending leaves work: a callback has rows of its own, and the documents that were
    asked for may have been the itemized bill alone, which was texted in the call."""
    if leaves.work == "documents" and was_texted(call):
        return Objection.WANTS_IN_WRITING in call.objections
    return leaves.work is not None and leaves.work != CALLBACK


def _open_or_add_to(
    session: Session,
    call: CollectorCall,
    kind: str,
    details: dict[str, str],
    due_on: dt.date,
    now: dt.datetime,
) -> None:
    """Work of the call; where a button has opened such work already, what is new is added to it."""
    known = _opened_already(session, call, kind)
    if known is None:
        open_work_item(
            session,
            kind,
            details | {"call": call.id},
            f"call:{call.id}",
            now,
            guarantor_id=call.guarantor_id,
            conversation_id=call.conversation_id,
            due_on=due_on,
        )
        return
    said = "\n".join(filter(None, [known.details.get("said"), details.get("said")]))
    known.details = known.details | details | {"call": call.id} | ({"said": said} if said else {})
    known.due_on = min(filter(None, [known.due_on, due_on])) if kind != CALLBACK else due_on


def _opened_already(session: Session, call: CollectorCall, kind: str) -> WorkItem | None:
    """Such work opened in this call, or open for the whole account."""
    for item in open_work_items(session, call.guarantor_id):
        in_this_call = item.opened_at >= call.started_at
        if item.kind in (kind, *_ANSWERS.get(kind, ())) and (
            in_this_call or item.encounter_id is None
        ):
            return item
    return None


def _callbacks(session: Session, call: CollectorCall, form: WrapUp, now: dt.datetime) -> None:
    """A call that reached the person is the one they had asked for; a new wish is kept."""
    if call.attempt.outcome is Outcome.CONVERSATION:
        for item in open_work_items(session, call.guarantor_id):
            if item.kind == CALLBACK and item.opened_at < call.started_at:
                item.closed_at = now
    if form.callback_at is None:
        return
    refuse_too_soon(session, call, form.callback_at, now, requested_at=now)
    at = {"at": form.callback_at.isoformat()}
    _open_or_add_to(session, call, CALLBACK, at, organisation_date(form.callback_at), now)
    note_down(call, CALLBACK, now)
