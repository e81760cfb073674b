"""Practice calls: what a collector does with a line, and one turn of such a call."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Move(StrEnum):
    """What a collector's line does; one line may do several. By words: data/scripts/moves.yml,
    but for the threat, which is whatever `policy.forbidden_words` refuses."""

    OPENING = "opening"
    RECORDING = "recording"
    ASK_FOR = "ask_for"
    VERIFY = "verify"
    DISCLOSURE = "disclosure"
    FACT = "fact"
    EMPATHY = "empathy"
    PLAN = "plan"
    HELP = "help"
    APPEAL = "appeal"
    PAPERS = "papers"
    STOP = "stop"
    CALL_BACK = "call_back"
    OWN_NUMBER = "own_number"
    SUPERVISOR = "supervisor"
    READ_BACK = "read_back"
    CARD = "card"
    GOODBYE = "goodbye"
    THREAT = "threat"


# What asks for money or speaks of it: nothing of the kind after a duty to stop.
ABOUT_MONEY = frozenset({Move.FACT, Move.PLAN, Move.READ_BACK, Move.CARD, Move.HELP})


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of the collector, what it did, and where the other one stood when it was said.

    `verified`: who is on the line had been proved before it. `must_stop`: the other one had said
    what ends all asking for money.
    """

    words: str
    moves: frozenset[Move]
    verified: bool
    must_stop: bool
