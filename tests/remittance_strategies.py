"""Generated claims that are right by construction, and files that are damaged at random."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.remittances import Claim, Line, Payment

GROUPS = st.sampled_from(["CO", "PR", "PR", "OA", "PI"])
REASONS = st.sampled_from(["1", "2", "3", "45", "96", "97", "253", "27", "22", "29", "P3"])
CENTS = st.integers(0, 50_000)


def dollars(cents: int) -> str:
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """A service line that balances."""
    adjustments = draw(st.lists(st.tuples(GROUPS, REASONS, CENTS), max_size=4))
    paid = draw(CENTS)
    charge = paid + sum(cents for _, _, cents in adjustments)
    remarks = draw(st.lists(st.sampled_from(["N782", "N830", "MA01", "MA07", "N381"]), max_size=1))
    return Line(
        dollars(charge),
        dollars(paid),
        [(group, reason, dollars(cents)) for group, reason, cents in adjustments],
        procedure=draw(st.sampled_from(["99213", "85025", "36415"])),
        remarks=remarks,
    )


@st.composite
def claims(draw: st.DrawFn, **fields: object) -> Claim:
    """A claim that balances and whose CLP05 is the sum of its PR."""
    services = draw(st.lists(lines(), max_size=3))
    adjustments = draw(st.lists(st.tuples(GROUPS, REASONS, CENTS), max_size=3))
    outside = sum(cents for _, _, cents in adjustments)
    charge = sum(cents_of(line.charge) for line in services)
    paid = sum(cents_of(line.paid) for line in services) - outside
    if not services:
        paid = draw(CENTS)
        charge = paid + outside
    values: dict[str, object] = {
        "charge": dollars(charge),
        "paid": dollars(paid),
        "adjustments": [(group, reason, dollars(cents)) for group, reason, cents in adjustments],
        "lines": services,
        "status": draw(st.sampled_from(["1", "1", "1", "2", "3", "4", "19", "22", "23", "25"])),
        "number": draw(st.sampled_from(["ICN1", "ICN2", "ICN3"])),
        "filing": draw(st.sampled_from(["12", "12", "12", "MB", "MC", "WC"])),
    }
    return Claim(**values | fields)  # type: ignore[arg-type]


def cents_of(text: str) -> int:
    return round(float(text) * 100)


@st.composite
def payments(draw: st.DrawFn, **fields: object) -> Payment:
    """A payment that balances, of claims of one account."""
    return Payment(
        draw(st.lists(claims(**fields), min_size=1, max_size=4)),
        payer=draw(st.sampled_from(["RUSHMORE LIFE", "SECOND PLAN"])),
        trace=draw(st.sampled_from(["T1", "T2", "T3", "T4"])),
        day=draw(st.sampled_from(["20260920", "20261001", "20261101"])),
    )
