"""Lets Rasa be imported without TensorFlow, which takes 5 s and 280 MiB and computes nothing here.

Rasa imports TensorFlow and Keras for DIET, TED and their kin whether or not config.yml names
them. As long as it names none of them, empty modules of the same names do. A component that is
not known to work so brings the real TensorFlow back: `needs_tensorflow`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Dict, Text

import yaml

from bot import empty_modules

PACKAGES = ("tensorflow", "keras", "tensorflow_text", "tensorflow_hub", "tensorflow_probability")
# Rasa's own components that compute without it; all of ours (bot.*) do.
FREE = {"FallbackClassifier", "MemoizationPolicy", "RulePolicy"}


def needs_tensorflow(config: Path) -> bool:
    """Whether the configuration names a component that may compute with TensorFlow."""
    content: Dict[Text, Any] = yaml.safe_load(config.read_text(encoding="utf-8"))
    named = [*(content.get("pipeline") or []), *(content.get("policies") or [])]
    names = {part["name"] for part in named}
    return not all(name in FREE or name.startswith("bot.") for name in names)


def install() -> None:
    """To be called before Rasa is imported; does nothing when the real one already is."""
    if "tensorflow" in sys.modules:
        return
    # spaCy's thinc would ask it about graphics cards: it is told that there is no TensorFlow.
    sys.modules["tensorflow"] = None
    import thinc.compat  # noqa: F401

    del sys.modules["tensorflow"]
    empty_modules.install(PACKAGES)
