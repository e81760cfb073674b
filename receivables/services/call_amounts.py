"""Amounts that a collector wrote down as the account's, compared with the account.

Judged while the call is closed, when the account is as it was told; kept as amounts alone. What
the person says of money (an offer, an income) is theirs, and never wrong.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from sqlalchemy.orm import Session

from receivables.domain.explanation import PartKind
from receivables.domain.money import Money
from receivables.services.call_agreements import arrangement_of_call
from receivables.services.collector_calls import note_down
from receivables.services.staff_cards import account_card
from receivables.store.tables import CollectorCall

CHECKED = "amounts_checked"
_SENTENCE = re.compile(r"[\n;]|[.!?](?:\s|$)")
_AMOUNT = re.compile(r"\$ ?(\d[\d,]*(?:\.\d{2})?)(?!\d)|\b(\d[\d,]*\.\d{2})(?!\d)")
_OF_THE_ACCOUNT = re.compile(
    r"\b(?:owes?|owed|owing|balance|bal|bill|billed|charged?|due|left|total|agreed|promised?|told"
    r"|insurance paid|ins pd|copay|deductible)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:says?|said|sts|states?|claims?|thinks?|offer\w*|wants?|wishes|asks?|makes|earns"
    r"|income|rent|can|could)\b",
    re.IGNORECASE,
)


def check_amounts(
    session: Session, call: CollectorCall, notes: str, promised: Money | None, now: dt.datetime
) -> None:
    """Keep which amounts in the notes are none of the account's; nothing where none is told."""
    told = set(_told(notes))
    if not told or not call.verified:
        return
    known = amounts_of(session, call) | ({promised} if promised else set())
    wrong = sorted(told - known)
    note_down(call, CHECKED, now, ",".join(str(amount) for amount in wrong) or "right")


def wrong_amounts(call: CollectorCall) -> tuple[str, ...] | None:
    """Those amounts, in dollars; None where none was told."""
    for event in reversed(call.happened):
        if event["what"] == CHECKED:
            return () if event["value"] == "right" else tuple(event["value"].split(","))
    return None


def amounts_of(session: Session, call: CollectorCall) -> set[Money]:
    """All amounts that are the account's: balances, their parts, and what was agreed on."""
    return set(_known(session, call))


def _told(notes: str) -> Iterator[Money]:
    for sentence in _SENTENCE.split(notes):
        if _OF_THE_ACCOUNT.search(sentence) and not _THEIRS.search(sentence):
            for found in _AMOUNT.finditer(sentence):
                yield Money.parse((found[1] or found[2]).replace(",", ""))


def _known(session: Session, call: CollectorCall) -> Iterator[Money]:
    account = account_card(session, call.guarantor_id)
    yield account.total
    for visit in account.visits:
        yield visit.balance.balance
        if visit.explanation.left is not None:
            yield visit.explanation.left
        yield visit.explanation.share
        for kind in PartKind:
            yield _unsigned(visit.explanation.total(kind))
        yield from (_unsigned(part.amount) for part in visit.explanation.parts)
    for agreed in filter(None, (account.arrangement, arrangement_of_call(session, call))):
        yield agreed.total
        yield from (payment.amount for payment in agreed.installments)


def _unsigned(amount: Money) -> Money:
    return Money(abs(amount.cents))
