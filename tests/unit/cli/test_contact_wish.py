"""`plainbill contact-wish`: what a person said of how to be reached is kept, and counts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Engine

from receivables.store.database import transaction
from tests.builders import add_guarantor

ROSA = "+12165550123"
NOON = ("--at", "2026-11-24T12:00", "--json")


@pytest.fixture(autouse=True)
def rosa(store: Engine) -> None:
    with transaction(store) as session:
        add_guarantor(session)


def rule(run: Any, *words: str) -> str | None:
    found: str | None = json.loads(run("contact-check", ROSA, *NOON, *words).stdout)["rule"]
    return found


def test_without_options_it_lists_what_stands(run: Any) -> None:
    assert run("contact-wish", ROSA).stdout == "No wish is on record for this number.\n"
    run("contact-wish", ROSA, "--no-calls")
    assert "barred_medium: channel: voice" in run("contact-wish", ROSA).stdout


@pytest.mark.parametrize(
    ("wish", "channel", "expected"),
    [
        (["--no-calls"], "call", "T5"),
        (["--no-calls"], "sms", None),
        (["--no-texts"], "sms", "T5"),
        (["--not-between", "11:00-13:00"], "sms", "T3"),
        (["--not-between", "11:00-13:00", "--on", "Tue"], "sms", "T3"),
        (["--not-between", "11:00-13:00", "--on", "mon,wed"], "sms", None),
        (["--time-zone", "Pacific/Honolulu"], "sms", "T1"),
        (["--at-work"], "call", None),
        (["--at-work", "--employer-prohibits"], "call", "T7"),
    ],
)
def test_a_wish_counts_at_once(
    run: Any, wish: list[str], channel: str, expected: str | None
) -> None:
    assert run("contact-wish", ROSA, *wish).exit_code == 0
    assert rule(run, "--channel", channel) == expected


def test_ending_the_wishes_leaves_only_the_new_one(run: Any) -> None:
    run("contact-wish", ROSA, "--no-calls", "--no-texts")
    found = json.loads(run("contact-wish", ROSA, "--end", "--no-calls", "--json").stdout)
    assert [(wish["kind"], wish["channel"]) for wish in found["wishes"]] == [
        ("barred_medium", "voice")
    ]
    assert rule(run) is None


@pytest.mark.parametrize(
    "words",
    [
        ("grandma",),
        (ROSA, "--not-between", "noon"),
        (ROSA, "--not-between", "11:00-25:00"),
        (ROSA, "--not-between", "11:00-12:00", "--on", "someday"),
        (ROSA, "--time-zone", "Mars/Olympus"),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(run: Any, words: tuple[str, ...]) -> None:
    result = run("contact-wish", *words, "--no-calls")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert run("contact-wish", ROSA).stdout == "No wish is on record for this number.\n"
