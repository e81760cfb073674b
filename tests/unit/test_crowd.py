"""The judgement of a crowd: what counts as lost, doubled and out of order."""

from __future__ import annotations

import dataclasses

import phonenumbers
import pytest

from benchmarks.crowd.driver import Sent
from benchmarks.crowd.judgement import Arrived, judge
from benchmarks.crowd.people import MOST, numbers
from benchmarks.crowd.table import grown

A, B = "+12165550100", "+12165550101"
SENT = [
    Sent("one", A, "hi", 10.0, 5.0, taken=True),
    Sent("two", A, "hi again", 11.0, 7.0, taken=True),
    Sent("three", B, "hello", 10.5, 300.0, taken=False),
]
WHOLE = [
    Arrived(A, "one", "1", 10.2),
    Arrived(A, "one", "2", 10.3),
    Arrived(B, "three", "3", 11.0),
    Arrived(A, "two", "4", 11.4),
]


def test_when_all_is_well_nothing_is_counted() -> None:
    found = judge(SENT, WHOLE)
    assert (found.sent, found.refused) == (3, 1)
    assert (found.lost, found.doubled, found.disordered) == (0, 0, 0)
    assert (found.acknowledged_p50, found.acknowledged_p99) == (7.0, 300.0)
    assert found.replied_p95 == pytest.approx(500)


def test_a_text_that_nothing_answers_is_lost() -> None:
    assert judge(SENT, WHOLE[:-1]).lost == 1


def test_the_same_reply_twice_and_one_of_no_text_are_doubled() -> None:
    assert judge(SENT, [*WHOLE, WHOLE[0], Arrived(A, "", "", 12.0)]).doubled == 2


def test_an_answer_to_an_earlier_text_after_a_later_one_is_out_of_order() -> None:
    late = dataclasses.replace(WHOLE[1], at=12.0)
    assert judge(SENT, [WHOLE[0], *WHOLE[2:], late]).disordered == 1


def test_everybody_in_the_crowd_is_invented() -> None:
    crowd = numbers(MOST)
    assert len(set(crowd)) == MOST
    assert all(phonenumbers.parse(one).national_number % 10**7 // 100 == 55501 for one in crowd)
    with pytest.raises(ValueError, match="invented"):
        numbers(MOST + 1)


def test_memory_that_is_given_back_has_not_grown_and_a_leak_has() -> None:
    taken_and_given_back = [341, 342, 380, 381, 381, 382, 383, 384, 384, 385, 355, 348]
    assert grown(taken_and_given_back) < 0
    assert grown([340 + 5 * minute for minute in range(12)]) == 20
