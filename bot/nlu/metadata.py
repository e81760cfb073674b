"""Hands the message's language, which the application tells, to the dialogue as an entity."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

LANGUAGES = ("en", "es")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MetadataReader(GraphComponent, EntityExtractorMixin):
    """Adds the entity `language` when the metadata names one we speak; else nothing."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MetadataReader:
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            language = (message.get(METADATA) or {}).get("language")
            if language in LANGUAGES and message.get(TEXT) is not None:
                found = {"entity": "language", "value": language, "start": 0, "end": 0}
                entities = message.get(ENTITIES, []) + self.add_extractor_name([found])
                message.set(ENTITIES, entities, add_to_output=True)
        return messages
