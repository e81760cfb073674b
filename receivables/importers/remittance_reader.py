"""The 835's own grammar above its segments: interchanges, payments, claims in a stream.

What a payment says of itself stands before its first claim, so each claim can be handed out as
soon as the next one begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from receivables.domain.remittance import (
    ClaimPayment,
    Problem,
    RemittanceTransaction,
)
from receivables.importers.remittance_claim import ClaimBuilder, Segment
from receivables.importers.remittance_payment import (
    take_organisation,
    take_payment,
    take_provider_adjustments,
)
from receivables.importers.remittance_totals import Totals
from receivables.importers.x12_segments import Segments
from receivables.importers.x12_values import date, words

MOST_PROBLEMS = 1000
_NAME = re.compile(r"[A-Z][A-Z0-9]{1,2}")
_PASSED = frozenset(("N3", "N4", "PER", "LX", "TS3", "TS2", "QTY", "RDM", "CUR", "TA1", "GE"))


Handler = Callable[[Segment], None]


class RemittanceReader:
    """Reads segments into claims and payments; `problems` are those outside any payment."""

    def __init__(self, segments: Segments) -> None:
        self._segments = segments
        self.problems: list[Problem] = []
        self._transaction: RemittanceTransaction | None = None
        self._builder = ClaimBuilder(segments, self.report)
        self._totals = Totals()
        self._ready: list[ClaimPayment | RemittanceTransaction] = []
        self._foreign = False
        self._open_interchange = False
        self._version = ""
        self._outside = self._outside_claims()
        self._inside = self._outside | self._inside_claims()
        self._handlers = self._outside

    def __iter__(self) -> Iterator[ClaimPayment | RemittanceTransaction]:
        ready = self._ready
        for segment in self._segments:
            handler = self._handlers.get(segment[0])
            if handler is not None:
                handler(segment)
            elif segment[0] not in _PASSED:
                self._unknown(segment[0])
            if ready:
                yield from ready
                ready.clear()
        self._end()
        yield from ready

    def report(self, what: str) -> None:
        """Adds a problem where the reader stands."""
        place = f"segment {self._segments.number}, line {self._segments.line}"
        if self._builder.claim is not None:
            place += f", claim {self._builder.claim.patient_control_number}"
        problems = self._transaction.problems if self._transaction else self.problems
        if len(problems) < MOST_PROBLEMS:
            problems.append(Problem(place, what))
        elif len(problems) == MOST_PROBLEMS:
            problems.append(Problem(place, "more problems follow that are not listed"))

    def _outside_claims(self) -> dict[str, Handler]:
        return {
            "ISA": self._interchange,
            "IEA": self._interchange_end,
            "GS": self._group,
            "ST": self._start,
            "BPR": self._payment,
            "TRN": self._trace,
            "N1": self._organisation,
            "DTM": self._production_date,
            "CLP": self._claim,
            "PLB": self._provider_adjustment,
            "SE": self._finish,
            **dict.fromkeys(("CAS", "SVC", "LQ", "MIA", "MOA"), self._misplaced),
            **dict.fromkeys(("NM1", "REF", "AMT"), _pass),
        }

    def _inside_claims(self) -> dict[str, Handler]:
        builder = self._builder
        return {
            "BPR": self._second_payment,
            "TRN": _pass,
            "N1": _pass,
            "CAS": builder.adjustments,
            "SVC": builder.service,
            "NM1": builder.party,
            "REF": builder.reference,
            "DTM": builder.moment,
            "AMT": builder.supplement,
            "LQ": builder.remark,
            "MIA": builder.inpatient,
            "MOA": builder.outpatient,
        }

    def _misplaced(self, segment: Segment) -> None:
        if not self._foreign:
            self.report(f"{segment[0]} stands outside of any claim and is not read")

    def _second_payment(self, segment: Segment) -> None:
        self._builder.damage("another payment (BPR) begins within this claim")
        self._totals.incomplete = True

    def _unknown(self, name: str) -> None:
        if _NAME.fullmatch(name):
            if not self._foreign:
                self.report(f"the segment {name} is not known and not read")
        else:
            self._builder.damage(f"this is no segment: {name[:20]!r}")

    def _interchange(self, segment: Segment) -> None:
        self._close("the payment has no end (SE) before the next interchange")
        if self._open_interchange:
            self.report("the interchange before has no end (IEA)")
        self._open_interchange, self._version = True, ""
        if self._segments.delimiters is not None:
            self._builder.component = self._segments.delimiters.component

    def _interchange_end(self, segment: Segment) -> None:
        self._close("the payment has no end (SE) before the end of the interchange")
        self._open_interchange = False

    def _group(self, segment: Segment) -> None:
        self._close("the payment has no end (SE) before the next group")
        self._version = segment[8] if len(segment) > 8 else ""

    def _start(self, segment: Segment) -> None:
        self._close("the payment has no end (SE) before the next one")
        self._foreign = segment[1:2] != ["835"]
        if self._foreign:
            self.report(f"this transaction is no remittance (ST {segment[1:2]}); it is not read")
            return
        self._open(segment[2] if len(segment) > 2 else "")

    def _open(self, control_number: str) -> RemittanceTransaction:
        here = self._segments
        self._transaction = RemittanceTransaction(
            control_number, version=self._version, segment=here.number, line=here.line
        )
        self._totals = Totals()
        return self._transaction

    def _payment(self, segment: Segment) -> None:
        if self._transaction is not None:
            for fault in take_payment(self._transaction, segment):
                self.report(fault)
            self._totals.debit = segment[3:4] == ["D"]

    def _trace(self, segment: Segment) -> None:
        if self._transaction is not None and len(segment) > 2:
            self._transaction.trace = self._transaction.trace or words(segment[2])

    def _organisation(self, segment: Segment) -> None:
        if self._transaction is not None:
            take_organisation(self._transaction, segment)

    def _production_date(self, segment: Segment) -> None:
        if self._transaction is not None and segment[1:2] == ["405"] and len(segment) > 2:
            self._transaction.produced_on = date(segment[2])

    def _claim(self, segment: Segment) -> None:
        if self._foreign:
            return
        self._finish_claim()
        transaction = self._transaction
        if transaction is None:
            self.report("a claim stands outside of any payment (no ST before it)")
            transaction = self._open("")
        transaction.claim_count += 1
        self._builder.start(segment, transaction)
        self._handlers = self._inside

    def _finish_claim(self) -> None:
        claim, self._builder.claim = self._builder.claim, None
        self._handlers = self._outside
        if claim is not None:
            self._totals.add(claim)
            self._ready.append(claim)

    def _provider_adjustment(self, segment: Segment) -> None:
        if self._transaction is None:
            return
        self._finish_claim()
        component = self._builder.component
        for fault in take_provider_adjustments(self._transaction, segment, component):
            self.report(fault)

    def _finish(self, segment: Segment) -> None:
        self._foreign = False
        transaction = self._transaction
        if transaction is None:
            return
        self._finish_claim()
        counted = self._segments.number - transaction.segment + 1
        stated = segment[1] if len(segment) > 1 else ""
        if stated != str(counted) and transaction.segment:
            self.report(f"SE01 counts {stated[:10]!r} segments, {counted} are here")
        if segment[2:3] != [transaction.control_number] and transaction.control_number:
            self.report(f"SE02 is not the {transaction.control_number!r} of ST02")
        self._hand_out()

    def _close(self, why: str) -> None:
        """Ends a payment that has no SE: what was read last may be cut."""
        self._foreign = False
        if self._transaction is not None:
            if self._builder.claim is not None:
                self._builder.damage(why)
            else:
                self.report(why)
            self._finish_claim()
            self._totals.incomplete = True
            self._hand_out()

    def _hand_out(self) -> None:
        transaction = self._transaction
        assert transaction is not None
        transaction.balances = self._totals.balances(transaction)
        if transaction.balances is None:
            self.report("the balance of the payment cannot be checked: not all of it is known")
        self._transaction = None
        self._ready.append(transaction)

    def _end(self) -> None:
        self._close("the file ends within the payment (no SE)")
        if self._open_interchange:
            self.report("the file ends before the end of the interchange (IEA): it may be cut")
        if self._segments.skipped:
            self.report(f"{self._segments.skipped} characters belong to no interchange")


def _pass(segment: Segment) -> None:
    """Nothing of this segment is used here."""
