"""Lets Rasa be imported without TensorFlow, which takes 5 s and 280 MiB and computes nothing here.

Rasa imports TensorFlow and Keras for DIET, TED and their kin whether or not config.yml names
them. As long as it names none of them, empty modules of the same names do. A component that is
not known to work so brings the real TensorFlow back: `needs_tensorflow`.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Dict, Text

import yaml

PACKAGES = ("tensorflow", "keras", "tensorflow_text", "tensorflow_hub", "tensorflow_probability")
# Rasa's own components that compute without it; all of ours (bot.*) do.
FREE = {"FallbackClassifier", "MemoizationPolicy", "RulePolicy"}


def needs_tensorflow(config: Path) -> bool:
    """Whether the configuration names a component that may compute with TensorFlow."""
    content: Dict[Text, Any] = yaml.safe_load(config.read_text(encoding="utf-8"))
    named = [*(content.get("pipeline") or []), *(content.get("policies") or [])]
    names = {part["name"] for part in named}
    return not all(name in FREE or name.startswith("bot.") for name in names)


class _NothingType(type):
    """Classes derive from it, decorators and annotations of it do nothing."""

    def __getattr__(cls, name: Text) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Nothing


class _Nothing(metaclass=_NothingType):
    def __init__(self, *_: Any, **__: Any) -> None:
        """Takes anything."""

    def __init_subclass__(cls, **_: Any) -> None:
        """Takes anything."""

    def __class_getitem__(cls, _: Any) -> type:
        return cls

    def __call__(self, *arguments: Any, **_: Any) -> Any:
        return arguments[0] if arguments and callable(arguments[0]) else self

    def __getattr__(self, name: Text) -> Any:
        return getattr(type(self), name)


class _EmptyModule(ModuleType):
    __path__: Any = []
    __version__ = "0"

    def __getattr__(self, name: Text) -> Any:
        return getattr(_Nothing, name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name: Text, path: Any = None, target: Any = None) -> Any:
        if name.split(".")[0] in PACKAGES:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _EmptyModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""


def install() -> None:
    """To be called before Rasa is imported; does nothing when the real one already is."""
    if "tensorflow" in sys.modules:
        return
    # spaCy's thinc would ask it about graphics cards: it is told that there is no TensorFlow.
    sys.modules["tensorflow"] = None
    import thinc.compat  # noqa: F401

    del sys.modules["tensorflow"]
    sys.meta_path.insert(0, _Finder())
