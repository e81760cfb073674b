"""What is said, recorded and left on a machine (D1, D5, D6, T11), and notices in time (D2)."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from receivables.domain.federal_holidays import add_federal_business_days, federal_holidays
from receivables.policy.contact.disclosures import Disclosure, Moment, due
from receivables.policy.contact.facts import Channel
from receivables.policy.contact.recording import ALL_PARTIES, Recording, may_record
from receivables.policy.contact.validation_notice import due_on, in_period, is_late, period_ends_on
from receivables.policy.contact.voicemail import LimitedContent, NotLimited, parts

DEBT = {Disclosure.DEBT_FIRST, Disclosure.DEBT_LATER}
said = st.frozensets(st.sampled_from(Disclosure))
dates = st.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2040, 12, 31))
flags = st.booleans()


@given(flags, flags, flags, flags, flags, said)
def test_nothing_about_a_debt_is_said_before_verification_nor_by_who_is_no_collector(
    opening: bool,
    automated: bool,
    recording: bool,
    collector: bool,
    before: bool,
    already: frozenset[Disclosure],
) -> None:
    for verified in (True, False):
        moment = Moment(opening, automated, recording, verified, collector, before, already)
        if not (verified and collector):
            assert not DEBT & set(due(moment))
        assert not set(due(moment)) & already


@given(flags, flags, flags, flags, flags)
def test_disclosures_are_said_in_their_order(
    automated: bool, recording: bool, verified: bool, collector: bool, before: bool
) -> None:
    found = due(Moment(True, automated, recording, verified, collector, before))
    assert list(found) == sorted(found, key=list(Disclosure).index)


def test_the_first_disclosure_of_a_debt_is_said_once_and_the_short_one_later() -> None:
    assert due(Moment(verified=True, collector=True)) == (Disclosure.DEBT_FIRST,)
    later = Moment(verified=True, collector=True, told_before=True)
    assert due(later) == (Disclosure.DEBT_LATER,)


def test_nothing_is_recorded_before_the_announcement_or_after_a_no() -> None:
    for states in ({"OH"}, {"CA"}, set[str]()):
        assert not may_record(Recording(went_on=True), states)
        assert not may_record(Recording(announced=True, went_on=True, declined=True), states)
        assert may_record(Recording(announced=True, went_on=True), states)


@pytest.mark.parametrize("state", sorted(ALL_PARTIES))
def test_where_everybody_must_agree_the_announcement_alone_is_not_enough(state: str) -> None:
    assert not may_record(Recording(announced=True), {"OH", state})
    assert may_record(Recording(announced=True), {"OH"})


def test_a_voicemail_says_what_the_rule_lists_and_nothing_else() -> None:
    full = LimitedContent("Lakeside Health", "Maria Ruiz", "+12165550100", True, True)
    allowed = {
        *("salutation", "business_name", "person_name", "reply_request", "phone"),
        *("any_representative", "reply_times"),
    }
    assert set(parts(full, Channel.VOICE)) == allowed


@pytest.mark.parametrize(
    "name",
    ["Lakeside Collections", "Lakeside Billing", "Ohio Debt Recovery", "Cobranzas Lago", " "],
)
def test_a_name_that_tells_of_a_debt_is_no_name_for_a_voicemail(name: str) -> None:
    with pytest.raises(NotLimited):
        parts(LimitedContent(name, "Maria Ruiz", "+12165550100"), Channel.VOICE)


def test_a_voicemail_names_a_natural_person() -> None:
    with pytest.raises(NotLimited):
        parts(LimitedContent("Lakeside Health", "", "+12165550100"), Channel.VOICE)


@given(dates)
def test_a_notice_is_late_from_the_sixth_day_on(day: dt.date) -> None:
    assert not is_late(day, None, due_on(day))
    assert is_late(day, None, due_on(day) + dt.timedelta(days=1))
    assert not is_late(day, due_on(day), day + dt.timedelta(days=99))


@given(dates)
def test_the_validation_period_leaves_out_weekends_and_holidays_before_receipt(
    day: dt.date,
) -> None:
    end = period_ends_on(day)
    received = end - dt.timedelta(days=30)
    assert received.weekday() < 5
    assert received not in federal_holidays(received.year)
    assert dt.timedelta(days=5) <= received - day <= dt.timedelta(days=12)
    assert in_period(day, end)
    assert not in_period(day, end + dt.timedelta(days=1))


def test_the_federal_holidays_of_2026_are_those_that_were_proclaimed() -> None:
    expected = [
        *((1, 1), (1, 19), (2, 16), (5, 25), (6, 19), (7, 3), (7, 4), (9, 7)),
        *((10, 12), (11, 11), (11, 26), (12, 25)),
    ]
    assert sorted(federal_holidays(2026)) == [dt.date(2026, *day) for day in expected]


def test_new_year_may_be_observed_in_the_old_year() -> None:
    assert dt.date(2027, 12, 31) in federal_holidays(2027)  # 2028-01-01 is a Saturday


@given(dates, st.integers(min_value=0, max_value=30))
def test_business_days_add_up(day: dt.date, count: int) -> None:
    end = add_federal_business_days(day, count)
    between = [day + dt.timedelta(days=n + 1) for n in range((end - day).days)]
    working = [
        one for one in between if one.weekday() < 5 and one not in federal_holidays(one.year)
    ]
    assert len(working) == count


def test_the_order_of_disclosures_holds_however_they_became_due() -> None:
    for already in permutations(Disclosure, 2):
        rest = due(Moment(True, True, True, True, True, False, frozenset(already)))
        assert list(rest) == [
            d for d in due(Moment(True, True, True, True, True)) if d not in already
        ]
