"""Building 835 files for tests: synthetic people, round amounts, every part replaceable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from receivables.domain.remittance import ClaimPayment, RemittanceTransaction
from receivables.importers.remittance import read_remittance

ISA = (
    "ISA*00*          *00*          *ZZ*PAYER          *ZZ*PROVIDER       "
    "*260101*1200*^*00501*000000001*0*P*:~"
)


@dataclass
class Line:
    """SVC with its adjustments: (group, reason, amount)."""

    charge: str
    paid: str
    adjustments: Sequence[tuple[str, str, str]] = ()
    procedure: str = "99213"
    remarks: Sequence[str] = ()

    def segments(self) -> list[str]:
        """SVC, DTM, CAS, LQ."""
        return [
            f"SVC*HC:{self.procedure}*{self.charge}*{self.paid}**1",
            "DTM*472*20260914",
            *(f"CAS*{group}*{reason}*{amount}" for group, reason, amount in self.adjustments),
            *(f"LQ*HE*{remark}" for remark in self.remarks),
        ]


@dataclass
class Claim:
    """CLP with everything below it. `reported` None leaves CLP05 to the sum of PR."""

    charge: str = "200"
    paid: str = "120"
    adjustments: Sequence[tuple[str, str, str]] = (("CO", "45", "50"), ("PR", "1", "30"))
    reported: str | None = None
    status: str = "1"
    account: str = "PB-10001"
    number: str = "ICN1"
    filing: str = "12"
    remarks: Sequence[str] = ()
    lines: Sequence[Line] = ()
    more: Sequence[str] = ()
    frequency: str = "1"

    def segments(self) -> list[str]:
        """CLP to the last line's remarks."""
        share = [a for a in self.adjustments if a[0] == "PR"]
        share += [a for line in self.lines for a in line.adjustments if a[0] == "PR"]
        total = sum((Decimal(amount) for _, _, amount in share), Decimal(0))
        reported = self.reported if self.reported is not None else (str(total) if share else "")
        clp = (
            f"CLP*{self.account}*{self.status}*{self.charge}*{self.paid}*{reported}"
            f"*{self.filing}*{self.number}*11*{self.frequency}"
        )
        cas = [f"CAS*{group}*{reason}*{amount}" for group, reason, amount in self.adjustments]
        moa = [f"MOA***{'*'.join(self.remarks)}"] if self.remarks else []
        parts = [clp, *cas, "NM1*QC*1*DELGADO*ROSA****MI*M100", *moa, *self.more]
        return parts + [segment for line in self.lines for segment in line.segments()]


@dataclass
class Payment:
    """ST to SE. `amount` None makes it balance."""

    claims: Sequence[Claim] = field(default_factory=lambda: [Claim()])
    amount: str | None = None
    payer: str = "RUSHMORE LIFE"
    trace: str = "TRACE1"
    day: str = "20260920"
    provider_adjustments: Sequence[tuple[str, str]] = ()
    control: str = "0001"

    def segments(self) -> list[str]:
        """ST to SE with the right count."""
        paid = sum((Decimal(claim.paid) for claim in self.claims), Decimal(0))
        taken = sum((Decimal(amount) for _, amount in self.provider_adjustments), Decimal(0))
        amount = self.amount if self.amount is not None else str(paid - taken)
        body = [
            f"ST*835*{self.control}",
            f"BPR*I*{amount}*C*CHK************{self.day}",
            f"TRN*1*{self.trace}*1512345678",
            f"N1*PR*{self.payer}",
            "N1*PE*LAKESIDE CLINIC*XX*1234567893",
            "LX*1",
            *(segment for claim in self.claims for segment in claim.segments()),
            *(
                f"PLB*1234567893*20261231*{code}:REF*{cut}"
                for code, cut in self.provider_adjustments
            ),
        ]
        return [*body, f"SE*{len(body) + 1}*{self.control}"]


def file_of(*payments: Payment, separator: str = "~\n") -> bytes:
    """A whole 835 of these payments."""
    body = [segment for payment in payments for segment in payment.segments()]
    envelope = ["GS*HP*PAYER*PROVIDER*20260101*1200*1*X*005010X221A1", *body]
    tail = [f"GE*{len(payments)}*1", "IEA*1*000000001"]
    text = ISA[:-1] + separator + separator.join([*envelope, *tail]) + separator
    return text.encode()


def read(*payments: Payment) -> list[RemittanceTransaction]:
    """What the reader makes of these payments."""
    return list(read_remittance(file_of(*payments)))


def read_claim(claim: Claim) -> ClaimPayment:
    """What the reader makes of one claim in a payment that balances."""
    return read(Payment([claim]))[0].claims[0]
