"""Generated accounts: what insurers may do with one bill, and what the patient then owes.

Every account is one bill of PB-10001 that is decided by a primary payer, perhaps in two claims,
perhaps denied first, perhaps taken back and corrected, perhaps followed by a second insurer.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.remittances import Claim, Line, Payment

ACCOUNT = "PB-10001"
FIRST, SECOND = "RUSHMORE LIFE", "HARBOR SENIOR"


@dataclass
class GeneratedAccount:
    """The payments in the order of their dates, and the share of the last payer, in cents."""

    charge: int
    payments: list[Payment] = field(default_factory=list)
    share: int = 0
    patient_paid: int = 0
    kind: str = ""


@dataclass
class Split:
    """One line's charge as an insurer divides it, all in cents."""

    charge: int
    paid: int
    discount: int
    shares: list[tuple[str, int]]

    @property
    def share(self) -> int:
        return sum(amount for _, amount in self.shares)

    def line(self, procedure: str, sign: int = 1) -> Line:
        parts = [("CO", "45", dollars(sign * self.discount))] if self.discount else []
        parts += [("PR", reason, dollars(sign * amount)) for reason, amount in self.shares]
        return Line(dollars(sign * self.charge), dollars(sign * self.paid), parts, procedure)


@st.composite
def splits(draw: st.DrawFn) -> Split:
    """A charge of 1 to 5000 dollars, divided to the cent."""
    charge = draw(st.integers(100, 500_000))
    paid = draw(st.integers(0, charge))
    discount = draw(st.integers(0, charge - paid))
    reasons = draw(st.lists(st.sampled_from(("1", "2", "3", "96", "204")), unique=True, min_size=1))
    rest = charge - paid - discount
    cuts = sorted(draw(st.integers(0, rest)) for _ in reasons[1:])
    amounts = [b - a for a, b in zip([0, *cuts], [*cuts, rest], strict=True)]
    shares = [(why, part) for why, part in zip(reasons, amounts, strict=True) if part]
    return Split(charge, paid, discount, shares)


@st.composite
def generated_accounts(draw: st.DrawFn) -> GeneratedAccount:
    """Any of the histories that this module names."""
    lines = draw(st.lists(splits(), min_size=1, max_size=3))
    account = GeneratedAccount(sum(line.charge for line in lines))
    account.kind = draw(
        st.sampled_from(("primary", "secondary", "reversed", "corrected", "split", "denied first"))
    )
    account.patient_paid = draw(st.sampled_from((0, 2500, 100_000)))
    first = [claim_of(lines)]
    if account.kind == "split":
        first = [claim_of([line], number=f"ICN{index}") for index, line in enumerate(lines)]
    account.payments = [Payment(first, trace="T1", day="20260810", payer=FIRST)]
    account.share = sum(line.share for line in lines)
    if account.kind == "denied first" and not any(line.paid or line.share for line in lines):
        account.kind = "primary"  # two denials of one bill are another matter
    if account.kind == "denied first":
        denial = [
            Line(dollars(line.charge), "0", [("CO", "16", dollars(line.charge))], f"9921{n}")
            for n, line in enumerate(lines)
        ]
        denied = Claim(dollars(account.charge), "0", (), status="4", number="ICND", lines=denial)
        account.payments.insert(0, Payment([denied], trace="T0", day="20260801", payer=FIRST))
    if account.kind in ("reversed", "corrected"):
        back = claim_of(lines, status="22", sign=-1)
        account.payments.append(Payment([back], trace="T2", day="20260820", payer=FIRST))
    if account.kind == "corrected":
        account.share = correct(account, lines)
    if account.kind == "secondary":
        account.share = add_second_insurer(draw, account, lines)
    return account


def claim_of(lines: list[Split], status: str = "1", number: str = "ICN1", sign: int = 1) -> Claim:
    """The claim of these lines."""
    charge, paid = (sum(getattr(line, name) for line in lines) for name in ("charge", "paid"))
    made = [line.line(f"9921{index}", sign) for index, line in enumerate(lines)]
    return Claim(
        dollars(sign * charge), dollars(sign * paid), (), status=status, number=number, lines=made
    )


def correct(account: GeneratedAccount, lines: list[Split]) -> int:
    """Add a corrected claim: the whole share of the first line becomes a discount."""
    fixed = [
        Split(line.charge, line.paid, line.discount + line.share, []) if index == 0 else line
        for index, line in enumerate(lines)
    ]
    account.payments[-1].claims = [*account.payments[-1].claims, claim_of(fixed)]
    return sum(line.share for line in fixed)


def add_second_insurer(draw: st.DrawFn, account: GeneratedAccount, lines: list[Split]) -> int:
    """Add the second insurer's claim, in one of the two shapes that payers write; its share."""
    repeats_discount = draw(st.booleans())
    made, share, paid = [], 0, 0
    for index, line in enumerate(lines):
        pays = draw(st.integers(0, line.share))
        left = line.share - pays
        prior = line.paid if repeats_discount else line.paid + line.discount
        parts = [("OA", "23", dollars(prior))] if prior else []
        if repeats_discount and line.discount:
            parts.append(("CO", "45", dollars(line.discount)))
        parts += [("PR", "2", dollars(left))] if left else []
        made.append(Line(dollars(line.charge), dollars(pays), parts, f"9921{index}"))
        share, paid = share + left, paid + pays
    claim = Claim(dollars(account.charge), dollars(paid), (), status="2", number="SEC1", lines=made)
    account.payments.append(Payment([claim], trace="S1", day="20260910", payer=SECOND))
    return share


def dollars(cents: int) -> str:
    """Cents as the 835 writes them."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"
