"""How often a person may try (compliance 2c)."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from receivables.policy.figures import VerificationFigures
from receivables.policy.verification import Failure, is_locked, valid_until
from tests.builders import NOW

FIGURES = VerificationFigures()
minutes_ago = st.integers(min_value=0, max_value=3000)
failures = st.lists(
    st.builds(Failure, minutes_ago.map(lambda m: NOW - dt.timedelta(minutes=m)), st.booleans()),
    max_size=12,
)


def failed(*minutes: int, own: bool = True) -> list[Failure]:
    return [Failure(NOW - dt.timedelta(minutes=ago), own) for ago in minutes]


def test_three_wrong_answers_in_fifteen_minutes_lock() -> None:
    assert is_locked(failed(1, 5, 14), NOW, FIGURES, proved_before=False)


def test_two_wrong_answers_do_not_lock() -> None:
    assert not is_locked(failed(1, 5), NOW, FIGURES, proved_before=False)


def test_the_lock_of_fifteen_minutes_ends_by_itself() -> None:
    assert not is_locked(failed(15, 16, 17), NOW, FIGURES, proved_before=False)


def test_five_wrong_answers_in_a_day_lock_from_wherever_they_come() -> None:
    spread = failed(60, 120) + failed(180, 240, 300, own=False)
    assert is_locked(spread, NOW, FIGURES, proved_before=False)


def test_strangers_cannot_lock_out_a_conversation_that_proved_itself_before() -> None:
    strangers = failed(*range(1, 40), own=False)
    assert is_locked(strangers, NOW, FIGURES, proved_before=False)
    assert not is_locked(strangers, NOW, FIGURES, proved_before=True)


@given(failures, st.booleans(), minutes_ago)
def test_one_more_failure_never_unlocks(past: list[Failure], proved: bool, ago: int) -> None:
    more = [*past, *failed(ago)]
    if is_locked(past, NOW, FIGURES, proved):
        assert is_locked(more, NOW, FIGURES, proved)


@given(failures, st.booleans())
def test_every_lock_ends_within_a_day_without_failures(past: list[Failure], proved: bool) -> None:
    tomorrow = NOW + dt.timedelta(hours=FIGURES.account_window_hours)
    assert not is_locked(past, tomorrow, FIGURES, proved)


def test_a_verification_holds_for_thirty_minutes() -> None:
    assert valid_until(NOW, FIGURES) - NOW == dt.timedelta(minutes=30)
