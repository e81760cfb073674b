"""Practice calls: begun, spoken line by line, and scored. Their screen is that of real calls, over
a rehearsal (practice_rehearsals): no account is touched by one."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.practice import Move, Turn
from receivables.policy.collector_moves import moves_of
from receivables.policy.redaction import redact
from receivables.policy.scorecard import scorecard
from receivables.scripts.practice import scenarios
from receivables.services.handoff_steps import NotAllowed
from receivables.services.practice_record import WrappedUp, record_of_practice
from receivables.services.practice_rehearsals import begin_rehearsal
from receivables.services.practice_talk import opening_line, reply_to
from receivables.store.tables import PracticeCall

LONGEST_LINE = 500
MOST_LINES = 60  # of the collector; a call that long is over
_SAID_BY_KEY = frozenset({Move.RECORDING, Move.DISCLOSURE})


def begin_practice(
    session: Session, scenario_id: str, staff_id: int, now: dt.datetime
) -> PracticeCall:
    """A practice call that was just picked up, with a rehearsal of its own.

    Raises NotAllowed for an unknown scenario.
    """
    scenario = scenarios().get(scenario_id)
    if scenario is None:
        raise NotAllowed("Choose a scenario.")
    call = PracticeCall(
        staff_account_id=staff_id,
        scenario=scenario.id,
        state=scenario.start,
        lines=[{"by": "person", "words": opening_line(scenario)}],
        started_at=now,
    )
    session.add(call)
    session.flush()
    begin_rehearsal(session, call, scenario, now)
    return call


def say_in_practice(call: PracticeCall, words: str, place: int, *, verified: bool) -> None:
    """The collector's next line and the answer to it.

    `place` counts the lines that were on the page: a form that comes twice says nothing more, nor
    does one after they hung up. `verified`: the call's screen says that it is proved who is on the
    line. Raises NotAllowed for an empty line.
    """
    if hung_up(call) or place != len(call.lines):
        return
    kept = redact(words.strip()).text[:LONGEST_LINE]
    if not kept:
        raise NotAllowed("Say something first.")
    scenario, moves = scenarios()[call.scenario], moves_of(kept)
    said = {
        "by": "collector",
        "words": kept,
        "moves": sorted(moves),
        "verified": verified,
        "must_stop": call.must_stop,
    }
    reply = reply_to(scenario, call.state, moves)
    answer: dict[str, Any] = {"by": "person", "words": reply.line}
    if reply.reaction is not None:
        call.verified |= reply.reaction.verifies
        call.must_stop |= reply.reaction.stops
        if reply.reaction.objection is not None:
            answer["objection"] = reply.reaction.objection.value
    call.lines = [*call.lines, said, answer]
    call.state = reply.state


def say_once(call: PracticeCall, words: str, *, verified: bool) -> None:
    """Words of the script that the collector says by a key: nothing where they were typed before,
    for whatever they are said for."""
    told = {
        move
        for turn in turns_of(call)
        for move in turn.moves
        if turn.verified or move is Move.RECORDING  # the debt is told to nobody before proof
    }
    if not moves_of(words) & _SAID_BY_KEY <= told:
        say_in_practice(call, words, len(call.lines), verified=verified)


def hung_up(call: PracticeCall) -> bool:
    """Whether the person has hung up: nothing more is said, and the call is wrapped up."""
    ended = scenarios()[call.scenario].states[call.state].ends
    return call.finished_at is not None or bool(ended) or len(call.lines) > 2 * MOST_LINES


def finish_practice(call: PracticeCall, wrapped_up: WrappedUp, now: dt.datetime) -> None:
    """The call is over: score it. Again changes nothing."""
    if call.finished_at is not None:
        return
    scenario = scenarios()[call.scenario]
    objected = any(line.get("objection") not in (None, "agreement") for line in call.lines)
    ended = scenario.states[call.state].ends
    record = record_of_practice(scenario, turns_of(call), wrapped_up, objected, ended)
    card = scorecard(record)
    call.finished_at = now
    call.ending, call.notes = wrapped_up.ending.value, wrapped_up.notes
    call.points, call.failed = card.points, card.failed
    call.score = [dataclasses.asdict(item) for item in card.items]


def turns_of(call: PracticeCall) -> list[Turn]:
    """The collector's lines as the scorecard reads them."""
    return [
        Turn(
            line["words"],
            frozenset(Move(move) for move in line["moves"]),
            line["verified"],
            line["must_stop"],
        )
        for line in call.lines
        if line["by"] == "collector"
    ]


def practice_calls(session: Session, staff_id: int | None, limit: int = 50) -> list[PracticeCall]:
    """The latest finished practice calls of a member of the staff; of all for None."""
    wanted = select(PracticeCall).where(PracticeCall.finished_at.is_not(None))
    if staff_id is not None:
        wanted = wanted.filter_by(staff_account_id=staff_id)
    return list(session.scalars(wanted.order_by(PracticeCall.id.desc()).limit(limit)))
