"""What a practice call shows, as the scorecard reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from receivables.domain.money import Money
from receivables.domain.practice import ABOUT_MONEY, Move, Turn
from receivables.policy.contact.disclosures import Disclosure
from receivables.policy.forbidden_words import CREDIT, slips
from receivables.policy.scorecard import CallRecord
from receivables.scripts.practice import Scenario

_NUMBER = r"(\d[\d,]*(?:\.\d{2})?)"
AMOUNT = re.compile(rf"\$ ?{_NUMBER}|\b{_NUMBER}(?= ?(?:dollars|d[oó]lares))")
INTRODUCED_WITHIN = 2  # lines


def record_of_practice(
    scenario: Scenario, turns: Sequence[Turn], objected: bool, ended: str | None
) -> CallRecord:
    """The record of a practice call. `objected`: the person objected; `ended`: good, poor, None."""
    early = any(Move.FACT in turn.moves and not turn.verified for turn in turns)
    stopped = [turn for turn in turns if turn.must_stop]
    words = " ".join(turn.words for turn in turns)
    slipped = [
        *slips(words),
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
        wrong_amounts=tuple(_wrong_amounts(scenario, turns)),
        acknowledged=any(Move.EMPATHY in turn.moves for turn in turns) if objected else None,
        went_on=any(turn.moves & ABOUT_MONEY for turn in stopped) if stopped else None,
        outcome=ended == "good",
    )


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


def _wrong_amounts(scenario: Scenario, turns: Sequence[Turn]) -> Iterator[str]:
    """Amounts that are none of the account's; in a plan any up to the balance may be said."""
    account = scenario.account
    theirs = {account.balance, account.left, account.charge, account.insurance_paid, account.share}
    planning = False
    for turn in turns:
        planning |= Move.PLAN in turn.moves
        for found in AMOUNT.finditer(turn.words):
            amount = Money.parse((found[1] or found[2]).replace(",", ""))
            if amount not in theirs and not (planning and amount <= account.balance):
                yield f"${amount}"
