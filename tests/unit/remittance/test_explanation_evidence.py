"""Versions of one explanation of benefit come to the same evidence in every order."""

from __future__ import annotations

import datetime as dt
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.money import Money
from receivables.policy.explanation_evidence import Evidence, standing_evidence

DAYS = st.sampled_from((dt.date(2026, 9, 1), dt.date(2026, 9, 2)))
AMOUNTS = st.sampled_from((Money(0), Money(1000), Money(2000)))
REASONS = st.sampled_from(("patient_share", "explanation_cancelled", "damaged_claim"))


@st.composite
def versions(draw: st.DrawFn) -> list[Evidence]:
    """One to five versions of a number, their order, and copies among them."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        reason = draw(REASONS)
        stated = reason == "patient_share"
        found.append(
            Evidence(
                account_numbers=draw(st.sampled_from(([], ["PB-1"], ["PB-2"]))),
                disposition={"patient_share": "payable", "damaged_claim": "hold"}.get(
                    reason, "nothing_owed"
                ),
                reasons=[reason],
                patient_owes=draw(AMOUNTS) if stated else None,
                patient_paid=draw(AMOUNTS) if stated else None,
                made_on=draw(DAYS),
                replaces=draw(st.sampled_from(([], ["EOB-0"]))),
            )
        )
    return [*found, draw(st.sampled_from(found))]


@given(versions(), st.randoms(use_true_random=False))
def test_the_order_and_repetition_of_versions_change_nothing(
    found: list[Evidence], random: st.Random
) -> None:
    shuffled = random.sample(found, len(found))

    assert reduce(standing_evidence, found) == reduce(standing_evidence, shuffled)


@given(versions())
def test_no_version_of_the_last_day_that_counts_says_less_than_the_evidence(
    found: list[Evidence],
) -> None:
    standing = reduce(standing_evidence, found)
    last = max(each.made_on for each in found if each.made_on)
    of_last = [each for each in found if each.made_on == last]

    if not any("explanation_cancelled" in each.reasons for each in of_last):
        stated = [each.patient_owes for each in of_last if each.patient_owes is not None]
        assert standing.patient_owes == min(stated, default=None)


@given(versions())
def test_every_account_that_a_version_of_the_last_day_names_is_guarded(
    found: list[Evidence],
) -> None:
    standing = reduce(standing_evidence, found)
    last = max(each.made_on for each in found if each.made_on)
    of_last = [each for each in found if each.made_on == last]

    if not any("explanation_cancelled" in each.reasons for each in of_last):
        named = {number for each in of_last for number in each.account_numbers}
        assert standing.account_numbers == sorted(named)
