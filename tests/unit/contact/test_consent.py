"""The person's no, holds, media, minors, and the ground we have (C6 to C10, D3, D4, T5 to T10)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from receivables.policy.contact import basis, holds, media, opt_out, third_parties
from receivables.policy.contact.facts import (
    Attempt,
    Channel,
    ConsentWord,
    KnownPerson,
    Outcome,
    ProposedContact,
)
from receivables.policy.contact.role import CollectorRole, federal_limits_apply, is_debt_collector
from receivables.policy.contact.third_parties import Relation, counts_as_consumer
from receivables.policy.figures import ContactFigures
from tests.unit.contact.people import CLEVELAND, FIGURES, NOON, call, text, words_before

MINUTE = dt.timedelta(minutes=1)
AGENCY = ContactFigures(collector_role=CollectorRole.THIRD_PARTY)
ROBOT = ProposedContact(Channel.VOICE, "reminder", NOON, artificial_voice=True)


def said(granted: bool, purpose: str = "all", channel: Channel = Channel.SMS) -> ConsentWord:
    return ConsentWord(channel, purpose, granted, NOON - MINUTE)


def after(*words: ConsentWord) -> KnownPerson:
    return KnownPerson(CLEVELAND, words=words)


def test_stop_ends_every_purpose_and_start_brings_all_back() -> None:
    for purpose in ("reminder", "notice", "reply"):
        assert opt_out.check(text(purpose=purpose), after(said(False)), FIGURES)
        assert not opt_out.check(text(purpose=purpose), after(said(False), said(True)), FIGURES)


def test_a_no_to_one_purpose_leaves_the_others() -> None:
    known = after(said(True), said(False, "reminder"))
    assert opt_out.check(text(purpose="reminder"), known, FIGURES)
    assert not opt_out.check(text(purpose="notice"), known, FIGURES)


def test_a_yes_to_one_purpose_after_stop_opens_only_that() -> None:
    known = after(said(False), said(True, "reminder"))
    assert not opt_out.check(text(purpose="reminder"), known, FIGURES)
    assert opt_out.check(text(purpose="notice"), known, FIGURES)


def test_stop_by_text_leaves_calls_until_revoke_all_is_in_force() -> None:
    known = after(said(False))
    later = dt.datetime(2027, 1, 31, 17, tzinfo=dt.UTC)
    assert not opt_out.check(call(), known, FIGURES)
    assert not opt_out.check(ROBOT, known, FIGURES)
    assert opt_out.check(ROBOT.moved_to(later), known, FIGURES)
    assert not opt_out.check(call(later), known, FIGURES)  # a person's call is no robocall


def test_one_confirmation_within_five_minutes_of_the_opt_out() -> None:
    known = after(ConsentWord(Channel.SMS, "all", False, NOON))
    for wait, allowed in ((0, True), (5 * 60, True), (5 * 60 + 1, False)):
        at = NOON + dt.timedelta(seconds=wait)
        refused = opt_out.check(text(at, "opt_out_confirmation"), known, FIGURES)
        assert (refused is None) == allowed
        assert opt_out.check(text(at, "help"), known, FIGURES) is not None


@given(words_before(NOON))
def test_the_last_word_for_everything_decides(words: tuple[ConsentWord, ...]) -> None:
    for granted in (True, False):
        known = after(*words, said(granted))
        assert (opt_out.check(text(), known, FIGURES) is None) == granted


def test_the_number_on_file_is_ground_enough_for_the_provider_only() -> None:
    known = KnownPerson(CLEVELAND, on_file=True)
    early_out = ContactFigures(collector_role=CollectorRole.EARLY_OUT)
    assert basis.check(text(), known, FIGURES) is None
    assert basis.check(ROBOT, known, FIGURES) is None
    refused = [basis.check(text(), known, figures) for figures in (early_out, AGENCY)]
    assert [refusal and refusal.rule for refusal in refused] == ["C9", "T6"]
    machine = basis.check(ROBOT, known, AGENCY)
    assert machine is not None
    assert machine.rule == "C10"


def test_a_person_may_call_without_consent_and_a_machine_may_not() -> None:
    assert basis.check(call(), KnownPerson(CLEVELAND), FIGURES) is None
    assert basis.check(ROBOT, KnownPerson(CLEVELAND), FIGURES) is not None


@pytest.mark.parametrize(("days", "allowed"), [(60, True), (60.001, False)])
def test_a_collector_texts_within_sixty_days_of_a_text_or_a_consent(
    days: float, allowed: bool
) -> None:
    then = NOON - dt.timedelta(days=days)
    wrote = KnownPerson(CLEVELAND, texted_at=then)
    agreed = after(ConsentWord(Channel.SMS, "all", True, then))
    assert (basis.check(text(), wrote, AGENCY) is None) == allowed
    assert (basis.check(text(), agreed, AGENCY) is None) == allowed
    assert basis.check(text(), wrote, FIGURES) is None


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        *(("bankruptcy", "D4"), ("attorney", "T8"), ("cease", "T9"), ("deceased", "T10")),
        *(("third_party", "T10"), ("minor", "T10"), ("dispute", "D3"), ("hardship", "D3")),
    ],
)
def test_a_hold_forbids_outreach_for_good(kind: str, rule: str) -> None:
    for contact in (text(), call(), text(purpose="notice")):
        refused = holds.check(contact, KnownPerson(CLEVELAND, holds=((kind, NOON),)), FIGURES)
        assert refused is not None
        assert (refused.rule, refused.until) == (rule, None)


def test_after_a_cease_request_one_closing_notice_goes_out_and_no_second() -> None:
    closing = text(purpose="closing_notice")
    asked = NOON - MINUTE
    ceased = KnownPerson(CLEVELAND, holds=(("cease", asked),))
    assert holds.check(closing, ceased, FIGURES) is None
    told = Attempt(Channel.SMS, asked, Outcome.SENT, "closing_notice")
    assert holds.check(
        closing, KnownPerson(CLEVELAND, holds=ceased.holds, attempts=(told,)), FIGURES
    )
    both = KnownPerson(CLEVELAND, holds=(("cease", asked), ("bankruptcy", asked)))
    assert holds.check(closing, both, FIGURES)


def test_a_barred_medium_and_a_forbidden_workplace() -> None:
    no_texts = KnownPerson(CLEVELAND, barred=frozenset({Channel.SMS}))
    work = KnownPerson(CLEVELAND, at_work=True, employer_prohibits=True)
    assert media.check(text(), no_texts, FIGURES)
    assert not media.check(call(), no_texts, FIGURES)
    assert media.check(call(), work, FIGURES)
    assert not media.check(call(), KnownPerson(CLEVELAND, at_work=True), FIGURES)


def test_a_minor_is_not_asked_for_money_until_the_birthday_where_they_are() -> None:
    born = dt.date(2008, 11, 24)
    known = KnownPerson(CLEVELAND, dates_of_birth=(born,))
    midnight = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)  # in Cleveland
    assert third_parties.check(text(midnight - MINUTE), known, FIGURES)
    assert not third_parties.check(text(midnight), known, FIGURES)
    household = KnownPerson(CLEVELAND, dates_of_birth=(born, dt.date(1980, 1, 1)))
    assert not third_parties.check(text(midnight - MINUTE), household, FIGURES)


def test_a_child_of_a_leap_day_is_of_age_on_the_first_of_march() -> None:
    born = dt.date(2008, 2, 29)
    assert third_parties.is_minor(born, dt.date(2026, 2, 28))
    assert not third_parties.is_minor(born, dt.date(2026, 3, 1))


def test_who_may_hear_about_a_bill() -> None:
    adult = {relation for relation in Relation if counts_as_consumer(relation, False)}
    minor = {relation for relation in Relation if counts_as_consumer(relation, True)}
    assert adult == {Relation.SELF, Relation.SPOUSE, Relation.GUARDIAN, Relation.EXECUTOR}
    assert minor == adult | {Relation.PARENT}


def test_who_is_a_debt_collector() -> None:
    found = {(role, late) for role in CollectorRole for late in (True, False)}
    collectors = {pair for pair in found if is_debt_collector(*pair)}
    third, early = CollectorRole.THIRD_PARTY, CollectorRole.EARLY_OUT
    assert collectors == {(third, True), (third, False), (early, True)}
    assert all(federal_limits_apply(*pair, strict=True) for pair in found)
    assert {pair for pair in found if federal_limits_apply(*pair, strict=False)} == collectors
