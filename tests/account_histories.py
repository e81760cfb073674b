"""Whatever insurers may send about one bill, in any number of payments, and the patient's part.

Unlike `generated_accounts`, which knows what each history must come to, these are put together
freely: some are what a payer sends, some are what no payer should. What must hold holds of all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from receivables.domain.money import Money
from tests.generated_accounts import FIRST, SECOND, Split, claim_of, dollars, splits
from tests.remittances import Claim, Line, Payment

PAYERS = (FIRST, SECOND, "THIRD PLAN")
DAYS = ("20260901", "20260910", "20260920", "20261001", "20261010", "20261101")
STEPS = (
    "decide", "decide", "decide", "decide", "deny", "deny", "deny onto the patient",
    "take back", "take back", "correct", "correct", "correct below zero", "copy", "forward",
    "estimate", "another number", "replace", "part", "void", "pay twice",
)  # fmt: skip
DENIALS = {"deny": ("CO", "OA", "PI"), "deny onto the patient": ("PR",)}
FREQUENCIES = {"replace": "7", "void": "8"}
STATUSES = {"forward": "19", "estimate": "25"}
GUARDS = ("N782", "N830", "MA07", "MA67", "N381", "MA18", "MA04")


@dataclass
class History:
    """The payments of one bill in the order they were made; `charge` is what the account says."""

    charge: int
    payments: list[Payment] = field(default_factory=list)
    patient_paid: int = 0

    @property
    def claims(self) -> list[Claim]:
        """All claims of all payments."""
        return [claim for payment in self.payments for claim in payment.claims]

    @property
    def shares(self) -> int:
        """What all claims put to the patient, in cents, without what they take back."""
        parts = [part for claim in self.claims for part in claim.adjustments]
        parts += [
            part for claim in self.claims for line in claim.lines for part in line.adjustments
        ]
        return sum(max(cents(amount), 0) for group, _, amount in parts if group == "PR")


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to six steps, each by one of three payers, some of them in one payment."""
    bill = draw(st.lists(splits(), min_size=1, max_size=2))
    history = History(sum(line.charge for line in bill))
    history.patient_paid = draw(st.sampled_from((0, 0, 2500, 100_000)))
    sent: list[tuple[str, Claim]] = []
    for number in range(draw(st.integers(1, 6))):
        payer = draw(st.sampled_from(PAYERS[: draw(st.integers(1, 3))]))
        made = _step(draw, bill, [claim for who, claim in sent if who == payer])
        made = _guarded(draw, made)
        sent += [(payer, claim) for claim in made]
        last = history.payments[-1] if history.payments else None
        if last is not None and last.payer == payer and draw(st.booleans()):
            last.claims = [*last.claims, *made]
            continue
        cut = draw(st.sampled_from(((), (), (), (("WO", "10"),))))
        day = draw(st.sampled_from(DAYS))
        payment = Payment(made, payer=payer, trace=f"T{number}", day=day, provider_adjustments=cut)
        history.payments.append(payment)
    if draw(st.integers(0, 9)) == 0:
        history.payments.append(draw(st.sampled_from(history.payments)))
    return history


def _step(draw: st.DrawFn, bill: list[Split], earlier: list[Claim]) -> list[Claim]:
    """What a payer sends next: a claim of its own, or something about the last one it sent."""
    kind = draw(st.sampled_from(STEPS))
    number = f"ICN{draw(st.integers(1, 2))}"
    if kind in DENIALS:
        return [_denial(bill, draw(st.sampled_from(DENIALS[kind])), number)]
    if kind == "part":
        return [_part(claim_of(bill, number=number), draw(st.integers(0, len(bill) - 1)))]
    if not earlier or kind in ("decide", "another number"):
        return [_decision(draw, bill, number)]
    return _about(draw, kind, bill, earlier[-1])


def _about(draw: st.DrawFn, kind: str, bill: list[Split], last: Claim) -> list[Claim]:
    if kind == "take back":
        return [negated(last)]
    if kind == "correct":
        again = _decision(draw, bill, last.number)
        return draw(st.permutations([negated(last), replace(again, status=last.status)]))
    if kind == "correct below zero":
        return [_net_change(draw, bill, last)]
    if kind in FREQUENCIES:
        return [replace(_decision(draw, bill, "ICN3"), frequency=FREQUENCIES[kind])]
    times = 2 if kind == "pay twice" else 1
    return [replace(last, status=STATUSES.get(kind, last.status))] * times


def _decision(draw: st.DrawFn, bill: list[Split], number: str) -> Claim:
    """The bill as some payer decides it: divided anew, or after another one (OA-23)."""
    status = draw(st.sampled_from(("1", "1", "1", "2", "2", "3", "19", "20", "23", "5")))
    lines = [line if draw(st.booleans()) else _divided(draw, line.charge) for line in bill]
    if status in ("2", "3", "20"):
        return replace(_after_another(draw, lines, number), status=status)
    return claim_of(lines, status, number)


def _part(whole: Claim, place: int) -> Claim:
    line = whole.lines[place]
    return replace(whole, charge=line.charge, paid=line.paid, lines=[line])


def _divided(draw: st.DrawFn, charge: int) -> Split:
    paid = draw(st.integers(0, charge))
    discount = draw(st.integers(0, charge - paid))
    rest = charge - paid - discount
    reason = draw(st.sampled_from(("1", "2", "3", "96", "45", "27", "22")))
    return Split(charge, paid, discount, [(reason, rest)] if rest else [])


def _after_another(draw: st.DrawFn, lines: list[Split], number: str) -> Claim:
    made, paid = [], 0
    for index, line in enumerate(lines):
        pays = draw(st.integers(0, line.share))
        left, prior = line.share - pays, line.paid + line.discount
        parts = [("OA", "23", dollars(prior))] if prior else []
        parts += [("PR", "2", dollars(left))] if left else []
        made.append(Line(dollars(line.charge), dollars(pays), parts, f"9921{index}"))
        paid += pays
    charge = sum(line.charge for line in lines)
    return Claim(dollars(charge), dollars(paid), (), number=number, lines=made)


def _denial(bill: list[Split], group: str, number: str) -> Claim:
    lines = [
        Line(dollars(line.charge), "0", [(group, "96", dollars(line.charge))], f"9921{index}")
        for index, line in enumerate(bill)
    ]
    charge = sum(line.charge for line in bill)
    return Claim(dollars(charge), "0", (), status="4", number=number, lines=lines)


def _net_change(draw: st.DrawFn, bill: list[Split], last: Claim) -> Claim:
    """A change of what was paid, written as amounts that come to nothing in the charge."""
    cents = draw(st.integers(1, max(1, bill[0].paid)))
    group = draw(st.sampled_from(("CO", "PR")))
    parts = [(group, "45" if group == "CO" else "1", dollars(cents))]
    return Claim("0", dollars(-cents), parts, status=last.status, number=last.number)


def _guarded(draw: st.DrawFn, made: list[Claim]) -> list[Claim]:
    """Now and then a remark or a filing indicator that holds or lowers."""
    chosen = draw(st.integers(0, 19))
    if chosen == 0:
        return [replace(claim, remarks=[draw(st.sampled_from(GUARDS))]) for claim in made]
    if chosen == 1:
        return [replace(claim, filing=draw(st.sampled_from(("MC", "WC", "MB")))) for claim in made]
    return made


def negated(claim: Claim) -> Claim:
    """The reversal of a claim: every amount with the other sign, status 22."""
    return replace(
        claim,
        status="22",
        charge=_minus(claim.charge),
        paid=_minus(claim.paid),
        adjustments=[(group, why, _minus(much)) for group, why, much in claim.adjustments],
        lines=[
            replace(
                line,
                charge=_minus(line.charge),
                paid=_minus(line.paid),
                adjustments=[(group, why, _minus(much)) for group, why, much in line.adjustments],
            )
            for line in claim.lines
        ],
    )


def _minus(text: str) -> str:
    return text[1:] if text.startswith("-") else text if float(text) == 0 else f"-{text}"


def cents(text: str) -> int:
    """The cents of an amount as the 835 writes it."""
    return Money.parse(text).cents
