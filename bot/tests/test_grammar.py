"""The grammar as a table: texts and what must be found in them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, Dict, List

import pytest
import yaml

from bot.nlu.entities import day_of
from bot.nlu.grammar import days
from bot.nlu.grammar.find import Finder
from bot.nlu.grammar.spelling import respell
from bot.nlu.grammar.values import RESOLVERS

TODAY = date(2026, 11, 23)
TABLE = yaml.safe_load((Path(__file__).parent / "grammar_table.yml").read_text())
KINDS = [(language, kind) for language in TABLE for kind in TABLE[language]]
ROWS = [
    ("es" if language == "spanish" else "en", *row)
    for language, kind in KINDS
    for row in TABLE[language][kind]
]
FINDER = Finder()


def written(entity: Dict[str, Any]) -> str:
    """An entity as the table writes it."""
    role = f"/{entity['role']}" if "role" in entity else ""
    beside = "".join(
        f"+{key}={','.join(entity[key]) if key == 'candidates' else entity[key]}"
        for key in ("weekday", "candidates")
        if key in entity
    )
    return f"{entity['entity']}{role}={entity['value']}{beside}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_every_row_of_the_table_is_found(row: List[Any]) -> None:
    language, text, *expected = row
    found = [written(entity) for entity in FINDER.find(text, TODAY, language)]
    assert found == expected


def test_no_row_stands_twice() -> None:
    assert len({(language, text) for language, text, *_ in ROWS}) == len(ROWS)


def test_both_languages_have_the_same_kinds() -> None:
    assert TABLE["english"].keys() == TABLE["spanish"].keys()


@pytest.mark.parametrize(("language", "kind"), KINDS)
def test_every_kind_has_at_least_fifteen_rows_in_each_language(language: str, kind: str) -> None:
    assert len(TABLE[language][kind]) >= 15


@pytest.mark.parametrize("language", ["english", "spanish"])
def test_what_is_ambiguous_is_never_certain(language: str) -> None:
    # A find without a role is used as it stands; each of these texts has one that is asked about.
    for text, *finds in TABLE[language]["ambiguous"]:
        assert any("/" in find for find in finds), text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_a_find_stands_where_it_says_and_overlaps_no_other(row: List[Any]) -> None:
    text = f"ok, {row[1]}, thanks!"
    end = 0
    for entity in FINDER.find(text, TODAY, row[0]):
        assert text[entity["start"] : entity["end"]] == entity["text"]
        assert entity["start"] >= end
        end = entity["end"]


@pytest.mark.parametrize(
    "text",
    ["", " ", "🙏❤️", "$", "/", "-", "...", "9" * 400, "½", "Ⅳ", "a" * 1600, "0/0", "99/99/99"],
)
def test_odd_texts_do_no_harm(text: str) -> None:
    for entity in FINDER.find(text, TODAY):
        assert entity["value"]


def test_no_due_day_is_ever_certain_and_in_the_past() -> None:
    for offset in range(0, 800, 7):
        today = TODAY + timedelta(offset)
        for text in ("the 15th", "friday", "next monday", "12/5", "the 31st", "february 29"):
            for entity in FINDER.find(text, today):
                if entity["entity"] == "date" and "role" not in entity:
                    assert date.fromisoformat(entity["value"]) >= today


def test_every_value_that_a_table_names_is_a_resolver_or_a_plain_word() -> None:
    from bot.nlu.grammar.patterns import read_rows

    plain = {"half", "third", "quarter", "all", "minimum", "weekly", "biweekly", "monthly"}
    plain |= {"payday", "next_week", "next_month", "6", "12", "2", "1"}
    plain |= {"few_days", "weekend", "middle_of_month", "holiday"}
    for row in read_rows():
        value = row.fields["value"]
        if row.fields["entity"] == "insurer":
            continue  # its value is the insurer's name
        assert value in RESOLVERS or value in plain or value[0] in "+-", row.fields["say"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tusday", "tuesday"),
        ("sautrday", "saturday"),
        ("biernes", "viernes"),
        ("octobr", "october"),
        ("dosientos", "doscientos"),
    ],
)
def test_a_slip_of_the_thumb_is_put_right(written: str, meant: str) -> None:
    assert respell(written) == meant


@pytest.mark.parametrize("word", ["partes", "collar", "thirsty", "weighty", "dolores", "fourth"])
def test_a_word_that_is_right_stays(word: str) -> None:
    assert respell(word) == word


@pytest.mark.parametrize("offset", range(7))
def test_a_weekday_beside_another_weekdays_date_is_asked_about(offset: int) -> None:
    day = TODAY + timedelta(40 + offset)
    for weekday in range(7):
        found = days.agreeing(days.certain(day, TODAY), weekday, TODAY)
        assert found is not None
        assert ("role" in found) == (weekday != day.weekday())
        assert day.isoformat() in (found["value"], *found.get("candidates", ()))


def test_the_application_tells_the_day_and_a_bad_day_is_the_clocks() -> None:
    assert day_of({"today": "2026-01-02"}) == date(2026, 1, 2)
    assert abs(day_of({"today": "soon"}) - day_of({})) <= timedelta(1)


@pytest.mark.parametrize(
    ("year", "full"), [(86, 1986), (26, 2026), (27, 2027), (28, 1928), (5, 2005)]
)
def test_two_digits_of_a_year_are_the_latest_that_make_sense(year: int, full: int) -> None:
    assert days.full_year(year, TODAY) == full
