"""`plainbill contact-check`: allowed or not, by which rule, until when."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from receivables.services.consents import record_consent
from receivables.store.database import transaction
from tests.builders import NOW, add_guarantor

ROSA = "+12165550123"
Check = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run(run: Any, store: Engine) -> Any:
    with transaction(store) as session:
        add_guarantor(session)
    return lambda *words: run("contact-check", *words)


@pytest.fixture
def check(run: Any) -> Check:
    def examine(*words: str) -> tuple[int, dict[str, Any]]:
        result = run(*words, "--json")
        return result.exit_code, json.loads(result.stdout)

    return examine


def test_eight_in_the_morning_is_allowed_and_a_second_before_is_not(check: Check) -> None:
    early, found = check(ROSA, "--at", "2026-11-24T07:59:59-05:00")
    assert early == 1
    assert (found["rule"], found["until"]) == ("T1", "2026-11-24T13:00:00+00:00")
    sharp, found = check(ROSA, "--at", "2026-11-24T08:00:00-05:00")
    assert sharp == 0
    assert (found["allowed"], found["rule"], found["until"]) == (True, None, None)


def test_a_moment_without_an_offset_is_the_organisations(check: Check) -> None:
    assert check(ROSA, "--at", "2026-11-24T08:00")[0] == 0
    assert check(ROSA, "--at", "2026-07-01 07:59")[0] == 1


def test_an_opt_out_of_texts_leaves_calls(check: Check, store: Engine) -> None:
    with transaction(store) as session:
        record_consent(session, ROSA, "sms", False, "text:1", NOW)
    at = ("--at", "2026-11-24T12:00")
    status, found = check(ROSA, *at)
    assert (status, found["rule"], found["until"]) == (1, "C7", None)
    assert check(ROSA, *at, "--channel", "call")[0] == 0


def test_every_rule_that_refuses_is_told(check: Check, store: Engine) -> None:
    with transaction(store) as session:
        record_consent(session, ROSA, "sms", False, "text:1", NOW)
    _, found = check(ROSA, "--at", "2026-11-24T03:00")
    assert [one["rule"] for one in found["refused_by"]] == ["C7", "T1"]


def test_an_address_elsewhere_narrows_the_hours(check: Check) -> None:
    at = ("--at", "2026-11-24T09:00")
    assert check(ROSA, *at)[0] == 0
    status, found = check(ROSA, *at, "--zip", "90012")
    assert (status, found["rule"]) == (1, "T2")
    assert found["zones"] == ["America/Los_Angeles", "America/New_York"]


def test_a_strangers_number_is_taken_as_given_and_that_is_said(check: Check, run: Any) -> None:
    at = ("--at", "2026-11-24T17:00Z")
    status, found = check("+13125550177", *at)
    assert (status, found["on_file"], found["consent_assumed"]) == (0, False, True)
    assert "C9" in run("+13125550177", *at).stdout
    assert not check("+13125550177", *at, "--channel", "call")[1]["consent_assumed"]
    assert check("+13125550177", *at, "--channel", "call", "--artificial-voice")[1][
        "consent_assumed"
    ]
    assert not check(ROSA, *at)[1]["consent_assumed"]


def test_an_answer_is_allowed_at_any_hour(check: Check) -> None:
    assert check(ROSA, "--at", "2026-11-24T03:00", "--purpose", "reply")[0] == 0


def test_people_read_when_it_will_be_allowed_where_the_patient_is(run: Any) -> None:
    told = run(ROSA, "--at", "2026-11-24T22:00").stdout
    assert told.startswith("Not allowed: ")
    assert "2026-11-25 08:00:00 America/New_York" in told
    assert run(ROSA, "--at", "2026-11-24T12:00").stdout == "Allowed.\n"


def test_without_a_moment_it_is_now(check: Check) -> None:
    before = dt.datetime.now(dt.UTC)
    at = dt.datetime.fromisoformat(check(ROSA)[1]["at"])
    assert before <= at <= dt.datetime.now(dt.UTC)


@pytest.mark.parametrize(
    "words",
    [
        ("grandma",),
        (ROSA, "--at", "tomorrow"),
        (ROSA, "--at", "2026-02-30T08:00"),
        (ROSA, "--zip", "441"),
        (ROSA, "--channel", "pigeon"),
        (ROSA, "--purpose", "fun"),
    ],
)
def test_bad_input_is_status_two_and_one_sentence(run: Any, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr
