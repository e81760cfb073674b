"""Takes insurers' explanations of benefit (FHIR) as evidence beside the remittances.

An explanation posts nothing and raises nothing: the 835 makes the balance. Where an explanation
says that the patient owes less than the 835 does, the account is held for a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from sqlalchemy import Engine, select

from receivables.domain.explanation_of_benefit import ExplanationOfBenefit
from receivables.domain.money import Money
from receivables.domain.responsibility import Decision, Disposition, Reason
from receivables.importers.fhir_eob import read_explanations
from receivables.importers.problems import ImportProblem
from receivables.policy.explanation_decision import decide_explanation, decide_explanations
from receivables.policy.explanation_evidence import Evidence, standing_evidence
from receivables.policy.explanation_payments import PAID
from receivables.policy.explanation_versions import replaced_by
from receivables.services.explanation_evidence import UNDATED
from receivables.services.import_report import ImportReport
from receivables.services.posting import post_again
from receivables.store.database import transaction
from receivables.store.tables import ExplanationRecord

_STATED = (Reason.PATIENT_SHARE, Reason.NO_PATIENT_SHARE, Reason.PAID_BY_PATIENT)
_STATEMENTS = tuple(field.name for field in fields(Evidence))
_ASK = "Compare with the insurer's original"


def import_eobs(engine: Engine, paths: Iterable[Path], now: dt.datetime) -> ImportReport:
    """Keep every explanation of the files; the same again changes nothing, a newer version of
    one takes its place, two of the same day that differ hold. Raises nothing for what stands in
    the files."""
    report = ImportReport()
    for path in map(Path, paths):
        found = list(read_explanations(path))
        report.problems.extend(
            ImportProblem(path.name, problem.where, problem.what, _ASK, notice=not item.damaged)
            for item in found
            for problem in item.problems
        )
        known = [item for item in found if item.identifier]
        for item, decision in _current(known):
            _keep(engine, path.name, item, _evidence(item, decision), now, report)
    return report


def _current(
    found: list[ExplanationOfBenefit],
) -> Iterator[tuple[ExplanationOfBenefit, Decision]]:
    """Each explanation but copies and earlier versions of one that comes in the same file.

    Versions in conflict come each with what it says by itself, as they would in files apart.
    """
    decided = list(zip(found, decide_explanations(found), strict=True))
    standing = {_key(item) for item, decision in decided if not _over(decision)}
    for item, decision in decided:
        if decision.reasons[0] is Reason.CONFLICTING_CLAIMS:
            yield item, decide_explanation(item)
        elif not (_over(decision) and _key(item) in standing):
            yield item, decision


def _over(decision: Decision) -> bool:
    return decision.reasons[0] in (Reason.REPLACED, Reason.DUPLICATE)


def _key(item: ExplanationOfBenefit) -> str:
    return f"{item.payer}|{item.identifier}{'' if item.created else UNDATED}"


def _evidence(item: ExplanationOfBenefit, decision: Decision) -> Evidence:
    account_number = item.patient_control_number.strip()
    return Evidence(
        account_numbers=[account_number] if account_number else [],
        disposition=str(decision.disposition),
        reasons=[str(reason) for reason in decision.reasons],
        patient_owes=_stated(decision),
        patient_paid=_paid(decision),
        made_on=item.created,
        replaces=sorted(replaced_by(item)),
    )


def _keep(
    engine: Engine,
    file: str,
    item: ExplanationOfBenefit,
    come: Evidence,
    now: dt.datetime,
    report: ImportReport,
) -> None:
    key = _key(item)
    with transaction(engine) as session:
        record = session.scalar(select(ExplanationRecord).filter_by(key=key).with_for_update())
        known = _known(record) if record is not None else None
        standing = standing_evidence(known, come) if known is not None else come
        if standing == known:
            report.unchanged += 1
            return
        if record is None:
            report.taken += 1
            record = ExplanationRecord(key=key, payer=item.payer)
            session.add(record)
        else:
            report.changed += 1
        for name in _STATEMENTS:
            setattr(record, name, getattr(standing, name))
        record.file_name, record.imported_at = file, now
        session.flush()
        each_named = (known, come, standing)
        accounts = {number for each in each_named if each for number in each.account_numbers}
        post_again(session, accounts, now)
    report.held += standing.disposition == Disposition.HOLD


def _known(record: ExplanationRecord) -> Evidence:
    values = {name: getattr(record, name) for name in _STATEMENTS}
    return Evidence(**values | {"account_numbers": sorted(record.account_numbers)})


def _stated(decision: Decision) -> Money | None:
    """What the explanation says the patient owes; of a cancelled or replaced one that is unknown,
    not zero."""
    stated = decision.reasons[0] in _STATED
    return decision.patient_owes if stated else None


def _paid(decision: Decision) -> Money | None:
    """What the explanation says the patient has paid."""
    paid = (share.amount for share in decision.shares if share.reason == PAID)
    return None if _stated(decision) is None else -Money.total(paid)
