"""The picture of a bill says what the explanation says, to the cent, and stays in its frame."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.explanation import (
    LOWERING_KINDS,
    PAYMENT_KINDS,
    SHARE_KINDS,
    Explanation,
    ExplanationPart,
    PartKind,
)
from receivables.domain.money import ZERO, Money
from web.waterfall import WIDTH, Row, waterfall

SENTENCES = {
    PartKind.CHARGE: "utter_bill_explanation_visit",
    PartKind.INSURANCE_PAID: "utter_bill_explanation_insurance_paid",
    PartKind.PATIENT_PAYMENTS: "utter_bill_explanation_patient_paid",
    PartKind.REFUNDED: "utter_bill_explanation_refunded",
}
ANY_SENTENCE = "utter_bill_explanation_insurance_open"


def part(kind: PartKind, cents: int, **fields: object) -> ExplanationPart:
    sentence = SENTENCES.get(kind, ANY_SENTENCE)
    return ExplanationPart(kind, Money(cents), sentence, **fields)  # type: ignore[arg-type]


def explanation(*parts: ExplanationPart) -> Explanation:
    """An explanation whose parts add up, as `explain_encounter` only gives such."""
    order = sorted(parts, key=lambda one: list(PartKind).index(one.kind))
    paid = Money.total(one.amount for one in order if one.kind in PAYMENT_KINDS)
    share = Money.total(one.amount for one in order if one.kind in SHARE_KINDS)
    made = Explanation(
        1, "A-1", "Rosa", "Rosa", dt.date(2026, 9, 14), "Lakeside Clinic", "payable",
        parts=tuple(order), left=share + paid,
    )  # fmt: skip
    assert made.adds_up
    return made


@st.composite
def explanations(draw: st.DrawFn) -> Explanation:
    """A charge split among the plan, the insurer and the patient, who paid something, or more."""
    cents = st.integers(0, 5_000_00)
    lowering = {kind: draw(cents) for kind in draw(st.sets(st.sampled_from(LOWERING_KINDS)))}
    shares = {kind: draw(cents) for kind in draw(st.sets(st.sampled_from(SHARE_KINDS)))}
    charge = sum(lowering.values()) + sum(shares.values())
    parts = [part(PartKind.CHARGE, charge)]
    parts += [part(kind, -amount) for kind, amount in lowering.items()]
    parts += [part(kind, amount) for kind, amount in shares.items()]
    parts.append(part(PartKind.PATIENT_PAYMENTS, -draw(cents)))
    return explanation(*(one for one in parts if one.amount))


def amounts(rows: tuple[Row, ...], *looks: str) -> Money:
    return Money.total(row.amount for row in rows if row.look in looks)


@given(explanations())
def test_the_rows_add_up_to_what_is_left(told: Explanation) -> None:
    rows = waterfall(told, "en")
    left = rows[-1].amount
    assert told.left in (left, -left)
    assert amounts(rows, "share", "paid") == told.left


@given(explanations())
def test_every_amount_of_the_explanation_has_its_row(told: Explanation) -> None:
    rows = [row.amount for row in waterfall(told, "es")]
    assert all(one.amount in rows for one in told.parts)


@given(explanations())
def test_every_bar_stays_in_the_frame_and_every_amount_is_visible(told: Explanation) -> None:
    for row in waterfall(told, "en"):
        assert 0 <= row.start <= row.start + row.width <= WIDTH
        assert bool(row.width) == bool(row.amount)


@given(explanations())
def test_each_step_begins_where_the_one_before_ended(told: Explanation) -> None:
    rows = [row for row in waterfall(told, "en") if row.look == "less"]
    for earlier, later in itertools.pairwise(rows):
        assert abs(earlier.start - (later.start + later.width)) <= 12  # the thinnest bars overlap


def test_a_credit_is_shown_as_money_that_goes_back() -> None:
    told = explanation(
        part(PartKind.CHARGE, 10000),
        part(PartKind.COPAY, 10000),
        part(PartKind.PATIENT_PAYMENTS, -16000),
    )
    last = waterfall(told, "en")[-1]
    assert (last.label, last.amount) == ("Goes back to you", Money(6000))


def test_while_nothing_sure_can_be_said_there_is_no_picture() -> None:
    waiting = Explanation(
        1, "A-1", "Rosa", "Rosa", dt.date(2026, 9, 14), "Lakeside Clinic", "waiting",
        status_sentence="utter_bill_explanation_wait_first",
    )  # fmt: skip
    assert waterfall(waiting, "en") == ()


def test_the_words_are_the_patients_language() -> None:
    told = explanation(part(PartKind.CHARGE, 2500), part(PartKind.COPAY, 2500))
    labels = [row.label for row in waterfall(told, "es")]
    assert labels == ["Cargo", "Su parte", "Copago", "Falta por pagar"]


def test_staff_see_where_an_amount_comes_from() -> None:
    source = {
        "group": "PR", "reason": "3", "amount": "25.00",
        "claim": "C1", "line": 1, "trace": "T9", "payer": "Plan",
    }  # fmt: skip
    told = explanation(
        part(PartKind.CHARGE, 2500), part(PartKind.COPAY, 2500, provenance=(source,))
    )
    row = next(row for row in waterfall(told, "en") if row.label == "Copay")
    assert row.sources == ("PR-3 25.00, claim C1, line 1, trace T9",)
    assert amounts((row,), "share") > ZERO
