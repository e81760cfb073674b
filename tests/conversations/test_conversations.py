"""Every conversation of this folder, played through the real channel."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conversation_files import WrittenConversation, read_conversations
from cli.conversation_tests import play
from cli.stage import Stage

FILES = sorted(Path(__file__).parent.glob("*.yml"))


def conversations() -> list[object]:
    """Each conversation as a test of its own, named after its file and itself."""
    return [
        pytest.param(conversation, id=f"{file.stem}: {conversation.name}")
        for file in FILES
        for conversation in read_conversations(file)
    ]


@pytest.mark.conversation
@pytest.mark.parametrize("conversation", conversations())
def test_conversation(stage: Stage, conversation: WrittenConversation) -> None:
    problem = play(stage, conversation)
    if problem:
        pytest.fail(problem, pytrace=False)
