"""Practice calls: begun, spoken line by line, and scored. No account is touched by one."""

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
from receivables.services.practice_record import record_of_practice
from receivables.services.practice_talk import opening_line, reply_to
from receivables.store.tables import PracticeCall

LONGEST_LINE = 500
MOST_LINES = 60  # of the collector; a call that long is over


def begin_practice(
    session: Session, scenario_id: str, staff_id: int, now: dt.datetime
) -> PracticeCall:
    """A practice call that was just picked up. Raises NotAllowed for an unknown scenario."""
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
    return call


def say_in_practice(call: PracticeCall, words: str, place: int, now: dt.datetime) -> None:
    """The collector's next line and the answer to it; where that ends the call, it is scored.

    `place` counts the lines that were on the page: a form that comes twice says nothing more.
    Raises NotAllowed for an empty line.
    """
    if call.finished_at is not None or place != len(call.lines):
        return
    kept = redact(words.strip()).text[:LONGEST_LINE]
    if not kept:
        raise NotAllowed("Say something first.")
    scenario, moves = scenarios()[call.scenario], moves_of(kept)
    said = {
        "by": "collector",
        "words": kept,
        "moves": sorted(moves),
        "verified": call.verified,
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
    if scenario.states[call.state].ends or len(call.lines) > 2 * MOST_LINES:
        finish_practice(call, now)


def finish_practice(call: PracticeCall, now: dt.datetime) -> None:
    """The call is over: score it. Again changes nothing."""
    if call.finished_at is not None:
        return
    scenario = scenarios()[call.scenario]
    objected = any(line.get("objection") not in (None, "agreement") for line in call.lines)
    ended = scenario.states[call.state].ends
    card = scorecard(record_of_practice(scenario, turns_of(call), objected, ended))
    call.finished_at = now
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
