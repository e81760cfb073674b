"""The scorecard of a call, the same for practice and for real ones.

Sources: compliance H1 (nothing before verification), D1 and D5 (what must be said), T10 (nothing
to others), M3 (no card numbers), M6 and `forbidden_words` (no threat), T8, T9, D3, D4 (stop where
somebody asked for it). One of these missed fails the call, whatever else was done well.

What a record does not tell is not judged (`passed` is None): a real call has no transcript here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from receivables.policy.contact.disclosures import Disclosure


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What is known of a call, whoever kept it. None and empty where it is not known.

    `due` and `said` are disclosures, in order. `fact_before_proof`, `asked_for_card`: whether it
    happened. `slips` are the rules that words broke, `wrong_amounts` amounts told that are not the
    account's. `went_on`: money was spoken of after it had to stop; None where nothing had to.
    `outcome_why`: what a poor outcome lacked.
    """

    due: tuple[Disclosure, ...] = ()
    said: tuple[Disclosure, ...] = ()
    introduced: bool | None = None
    fact_before_proof: bool | None = None
    to_others: bool | None = None
    asked_for_card: bool | None = None
    slips: tuple[str, ...] | None = None
    wrong_amounts: tuple[str, ...] | None = None
    acknowledged: bool | None = None
    went_on: bool | None = None
    outcome: bool | None = None
    outcome_why: str = ""


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One line of the scorecard. `fails_all`: missing it fails the call."""

    name: str
    passed: bool | None
    fails_all: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All lines; `points` of 100 over those that were judged, 0 once one fails the call."""

    items: tuple[ScoreItem, ...]

    @property
    def failed(self) -> bool:
        """Whether something was missed that fails the call."""
        return any(item.fails_all and item.passed is False for item in self.items)

    @property
    def points(self) -> int:
        """The share of the judged lines that passed, in whole points."""
        judged = [item for item in self.items if item.passed is not None]
        if self.failed or not judged:
            return 0
        return round(100 * sum(bool(item.passed) for item in judged) / len(judged))


def scorecard(record: CallRecord) -> Scorecard:
    """The scorecard of a call.

    >>> card = scorecard(CallRecord(fact_before_proof=True, outcome=True))
    >>> card.failed, card.points
    (True, 0)
    """
    return Scorecard(tuple(line(record) for line in _LINES))


def _introduced(record: CallRecord) -> ScoreItem:
    return ScoreItem("introduced", record.introduced)


def _disclosures(record: CallRecord) -> ScoreItem:
    passed = record.said == record.due if record.due else None
    missing = [due.value for due in record.due if due not in record.said]
    return ScoreItem("disclosures", passed, True, ", ".join(missing))


def _verification(record: CallRecord) -> ScoreItem:
    return ScoreItem("verified_before_facts", _not(record.fact_before_proof), True)


def _others(record: CallRecord) -> ScoreItem:
    return ScoreItem("nothing_to_others", _not(record.to_others), True)


def _card(record: CallRecord) -> ScoreItem:
    return ScoreItem("no_card_number", _not(record.asked_for_card), True)


def _tone(record: CallRecord) -> ScoreItem:
    passed = None if record.slips is None else not record.slips
    return ScoreItem("tone", passed, True, "; ".join(record.slips or ()))


def _stopped(record: CallRecord) -> ScoreItem:
    return ScoreItem("stopped_where_asked", _not(record.went_on), True)


def _amounts(record: CallRecord) -> ScoreItem:
    passed = None if record.wrong_amounts is None else not record.wrong_amounts
    return ScoreItem("amounts_right", passed, False, ", ".join(record.wrong_amounts or ()))


def _acknowledged(record: CallRecord) -> ScoreItem:
    return ScoreItem("feeling_acknowledged", record.acknowledged)


def _outcome(record: CallRecord) -> ScoreItem:
    return ScoreItem("outcome", record.outcome, why=record.outcome_why)


def _not(happened: bool | None) -> bool | None:
    return None if happened is None else not happened


_LINES: tuple[Callable[[CallRecord], ScoreItem], ...] = (
    _introduced,
    _disclosures,
    _verification,
    _others,
    _amounts,
    _acknowledged,
    _tone,
    _card,
    _stopped,
    _outcome,
)
