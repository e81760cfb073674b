"""The parts of an explanation, from the ledger rows that stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from receivables.domain.adjustment_wording import (
    UNCOVERED_KINDS,
    fits,
    remark_wordings,
    share_wording,
    write_off_wording,
)
from receivables.domain.explanation import SHARE_KINDS, ExplanationPart, PartKind
from receivables.domain.money import ZERO, Money
from receivables.domain.responsibility import Reason
from receivables.policy.account_movements import INSURER_FOUND
from receivables.store.tables import Encounter, EntryKind, LedgerEntry, Party

_ORDER = tuple(PartKind)
_PLAIN = {
    EntryKind.CHARGE: (PartKind.CHARGE, "utter_bill_explanation_visit"),
    EntryKind.INSURANCE_PAYMENT: (
        PartKind.INSURANCE_PAID,
        "utter_bill_explanation_insurance_paid",
    ),
    EntryKind.PATIENT_PAYMENT: (
        PartKind.PATIENT_PAYMENTS,
        "utter_bill_explanation_patient_paid",
    ),
    EntryKind.REFUND: (PartKind.REFUNDED, "utter_bill_explanation_refunded"),
}


def explanation_parts(
    encounter: Encounter, entries: Sequence[LedgerEntry]
) -> tuple[ExplanationPart, ...]:
    """Each kind of amount once, in the order of telling; rows that were undone are left out."""
    groups: dict[tuple[PartKind, str, str], list[LedgerEntry]] = {}
    for entry in standing_rows(entries):
        if _is_told(entry):
            groups.setdefault(_heading(entry), []).append(entry)
    parts = [_part(heading, rows) for heading, rows in groups.items()]
    told = [part for part in (*parts, *_rest(encounter, entries)) if part.amount]
    signed = map(_signed, sorted(told, key=lambda part: _ORDER.index(part.kind)))
    return tuple(_each_remark_once(list(signed)))


def _signed(part: ExplanationPart) -> ExplanationPart:
    """An amount that goes against its kind has words of its own: a share that is lowered, a
    write-off that raises (an insurer that paid above the charge)."""
    if part.kind in SHARE_KINDS and part.amount < ZERO:
        return replace(part, sentence="utter_bill_explanation_share_lowered")
    if part.kind in (PartKind.WRITE_OFF, PartKind.PLAN_DISCOUNT) and part.amount > ZERO:
        return replace(part, sentence="utter_bill_explanation_insurer_difference")
    return part


def _each_remark_once(parts: list[ExplanationPart]) -> list[ExplanationPart]:
    """Each remark at the one amount that it explains best."""
    kept: dict[int, list[str]] = {place: [] for place in range(len(parts))}
    for remark in dict.fromkeys(remark for part in parts for remark in part.remarks):
        places = [
            place
            for place, part in enumerate(parts)
            if remark in part.remarks and fits(remark, part.kind)
        ]
        if places:
            kept[min(places, key=lambda place: _rank(parts[place].kind))].append(remark)
    return [replace(part, remarks=tuple(kept[place])) for place, part in enumerate(parts)]


def _rank(kind: PartKind) -> int:
    return UNCOVERED_KINDS.index(kind) if kind in UNCOVERED_KINDS else len(UNCOVERED_KINDS)


def standing_rows(entries: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    """The rows, by date, without those taken back and those that took them back."""
    standing: list[LedgerEntry] = []
    undone: set[int] = set()
    for entry in sorted(entries, key=lambda entry: entry.id, reverse=True):
        if entry.id in undone:
            continue
        if entry.corrects_id is None:
            standing.append(entry)
        else:
            undone.add(entry.corrects_id)
    return sorted(standing, key=lambda entry: (entry.effective_on, entry.key))


def _is_told(entry: LedgerEntry) -> bool:
    # Of a transfer only the patient's side is told; moving a whole charge is no amount of its own.
    moved = entry.provenance.get("reason") == INSURER_FOUND
    return not moved and (entry.kind is not EntryKind.TRANSFER or entry.party is Party.PATIENT)


def _heading(entry: LedgerEntry) -> tuple[PartKind, str, str]:
    reason = str(entry.provenance.get("reason", ""))
    if entry.kind is EntryKind.TRANSFER:
        wording = share_wording(reason, entry.provenance.get("remarks", ()))
        return wording.kind, wording.sentence, ""
    if entry.kind is EntryKind.ADJUSTMENT:
        return *write_off_wording(str(entry.provenance.get("group", "")), reason), ""
    payer = entry.provenance.get("payer", "")
    return *_PLAIN[entry.kind], str(payer)


def _part(heading: tuple[PartKind, str, str], rows: Sequence[LedgerEntry]) -> ExplanationPart:
    kind, sentence, payer = heading
    codes = [code for row in rows for code in row.provenance.get("remarks", ())]
    return ExplanationPart(
        kind,
        Money.total(row.amount for row in rows),
        sentence,
        payer,
        remark_wordings(codes),
        tuple(row.provenance | {"amount": str(row.amount), "entry": row.key} for row in rows),
    )


def _rest(encounter: Encounter, entries: Sequence[LedgerEntry]) -> Iterator[ExplanationPart]:
    """What is still with the insurer, and a charge that never was with one."""
    still = Money.total(row.amount for row in entries if row.party is Party.INSURANCE)
    if Reason.QUALIFIED_MEDICARE_BENEFICIARY in (encounter.reasons or ()):
        yield ExplanationPart(PartKind.WRITE_OFF, -still, "utter_bill_explanation_protected")
    else:
        name = "utter_bill_explanation_insurance_open"
        yield ExplanationPart(PartKind.INSURANCE_OPEN, -still, name)
    charged = [row.amount for row in entries if _puts_charge_to_patient(row)]
    yield ExplanationPart(
        PartKind.SELF_PAY, Money.total(charged), "utter_bill_explanation_self_pay"
    )


def _puts_charge_to_patient(row: LedgerEntry) -> bool:
    charge = row.kind is EntryKind.CHARGE or row.provenance.get("reason") == INSURER_FOUND
    return charge and row.party is Party.PATIENT
