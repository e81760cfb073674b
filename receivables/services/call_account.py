"""What the person may hear about their account, in sentences made to be said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.services.balances import VisitState
from receivables.services.collector_calls import may_be_told
from receivables.services.explanation_text import detail_lines
from receivables.services.handoff_steps import NotAllowed
from receivables.services.staff_cards import AccountCard, ExplainedVisit, account_card
from receivables.store.tables import CollectorCall


@dataclass(frozen=True, slots=True)
class SpokenVisit:
    """A visit with the lines that tell why it costs what it costs, in the call's language."""

    visit: ExplainedVisit
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallFacts:
    """The account, and its visits as they are told: what is to pay first."""

    account: AccountCard
    visits: tuple[SpokenVisit, ...]


def call_facts(session: Session, call: CollectorCall, now: dt.datetime) -> CallFacts:
    """The facts for a call. Raises NotAllowed before proof and every disclosure (H1, D1)."""
    if not may_be_told(call, now):
        raise NotAllowed("Nothing about the account may be said in this call now.")
    account = account_card(session, call.guarantor_id)
    payable = VisitState.PAYABLE
    ordered = sorted(account.visits, key=lambda visit: visit.balance.state is not payable)
    return CallFacts(
        account,
        tuple(
            SpokenVisit(visit, tuple(detail_lines(visit.explanation, call.language, "voice")))
            for visit in ordered
        ),
    )
