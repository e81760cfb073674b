"""The states of a collector's call, and the steps between them.

The line is spoken on from `opening` to `wrap_up`. Facts have one state of their own, `matter`, and
only `disclosing` leads there, which only the proof of who is on the line leads to. Whoever hands
the telephone to somebody else goes back before that proof.

>>> next_state(CallState.VERIFYING, CallStep.VERIFY)
<CallState.DISCLOSING: 'disclosing'>
>>> next_state(CallState.OPENING, CallStep.VERIFY)
Traceback (most recent call last):
receivables.domain.call_flow.WrongCallStep: an opening call can't verify
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class CallState(StrEnum):
    """Where a call stands."""

    BEFORE = "before"
    OPENING = "opening"  # it rings, or somebody has answered; nobody knows who
    VERIFYING = "verifying"  # they say that they are the person
    DISCLOSING = "disclosing"  # they are: what must be said before anything else
    MATTER = "matter"  # the bill
    WRONG_PARTY = "wrong_party"
    THIRD_PARTY = "third_party"
    VOICEMAIL = "voicemail"
    CHILD = "child"
    REFUSED = "refused"  # they won't say who they are
    WRAP_UP = "wrap_up"
    CLOSED = "closed"


class CallStep(StrEnum):
    """What moves a call from one state to another. The names stand in the audit trail."""

    START = "start"
    REACH = "reach"
    VERIFY = "verify"
    DISCLOSE = "disclose"
    WRONG_PARTY = "wrong_party"
    THIRD_PARTY = "third_party"
    VOICEMAIL = "voicemail"
    CHILD = "child"
    REFUSE = "refuse"
    END = "end"
    CLOSE = "close"


KNOWN = frozenset({CallState.DISCLOSING, CallState.MATTER})
SHORT_PATHS = frozenset(
    {
        *(CallState.WRONG_PARTY, CallState.THIRD_PARTY, CallState.VOICEMAIL),
        *(CallState.CHILD, CallState.REFUSED),
    }
)
# Somebody else has the telephone: what was proved is proved no longer.
OTHERS = frozenset({CallStep.WRONG_PARTY, CallStep.THIRD_PARTY, CallStep.CHILD})
SPOKEN = frozenset({CallState.OPENING, CallState.VERIFYING}) | KNOWN | SHORT_PATHS

# From which states each step may be taken, and where it leads.
TRANSITIONS: Mapping[CallStep, tuple[frozenset[CallState], CallState]] = {
    CallStep.START: (frozenset({CallState.BEFORE}), CallState.OPENING),
    CallStep.REACH: (SHORT_PATHS | {CallState.OPENING}, CallState.VERIFYING),
    CallStep.VERIFY: (frozenset({CallState.VERIFYING}), CallState.DISCLOSING),
    CallStep.DISCLOSE: (frozenset({CallState.DISCLOSING}), CallState.MATTER),
    CallStep.WRONG_PARTY: (SPOKEN - {CallState.WRONG_PARTY}, CallState.WRONG_PARTY),
    CallStep.THIRD_PARTY: (SPOKEN - {CallState.THIRD_PARTY}, CallState.THIRD_PARTY),
    CallStep.VOICEMAIL: (frozenset({CallState.OPENING}), CallState.VOICEMAIL),
    CallStep.CHILD: (SPOKEN - {CallState.CHILD}, CallState.CHILD),
    CallStep.REFUSE: (frozenset({CallState.OPENING, CallState.VERIFYING}), CallState.REFUSED),
    CallStep.END: (SPOKEN, CallState.WRAP_UP),
    CallStep.CLOSE: (frozenset({CallState.WRAP_UP}), CallState.CLOSED),
}


class WrongCallStep(ValueError):
    """The step can't be taken from this state."""


def next_state(state: CallState, step: CallStep) -> CallState:
    """The state after a step. Raises WrongCallStep where the table does not allow it."""
    allowed, after = TRANSITIONS[step]
    if state not in allowed:
        article = "an" if state is CallState.OPENING else "a"
        raise WrongCallStep(f"{article} {state} call can't {step}")
    return after


def possible_steps(state: CallState) -> frozenset[CallStep]:
    """The steps that the table allows from a state."""
    return frozenset(step for step, (allowed, _) in TRANSITIONS.items() if state in allowed)
