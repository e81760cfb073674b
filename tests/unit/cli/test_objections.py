"""`plainbill understand --objections`: one JSON object a line, whatever comes in."""

from __future__ import annotations

import io
import json
import sys

import pytest

from cli.objections import NoModel, model, name_all
from receivables.domain.objections import Objection
from receivables.policy.objections import Guess
from receivables.policy.objections.name import LONGEST

CHILD = """
import json, sys
print('{"ready": true}', flush=True)
for line in sys.stdin:
    said = json.loads(line)["text"]
    label = "already_paid" if "paid" in said else "agreement"
    other = "too_old"
    print(json.dumps({"ranking": [{"label": label, "confidence": 0.9},
                                  {"label": other, "confidence": 0.1}]}), flush=True)
"""


def answers(*lines: bytes) -> list[dict[str, object]]:
    output = io.StringIO()
    with model((sys.executable, "-c", CHILD)) as rank:
        name_all(lines, output, rank)
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_a_line_comes_back_with_its_label_its_confidence_and_the_best_three() -> None:
    assert answers(b"i paid that\n") == [
        {
            "text": "i paid that",
            "label": "already_paid",
            "confidence": 0.9,
            "ranking": [
                {"label": "already_paid", "confidence": 0.9},
                {"label": "too_old", "confidence": 0.1},
            ],
        }
    ]


def test_what_the_words_show_comes_before_the_model() -> None:
    (answer,) = answers(b"i paid that, talk to my lawyer\n")
    assert answer["label"] == Objection.REPRESENTED_BY_ATTORNEY
    assert answer["confidence"] == 0.99


def test_every_line_has_one_answer_even_an_empty_or_a_broken_one() -> None:
    found = answers(b"\n", b"\xff\xfe ok\r\n", "sí, de acuerdo".encode(), b"x" * 5000)
    assert [answer["label"] for answer in found] == [None, "agreement", "agreement", "agreement"]
    assert found[0] == {"text": "", "label": None, "confidence": 0.0, "ranking": []}
    assert found[2]["text"] == "sí, de acuerdo"


def test_a_very_long_line_is_judged_by_its_beginning() -> None:
    asked: list[str] = []

    def rank(text: str) -> list[Guess]:
        asked.append(text)
        return [Guess(Objection.AGREEMENT, 1.0)]

    output = io.StringIO()
    name_all([b"y" * 9000], output, rank)
    assert [len(text) for text in asked] == [LONGEST]
    assert len(json.loads(output.getvalue())["text"]) == 9000


def test_a_model_that_is_not_there_is_said_so() -> None:
    with pytest.raises(NoModel), model((sys.executable, "-c", "")):
        pass
