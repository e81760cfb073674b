"""The scorecard of a real call, from what its record tells; words were not kept, so no tone but
that of the notes."""

from __future__ import annotations

from receivables.domain.call_dispositions import LEAVES, CallDisposition
from receivables.domain.objections import Objection
from receivables.policy.contact.disclosures import Disclosure
from receivables.policy.forbidden_words import slips
from receivables.policy.scorecard import CallRecord, Scorecard, scorecard
from receivables.store.tables import CollectorCall

# Objections after which nothing may be agreed on in the same call.
_STOP = frozenset(
    {
        *(Objection.REPRESENTED_BY_ATTORNEY, Objection.BANKRUPTCY, Objection.DECEASED),
        *(Objection.CEASE_CONTACT, Objection.WRONG_PARTY, Objection.THIRD_PARTY_ANSWERS),
    }
)
_AGREED = frozenset({CallDisposition.ARRANGEMENT_AGREED, CallDisposition.PROMISE_TO_PAY})


def score_call(call: CollectorCall) -> Scorecard:
    """The scorecard of a collector's call."""
    return scorecard(record_of_call(call))


def record_of_call(call: CollectorCall) -> CallRecord:
    """What the call's row tells; what it does not tell is left open."""
    ending = CallDisposition(call.disposition) if call.disposition else None
    stopped = not _STOP.isdisjoint(Objection(heard) for heard in call.objections)
    return CallRecord(
        due=_due(call),
        said=tuple(Disclosure(said) for said in call.said),
        fact_before_proof=bool(ending and LEAVES[ending].verified and not call.verified),
        slips=tuple(slips(call.notes)) if call.notes else None,
        went_on=ending in _AGREED if stopped else None,
    )


def _due(call: CollectorCall) -> tuple[Disclosure, ...]:
    due = [Disclosure.RECORDING] if call.recorded else []
    if call.debt_collector and call.verified:
        due.append(Disclosure.DEBT_LATER if call.told_before else Disclosure.DEBT_FIRST)
    return tuple(due)
