"""Practice calls: a line is named by its words, each invented person can be served well, and the
scorecard sees what was missed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from receivables.domain.practice import Move
from receivables.policy.collector_moves import moves_of, rows
from receivables.policy.forbidden_words import FORBIDDEN
from receivables.policy.scorecard import CallRecord, Scorecard, scorecard
from receivables.scripts import practice as scripts
from receivables.scripts.practice import scenarios
from receivables.services.practice import finish_practice, say_in_practice
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
        f"{HELLO} Nora Whitfield?",
        WHO,
        "It is about your visit on September 14; $312.40 is left.",
        "I understand. The charge was $640.00 and your plan paid $327.60.",
        "Of course. We could do it in parts, $50 a month.",
        "So $50 a month from December 15, is that right?",
    ),
    "insurance_objection": (
        f"{HELLO} Grace Okafor?",
        WHO,
        f"{DEBT} It is about the visit of August 3.",
        "I understand, and I'm sorry. Your plan wanted an approval. We can appeal that.",
        "We send it this week and call you back. Have a good day.",
    ),
    "hardship": (
        f"{HELLO} Earl Simmons?",
        WHO,
        "It is about a bill of $840.00.",
        "I'm very sorry. Let's look at help: there is a financial assistance program.",
        "I send you the form, and you can wait with paying until you hear from us.",
    ),
    "wrong_party": (
        f"{HELLO} Tamika Rollins?",
        "I'm sorry. I take this number off our list, and we will not call you again.",
    ),
    "third_party": (
        f"{HELLO} Victor Almeida?",
        "Thank you. It is personal, so I may only tell him. When is a good time to reach him?",
    ),
    "suspects_scam": (
        f"{HELLO} Dorothy Hale?",
        "You are right to be careful. Please hang up and call the number on your letter.",
        "Thank you, have a good day.",
    ),
    "attorney": (
        f"{HELLO} Marcus Boyd?",
        WHO,
        f"{DEBT} It is about the visit of June 11.",
        "Thank you for telling me. We will not call you about this any more. Who is your attorney?",
    ),
    "spanish_speaker": (
        "Buenas tardes, le llamo de Lakeside. Esta llamada se graba. ¿Hablo con Lucía Ortega?",
        "¿Me da su fecha de nacimiento y su código postal, por favor?",
        "Es sobre su visita del 9 de septiembre. Quedan $180.00.",
        "Claro, le entiendo. Se puede pagar por partes, $60 al mes.",
        "Entonces $60 al mes desde el 15 de diciembre. ¿Está de acuerdo?",
    ),
    "poor_care": (
        f"{HELLO} Anita Rao?",
        WHO,
        "It is about the visit of August 30.",
        "I'm so sorry. That is not how it should be. A supervisor should hear it.",
        "They will call you back by Monday. Take care.",
    ),
}


def played(scenario: str, *lines: str) -> PracticeCall:
    """A practice call in which these lines were said."""
    here = scenarios()[scenario]
    call = PracticeCall(
        scenario=scenario,
        state=here.start,
        verified=False,
        must_stop=False,
        lines=[{"by": "person", "words": opening_line(here)}],
    )
    for line in lines:
        say_in_practice(call, line, len(call.lines), NOW)
    finish_practice(call, NOW)
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
        ("agreement", 0, "Hi, my name is Sam, is this Nora?", "disclosures"),
        ("insurance_objection", 2, "It is about the visit of August 3.", "disclosures"),
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
        ("+12165550161", "+12165551234", "phone"),
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
