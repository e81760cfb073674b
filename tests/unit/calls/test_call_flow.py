"""No path of a call speaks a fact before proof, and each disclosure is made once, in order."""

from __future__ import annotations

import doctest
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.domain import call_flow
from receivables.domain.call_dispositions import LEAVES, CallDisposition
from receivables.domain.call_flow import (
    OTHERS,
    SPOKEN,
    CallState,
    CallStep,
    WrongCallStep,
    next_state,
    possible_steps,
)
from receivables.policy import call_progress
from receivables.policy.call_progress import (
    CallProgress,
    decline_recording,
    disclosures_due,
    may_hear_facts,
    say,
    step,
)
from receivables.policy.contact.disclosures import Disclosure
from receivables.policy.contact.facts import Outcome

DEBT = {Disclosure.DEBT_FIRST, Disclosure.DEBT_LATER}
DECLINE = "decline"
Move = CallStep | Disclosure | Literal["decline"]
moves = st.lists(
    st.one_of(st.sampled_from(CallStep), st.sampled_from(Disclosure), st.just(DECLINE)), max_size=40
)
beginnings = st.builds(
    CallProgress,
    recorded=st.booleans(),
    collector=st.booleans(),
    told_before=st.booleans(),
)


def moved(call: CallProgress, move: Move) -> CallProgress:
    if isinstance(move, CallStep):
        return step(call, move)
    return say(call, move) if isinstance(move, Disclosure) else decline_recording(call)


def played(call: CallProgress, steps: list[Move]) -> list[CallProgress]:
    """Every moment of a call in which somebody tries these moves; what is refused does nothing."""
    moments = [call]
    for move in steps:
        try:
            call = moved(call, move)
        except WrongCallStep:
            continue
        moments.append(call)
    return moments


@pytest.mark.parametrize("module", [call_flow, call_progress])
def test_the_examples_hold(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted > 0
    assert results.failed == 0


@given(beginnings, moves)
def test_no_path_speaks_a_fact_before_proof_and_every_disclosure(
    call: CallProgress, steps: list[Move]
) -> None:
    for moment in played(call, steps):
        if may_hear_facts(moment):
            assert moment.verified
            assert disclosures_due(moment) == ()
            assert not moment.recorded or Disclosure.RECORDING in moment.said
            assert not moment.collector or DEBT & set(moment.said)


@given(beginnings, moves)
def test_each_disclosure_is_made_at_most_once_and_only_where_it_is_due(
    call: CallProgress, steps: list[Move]
) -> None:
    last = played(call, steps)[-1]
    assert len(last.said) == len(set(last.said))
    assert Disclosure.AUTOMATED not in last.said  # a person speaks
    assert call.recorded or Disclosure.RECORDING not in last.said
    assert call.collector or not DEBT & set(last.said)
    assert len(DEBT & set(last.said)) <= 1
    if Disclosure.RECORDING in last.said:
        assert last.said[0] is Disclosure.RECORDING


@given(beginnings, moves)
def test_of_a_debt_nobody_is_told_before_they_proved_who_they_are(
    call: CallProgress, steps: list[Move]
) -> None:
    for before, after in pairwise(played(call, steps)):
        if DEBT & (set(after.said) - set(before.said)):
            assert before.verified


@given(beginnings, moves, st.sampled_from(sorted(OTHERS)))
def test_whoever_takes_the_telephone_over_proves_nothing_by_what_was_proved(
    call: CallProgress, steps: list[Move], other: CallStep
) -> None:
    last = played(call, steps)[-1]
    if other in possible_steps(last.state):
        handed_over = step(last, other)
        assert not handed_over.verified
        assert not may_hear_facts(handed_over)


@given(beginnings, moves)
def test_every_call_can_be_ended_and_closed(call: CallProgress, steps: list[Move]) -> None:
    last = played(call, steps)[-1]
    if last.state in SPOKEN:
        last = step(last, CallStep.END)
    if last.state is CallState.WRAP_UP:
        assert step(last, CallStep.CLOSE).state is CallState.CLOSED


def test_a_call_of_a_debt_collector_goes_through_all_of_it() -> None:
    call = CallProgress(recorded=True, collector=True)
    call = step(call, CallStep.START)
    with pytest.raises(WrongCallStep, match="not what is to be said now"):
        say(call, Disclosure.DEBT_FIRST)
    call = step(say(call, Disclosure.RECORDING), CallStep.REACH)
    call = step(call, CallStep.VERIFY)
    assert (call.state, may_hear_facts(call)) == (CallState.DISCLOSING, False)
    with pytest.raises(WrongCallStep, match="first say"):
        step(call, CallStep.DISCLOSE)
    call = say(call, Disclosure.DEBT_FIRST)
    assert (call.state, may_hear_facts(call)) == (CallState.MATTER, True)


def test_nobody_is_verified_in_a_recorded_call_before_they_know_of_it() -> None:
    call = CallProgress(CallState.VERIFYING, recorded=True)
    with pytest.raises(WrongCallStep, match="recorded"):
        step(call, CallStep.VERIFY)


def test_who_declines_the_recording_goes_on_and_is_told_of_the_debt_all_the_same() -> None:
    call = decline_recording(CallProgress(CallState.VERIFYING, recorded=True, collector=True))
    call = step(call, CallStep.VERIFY)
    assert disclosures_due(call) == (Disclosure.DEBT_FIRST,)
    with pytest.raises(WrongCallStep, match="nothing is recorded"):
        decline_recording(call)


def test_a_voicemail_has_room_for_no_disclosure() -> None:
    assert disclosures_due(CallProgress(CallState.VOICEMAIL, recorded=True, collector=True)) == ()


def test_a_person_who_takes_the_telephone_back_hears_the_debt_disclosure_no_second_time() -> None:
    call = CallProgress(
        CallState.MATTER, verified=True, collector=True, said=(Disclosure.DEBT_FIRST,)
    )
    call = step(step(call, CallStep.THIRD_PARTY), CallStep.REACH)
    assert not may_hear_facts(call)
    assert may_hear_facts(step(call, CallStep.VERIFY))


@pytest.mark.parametrize("state", list(CallState))
def test_what_the_table_does_not_allow_is_refused(state: CallState) -> None:
    for taken in set(CallStep) - possible_steps(state):
        with pytest.raises(WrongCallStep):
            next_state(state, taken)


def test_the_table_of_endings_is_whole_and_names_outcomes_that_exist() -> None:
    assert set(LEAVES) == set(CallDisposition)
    assert {leaves.outcome for leaves in LEAVES.values()} <= {outcome.value for outcome in Outcome}
