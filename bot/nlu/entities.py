"""Finds amounts, days, numbers and the like in a text, by the grammar; see docs/entities.md."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import Any, Dict, List, Text
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.grammar.find import Finder


def day_of(metadata: Dict[Text, Any]) -> date:
    """The day the message was written: told by the application, else the clock's."""
    told = metadata.get("today")
    if isinstance(told, str):
        try:
            return date.fromisoformat(told)
        except ValueError:
            pass  # a clock is better than no answer; the application's tests hold the format
    zone = os.environ.get("PLAINBILL_TIME_ZONE") or "America/New_York"
    return datetime.now(ZoneInfo(zone)).date()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class GrammarExtractor(GraphComponent, EntityExtractorMixin):
    """Adds what it finds to the message's entities."""

    def __init__(self) -> None:
        self._finder = Finder()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GrammarExtractor:
        return cls()

    @staticmethod
    def required_packages() -> List[Text]:
        return ["spacy", "phonenumbers"]

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = message.get(TEXT)
            if text:
                metadata = message.get(METADATA) or {}
                found = self._finder.find(text, day_of(metadata), metadata.get("language", "en"))
                entities = message.get(ENTITIES, []) + self.add_extractor_name(found)
                message.set(ENTITIES, entities, add_to_output=True)
        return messages
