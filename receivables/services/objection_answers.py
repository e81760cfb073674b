"""The answer to an objection, filled with the facts of the account that the person may hear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from receivables.domain.objections import Objection
from receivables.scripts.acts import ButtonAct
from receivables.scripts.answers import Answer, MustNot, answers, verify_first
from receivables.scripts.wordings import first_that_fits
from receivables.services.script_facts import account_facts, office_facts


@dataclass(frozen=True, slots=True)
class FilledAnswer:
    """What to say, in order, in the language of the call; what not to; and the button.

    `at_once` is the next step where what they ask for is texted during the call. `told` says
    whether the answer itself was given, or only that verification comes first.
    """

    objection: Objection
    acknowledge: str
    answer: str
    next_step: str
    at_once: str | None
    must_not: tuple[MustNot, ...]
    act: ButtonAct
    told: bool


def answer_to(
    session: Session,
    objection: Objection,
    language: str,
    now: dt.datetime,
    verified_as: int | None = None,
    encounter_id: int | None = None,
) -> FilledAnswer:
    """The answer to an objection; `verified_as` is the guarantor that the person proved to be.

    While that is None no fact of an account is told, nor that there is one (compliance H1).
    """
    account = None
    if verified_as is not None and not answers()[objection].anyone:
        account = account_facts(session, verified_as, language, now, encounter_id)
    return filled(objection, language, now, account, verified=verified_as is not None)


def filled(
    objection: Objection,
    language: str,
    now: dt.datetime,
    account: Mapping[str, str] | None,
    *,
    verified: bool,
) -> FilledAnswer:
    """The answer with these facts of an account in words; without `verified` none is used."""
    script = answers()[objection]
    told = script.anyone or verified
    spoken: Answer = script if told else verify_first()
    facts = office_facts(language, now) | (dict(account or {}) if verified else {})
    return FilledAnswer(
        objection,
        spoken.acknowledge.said(language, facts),
        first_that_fits(spoken.answer, facts).said(language, facts),
        first_that_fits(spoken.next_step, facts).said(language, facts),
        script.at_once.said(language, facts) if told and script.at_once else None,
        script.must_not,
        script.act,
        told,
    )
