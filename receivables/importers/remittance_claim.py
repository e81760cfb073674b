"""Building one claim from its segments, CLP to the next CLP (remittance 1a, loops 2100, 2110)."""

from __future__ import annotations

from collections.abc import Callable

from receivables.domain.remittance import (
    Adjustment,
    ClaimPayment,
    Party,
    RemittanceTransaction,
    ServiceLine,
)
from receivables.importers.x12_segments import Segments
from receivables.importers.x12_values import amount, code, components, date, words

GROUPS = frozenset(("PR", "CO", "PI", "OA", "CR"))
QUALIFIERS = frozenset(("AD", "ER", "HC", "HP", "IV", "N4", "NU", "WK"))
_CLAIM_ELEMENTS = 10

Segment = list[str]
Report = Callable[[str], None]


class ClaimBuilder:
    """The claim that is being read. `damage` reports a fault and marks the claim damaged."""

    __slots__ = ("_last", "_report", "_segments", "claim", "component")

    def __init__(self, segments: Segments, report: Report) -> None:
        self._segments = segments
        self._report = report
        self.component = ":"
        self.claim: ClaimPayment | None = None
        self._last: ClaimPayment | ServiceLine | None = None

    def damage(self, what: str) -> None:
        """Records what is wrong with the claim, from which nothing may then be asked."""
        if self.claim is not None:
            self.claim.damaged = True
        self._report(what)

    def start(self, segment: Segment, transaction: RemittanceTransaction) -> None:
        """CLP: a new claim."""
        size = len(segment)
        if size < _CLAIM_ELEMENTS:
            segment = segment + [""] * (_CLAIM_ELEMENTS - size)
        name, status = segment[1].strip(), segment[2].strip()
        charge, paid = segment[3], segment[4]
        reported = segment[5]
        claim = ClaimPayment(
            words(name),
            status,
            amount(charge),
            amount(paid),
            amount(reported),
            segment[6].strip().upper(),
            words(segment[7]),
            segment[8],
            segment[9].strip(),
            self._segments.number,
            self._segments.line,
            transaction,
        )
        self.claim = self._last = claim
        unread = reported and claim.patient_responsibility_reported is None
        if unread or not (name and status) or claim.charge is None or claim.paid is None:
            self._explain_claim(segment)

    def _explain_claim(self, segment: Segment) -> None:
        for place, meaning in ((1, "account number"), (2, "status")):
            if not segment[place].strip():
                self.damage(f"CLP{place:02} ({meaning}) is missing")
        for place, meaning in ((3, "charge"), (4, "payment"), (5, "patient responsibility")):
            text = segment[place]
            if amount(text) is None and (text or place < 5):
                self.damage(_not_an_amount(f"CLP{place:02} ({meaning})", text))

    def adjustments(self, segment: Segment) -> None:
        """CAS: a group and up to six triplets of reason, amount, quantity."""
        target = self._last
        assert target is not None
        group = segment[1].strip() if len(segment) > 1 else ""
        if group not in GROUPS:
            self.damage(f"CAS01 is no adjustment group: {group!r}")
        found = target.adjustments
        if type(found) is not list:
            found = target.adjustments = []
        size = len(segment)
        for place in range(2, size, 3):
            reason = code(segment[place])
            value = segment[place + 1] if place + 1 < size else ""
            quantity = segment[place + 2] if place + 2 < size else ""
            if reason or value:
                money = amount(value)
                if money is None or not reason:
                    self._explain_triplet(place, reason, value)
                found.append(Adjustment(group, reason, money, quantity))
        if size < 4:
            self.damage("CAS holds no reason and amount")

    def _explain_triplet(self, place: int, reason: str, value: str) -> None:
        if not reason:
            self.damage(f"CAS{place:02} (reason) is missing")
        if amount(value) is None:
            self.damage(_not_an_amount(f"CAS{place + 1:02}", value))

    def service(self, segment: Segment) -> None:
        """SVC: a new service line of the claim."""
        claim = self.claim
        assert claim is not None
        size = len(segment)
        if size < 6:
            segment = segment + [""] * (6 - size)
        procedure = components(segment[1], self.component)
        charge, paid = amount(segment[2]), amount(segment[3])
        service = ServiceLine(
            procedure[1] if len(procedure) > 1 else procedure[0],
            charge,
            paid,
            segment[5],
            segment[4],
            procedure[0] if len(procedure) > 1 else "",
            [part for part in procedure[2:6] if part] if len(procedure) > 2 else (),
            self._segments.number,
        )
        if type(claim.services) is list:
            claim.services.append(service)
        else:
            claim.services = [service]
        self._last = service
        if not service.procedure or (service.procedure in QUALIFIERS and not service.qualifier):
            self.damage(f"SVC01 names no procedure: {segment[1][:20]!r}")
        if charge is None or paid is None:
            for place, meaning, text in ((2, "charge", segment[2]), (3, "payment", segment[3])):
                if amount(text) is None:
                    self.damage(_not_an_amount(f"SVC{place:02} ({meaning})", text))

    def party(self, segment: Segment) -> None:
        """NM1: someone the claim names."""
        claim = self.claim
        assert claim is not None
        name = " ".join(part for part in (segment[4:6] + segment[3:4]) if part)
        party = Party(
            segment[1].strip().upper() if len(segment) > 1 else "",
            words(name),
            words(segment[9].strip()) if len(segment) > 9 else "",
        )
        if type(claim.parties) is list:
            claim.parties.append(party)
        else:
            claim.parties = [party]

    def reference(self, segment: Segment) -> None:
        """REF: a number of the claim or the line, by its qualifier."""
        target = self._last
        assert target is not None
        if len(segment) > 2:
            target.references = {**target.references, segment[1]: words(segment[2])}

    def moment(self, segment: Segment) -> None:
        """DTM: a day of the claim or the line, by its qualifier. An unreadable one is left out."""
        target = self._last
        assert target is not None
        if len(segment) > 2:
            day = date(segment[2])
            if day is not None:
                target.dates = (
                    {**target.dates, segment[1]: day} if target.dates else {segment[1]: day}
                )

    def supplement(self, segment: Segment) -> None:
        """AMT: a further amount, by its qualifier (AU covered, B6 allowed, F5 patient paid)."""
        target = self._last
        assert target is not None
        if len(segment) > 2:
            target.amounts = {**target.amounts, segment[1]: amount(segment[2])}

    def remark(self, segment: Segment) -> None:
        """LQ: a remark code of the line."""
        if len(segment) > 2 and segment[2] and self._last is not None:
            self._last.remarks = [*self._last.remarks, code(segment[2])]

    def inpatient(self, segment: Segment) -> None:
        """MIA: remark codes in MIA05 and MIA20 to MIA23."""
        self._claim_remarks([*segment[5:6], *segment[20:24]])

    def outpatient(self, segment: Segment) -> None:
        """MOA: remark codes in MOA03 to MOA07."""
        self._claim_remarks(segment[3:8])

    def _claim_remarks(self, codes: list[str]) -> None:
        if self.claim is not None:
            self.claim.remarks = [*self.claim.remarks, *(code(each) for each in codes if each)]


def _not_an_amount(where: str, text: str) -> str:
    return f"{where} is not an amount: {text[:20]!r}" if text else f"{where} is missing"
