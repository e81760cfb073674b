"""A collector's call as it goes on: looked up, and moved by steps that the policy allows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from receivables.domain.call_flow import OTHERS, CallStep, WrongCallStep
from receivables.domain.objections import Objection
from receivables.policy import call_progress
from receivables.policy.call_progress import CallProgress
from receivables.policy.contact.disclosures import Disclosure
from receivables.policy.contact.facts import Outcome
from receivables.policy.redaction import redact
from receivables.services.handoff_steps import NotAllowed
from receivables.services.identity import forget_answers
from receivables.services.notes import LONGEST_NOTE
from receivables.services.validation_notices import require_notice
from receivables.store.tables import CollectorCall

# A call that is over can't be forgotten open for ever: after so long nothing more is spoken in it.
LONGEST_CALL = dt.timedelta(hours=4)
NOT_RECORDED = "not_recorded"
_NOT_NOW = "Not now: {why}. Reload the page to see where the call stands."


def find_call(session: Session, call_id: int) -> CollectorCall:
    """A call by its id. Raises sqlalchemy.exc.NoResultFound for an unknown one.

    `may_be_told` says whether facts about the account may be spoken in it now.
    """
    return session.get_one(CollectorCall, call_id)


def locked_call(session: Session, call_id: int) -> CollectorCall:
    """The same, and nobody else changes it before the transaction ends."""
    return session.get_one(CollectorCall, call_id, with_for_update=True, populate_existing=True)


def open_call_with(session: Session, guarantor_id: int) -> CollectorCall | None:
    """The call with a guarantor that is not closed; there is at most one."""
    wanted = select(CollectorCall).filter_by(guarantor_id=guarantor_id, closed_at=None)
    return session.scalar(wanted.order_by(CollectorCall.id.desc()).limit(1))


def open_calls_of(session: Session, staff_id: int) -> list[CollectorCall]:
    """What a collector has begun and not closed, oldest first."""
    wanted = select(CollectorCall).filter_by(staff_account_id=staff_id, closed_at=None)
    return list(session.scalars(wanted.order_by(CollectorCall.id)))


def progress(call: CollectorCall) -> CallProgress:
    """Where a call stands, as the policy looks at it."""
    return CallProgress(
        state=call.state,
        verified=call.verified,
        recorded=call.recorded,
        collector=call.debt_collector,
        told_before=call.told_before,
        said=tuple(Disclosure(said) for said in call.said),
    )


def may_be_told(call: CollectorCall, now: dt.datetime) -> bool:
    """Whether facts about the account may be spoken in the call at this moment."""
    return call_progress.may_hear_facts(progress(call)) and now - call.started_at < LONGEST_CALL


def take_step(call: CollectorCall, step: CallStep, now: dt.datetime) -> CollectorCall:
    """Move a call on. Raises NotAllowed where its state or a disclosure stands in the way."""
    try:
        after = call_progress.step(progress(call), step)
    except WrongCallStep as problem:
        raise NotAllowed(_NOT_NOW.format(why=problem)) from None
    _keep(call, after)
    note_down(call, step.value, now, ",".join(call.proved_by) if step is CallStep.VERIFY else "")
    if step in OTHERS:
        _forget_who(call, now)
    if step is CallStep.VERIFY:
        call.attempt.outcome = Outcome.CONVERSATION
    if step is CallStep.VOICEMAIL:
        call.attempt.outcome = Outcome.VOICEMAIL
    if step is CallStep.END:
        call.ended_at = now
    return call


def say_disclosure(call: CollectorCall, disclosure: Disclosure, now: dt.datetime) -> CollectorCall:
    """The collector has said what was due. Raises NotAllowed unless it is the next one due."""
    try:
        after = call_progress.say(progress(call), disclosure)
    except WrongCallStep as problem:
        raise NotAllowed(_NOT_NOW.format(why=problem)) from None
    _keep(call, after)
    note_down(call, "said", now, disclosure.value)
    session = object_session(call)
    if disclosure is Disclosure.DEBT_FIRST and session is not None:
        require_notice(session, call.guarantor_id, call.conversation_id, now)
    return call


def decline_recording(call: CollectorCall, now: dt.datetime) -> CollectorCall:
    """Whoever is on the line wants no recording. Raises NotAllowed where there is none."""
    try:
        after = call_progress.decline_recording(progress(call))
    except WrongCallStep as problem:
        raise NotAllowed(_NOT_NOW.format(why=problem)) from None
    _keep(call, after)
    note_down(call, NOT_RECORDED, now)
    return call


def recording_just_declined(call: CollectorCall) -> bool:
    """Whether nothing has happened since somebody wanted no recording: it is answered once."""
    return bool(call.happened) and call.happened[-1]["what"] == NOT_RECORDED


def hear_objection(call: CollectorCall, objection: Objection, now: dt.datetime) -> CollectorCall:
    """An objection was heard in the call; again changes nothing."""
    if objection.value not in call.objections:
        call.objections = [*call.objections, objection.value]
        note_down(call, "heard", now, objection.value)
    return call


def keep_notes(call: CollectorCall, words: str) -> None:
    """Keep the collector's notes while they write, without card and social security numbers."""
    call.notes = redact(words).text[:LONGEST_NOTE]


def keep_typed(call: CollectorCall, fields: Mapping[str, str]) -> None:
    """Keep the ending's form while it is filled in, without card and social security numbers."""
    keep_notes(call, fields.get("notes", ""))
    rest = fields.items() - {("notes", fields.get("notes", ""))}
    call.typed = {name: redact(words).text for name, words in sorted(rest)}


def keep_wished(call: CollectorCall, fields: Mapping[str, str], now: dt.datetime) -> None:
    """Keep the calculator's fields while they are filled in, where terms may be spoken of."""
    if may_be_told(call, now):
        call.wished = {name: redact(words).text for name, words in sorted(fields.items())}


def note_down(call: CollectorCall, what: str, now: dt.datetime, value: str = "") -> None:
    """Keep what happened, for the notes: a code, and a code or a number, never a person's words."""
    happened = {"what": what, "at": now.isoformat()}
    call.happened = [*call.happened, happened | ({"value": value} if value else {})]


def _forget_who(call: CollectorCall, now: dt.datetime) -> None:
    """Whoever has the telephone now has proved nothing, in this call or to its conversation."""
    call.proved_by = []
    session = object_session(call)
    if session is not None:
        forget_answers(session, call.conversation_id, now)


def _keep(call: CollectorCall, after: CallProgress) -> None:
    call.state = after.state
    call.verified = after.verified
    call.recorded = after.recorded
    call.said = [said.value for said in after.said]
