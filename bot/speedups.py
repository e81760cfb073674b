"""Where Rasa 3.6 loses time, and what we do about it. Each has a test that notices a change.

- Rasa imports TensorFlow for components that config.yml does not name (5 s, 280 MiB): it goes
  without (bot/without_tensorflow.py). Where one is named, TensorFlow itself goes without jax,
  which it imports for a converter that nobody here uses (2 s, 65 MiB).
- It imports the libraries of all its channels, stores and drawings as well (1.5 s): without them
  too (bot/without_channels.py).
- `RemoteAction` lets jsonschema check its own schema again for every action (20 ms of 28).
- Every action gets the whole domain (7 ms): endpoints.yml asks for none.
- Each event that is read back looks through all kinds of events for its own (28 % of a turn).
- The SQL store opens an SQLite file anew for every look (5 ms a turn): bot/tracker_store.py.
- Each YAML file is held against a schema, and for that read by a parser that keeps the lines for a
  complaint and is seven times slower (a tenth of training): ours reads it so only to complain.
- Lock stores ask once a second (bot/lock_store.py).
- Training keeps what each component made for the next training, and for that takes fingerprints of
  all examples after every component (15 % of a profile): ours starts from nothing.
- Its scikit-learn classifiers import skops, which scans all modules when loading (7.8 s): ours
  (bot/nlu/intent_classifier.py) keeps plain arrays, so skops is never imported.
"""

from __future__ import annotations

import logging
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Text

from bot import without_channels, without_tensorflow

ROOT = Path(__file__).resolve().parent.parent


def before_rasa(folder: Path = ROOT) -> None:
    """To be called before anything imports Rasa, and with it TensorFlow."""
    sys.modules.setdefault("jax", None)
    if not without_tensorflow.needs_tensorflow(folder / "config.yml"):
        without_tensorflow.install()
    if without_channels.only_ours(folder):
        without_channels.install()


def install() -> None:
    """Applies to every action called and every conversation read from now on."""
    from jsonschema import Draft7Validator
    from rasa.core.actions.action import RemoteAction
    from rasa.shared.core.events import Event

    schema = Draft7Validator(RemoteAction.action_response_format_spec())

    def validate(_: RemoteAction, result: Dict[Text, Any]) -> bool:
        """What Rasa's own does. Raises jsonschema.ValidationError."""
        schema.validate(result)
        return True

    RemoteAction._validate_action_result = validate
    resolve = lru_cache(maxsize=None)(Event.resolve_by_type)
    Event.resolve_by_type = staticmethod(resolve)


def check_schemas_quickly() -> None:
    """Applies to every YAML file read from now on; of a wrong one Rasa says what and where."""
    from rasa.shared.utils import validation

    complain = validation.validate_yaml_schema
    if complain.__module__ == __name__:
        return

    def validate_yaml_schema(content: Text, schema: Text, package_name: Text = "rasa") -> None:
        """What Rasa's own does. Raises YamlException."""
        if package_name != "rasa" or not _fits(content, schema):
            complain(content, schema, package_name)

    validation.validate_yaml_schema = validate_yaml_schema


def _fits(content: Text, schema: Text) -> bool:
    import rasa
    from pykwalify.core import Core
    from pykwalify.errors import PyKwalifyException
    from rasa.shared.constants import RESPONSES_SCHEMA_FILE, SCHEMA_EXTENSIONS_FILE
    from rasa.shared.utils.io import read_yaml, read_yaml_file
    from ruamel.yaml import YAMLError

    logging.getLogger("pykwalify").setLevel(logging.CRITICAL)  # as Rasa does
    folder = Path(rasa.__file__).parent
    rules = {**read_yaml_file(folder / schema), **read_yaml_file(folder / RESPONSES_SCHEMA_FILE)}
    try:
        extensions = [str(folder / SCHEMA_EXTENSIONS_FILE)]
        Core(source_data=read_yaml(content), schema_data=rules, extensions=extensions).validate()
    except (PyKwalifyException, YAMLError):
        return False
    return True


def train_without_cache() -> None:
    """Applies to every training from now on, which should be forced: nothing is looked up."""
    from rasa.engine.training.hooks import TrainingHook

    def keep_nothing(*_: Any, **__: Any) -> Dict[Text, Any]:
        return {}

    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    TrainingHook.on_before_node = keep_nothing
    TrainingHook.on_after_node = keep_nothing
