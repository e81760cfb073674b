"""What a collector may say now: no fact before proof, each disclosure once, in its order.

Sources: 45 CFR 164.514(h) (compliance H1): nothing about an account before the person has proved
who they are. `policy.contact.disclosures` says which words are due (D1, D5). A step that would
pass over one is refused, so is a disclosure that is not the next one due.

Allowed: recording notice, "is this Rosa?", proof, "attempt to collect a debt", balance. Refused:
the balance before the fourth; the fourth before the third, or a second time.

>>> call = CallProgress(CallState.VERIFYING, collector=True)
>>> may_hear_facts(call), disclosures_due(call)
(False, ())
>>> proved = step(call, CallStep.VERIFY)
>>> may_hear_facts(proved), disclosures_due(proved)
(False, (<Disclosure.DEBT_FIRST: 'debt_first'>,))
>>> may_hear_facts(say(proved, Disclosure.DEBT_FIRST))
True
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from receivables.domain.call_flow import (
    KNOWN,
    OTHERS,
    SPOKEN,
    CallState,
    CallStep,
    WrongCallStep,
    next_state,
)
from receivables.policy.contact.disclosures import Disclosure, Moment, due

# Nobody is on the line to be told, and a limited-content message has no room for it (T11).
_UNHEARD = frozenset({CallState.VOICEMAIL})


@dataclass(frozen=True, slots=True)
class CallProgress:
    """Where a call stands. `recorded`: it is, or may be. `collector`: a debt collector speaks.

    `told_before`: the first disclosure of the debt was made in an earlier call.
    """

    state: CallState = CallState.BEFORE
    verified: bool = False
    recorded: bool = False
    collector: bool = False
    told_before: bool = False
    said: tuple[Disclosure, ...] = ()


def disclosures_due(call: CallProgress) -> tuple[Disclosure, ...]:
    """What is to be said now, in this order, before anything else."""
    if call.state not in SPOKEN - _UNHEARD:
        return ()
    return due(
        Moment(
            automated=False,
            recording=call.recorded,
            verified=call.verified and call.state in KNOWN,
            collector=call.collector,
            told_before=call.told_before,
            said=frozenset(call.said),
        )
    )


def say(call: CallProgress, disclosure: Disclosure) -> CallProgress:
    """The call once the disclosure was said. Raises WrongCallStep unless it is the next one due."""
    if disclosures_due(call)[:1] != (disclosure,):
        raise WrongCallStep(f"{disclosure} is not what is to be said now")
    return _past_disclosures(replace(call, said=(*call.said, disclosure)))


def step(call: CallProgress, taken: CallStep) -> CallProgress:
    """The call after a step. Raises WrongCallStep where the table does not allow it, and where it
    would pass over what has to be said first."""
    after = next_state(call.state, taken)
    if taken is CallStep.DISCLOSE and disclosures_due(call):
        raise WrongCallStep("first say what must be said")
    if taken is CallStep.VERIFY and disclosures_due(call):
        raise WrongCallStep("first say that the call is recorded")
    verified = (call.verified or taken is CallStep.VERIFY) and taken not in OTHERS
    return _past_disclosures(replace(call, state=after, verified=verified))


def decline_recording(call: CallProgress) -> CallProgress:
    """The call once whoever is on the line wants no recording: it goes on without (D5).

    Raises WrongCallStep where nothing is recorded, or nobody is on the line to decline it.
    """
    if not call.recorded or call.state not in SPOKEN - _UNHEARD:
        raise WrongCallStep("nothing is recorded")
    return _past_disclosures(replace(call, recorded=False))


def may_hear_facts(call: CallProgress) -> bool:
    """Whether facts about the account may be spoken: proved, and all disclosures made."""
    return call.verified and call.state is CallState.MATTER


def _past_disclosures(call: CallProgress) -> CallProgress:
    """On to the matter as soon as nothing is left to be said before it."""
    if call.state is CallState.DISCLOSING and not disclosures_due(call):
        return replace(call, state=next_state(call.state, CallStep.DISCLOSE))
    return call
