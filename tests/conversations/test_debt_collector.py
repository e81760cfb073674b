"""What a debt collector's assistant says of itself, through the real channel (compliance D1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conversation_files import WrittenConversation, read_conversations
from cli.conversation_tests import open_stage, play
from cli.stage import Stage
from receivables.settings import settings

WRITTEN = read_conversations(Path(__file__).parent / "debt_collector" / "disclosures.yml")


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A running system of a debt collector."""
    folder = tmp_path_factory.mktemp("agency")
    policy = settings().policy_file.read_text().replace('"first_party"', '"third_party"')
    (folder / "policy.toml").write_text(policy)
    named = {"PLAINBILL_POLICY_FILE": str(folder / "policy.toml")}
    with open_stage(folder / "system", named) as opened:
        yield opened


@pytest.mark.conversation
@pytest.mark.parametrize("conversation", WRITTEN, ids=lambda one: one.name)
def test_as_it_is_written(agency: Stage, conversation: WrittenConversation) -> None:
    assert play(agency, conversation) == ""
