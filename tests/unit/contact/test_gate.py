"""The gate: every rule, in order, and the first moment at which all allow."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from receivables.policy.contact.facts import (
    ANSWERS,
    SAFETY,
    Allowed,
    Attempt,
    Channel,
    ConsentWord,
    InconvenientTime,
    KnownPerson,
    Outcome,
    ProposedContact,
    Refused,
)
from receivables.policy.contact.gate import may_contact
from tests.unit.contact.people import CLEVELAND, FIGURES, NOON, call, situations, text

HOUR = dt.timedelta(hours=1)
NIGHT = NOON + 12 * HOUR


def rosa(**known: object) -> KnownPerson:
    return KnownPerson(CLEVELAND, on_file=True, **known)  # type: ignore[arg-type]


def test_a_reminder_at_noon_to_the_number_on_file_is_allowed() -> None:
    assert may_contact(text(), rosa(), FIGURES) == Allowed()


def test_the_weightiest_rule_is_named() -> None:
    stop = ConsentWord(Channel.SMS, "all", False, NOON)
    everything = rosa(words=(stop,), holds=(("attorney", NOON),))
    held = rosa(holds=(("attorney", NOON),))
    found = [may_contact(text(NIGHT), known, FIGURES) for known in (everything, held, rosa())]
    assert [refused.rule for refused in found if isinstance(refused, Refused)] == ["C7", "T8", "T1"]


def test_an_answer_goes_out_at_night_and_under_a_hold_but_after_stop_only_help_in_danger() -> None:
    held = rosa(holds=(("bankruptcy", NOON),))
    stopped = rosa(words=(ConsentWord(Channel.SMS, "all", False, NOON),))
    for purpose in ANSWERS:
        assert may_contact(text(NIGHT, purpose), held, FIGURES) == Allowed()
        after_stop = may_contact(text(NIGHT, purpose), stopped, FIGURES)
        assert isinstance(after_stop, Refused) == (purpose != SAFETY)


def test_the_moment_named_satisfies_all_rules_together() -> None:
    # Spoken on the 18th: free on the 25th at midnight; then 8 am; then no mornings until 11.
    spoke = Attempt(
        Channel.VOICE, dt.datetime(2026, 11, 18, 17, tzinfo=dt.UTC), Outcome.CONVERSATION
    )
    mornings = InconvenientTime(dt.time(0), dt.time(11))
    refused = may_contact(call(), rosa(attempts=(spoke,), inconvenient=(mornings,)), FIGURES)
    assert isinstance(refused, Refused)
    assert refused.rule == "T4"
    assert refused.until == dt.datetime(2026, 11, 25, 16, tzinfo=dt.UTC)


def test_who_finds_every_hour_inconvenient_is_never_contacted() -> None:
    always = InconvenientTime(dt.time(7), dt.time(22))
    refused = may_contact(text(), rosa(inconvenient=(always,)), FIGURES)
    assert refused == Refused("T3", "a time that the person called inconvenient", None)


@given(situations())
def test_the_moment_named_is_allowed(situation: tuple[ProposedContact, KnownPerson]) -> None:
    contact, known = situation
    refused = may_contact(contact, known, FIGURES)
    if isinstance(refused, Refused) and refused.until is not None:
        assert refused.until > contact.at
        assert may_contact(contact.moved_to(refused.until), known, FIGURES) == Allowed()


@given(situations(), st.integers(min_value=0, max_value=999))
def test_no_moment_before_it_is(situation: tuple[ProposedContact, KnownPerson], share: int) -> None:
    contact, known = situation
    refused = may_contact(contact, known, FIGURES)
    if isinstance(refused, Refused) and refused.until is not None:
        before = contact.at + (refused.until - contact.at) * share / 1000
        assert isinstance(may_contact(contact.moved_to(before), known, FIGURES), Refused)


@given(situations())
def test_no_is_no(situation: tuple[ProposedContact, KnownPerson]) -> None:
    contact, known = situation
    no = ConsentWord(contact.channel, "all", False, contact.at)
    refused = may_contact(contact, replace(known, words=(*known.words, no)), FIGURES)
    assert isinstance(refused, Refused)
    assert refused.rule == "C7"


@given(situations(), st.sampled_from(Channel), st.sampled_from(Outcome))
def test_one_more_attempt_never_allows_what_was_refused(
    situation: tuple[ProposedContact, KnownPerson], channel: Channel, outcome: Outcome
) -> None:
    contact, known = situation
    more = replace(known, attempts=(*known.attempts, Attempt(channel, contact.at, outcome)))
    if isinstance(may_contact(contact, known, FIGURES), Refused):
        assert isinstance(may_contact(contact, more, FIGURES), Refused)
