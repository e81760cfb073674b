"""Damaged and random bytes: never an exception, never a hang, never an amount from damage.

`make fuzz` runs the same checks with atheris for longer (`remittance_fuzz.py`).
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from receivables.domain.responsibility import Disposition
from receivables.policy.responsibility import decide
from tests.fuzz.corpus import GOOD, MARKS, WORDS, check_explanations, check_remittance

EXPLANATIONS = sorted((Path(__file__).parents[1] / "contract" / "explanations").glob("*.json"))


@st.composite
def mutated(draw: st.DrawFn, good: list[bytes]) -> bytes:
    """A good file with a few pieces cut out, doubled, swapped or put in."""
    data = draw(st.sampled_from(good))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        piece = draw(
            st.one_of(
                st.sampled_from([*WORDS, *MARKS, b""]),
                st.binary(max_size=6),
                st.just(data[start:end] * 2),
            )
        )
        data = data[:start] + piece + data[end:]
    return data


@settings(max_examples=300)
@given(mutated(GOOD))
def test_a_damaged_remittance_never_raises_and_never_gives_a_doubtful_amount(data: bytes) -> None:
    check_remittance(data)


@settings(max_examples=150)
@given(st.lists(st.one_of(st.sampled_from([*WORDS, *MARKS]), st.binary(max_size=30))))
def test_random_pieces_never_raise(pieces: list[bytes]) -> None:
    check_remittance(b"".join(pieces))


@settings(max_examples=100)
@given(mutated([path.read_bytes() for path in EXPLANATIONS]))
def test_a_damaged_explanation_never_raises(data: bytes) -> None:
    check_explanations(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
FIELDS = ["total", "item", "status", "identifier", "insurer", "related", "insurance", "contained"]


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_an_explanation_of_any_shape_never_raises(fields: dict[str, object]) -> None:
    resource = {"resourceType": "ExplanationOfBenefit"} | fields
    check_explanations(json.dumps(resource).encode())


@pytest.mark.parametrize("good", range(len(GOOD)))
@settings(max_examples=100)
@given(position=st.integers(0, 10_000), character=st.binary(min_size=1, max_size=1))
def test_one_changed_byte_never_raises_what_the_patient_owes(
    good: int, position: int, character: bytes
) -> None:
    data = GOOD[good]
    position %= len(data)
    asked = owed(GOOD[good])
    changed = owed(data[:position] + character + data[position + 1 :])

    assert sum(changed) <= sum(asked)


def owed(data: bytes) -> list[int]:
    """Cents that the claims of a file ask for, each by itself."""
    decisions = [decide(c) for payment in check_remittance(data) for c in payment.claims]
    return [
        decision.patient_owes.cents
        for decision in decisions
        if decision.disposition is Disposition.PAYABLE and decision.patient_owes
    ]
