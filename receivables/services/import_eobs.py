"""Takes insurers' explanations of benefit (FHIR) as evidence beside the remittances.

An explanation posts nothing and raises nothing: the 835 makes the balance. Where an explanation
says that the patient owes less than the 835 does, the account is held for a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from receivables.domain.explanation_of_benefit import ExplanationOfBenefit
from receivables.domain.money import Money
from receivables.domain.responsibility import Decision, Reason
from receivables.importers.fhir_eob import read_explanations
from receivables.importers.problems import ImportProblem
from receivables.policy.explanation_decision import decide_explanations
from receivables.policy.explanation_payments import PAID
from receivables.policy.explanation_versions import replaced_by
from receivables.services.import_report import ImportReport
from receivables.services.posting import post_again
from receivables.store.database import transaction
from receivables.store.tables import ExplanationRecord

_STATED = (Reason.PATIENT_SHARE, Reason.NO_PATIENT_SHARE, Reason.PAID_BY_PATIENT)
_ASK = "Compare with the insurer's original"


def import_eobs(engine: Engine, paths: Iterable[Path], now: dt.datetime) -> ImportReport:
    """Keep every explanation of the files; the same again changes nothing, a newer version of
    one takes its place. Raises nothing for what stands in the files."""
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
            _keep(engine, path.name, item, decision, now, report)
    return report


def _current(
    found: list[ExplanationOfBenefit],
) -> Iterator[tuple[ExplanationOfBenefit, Decision]]:
    """Each explanation but copies and earlier versions of one that comes in the same file."""
    decided = list(zip(found, decide_explanations(found), strict=True))
    standing = {_key(item) for item, decision in decided if not _over(decision)}
    for item, decision in decided:
        if not (_over(decision) and _key(item) in standing):
            yield item, decision


def _over(decision: Decision) -> bool:
    return decision.reasons[0] in (Reason.REPLACED, Reason.DUPLICATE)


def _key(item: ExplanationOfBenefit) -> str:
    return f"{item.payer}|{item.identifier}"


def _keep(
    engine: Engine,
    file: str,
    item: ExplanationOfBenefit,
    decision: Decision,
    now: dt.datetime,
    report: ImportReport,
) -> None:
    key = _key(item)
    values = {
        "account_number": item.patient_control_number.strip(),
        "disposition": str(decision.disposition),
        "reasons": [str(reason) for reason in decision.reasons],
        "patient_owes": _stated(decision),
        "patient_paid": _paid(decision),
        "made_on": item.created,
        "replaces": sorted(replaced_by(item)),
    }
    with transaction(engine) as session:
        record = session.scalar(select(ExplanationRecord).filter_by(key=key))
        if record is not None and _says_no_more(record, values):
            report.unchanged += 1
            return
        if record is None:
            report.taken += 1
            record = ExplanationRecord(key=key, payer=item.payer)
            session.add(record)
        else:
            report.changed += 1
        accounts = {record.account_number, item.patient_control_number.strip()} - {None}
        for name, value in values.items():
            setattr(record, name, value)
        record.file_name, record.imported_at = file, now
        session.flush()
        post_again(session, accounts, now)
    report.held += values["disposition"] == "hold"


def _says_no_more(record: ExplanationRecord, values: dict[str, Any]) -> bool:
    """Whether the record says the same already, or is of a later day."""
    made_on = values["made_on"]
    later = record.made_on is not None and made_on is not None and record.made_on > made_on
    return later or all(getattr(record, name) == value for name, value in values.items())


def _stated(decision: Decision) -> Money | None:
    """What the explanation says the patient owes; of a cancelled or replaced one that is unknown,
    not zero."""
    stated = decision.reasons[0] in _STATED
    return decision.patient_owes if stated else None


def _paid(decision: Decision) -> Money | None:
    """What the explanation says the patient has paid."""
    paid = (share.amount for share in decision.shares if share.reason == PAID)
    return None if _stated(decision) is None else -Money.total(paid)
