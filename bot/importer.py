"""Reads the domain from the kernel (`domain.yml`) and one file a capability (`data/domain`).

Rasa merges several domain files too, but only warns when two of them say the same key and takes
either. Here each key has one owner.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Text, Tuple

import rasa.shared.utils.io
from rasa.shared.core.domain import Domain, InvalidDomain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import cached_method

LISTS = ("intents", "entities", "actions")
TABLES = ("slots", "forms", "responses")
KERNEL_ONLY = ("session_config", "config")


class TwoOwners(InvalidDomain):
    """A key stands in two domain files, or twice in one."""


def domain_files(kernel: Path) -> List[Path]:
    """The kernel and the capabilities' files beside it, in a fixed order."""
    return [kernel, *sorted((kernel.parent / "data" / "domain").glob("*.yml"))]


def _keys(content: Dict[Text, Any]) -> Iterator[Tuple[Text, Text]]:
    for section in LISTS:
        for item in content.get(section) or []:
            yield section, item if isinstance(item, str) else next(iter(item))
    for section in TABLES:
        for key in content.get(section) or {}:
            yield section, key
    for section in KERNEL_ONLY:
        if section in content:
            yield section, section


def merge(files: List[Path]) -> Dict[Text, Any]:
    """One domain of all files. Raises TwoOwners, naming the key and both files, or
    InvalidDomain, naming the file."""
    owners: Dict[Tuple[Text, Text], Path] = {}
    merged: Dict[Text, Any] = {}
    for path in files:
        _check_alone(path)
        content = rasa.shared.utils.io.read_yaml_file(path)
        for section, key in _keys(content):
            first = owners.setdefault((section, key), path)
            if first is not path or (section, key) in _repeated(content):
                raise TwoOwners(
                    f"'{key}' ({section}) stands in {first} and in {path}. Keep it in one of them."
                )
        _add(merged, content)
    return merged


def _check_alone(path: Path) -> None:
    try:
        Domain.from_file(str(path))
    except RasaException as problem:
        raise InvalidDomain(f"{path}: {problem}") from problem


def _repeated(content: Dict[Text, Any]) -> List[Tuple[Text, Text]]:
    keys = list(_keys(content))
    return [key for key in keys if keys.count(key) > 1]


def _add(merged: Dict[Text, Any], content: Dict[Text, Any]) -> None:
    for section, value in content.items():
        if section in LISTS:
            merged.setdefault(section, []).extend(value or [])
        elif section in TABLES:
            merged.setdefault(section, {}).update(value or {})
        else:
            merged[section] = value


class CapabilityImporter(RasaFileImporter):
    """What `config.yml` names under `importers`; all Rasa commands then read the same domain.

    Each kind of file is read once: Rasa asks for each several times, and copies before it changes.
    """

    @cached_method
    def get_domain(self) -> Domain:
        """The merged domain. Raises InvalidDomain (with file and reason) when it is not sound."""
        if not self._domain_path:
            return Domain.empty()
        return Domain.from_dict(merge(domain_files(Path(self._domain_path))))

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        """The rules and stories."""
        return self._stories(exclusion_percentage)

    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:
        """The training examples."""
        return self._examples(language)

    @cached_method
    def _stories(self, exclusion_percentage: Optional[int]) -> StoryGraph:
        return super().get_stories(exclusion_percentage)

    @cached_method
    def _examples(self, language: Optional[Text]) -> TrainingData:
        return super().get_nlu_data(language)
