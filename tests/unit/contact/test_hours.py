"""Hours of contact, in every zone the person may be in (compliance T1, T2), and wishes (T3)."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.policy.contact import hours, inconvenient
from receivables.policy.contact.facts import InconvenientTime, KnownPerson
from receivables.policy.contact.hours import next_allowed, within_hours
from receivables.policy.contact.zip_codes import TABLE, state_of_zip, zones_of_zip
from receivables.policy.contact.zones import EVERY_ZONE, possible_zones
from receivables.policy.figures import ContactFigures
from tests.unit.contact.people import FIGURES, moments, phones, text, wishes, zip_codes

EIGHT, NINE = dt.time(8), dt.time(21)
SECOND = dt.timedelta(seconds=1)
CITIES = {
    "+12165550123": "America/New_York",
    "+13125550123": "America/Chicago",
    "+13035550123": "America/Denver",
    "+16025550123": "America/Phoenix",
    "+12135550123": "America/Los_Angeles",
    "+18085550123": "Pacific/Honolulu",
    "+17875550123": "America/Puerto_Rico",
}
# The days of the year on which clocks change, and plain ones beside them.
DAYS = [dt.date(2026, *day) for day in ((3, 7), (3, 8), (3, 9), (10, 31), (11, 1), (11, 2), (7, 4))]


def at(day: dt.date, time: dt.time, zone: str) -> dt.datetime:
    return dt.datetime.combine(day, time, ZoneInfo(zone)).astimezone(dt.UTC)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize(("phone", "zone"), CITIES.items())
def test_eight_and_nine_sharp_are_allowed_and_a_second_beyond_is_not(
    phone: str, zone: str, day: dt.date
) -> None:
    known = KnownPerson(phone)
    opening, closing = at(day, EIGHT, zone), at(day, NINE, zone)
    assert hours.check(text(opening), known, FIGURES) is None
    assert hours.check(text(closing), known, FIGURES) is None
    early = hours.check(text(opening - SECOND), known, FIGURES)
    late = hours.check(text(closing + SECOND), known, FIGURES)
    assert early is not None
    assert late is not None
    assert (early.rule, early.until) == ("T1", opening)
    assert late.until == at(day + dt.timedelta(days=1), EIGHT, zone)


@pytest.mark.parametrize(
    ("state", "phone", "zip_code"),
    [
        ("IN", "+18125550123", "47905"),
        ("IN", "+19305550123", "46534"),
        ("KY", "+12705550123", "42501"),
        ("TN", "+14235550123", "37397"),
        ("FL", "+18505550123", "32456"),
        ("FL", "+14485550123", "32456"),
        ("ND", "+17015550123", "58601"),
        ("SD", "+16055550123", "57501"),
        ("NE", "+13085550123", "69101"),
        ("KS", "+17855550123", "67701"),
        ("OR", "+15415550123", "97914"),
        ("ID", "+12085550123", "83501"),
        ("MI", "+19065550123", "49801"),
        ("TX", None, "79855"),
        ("AZ", "+19285550123", "86515"),
    ],
)
def test_a_split_state_is_in_both_of_its_zones(
    state: str, phone: str | None, zip_code: str
) -> None:
    assert state_of_zip(zip_code) == state
    assert len(zones_of_zip(zip_code)) == 2
    if phone is not None:
        assert zones_of_zip(zip_code) <= possible_zones(phone) | {"America/Denver"}
        assert len(possible_zones(phone)) >= 2


def test_arizona_keeps_its_clock_in_summer() -> None:
    summer = dt.datetime(2026, 7, 1, 14, 59, tzinfo=dt.UTC)  # 7:59 in Phoenix, 8:59 in Denver
    assert hours.check(text(summer), KnownPerson("+16025550123"), FIGURES) is not None
    assert hours.check(text(summer), KnownPerson("+13035550123"), FIGURES) is None


@pytest.mark.parametrize("phone", ["+18005550123", "+15005550123", "+12005550123"])
def test_a_number_of_no_place_may_be_anywhere_in_the_fifty_states(phone: str) -> None:
    assert possible_zones(phone) == EVERY_ZONE
    noon_in_new_york = at(dt.date(2026, 11, 24), dt.time(12), "America/New_York")
    refused = hours.check(text(noon_in_new_york), KnownPerson(phone), FIGURES)
    assert refused is not None
    assert refused.rule == "T2"
    assert refused.until == at(dt.date(2026, 11, 24), EIGHT, "Pacific/Honolulu")
    # The window of 13 hours shrinks to what all share: until 9 pm in New York.
    assert within_hours(
        at(dt.date(2026, 11, 24), NINE, "America/New_York"), EVERY_ZONE, EIGHT, NINE
    )


def test_a_military_address_tells_nothing() -> None:
    assert possible_zones("+12165550123", ("09012",)) == EVERY_ZONE


def test_the_zone_that_the_person_named_settles_it() -> None:
    known = KnownPerson("+18005550123", ("99501",), time_zone="America/Chicago")
    morning = at(dt.date(2026, 11, 24), EIGHT, "America/Chicago")
    assert hours.check(text(morning), known, FIGURES) is None


def test_a_zone_that_does_not_exist_is_no_zone() -> None:
    assert possible_zones("+12165550123", time_zone="Mars/Olympus") == {"America/New_York"}


def test_the_table_of_zip_codes_is_in_order_and_overlaps_nowhere() -> None:
    ends = [(row.first, row.last) for row in TABLE]
    assert all(first <= last for first, last in ends)
    assert all(one[1] < two[0] for one, two in pairwise(ends))


@pytest.mark.parametrize("code", ["", "441", "4410a", "٤٤١٠٧", "00000", "96201"])
def test_what_is_no_zip_code_has_no_state(code: str) -> None:
    assert state_of_zip(code) is None


@given(phones, zip_codes, moments)
def test_inside_the_hours_means_inside_them_everywhere(
    phone: str, codes: tuple[str, ...], moment: dt.datetime
) -> None:
    refused = hours.check(text(moment), KnownPerson(phone, codes), FIGURES)
    times = [moment.astimezone(ZoneInfo(zone)).time() for zone in possible_zones(phone, codes)]
    assert (refused is None) == all(EIGHT <= time <= NINE for time in times)


@given(phones, zip_codes, moments, st.integers(min_value=1, max_value=10**6))
def test_the_moment_named_is_allowed_and_no_earlier_one_is(
    phone: str, codes: tuple[str, ...], moment: dt.datetime, share: int
) -> None:
    zones = possible_zones(phone, codes)
    until = next_allowed(moment, zones, EIGHT, NINE)
    assert until is not None
    assert within_hours(until, zones, EIGHT, NINE)
    before = moment + (until - moment) * share / (10**6 + 1)
    assert until == moment or not within_hours(before, zones, EIGHT, NINE)


@given(phones, zip_codes, moments)
def test_knowing_one_more_place_never_opens_an_hour(
    phone: str, codes: tuple[str, ...], moment: dt.datetime
) -> None:
    if hours.check(text(moment), KnownPerson(phone), FIGURES) is not None:
        assert hours.check(text(moment), KnownPerson(phone, codes), FIGURES) is not None


def test_a_provider_may_keep_stricter_hours_and_no_wider_ones() -> None:
    strict = ContactFigures(latest=dt.time(20))
    evening = at(dt.date(2026, 11, 24), dt.time(20, 30), "America/New_York")
    assert hours.check(text(evening), KnownPerson("+12165550123"), strict) is not None
    with pytest.raises(ValueError, match="latest"):
        ContactFigures(latest=dt.time(21, 1))


def test_a_provider_that_is_no_debt_collector_may_leave_the_federal_hours() -> None:
    night = at(dt.date(2026, 11, 24), dt.time(22), "America/New_York")
    free = ContactFigures(strict=False)
    agency = ContactFigures(strict=False, collector_role="third_party")
    assert hours.check(text(night), KnownPerson("+12165550123"), free) is None
    assert hours.check(text(night), KnownPerson("+12165550123"), agency) is not None


@given(wishes, phones, moments)
def test_an_inconvenient_time_ends_and_its_end_is_the_first_moment_outside(
    wish: InconvenientTime, phone: str, moment: dt.datetime
) -> None:
    known = KnownPerson(phone, time_zone="America/New_York", inconvenient=(wish,))
    refused = inconvenient.check(text(moment), known, FIGURES)
    if refused is not None:
        assert refused.until is not None
        assert moment < refused.until <= moment + dt.timedelta(hours=26)
        # In the hour that a spring night leaves out, the end is up to an hour late.
        befores = (refused.until - SECOND, refused.until - dt.timedelta(hours=1) - SECOND)
        assert any(inconvenient.check(text(before), known, FIGURES) for before in befores)


def test_an_evening_that_is_inconvenient_lasts_past_midnight() -> None:
    friday = InconvenientTime(dt.time(18), dt.time(10), frozenset({4}))
    known = KnownPerson("+12165550123", inconvenient=(friday,))
    saturday = at(dt.date(2026, 11, 28), dt.time(9, 59), "America/New_York")
    refused = inconvenient.check(text(saturday), known, FIGURES)
    assert refused is not None
    assert refused.until == at(dt.date(2026, 11, 28), dt.time(10), "America/New_York")
    assert inconvenient.check(text(saturday + dt.timedelta(minutes=1)), known, FIGURES) is None
    sunday = saturday + dt.timedelta(days=1)
    assert inconvenient.check(text(sunday), known, FIGURES) is None
