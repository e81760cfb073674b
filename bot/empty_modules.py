"""Modules with nothing in them, for libraries that Rasa imports and nobody here computes with."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from types import ModuleType
from typing import Any, Sequence, Text


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
    def __init__(self, packages: Sequence[Text]) -> None:
        self._packages = packages

    def find_spec(self, name: Text, path: Any = None, target: Any = None) -> Any:
        if name.split(".")[0] in self._packages:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _EmptyModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing in it."""


def install(packages: Sequence[Text]) -> None:
    """These packages are empty from now on; those imported already stay as they are."""
    sys.meta_path.insert(0, _Finder(packages))
