"""What a provider learns about the conversations it wrote: mistakes by line, failures as JUnit."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cli.conversation_files import UnreadableConversations, read_conversations
from cli.conversation_tests import play_folder, read_folder
from cli.junit import Played, junit_xml

GOOD = """\
- name: A greeting
  person: unknown
  turns:
    - patient: "hi"
      expect: ["help"]
"""


def mistakes(folder: Path, content: str) -> str:
    """What is said about a file of that content."""
    file = folder / "mine.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableConversations) as refusal:
        read_conversations(file)
    return str(refusal.value).replace(str(folder), "")


def test_a_misspelt_word_is_named_with_file_and_line(tmp_path: Path) -> None:
    complaint = mistakes(tmp_path, GOOD.replace("expect", "expects"))
    assert complaint.startswith("/mine.yml:5: 'expects'")


def test_a_missing_word_is_named_with_the_line_of_its_conversation(tmp_path: Path) -> None:
    complaint = mistakes(tmp_path, GOOD + GOOD.replace("  person: unknown\n", ""))
    assert complaint.startswith("/mine.yml:6: 'person': Field required")


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    content = GOOD.replace("expect", "expects") + "- name: Empty\n  person: unknown\n  turns: []\n"
    assert [line.split(":")[1] for line in mistakes(tmp_path, content).splitlines()] == ["5", "8"]


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    assert mistakes(tmp_path, GOOD + '- name: "never closed\n').startswith("/mine.yml:7: ")


def test_two_conversations_of_one_name_are_refused(tmp_path: Path) -> None:
    assert mistakes(tmp_path, GOOD + GOOD).startswith("/mine.yml:6: a second conversation named")


def test_a_folder_without_conversations_is_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert play_folder(tmp_path) == 2
    assert "no conversations there" in capsys.readouterr().err


def test_both_endings_of_yaml_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text(GOOD)
    (tmp_path / "two.yaml").write_text(GOOD)
    assert [stem for stem, _ in read_folder(tmp_path)] == ["one", "two"]


def test_the_report_counts_failures_and_holds_the_transcript() -> None:
    transcript = "> hola\n  Adiós \x07\n  !! missing: $5"
    report = ET.fromstring(
        junit_xml([Played("a", "Fine", "", 0.5), Played("b", "Broken", transcript, 1.0)])
    )
    suite = report.find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    failure = suite.find("testcase[@name='Broken']/failure")
    assert failure is not None
    assert failure.get("message") == "missing: $5"
    assert "Adiós" in (failure.text or "")
