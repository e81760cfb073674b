"""A page names what was heard: by its words, by the model, and by searching the scripts without."""

from __future__ import annotations

import json
from collections.abc import Callable

import httpx
import pytest

from receivables.domain.objections import Objection
from receivables.policy.objections import FoundBy, Guess, named, searched
from receivables.policy.objections.decide import decided
from receivables.policy.objections.lines import written_lines
from receivables.policy.objections.name import LONGEST
from receivables.services import objection_naming
from receivables.services.objection_naming import name_objection, prepare
from tests.nlu.objection_lines import development_lines

Answer = Callable[[httpx.Request], httpx.Response]
RANKING = [
    {"label": "already_paid", "confidence": 0.8},
    {"label": "too_old", "confidence": 0.2},
]


def model_answers(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    client = httpx.Client(base_url="http://rasa", transport=httpx.MockTransport(answer))
    monkeypatch.setattr(objection_naming, "_client", lambda: client)


def test_what_the_model_says_is_what_the_page_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    model_answers(monkeypatch, lambda request: httpx.Response(200, json={"ranking": RANKING}))
    best, second = name_objection("i paid that")
    assert best == (Objection.ALREADY_PAID, 0.8, FoundBy.MODEL)
    assert second.objection == Objection.TOO_OLD


def test_what_the_words_show_comes_before_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    model_answers(monkeypatch, lambda request: httpx.Response(200, json={"ranking": RANKING}))
    best = name_objection("i paid that, talk to my lawyer")[0]
    assert best.objection == Objection.REPRESENTED_BY_ATTORNEY
    assert best.found_by == FoundBy.WORDS


def unreachable(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


def too_slow(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("late", request=request)


@pytest.mark.parametrize(
    "answer",
    [
        unreachable,
        too_slow,
        lambda request: httpx.Response(503, json={"error": "there is no model"}),
        lambda request: httpx.Response(200, text="<html>"),
        lambda request: httpx.Response(200, json={"ranking": [{"label": "of a newer version"}]}),
        lambda request: httpx.Response(200, json={"ranking": []}),
    ],
)
def test_without_an_answer_the_scripts_are_searched_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    model_answers(monkeypatch, answer)
    found = name_objection("cant pay lost my job")
    assert found[0].objection == Objection.CANNOT_AFFORD
    assert {guess.found_by for guess in found} == {FoundBy.SEARCH}
    assert sorted(guess.objection for guess in found) == sorted(Objection)


def test_an_unsure_model_is_helped_by_the_search() -> None:
    even = [Guess(found, 1 / len(Objection)) for found in Objection]
    found = named("lost my job and cant pay a cent", even)
    assert found[0].objection == Objection.CANNOT_AFFORD
    assert {guess.found_by for guess in found} == {FoundBy.MODEL}
    assert sum(guess.confidence for guess in found) == pytest.approx(1)


@pytest.mark.parametrize(
    ("found_by", "first"),
    [(FoundBy.MODEL, Objection.DECEASED), (FoundBy.SEARCH, Objection.ALREADY_PAID)],
)
def test_a_duty_that_is_only_likely_comes_first_by_the_model_not_by_the_search(
    found_by: FoundBy, first: Objection
) -> None:
    guesses = [
        Guess(Objection.ALREADY_PAID, 0.7, found_by),
        Guess(Objection.DECEASED, 0.3, found_by),
    ]
    assert decided([], guesses)[0].objection == first


def test_a_sure_model_is_not_asked_twice() -> None:
    rest = [found for found in Objection if found != Objection.TOO_OLD]
    sure = [Guess(Objection.TOO_OLD, 0.9), *(Guess(one, 0.1 / len(rest)) for one in rest)]
    assert named("lost my job and cant pay a cent", sure) == sure


def test_a_process_may_read_the_scripts_before_it_serves() -> None:
    prepare()
    assert written_lines.cache_info().currsize == 1


def test_no_line_stands_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    model_answers(monkeypatch, unreachable)
    name_objection("Rosa lost her job")
    assert "ConnectError" in caplog.text
    assert "Rosa" not in caplog.text


@pytest.mark.parametrize("nothing", ["", "   ", "\n"])
def test_no_words_object_to_nothing_and_ask_nobody(
    monkeypatch: pytest.MonkeyPatch, nothing: str
) -> None:
    model_answers(monkeypatch, unreachable)
    assert name_objection(nothing) == []


def test_a_very_long_line_is_judged_by_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(json.loads(request.content)["text"])
        return httpx.Response(200, json={"ranking": RANKING})

    model_answers(monkeypatch, answer)
    name_objection("y" * 9000)
    assert [len(text) for text in asked] == [LONGEST]


def test_the_search_alone_mostly_has_it_among_the_first_three() -> None:
    lines = development_lines()
    right = sum(
        line.label in [guess.objection for guess in searched(line.text)[:3]] for line in lines
    )
    assert right >= 0.6 * len(lines)


def test_a_search_ranks_every_objection_and_shares_one() -> None:
    for text in ("zzzz", "🙂", "no puedo pagar"):
        found = searched(text, "es")
        assert sorted(guess.objection for guess in found) == sorted(Objection)
        assert sum(guess.confidence for guess in found) == pytest.approx(1)


def test_a_line_in_the_language_of_the_call_counts_more() -> None:
    heard = "no plan"
    english, spanish = searched(heard, "en"), searched(heard, "es")
    assert english != spanish
