"""`plainbill understand`: language and patterns before the model, one JSON object a line."""

from __future__ import annotations

import io
import json
import sys

import pytest

from cli.line_model import NoModel, line_model
from cli.understanding import LONGEST, understand_all, understand_texts

CHILD = """
import json, sys
print('{"ready": true}', flush=True)
for line in sys.stdin:
    about = json.loads(line)
    intent = about["safety"] or ("check_balance" if "owe" in about["text"] else "greet")
    print(json.dumps({"text": about["text"], "intent": intent, "confidence": 0.9, "asks": False,
                      "ranking": [{"intent": intent, "confidence": 0.9}], "entities": [],
                      "language": about["language"]}), flush=True)
"""


def answers(*lines: bytes) -> list[dict[str, object]]:
    output = io.StringIO()
    with line_model((sys.executable, "-c", CHILD)) as ask:
        understand_all(lines, output, ask)
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_every_line_comes_back_with_its_intent_and_its_own_language() -> None:
    english, spanish = answers(b"what do i owe\n", "hola, ¿cuánto debo?\n".encode())
    assert (english["text"], english["intent"], english["language"]) == (
        "what do i owe",
        "check_balance",
        "en",
    )
    assert spanish["language"] == "es"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (b"STOP", "stop_contact"),
        (b"quit texting me", "stop_contact"),
        (b"i owe you nothing, i filed chapter 7", "report_bankruptcy_or_attorney"),
        (b"i want to kill myself", "emergency_or_self_harm"),
        (b"he passed away in may, what does he owe", "deceased_patient"),
    ],
)
def test_what_must_not_be_missed_is_found_before_the_model(text: bytes, intent: str) -> None:
    assert answers(text)[0]["intent"] == intent


def test_empty_broken_and_endless_lines_each_get_an_answer() -> None:
    empty, broken, endless = answers(b"\n", b"ol\xff owe\n", b"owe " * LONGEST)
    assert (empty["intent"], empty["ranking"]) == (None, [])
    assert broken["text"] == "ol\ufffd owe"
    assert broken["intent"] == "check_balance"
    assert len(str(endless["text"])) == 4 * LONGEST


def test_without_a_model_the_status_says_so() -> None:
    with pytest.raises(NoModel), line_model((sys.executable, "-c", "")):
        pass


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert understand_texts("tomorrow") == 2
    assert "2026-11-23" in capsys.readouterr().err
