"""Rasa's view of the words that the grammar sees; what measures entities needs it."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.grammar.words import split


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class TextTokenizer(Tokenizer):
    """Cuts a text into words the way people type on phones."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Intent names are never cut."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        return [Token(word.text, word.start) for word in split(message.get(attribute))]
