"""Compares, account by account, what the ledger says with what the claims and charges say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import batched

from sqlalchemy import select
from sqlalchemy.orm import Session

from receivables.domain.money import ZERO, Money
from receivables.domain.responsibility import AccountDecision, Disposition, Reason
from receivables.policy.account_timeline import Timeline
from receivables.services.claim_rows import ClaimRow, rows_of_accounts
from receivables.services.explanation_evidence import is_contradicted
from receivables.services.ledger_rows import StandingRow, account_entries, difference
from receivables.services.posting import timeline_of
from receivables.store.tables import ClaimState, Encounter, EntryKind, Party

_ACCOUNTS_A_TIME = 500
_FINAL = (Disposition.PAYABLE, Disposition.NOTHING_OWED)


_EVIDENCE = (
    " (an explanation of benefit, or a payment that a claim tells of and that is not here, "
    "leaves less to the patient)"
)


class UnknownAccount(LookupError):
    """No account has this number."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that does not agree. `code` is stable, `what` is for a person."""

    code: str
    what: str


@dataclass(frozen=True, slots=True)
class AccountDisagreements:
    """An account whose rows, remittances and reported balance do not agree, and why."""

    account_number: str
    disagreements: tuple[Disagreement, ...]


def reconcile(
    session: Session, account_number: str | None = None, on: dt.date | None = None
) -> Iterator[AccountDisagreements]:
    """Every account that disagrees, or one; as of today, or of the end of a past date.

    Raises UnknownAccount for a number that no account has.
    """
    query = select(Encounter.id).order_by(Encounter.account_number)
    if account_number is not None:
        query = query.where(Encounter.account_number == account_number)
    ids = session.scalars(query).all()
    if account_number is not None and not ids:
        raise UnknownAccount(account_number)
    for some in batched(ids, _ACCOUNTS_A_TIME):
        yield from _reconcile_some(session, some, on)


def _reconcile_some(
    session: Session, ids: Sequence[int], on: dt.date | None
) -> Iterator[AccountDisagreements]:
    encounters = session.scalars(
        select(Encounter).where(Encounter.id.in_(ids)).order_by(Encounter.account_number)
    ).all()
    claims = rows_of_accounts(session, [encounter.account_number for encounter in encounters])
    entries = account_entries(session, ids)
    for encounter in encounters:
        rows = [
            row for row in entries.get(encounter.id, ()) if on is None or row.effective_on <= on
        ]
        some = claims.get(encounter.account_number, [])
        dated = [claim for claim in some if on is None or claim.effective_on <= on]
        found = tuple(_Check(encounter, rows, dated).disagreements(on is None))
        if found:
            yield AccountDisagreements(encounter.account_number, found)


class _Check:
    def __init__(
        self, encounter: Encounter, rows: Sequence[StandingRow], claims: Sequence[ClaimRow]
    ) -> None:
        self.encounter, self.rows, self.claims = encounter, rows, claims
        self.timeline: Timeline | None = timeline_of(encounter, claims) if claims else None

    def disagreements(self, now: bool) -> Iterator[Disagreement]:
        yield from self._charge()
        yield from self._rows()
        yield from self._insurance()
        yield from self._held()
        if now:
            yield from self._reported()

    def _charge(self) -> Iterator[Disagreement]:
        charged = self._sum(kind=EntryKind.CHARGE)
        if self.rows and charged != self.encounter.charge:
            yield Disagreement(
                "charge_differs",
                f"the ledger charges {charged}, the account {self.encounter.charge}",
            )

    def _rows(self) -> Iterator[Disagreement]:
        from_claims = {row.key: row for row in self.rows if row.claim_record_id is not None}
        planned = self.timeline.entries if self.timeline else []
        for values in difference(planned, from_claims):
            surplus = values["key"].startswith("void|")
            code = "row_without_remittance" if surplus else "row_missing"
            kind, party, amount = values["kind"], values["party"], values["amount"]
            place = "stands without a claim" if surplus else "is missing"
            shown = -amount if surplus else amount
            yield Disagreement(code, f"a {kind} of {shown} on the {party} side {place}")

    def _insurance(self) -> Iterator[Disagreement]:
        if self.timeline is None or self.timeline.standing.disposition not in _FINAL:
            return
        open_amount = self._sum(party=Party.INSURANCE)
        if open_amount not in (ZERO, _protected(self.timeline.standing.decision)):
            yield Disagreement(
                "insurance_open", f"the claims leave {open_amount} of the charge unaccounted for"
            )

    def _held(self) -> Iterator[Disagreement]:
        for claim in self.claims:
            if claim.state is ClaimState.HELD:
                number = claim.claim.payer_claim_control_number or "without a number"
                reasons = ", ".join(claim.reasons)
                yield Disagreement("claim_held", f"claim {number} is not posted ({reasons})")

    def _reported(self) -> Iterator[Disagreement]:
        if self.timeline is None:
            return
        standing = self.timeline.standing
        if self.encounter.disposition != standing.disposition:
            why = _EVIDENCE if is_contradicted(self.encounter) else ""
            yield Disagreement(
                "decision_differs",
                f"the balance is reported as {self.encounter.disposition}, "
                f"the claims say {standing.disposition}{why}",
            )
        share = self._sum(party=Party.PATIENT, kind=EntryKind.TRANSFER)
        decided = standing.decision.patient_owes
        if standing.disposition is Disposition.PAYABLE and share != self._due(decided):
            yield Disagreement(
                "share_differs", f"the patient is asked for {share}, the claims say {decided}"
            )

    def _due(self, decided: Money | None) -> Money:
        # A self-pay charge went over to the insurer that turned up.
        moved = ZERO if self.encounter.payer else self.encounter.charge
        return (decided or ZERO) - moved

    def _sum(self, party: Party | None = None, kind: EntryKind | None = None) -> Money:
        return Money.total(
            row.amount
            for row in self.rows
            if (party is None or row.party is party) and (kind is None or row.kind is kind)
        )


def _protected(decision: AccountDecision) -> Money:
    """What a program for members with little money forbids to ask of the patient (QMB): it stays
    with the insurers until it is written off."""
    return Money.total(
        part.amount
        for claim, decided in decision.claims
        if Reason.QUALIFIED_MEDICARE_BENEFICIARY in decided.reasons
        for _, part in claim.all_adjustments()
        if part.group == "PR" and part.amount is not None
    )
