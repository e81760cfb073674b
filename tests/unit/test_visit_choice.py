"""Which visit a person means, and other small helpers of the dialogue."""

import datetime as dt

import pytest

from receivables.domain.business_days import add_business_days
from receivables.domain.visit_choice import ListedVisit, chosen_visits

VISITS = [
    ListedVisit(dt.date(2026, 8, 12), "Lakeside Clinic", "Laura Whitfield", "LH-1007"),
    ListedVisit(dt.date(2026, 7, 29), "Lakeside Imaging", "Noah Whitfield", "LH-1006"),
    ListedVisit(dt.date(2026, 7, 14), "Lakeside Clinic", "Emma Whitfield", "LH-1005"),
]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("2", [1]),
        ("number 3 please", [2]),
        ("the august one", [0]),
        ("la de agosto", [0]),
        ("noah's", [1]),
        ("the imaging", [1]),
        ("the clinic in july", [2]),
        ("account lh-1005", [2]),
        ("1006", [1]),
        ("the one in july", [1, 2]),
        ("the x-ray", [1]),
        ("la de la radiografía", [1]),
        ("what", []),
    ],
)
def test_a_visit_is_meant_by_number_month_place_patient_or_account(
    text: str, places: list[int]
) -> None:
    assert chosen_visits(text, [], VISITS, numbered=True) == places


def test_a_day_said_without_a_year_means_the_visit_on_it() -> None:
    assert chosen_visits("7/29", [dt.date(2027, 7, 29)], VISITS, numbered=False) == [1]


def test_a_number_means_a_visit_only_where_a_list_was_shown() -> None:
    assert chosen_visits("1 question", [], VISITS, numbered=False) == []


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-23", 3, "2026-11-26"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-11-28", 2, "2026-12-01"),
    ],
)
def test_working_days_leave_out_the_weekend(start: str, count: int, end: str) -> None:
    assert add_business_days(dt.date.fromisoformat(start), count) == dt.date.fromisoformat(end)
