"""Each speed-up rests on how Rasa is made: these fail when Rasa changes underneath."""

from __future__ import annotations

import asyncio
import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict

import jsonschema
import pytest
import rasa
from rasa.core.actions.action import RemoteAction
from rasa.core.lock_store import LockStore
from rasa.core.utils import AvailableEndpoints
from rasa.engine.training.graph_trainer import GraphTrainer
from rasa.engine.training.hooks import TrainingHook
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import YamlException
from rasa.shared.nlu.training_data.formats.rasa_yaml import NLU_SCHEMA_FILE
from rasa.shared.utils import validation
from rasa.shared.utils.common import all_subclasses

from bot import speedups
from bot.lock_store import POLL_SECONDS, MemoryLocks, RedisLocks, lock_store
from bot.tests.conftest import ROOT
from bot.training import fresh_model
from bot.without_channels import only_ours
from bot.without_tensorflow import needs_tensorflow

ORIGINAL = RemoteAction._validate_action_result
VALIDATE = validation.validate_yaml_schema
RESOLVE = Event.resolve_by_type


@pytest.mark.parametrize(
    "result",
    [
        {"events": [], "responses": []},
        {"events": [{"event": "slot", "name": "language", "value": "es"}], "responses": [{}]},
        {"events": [{"event": "followup", "name": "action_listen"}]},
        {"events": "none"},
        {"events": [{"name": "no event"}]},
        {"responses": [1]},
    ],
)
def test_an_action_result_is_judged_as_rasa_judges_it(result: Dict[str, Any]) -> None:
    def judge(validate: Any) -> str:
        try:
            return str(validate(RemoteAction("action_x", None), result))
        except jsonschema.ValidationError:
            return "refused"

    speedups.install()
    assert RemoteAction._validate_action_result is not ORIGINAL
    assert judge(RemoteAction._validate_action_result) == judge(ORIGINAL)


def test_rasa_still_validates_every_action_result_in_one_place() -> None:
    assert rasa.__version__ == "3.6.21", "look again at bot/speedups.py and bot/strict.py"
    assert "self._validate_action_result(response)" in inspect.getsource(RemoteAction.run)


def test_the_kind_of_event_is_found_as_rasa_finds_it() -> None:
    kinds = [kind for kind in all_subclasses(Event) if kind.type_name]
    expected = [RESOLVE(kind.type_name) for kind in kinds]
    speedups.install()
    assert Event.resolve_by_type is not RESOLVE
    assert [Event.resolve_by_type(kind.type_name) for kind in kinds] == expected
    assert Event.resolve_by_type("topic") is None
    assert Event.resolve_by_type("nothing known", UserUttered) is UserUttered
    with pytest.raises(ValueError, match="nothing known"):
        Event.resolve_by_type("nothing known")


@pytest.mark.parametrize(
    "content",
    [
        "nlu:\n- intent: a\n  examples: |\n    - hello\n",
        "nlu:\n- intent: a\n  examples: 3\n  foo: bar\n",
        "nlu:\n- intent: a\n  intent: b\n",
        "nlu: [a",
        "",
    ],
)
def test_a_file_of_examples_is_judged_as_rasa_judges_it(content: str) -> None:
    def judge(validate: Any) -> str:
        try:
            return str(validate(content, NLU_SCHEMA_FILE))
        except YamlException as problem:
            return f"{type(problem).__name__}: {problem}"

    speedups.check_schemas_quickly()
    assert validation.validate_yaml_schema is not VALIDATE
    assert judge(validation.validate_yaml_schema) == judge(VALIDATE)


def test_rasa_still_asks_its_slow_parser_for_a_schema() -> None:
    assert 'reader_type=["safe", "rt"]' in inspect.getsource(VALIDATE)


def test_a_waiting_text_asks_for_its_turn_fifty_times_a_second() -> None:
    waited = inspect.signature(LockStore.lock).parameters["wait_time_in_seconds"].default
    assert waited == 1, "Rasa's own waiting has changed"
    assert POLL_SECONDS <= 0.02

    async def two_texts() -> float:
        locks, loop = MemoryLocks(), asyncio.get_running_loop()

        async def turn() -> float:
            async with locks.lock("c1"):
                await asyncio.sleep(0.01)
                return loop.time()

        ends = await asyncio.gather(turn(), turn())
        return max(ends) - min(ends)

    assert asyncio.run(two_texts()) < 0.5


def test_redis_is_used_when_it_is_named() -> None:
    store = lock_store({"REDIS_URL": "redis://:secret@127.0.0.1:6390/3"})
    assert isinstance(store, RedisLocks)
    options = store.red.connection_pool.connection_kwargs
    assert (options["host"], options["port"], options["db"]) == ("127.0.0.1", 6390, 3)
    assert options["password"] == "secret"
    assert isinstance(lock_store({}), MemoryLocks)


@pytest.mark.parametrize(
    ("component", "needed"),
    [("RulePolicy", False), ("bot.nlu.x.Y", False), ("DIETClassifier", True), ("TEDPolicy", True)],
)
def test_a_component_that_may_need_tensorflow_brings_it_back(
    tmp_path: Path, component: str, needed: bool
) -> None:
    config = tmp_path / "config.yml"
    config.write_text(
        f"pipeline: [{{name: FallbackClassifier}}]\npolicies: [{{name: {component}}}]\n"
    )
    assert needs_tensorflow(config) is needed


def test_the_shipped_configuration_needs_no_tensorflow() -> None:
    assert not needs_tensorflow(ROOT / "config.yml")


@pytest.mark.parametrize(
    ("credentials", "endpoints", "ours"),
    [
        ("bot.channel.PlainbillChannel: {}", "tracker_store: {type: bot.tracker_store.X}", True),
        ("twilio: {account_sid: AC0}", "tracker_store: {type: bot.tracker_store.X}", False),
        ("bot.channel.PlainbillChannel: {}", "tracker_store: {type: mongod}", False),
        ("bot.channel.PlainbillChannel: {}", "", False),
        ("", "{tracker_store: {type: bot.tracker_store.X}, event_broker: {type: pika}}", False),
    ],
)
def test_a_channel_store_or_broker_of_rasas_brings_its_libraries_back(
    tmp_path: Path, credentials: str, endpoints: str, ours: bool
) -> None:
    (tmp_path / "credentials.yml").write_text(credentials)
    (tmp_path / "endpoints.yml").write_text(endpoints)
    assert only_ours(tmp_path) is ours


def test_the_shipped_configuration_names_only_ours() -> None:
    assert only_ours(ROOT)


def test_an_action_is_not_sent_the_whole_domain() -> None:
    endpoint = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")).action
    domain = Domain.from_dict({"responses": {"utter_x": [{"text": "long"}]}})
    called = RemoteAction("action_x", endpoint)._action_call_format(
        DialogueStateTracker("somebody", []), domain
    )
    assert "tracker" in called
    assert "domain" not in called


def test_none_of_the_heavy_packages_is_imported_to_load_a_model(project: Path) -> None:
    script = (
        "import sys; from bot import launcher; launcher.prepare()\n"
        "from bot.understand import load\n"
        f"load(__import__('pathlib').Path({str(fresh_model(project))!r}))\n"
        "heavy = ('jax', 'skops', 'tensorflow.python', 'keras.engine', 'torch')\n"
        "print([name for name in heavy if sys.modules.get(name)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_training_fingerprints_no_example_for_a_cache() -> None:
    assert "TrainingHook(" in inspect.getsource(GraphTrainer.train)
    speedups.train_without_cache()
    hook = TrainingHook(cache=None, model_storage=None, pruned_schema=None)
    kept = hook.on_before_node("train", None, {}, {})
    hook.on_after_node("train", None, {}, object(), kept)
    assert kept == {}
