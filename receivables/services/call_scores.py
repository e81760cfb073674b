"""The scorecard of a real call, from what its record tells: no words were kept, so the tone is that
of the notes, the amounts those that were written down, the outcome what was set going."""

from __future__ import annotations

from collections.abc import Sequence

from receivables.domain.call_dispositions import LEAVES, CallDisposition
from receivables.domain.objections import Objection
from receivables.policy.contact.disclosures import Disclosure
from receivables.policy.forbidden_words import slips
from receivables.policy.scorecard import CallRecord, Scorecard, scorecard
from receivables.services.call_amounts import wrong_amounts
from receivables.store.tables import CollectorCall

# Objections after which nothing may be agreed on in the same call.
_STOP = frozenset(
    {
        *(Objection.REPRESENTED_BY_ATTORNEY, Objection.BANKRUPTCY, Objection.DECEASED),
        *(Objection.CEASE_CONTACT, Objection.WRONG_PARTY, Objection.THIRD_PARTY_ANSWERS),
    }
)
_NOBODY = frozenset(
    {CallDisposition.VOICEMAIL_LEFT, CallDisposition.NO_ANSWER, CallDisposition.NOT_IN_SERVICE}
)
_AGREED = frozenset({CallDisposition.ARRANGEMENT_AGREED, CallDisposition.PROMISE_TO_PAY})


def score_call(
    call: CollectorCall, notes: Sequence[str] = (), outcome: bool | None = None
) -> Scorecard:
    """The scorecard of a collector's call; `notes` are those that it was closed with, `outcome`
    is what it came to (services.call_outcomes)."""
    return scorecard(record_of_call(call, notes, outcome))


def record_of_call(
    call: CollectorCall, notes: Sequence[str] = (), outcome: bool | None = None
) -> CallRecord:
    """What the call's row and notes tell; what they do not tell is left open."""
    ending = CallDisposition(call.disposition) if call.disposition else None
    stopped = not _STOP.isdisjoint(Objection(heard) for heard in call.objections)
    return CallRecord(
        due=_due(call),
        said=tuple(Disclosure(said) for said in call.said),
        fact_before_proof=bool(ending and LEAVES[ending].verified and not call.verified),
        slips=tuple(slip for note in notes for slip in slips(note)) if notes else None,
        wrong_amounts=wrong_amounts(call),
        went_on=ending in _AGREED if stopped else None,
        outcome=outcome,
    )


def _due(call: CollectorCall) -> tuple[Disclosure, ...]:
    """What somebody who answered should have heard; whoever declined the recording may have
    heard of it first."""
    heard = call.disposition not in _NOBODY
    recording = heard and (call.recorded or Disclosure.RECORDING in call.said)
    due = [Disclosure.RECORDING] if recording else []
    if call.debt_collector and call.verified:
        due.append(Disclosure.DEBT_LATER if call.told_before else Disclosure.DEBT_FIRST)
    return tuple(due)
