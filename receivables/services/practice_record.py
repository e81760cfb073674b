"""What a practice call shows, as the scorecard reads it: its words, and how it was wrapped up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.domain.call_dispositions import CallDisposition
from receivables.domain.money import Money
from receivables.domain.practice import ABOUT_MONEY, Move, Turn
from receivables.policy.contact.disclosures import Disclosure
from receivables.policy.forbidden_words import CREDIT, slips
from receivables.policy.scorecard import CallRecord
from receivables.scripts.practice import Scenario
from receivables.services.call_amounts import amounts_of
from receivables.services.call_outcomes import came_to_good
from receivables.services.notes import notes_about
from receivables.services.staff_cards import account_card
from receivables.store.tables import CollectorCall

_NUMBER = r"(\d[\d,]*(?:\.\d{2})?)"
AMOUNT = re.compile(rf"\$ ?{_NUMBER}|\b{_NUMBER}(?= ?(?:dollars|d[oó]lares))")
INTRODUCED_WITHIN = 2  # lines


@dataclass(frozen=True, slots=True)
class WrappedUp:
    """What a practice call's screen tells once it is wrapped up.

    `amounts` are all that are the account's or were agreed on, `balance` is what there is to pay.
    `set_going`: whether what was asked for was (call_outcomes); None where nothing was.
    """

    ending: CallDisposition
    notes: str
    amounts: frozenset[Money]
    balance: Money
    set_going: bool | None


def wrapped_up(session: Session, call: CollectorCall) -> WrappedUp:
    """What stands in a rehearsal whose call is closed. Raises ValueError for one that is not."""
    return WrappedUp(
        ending=CallDisposition(call.disposition or ""),
        notes="\n".join(note.body for note in notes_about(session, call.conversation_id)),
        amounts=frozenset(amounts_of(session, call)),
        balance=account_card(session, call.guarantor_id).total,
        set_going=came_to_good(session, call),
    )


def record_of_practice(
    scenario: Scenario,
    turns: Sequence[Turn],
    wrapped_up: WrappedUp,
    objected: bool,
    ended: str | None,
) -> CallRecord:
    """The record of a practice call. `objected`: the person objected; `ended`: good, poor, None."""
    early = any(Move.FACT in turn.moves and not turn.verified for turn in turns)
    stopped = [turn for turn in turns if turn.must_stop]
    words = " ".join(turn.words for turn in turns)
    missing = _missing(scenario, wrapped_up, ended)
    slipped = [
        *slips(f"{words}\n{wrapped_up.notes}"),
        *(["credit reporting (compliance M6)"] if CREDIT.search(words) else []),
    ]
    return CallRecord(
        due=_due(scenario, turns),
        said=tuple(_said(scenario, turns)),
        introduced=any(Move.OPENING in turn.moves for turn in turns[:INTRODUCED_WITHIN]),
        fact_before_proof=early if scenario.right_party else None,
        to_others=None if scenario.right_party else early,
        asked_for_card=any(Move.CARD in turn.moves for turn in turns),
        slips=tuple(slipped),
        wrong_amounts=tuple(_wrong_amounts(turns, wrapped_up)),
        acknowledged=any(Move.EMPATHY in turn.moves for turn in turns) if objected else None,
        went_on=any(turn.moves & ABOUT_MONEY for turn in stopped) if stopped else None,
        outcome=not missing,
        outcome_why=missing,
    )


def _missing(scenario: Scenario, wrapped_up: WrappedUp, ended: str | None) -> str:
    """What the call did not come to; nothing where it came to what serves the person."""
    if ended != "good":
        return "the person was not served" if ended else "it was ended before the person was served"
    if wrapped_up.ending not in scenario.endings:
        fitting = " or ".join(ending.value.replace("_", " ") for ending in scenario.endings)
        return f"the ending that fits: {fitting}"
    return "" if wrapped_up.set_going is not False else "what was asked for was not set going"


def _due(scenario: Scenario, turns: Sequence[Turn]) -> tuple[Disclosure, ...]:
    verified = any(turn.verified for turn in turns)
    debt = scenario.debt_collector and verified
    return (Disclosure.RECORDING, *([Disclosure.DEBT_FIRST] if debt else []))


def _said(scenario: Scenario, turns: Sequence[Turn]) -> Iterator[Disclosure]:
    """The disclosures as they were said, each once; that of the debt only counts after proof, and
    before or with the first fact."""
    recorded = told = False
    for turn in turns:
        if Move.RECORDING in turn.moves and not recorded:
            recorded = True
            yield Disclosure.RECORDING
        if not turn.verified:
            continue
        if Move.DISCLOSURE in turn.moves and scenario.debt_collector and not told:
            yield Disclosure.DEBT_FIRST
            return
        told |= Move.FACT in turn.moves


def _wrong_amounts(turns: Sequence[Turn], wrapped_up: WrappedUp) -> Iterator[str]:
    """Amounts that are none of the account's; in a plan any up to the balance may be said."""
    planning = False
    for turn in turns:
        planning |= Move.PLAN in turn.moves
        for found in AMOUNT.finditer(turn.words):
            amount = Money.parse((found[1] or found[2]).replace(",", ""))
            if amount not in wrapped_up.amounts and not (planning and amount <= wrapped_up.balance):
                yield f"${amount}"
