"""The domain is the kernel and the capabilities' files, and each key has one owner."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.core.domain import InvalidDomain
from rasa.shared.importers.importer import TrainingDataImporter

from bot.importer import CapabilityImporter, TwoOwners, domain_files, merge
from bot.tests.conftest import PROJECT, ROOT

KERNEL = 'version: "3.1"\nintents: [greet]\nresponses: {utter_a_b: [{text: Hi.}]}\n'


def _project(folder: Path, **capabilities: str) -> Path:
    (folder / "data" / "domain").mkdir(parents=True)
    (folder / "domain.yml").write_text(KERNEL)
    for stem, content in capabilities.items():
        path = folder / "data" / "domain" / f"{stem}.yml"
        path.write_text('version: "3.1"\n' + content)
    return folder / "domain.yml"


def test_all_files_make_one_domain(tmp_path: Path) -> None:
    kernel = _project(
        tmp_path,
        balance="intents: [check_balance]\nslots: {balance_visit: {type: text, mappings: []}}\n",
        refund="responses: {utter_refund_x: [{text: Soon.}]}\n",
    )
    merged = merge(domain_files(kernel))
    assert merged["intents"] == ["greet", "check_balance"]
    assert set(merged["responses"]) == {"utter_a_b", "utter_refund_x"}
    assert set(merged["slots"]) == {"balance_visit"}


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("intents: [greet]\n", "greet"),
        ("intents: [{greet: {use_entities: []}}]\n", "greet"),
        ("responses: {utter_a_b: [{text: Ho.}]}\n", "utter_a_b"),
    ],
)
def test_a_key_with_two_owners_is_refused_and_both_files_are_named(
    tmp_path: Path, content: str, key: str
) -> None:
    kernel = _project(tmp_path, balance=content)
    with pytest.raises(TwoOwners, match=rf"'{key}'.*domain.yml.*balance.yml"):
        merge(domain_files(kernel))


@pytest.mark.parametrize("section", ["intents", "actions", "entities"])
def test_a_name_twice_in_one_file_is_refused(tmp_path: Path, section: str) -> None:
    kernel = _project(tmp_path, balance=f"{section}: [some_name, some_name]\n")
    with pytest.raises(InvalidDomain, match="some_name"):
        merge(domain_files(kernel))


def test_a_file_that_is_not_a_domain_stops_the_training(tmp_path: Path) -> None:
    kernel = _project(tmp_path, balance="slots: {balance_visit: {type: nonsense}}\n")
    with pytest.raises(InvalidDomain, match=r"balance\.yml: (?s:.*)mappings"):
        merge(domain_files(kernel))


def test_rasas_own_commands_read_the_domain_through_config_yml() -> None:
    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data" / "nlu")]
    )
    domain = importer.get_domain()
    assert {"language", "amount", "date", "frequency"} <= set(domain.entities)
    assert "greet" in domain.intents


def test_rasa_asks_in_different_words_and_each_kind_of_file_is_read_once() -> None:
    importer = CapabilityImporter(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(PROJECT / "data")]
    )
    assert importer.get_domain() is importer.get_domain()
    assert importer.get_nlu_data() is importer.get_nlu_data(language="en")
    assert importer.get_stories() is importer.get_stories(exclusion_percentage=None)
