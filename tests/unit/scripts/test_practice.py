"""Practice calls: a line is named by its words, each invented person can be served well, and the
scorecard sees what was missed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from receivables.domain.call_dispositions import CallDisposition
from receivables.domain.date_of_birth import find_date_of_birth
from receivables.domain.money import Money
from receivables.domain.practice import Move
from receivables.policy.collector_moves import moves_of, rows
from receivables.policy.forbidden_words import FORBIDDEN
from receivables.policy.scorecard import CallRecord, Scorecard, scorecard
from receivables.scripts import practice as scripts
from receivables.scripts.practice import scenarios
from receivables.services.demonstration import demonstration_people
from receivables.services.practice import finish_practice, say_in_practice, say_once
from receivables.services.practice_record import WrappedUp
from receivables.services.practice_talk import opening_line, reply_to
from receivables.store.tables import PracticeCall

NOW = dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)
HELLO = "Hello, my name is Sam, I'm calling for Lakeside. This call is recorded. May I speak with"
WHO = (
    "Thank you. To be sure I speak with the right person: your date of birth and ZIP code, please?"
)
DEBT = "This is an attempt to collect a debt; information will be used for that purpose."
GOOD_CALLS: dict[str, tuple[str, ...]] = {
    "agreement": (
        f"{HELLO} Walter Pruitt?",
        WHO,
        "It is about your visit on August 3; $442.00 is left.",
        "I understand. The charge was $1,480.00 and your plan paid $588.00.",
        "Of course. We could do it in parts, $50 a month.",
        "So $50 a month from December 15, is that right?",
    ),
    "insurance_objection": (
        f"{HELLO} Helen Novak?",
        WHO,
        f"{DEBT} It is about the visit of August 5.",
        "I understand, and I'm sorry. Your plan wanted an approval. We can appeal that.",
        "We send it this week and call you back. Have a good day.",
    ),
    "hardship": (
        f"{HELLO} Tyrone Jackson?",
        WHO,
        "It is about a bill of $410.00.",
        "I'm very sorry. Let's look at help: there is a financial assistance program.",
        "I send you the form, and you can wait with paying until you hear from us.",
    ),
    "wrong_party": (
        f"{HELLO} Samuel Greene?",
        "I'm sorry. I take this number off our list, and we will not call you again.",
    ),
    "third_party": (
        f"{HELLO} James Whitfield?",
        "Thank you. It is personal, so I may only tell him. When is a good time to reach him?",
    ),
    "suspects_scam": (
        f"{HELLO} Olena Marsh?",
        "You are right to be careful. Please hang up and call the number on your letter.",
        "Thank you, have a good day.",
    ),
    "attorney": (
        f"{HELLO} Andre Brooks?",
        WHO,
        f"{DEBT} It is about the visit of July 1.",
        "Thank you for telling me. We will not call you about this any more. Who is your attorney?",
    ),
    "spanish_speaker": (
        "Buenas tardes, le llamo de Lakeside. Esta llamada se graba. ¿Hablo con María Santos?",
        "¿Me da su fecha de nacimiento y su código postal, por favor?",
        "Es sobre su visita del 19 de agosto. Quedan $325.00.",
        "Claro, le entiendo. Se puede pagar por partes, $60 al mes.",
        "Entonces $60 al mes desde el 15 de diciembre. ¿Está de acuerdo?",
    ),
    "poor_care": (
        f"{HELLO} Priya Raman?",
        WHO,
        "It is about the visit of July 20.",
        "I'm so sorry. That is not how it should be. A supervisor should hear it.",
        "They will call you back by Monday. Take care.",
    ),
}
OF_THE_ACCOUNTS = frozenset(
    Money.parse(amount) for amount in ("442.00", "1480.00", "588.00", "410.00", "325.00")
)


def wrapped_up(scenario: str, **changes: Any) -> WrappedUp:
    """A call's screen that was wrapped up as fits the scenario."""
    fitting = WrappedUp(
        ending=scenarios()[scenario].endings[0],
        notes="Called.",
        amounts=OF_THE_ACCOUNTS,
        balance=Money.parse("442.00"),
        set_going=None,
    )
    return replace(fitting, **changes)


def played(scenario: str, *lines: str, **changes: object) -> PracticeCall:
    """A practice call in which these lines were said, and what was proved was compared at once."""
    here = scenarios()[scenario]
    call = PracticeCall(
        scenario=scenario,
        state=here.start,
        verified=False,
        must_stop=False,
        lines=[{"by": "person", "words": opening_line(here)}],
    )
    for line in lines:
        say_in_practice(call, line, len(call.lines), verified=call.verified)
    finish_practice(call, wrapped_up(scenario, **changes), NOW)
    return call


def missed(call: PracticeCall) -> set[str]:
    return {item["name"] for item in call.score if item["passed"] is False}


@pytest.mark.parametrize("move", rows())
def test_each_row_fires_on_its_examples_and_rests_on_the_others(move: Move) -> None:
    for line in rows()[move].fires:
        assert move in moves_of(line)
    for line in rows()[move].rests:
        assert move not in moves_of(line)


def test_a_threat_is_whatever_nobody_may_hear() -> None:
    assert Move.THREAT in moves_of("This is your last chance.")
    assert Move.THREAT in moves_of("It will hurt your credit score.")
    assert len(FORBIDDEN) > 5


@pytest.mark.parametrize("scenario", scenarios())
def test_every_invented_person_can_be_served_well(scenario: str) -> None:
    call = played(scenario, *GOOD_CALLS[scenario])
    assert missed(call) == set()
    assert (call.points, call.failed) == (100, False)


@pytest.mark.parametrize("scenario", scenarios())
def test_a_fact_before_proof_fails_the_call_whoever_it_is(scenario: str) -> None:
    lines = GOOD_CALLS[scenario]
    early = f"{lines[0]} It is about your bill of $99.00."
    call = played(scenario, early, *lines[1:])
    assert call.failed
    assert missed(call) & {"verified_before_facts", "nothing_to_others"}


@pytest.mark.parametrize(
    ("scenario", "place", "instead", "name"),
    [
        ("agreement", 0, "Hi, my name is Sam, is this Walter?", "disclosures"),
        ("insurance_objection", 2, "It is about the visit of August 5.", "disclosures"),
        ("agreement", 3, "The charge was $700.00, I understand.", "amounts_right"),
        ("hardship", 3, "This is your last chance, or there will be consequences.", "tone"),
        ("agreement", 5, "Read me the card number.", "no_card_number"),
        ("attorney", 3, "Could you still pay $50 a month?", "stopped_where_asked"),
        ("wrong_party", 1, "But do you know about her debt?", "nothing_to_others"),
        ("hardship", 3, "There is a financial assistance program.", "feeling_acknowledged"),
    ],
)
def test_what_is_missed_is_seen(scenario: str, place: int, instead: str, name: str) -> None:
    lines = list(GOOD_CALLS[scenario])
    lines[place] = instead
    if name == "feeling_acknowledged":
        lines[1] = "Your date of birth and ZIP code, please?"
    assert name in missed(played(scenario, *lines))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"ending": CallDisposition.INFORMATION_GIVEN}, "the ending that fits: financial assist"),
        ({"set_going": False}, "what was asked for was not set going"),
    ],
)
def test_an_ending_that_serves_nobody_is_no_outcome(changes: dict[str, object], why: str) -> None:
    call = played("hardship", *GOOD_CALLS["hardship"], **changes)
    assert missed(call) == {"outcome"}
    (line,) = [item for item in call.score if item["name"] == "outcome"]
    assert line["why"].startswith(why)


def test_a_call_that_is_ended_too_early_came_to_nothing() -> None:
    assert missed(played("hardship", *GOOD_CALLS["hardship"][:3])) >= {"outcome"}


def test_notes_that_threaten_fail_the_call() -> None:
    call = played("hardship", *GOOD_CALLS["hardship"], notes="Told him: this is your last chance.")
    assert missed(call) == {"tone"}


def test_a_fact_that_is_told_before_the_proof_is_compared_fails_the_call() -> None:
    call = PracticeCall(
        scenario="hardship", state="ringing", lines=[], verified=False, must_stop=False
    )
    for line in GOOD_CALLS["hardship"]:
        say_in_practice(call, line, len(call.lines), verified=False)
    finish_practice(call, wrapped_up("hardship"), NOW)
    assert missed(call) == {"verified_before_facts"}


def test_words_that_were_typed_are_not_said_again_by_their_key() -> None:
    call = PracticeCall(
        scenario="attorney", state="ringing", lines=[], verified=False, must_stop=False
    )
    say_once(call, "This call may be recorded.", verified=False)
    say_once(call, "This call may be recorded.", verified=False)
    say_in_practice(call, DEBT, len(call.lines), verified=False)
    assert len(call.lines) == 4
    say_once(call, DEBT, verified=True)  # said too early, it is due still
    say_once(call, DEBT, verified=True)
    assert len(call.lines) == 6


@pytest.mark.parametrize("scenario", scenarios())
def test_everybody_is_somebody_of_the_demonstration_and_proves_to_be_them(scenario: str) -> None:
    here = scenarios()[scenario]
    (person,) = [one for one in demonstration_people() if one.name == here.person]
    assert person.language == here.language
    proofs = [
        reaction.line
        for state in here.states.values()
        for reaction in state.reacts
        if reaction.verifies
    ]
    for line in proofs:
        born = find_date_of_birth(line, NOW.date())
        assert born is not None
        assert born.dates == (person.date_of_birth,)
        assert person.zip_code in line


@given(
    st.sampled_from(sorted(scenarios())),
    st.lists(st.sets(st.sampled_from(Move), max_size=3), max_size=12),
)
def test_whatever_is_said_the_person_answers_and_only_proves_when_asked(
    scenario: str, said: list[set[Move]]
) -> None:
    here = scenarios()[scenario]
    state = here.start
    for moves in said:
        if here.states[state].ends:
            break
        reply = reply_to(here, state, moves)
        assert reply.line
        assert reply.state in here.states
        if reply.reaction is not None and reply.reaction.verifies:
            assert Move.VERIFY in moves
        state = reply.state


def test_what_a_record_does_not_tell_is_not_judged() -> None:
    card = scorecard(CallRecord())
    assert card == Scorecard(card.items)
    assert all(item.passed is None for item in card.items)
    assert (card.points, card.failed) == (0, False)


@given(st.builds(CallRecord))
def test_points_stay_between_none_and_a_hundred(record: CallRecord) -> None:
    card = scorecard(record)
    assert 0 <= card.points <= 100
    assert not card.failed or card.points == 0


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("to: who}", "to: nowhere}", "no such state: nowhere"),
        ("ends: good", "ends: poor", "can't end well"),
        ("hears: [verify]", "hears: [sing]", "hears"),
        ("endings: [arrangement_agreed]", "endings: [romance]", "endings"),
        ("owner: ", "# owner: ", "owner"),
        ("reviewed_on: 2", "# reviewed_on: 2", "reviewed_on"),
    ],
)
def test_a_scenario_that_does_not_hold_is_refused(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    content = (scripts.FOLDER / "agreement.yml").read_text(encoding="utf-8")
    assert old in content
    (tmp_path / "agreement.yml").write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(ValidationError, match=problem):
        scenarios(tmp_path)
