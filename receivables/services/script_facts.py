"""The facts of an account in words, for the scripts of a call; what is not sure is left out.

Every amount is the one that the balance and the explanation tell, never one of its own.
"""

from __future__ import annotations

import datetime as dt

import phonenumbers
from babel.dates import format_date
from babel.numbers import format_currency
from sqlalchemy.orm import Session

from receivables.domain.business_days import add_business_days
from receivables.domain.money import ZERO, Money
from receivables.policy.figures import load_policy
from receivables.services.arrangement_facts import agreed_facts, possible_plan, promise_facts
from receivables.services.balances import BalanceSummary, VisitState, balance_summary
from receivables.services.clock import organisation_date
from receivables.services.patient_payments import last_patient_payment
from receivables.services.visit_facts import visit_facts
from receivables.settings import settings

Fact = Money | dt.date | int | str
_LOCALES = {"en": "en_US", "es": "es_US"}


def office_facts(language: str, now: dt.datetime) -> dict[str, str]:
    """What anybody may hear: who we are, how to reach us, by when somebody answers."""
    policy = load_policy(settings().policy_file)
    parsed = phonenumbers.parse(policy.organisation.callback_phone, None)
    hours = policy.organisation.office_hours_text
    answer_by = add_business_days(organisation_date(now), policy.follow_up.business_days)
    return {
        "organisation": policy.organisation.name,
        "phone": phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL),
        "hours": hours.get(language, hours["en"]),
        "answer_by": in_words(answer_by, language),
    }


def account_facts(
    session: Session,
    guarantor_id: int,
    language: str,
    now: dt.datetime,
    encounter_id: int | None = None,
) -> dict[str, str]:
    """What the verified person may hear of their account: of one visit (by default the one with
    the most left to pay), of all, and of what was agreed. Nothing that waits or is held.

    A visit that is not theirs tells nothing.
    """
    summary = balance_summary(session, guarantor_id)
    facts: dict[str, Fact | None] = {"balance": summary.total if summary.total > ZERO else None}
    visit = _visit(summary, encounter_id)
    if visit is not None:
        facts |= visit_facts(session, visit)
    paid = last_patient_payment(session, guarantor_id)
    if paid is not None:
        facts["last_payment"], facts["last_payment_date"] = paid
    facts |= agreed_facts(session, guarantor_id, organisation_date(now))
    facts |= possible_plan(session, guarantor_id, now)
    facts |= promise_facts(session, guarantor_id)
    return {name: in_words(fact, language) for name, fact in facts.items() if fact is not None}


def in_words(fact: Fact, language: str) -> str:
    """An amount, a date or a count as it is said: `$120.00`, `July 20, 2026`."""
    locale = _LOCALES[language]
    if isinstance(fact, Money):
        return str(format_currency(str(fact), "USD", locale=locale))
    if isinstance(fact, dt.date):
        return str(format_date(fact, "long", locale=locale))
    return str(fact)


def _visit(summary: BalanceSummary, encounter_id: int | None) -> int | None:
    if encounter_id is not None:
        theirs = {visit.encounter_id for visit in summary.visits}
        return encounter_id if encounter_id in theirs else None
    sure = [visit for visit in summary.visits if visit.state is VisitState.PAYABLE]
    most = max(sure or summary.visits, key=lambda visit: visit.balance, default=None)
    return most.encounter_id if most else None
