"""Who asks to be called, when, and who asks when they hear from us."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from receivables.domain.call_wish import asks_for_a_call, asks_when, is_as_wished, wished_moment

WEDNESDAY = dt.datetime(2026, 12, 2, 18, 0, tzinfo=ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("can someone call me tomorrow at 10", "2026-12-03 10:00"),
        ("call me at 2:30pm friday", "2026-12-04 14:30"),
        ("i want a call back monday morning", "2026-12-07 08:00"),
        ("could somebody give me a call thursday around noon", "2026-12-03 12:00"),
        ("please have someone call me at 3", "2026-12-03 15:00"),
        ("me pueden llamar mañana por la tarde", "2026-12-03 13:00"),
        ("llámeme el lunes a las 3 de la tarde", "2026-12-07 15:00"),
        ("necesito que me llamen mañana por la mañana", "2026-12-03 08:00"),
        ("me pueden llamar mañana", "2026-12-03 00:00"),
    ],
)
def test_a_wish_to_be_called_names_its_day_and_time(text: str, moment: str) -> None:
    assert asks_for_a_call(text)
    wished = wished_moment(text, WEDNESDAY)
    assert wished is not None
    assert f"{wished:%Y-%m-%d %H:%M}" == moment


@pytest.mark.parametrize("text", ["please have someone call me", "quiero que me llamen"])
def test_a_wish_without_a_time_names_none(text: str) -> None:
    assert asks_for_a_call(text)
    assert wished_moment(text, WEDNESDAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "don't call me",
        "no me llamen",
        "someone called me",
        "what is this call about",
        "can you call my insurance",
        "i prefer you call me only after work",
        "stop calling me",
    ],
)
def test_everything_else_about_calls_asks_for_none(text: str) -> None:
    assert not asks_for_a_call(text)


def test_who_waits_asks_when() -> None:
    for text in ("when will you call me", "¿a qué hora me van a llamar?", "is anyone there"):
        assert asks_when(text)
    assert not asks_when("ok thanks")


def test_a_day_without_a_time_is_kept_on_that_day() -> None:
    day = WEDNESDAY.replace(hour=0)
    assert is_as_wished(WEDNESDAY, day)
    assert not is_as_wished(WEDNESDAY, WEDNESDAY + dt.timedelta(hours=1))
