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
from bot.nlu.grammar.values import RESOLVERS

TODAY = date(2026, 11, 23)
TABLE = yaml.safe_load((Path(__file__).parent / "grammar_table.yml").read_text())
ROWS = [("en", *row) for row in TABLE["english"]] + [("es", *row) for row in TABLE["spanish"]]
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
    assert found == ([] if expected == [[]] else expected)


def test_the_table_has_more_than_a_hundred_rows_all_different() -> None:
    assert len({(language, text) for language, text, *_ in ROWS}) == len(ROWS) > 100


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
    plain |= {"payday", "next_week", "next_month", "6", "12"}
    for row in read_rows():
        value = row.fields["value"]
        assert value in RESOLVERS or value in plain or value[0] in "+-", row.fields["say"]


def test_the_application_tells_the_day_and_a_bad_day_is_the_clocks() -> None:
    assert day_of({"today": "2026-01-02"}) == date(2026, 1, 2)
    assert abs(day_of({"today": "soon"}) - day_of({})) <= timedelta(1)


@pytest.mark.parametrize(
    ("year", "full"), [(86, 1986), (26, 2026), (27, 2027), (28, 1928), (5, 2005)]
)
def test_two_digits_of_a_year_are_the_latest_that_make_sense(year: int, full: int) -> None:
    assert days.full_year(year, TODAY) == full
