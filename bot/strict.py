"""A turn succeeds whole or fails loudly.

By itself Rasa goes on when a custom action fails ("Bot will continue, but the actions events are
lost"), stops in silence when it predicts in circles, and forgets the conversation when its store
fails ("Falling back to use the InMemoryTrackerStore"). Here each of them ends the turn with
TurnFailed before anything of it is saved, so that the application can pass the text to a person.
"""

from __future__ import annotations

from typing import Any, NoReturn, Text

import rasa.core.agent
from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker


class TurnFailed(Exception):
    """The turn has no outcome. Its message never holds what a patient wrote."""


class _Watched:
    """An action that remembers whether it failed, and says so without quoting anything."""

    def __init__(self, action: Action) -> None:
        self._action = action
        self.failure: Text = ""

    def __getattr__(self, name: Text) -> Any:
        return getattr(self._action, name)

    async def run(self, *arguments: Any, **options: Any) -> Any:
        try:
            return await self._action.run(*arguments, **options)
        except ActionExecutionRejection:
            raise
        except Exception as error:
            self.failure = f"action {self._action.name()} failed ({type(error).__name__})"
        raise TurnFailed(self.failure)


class StrictProcessor(MessageProcessor):
    """Rasa's processor, with failures that end the turn."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{**options, "on_circuit_break": _circles})

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        watched = _Watched(action)
        more = await super()._run_action(watched, tracker, output_channel, nlg, prediction)
        if watched.failure:
            raise TurnFailed(watched.failure)
        return more


def _circles(*_: Any) -> NoReturn:
    raise TurnFailed("the dialogue went in circles: too many actions predicted in one turn")


def _store_failed(error: Exception) -> NoReturn:
    raise TurnFailed(f"the conversation store failed ({type(error).__name__})") from None


def install() -> None:
    """Makes every agent loaded from now on strict."""
    rasa.core.agent.MessageProcessor = StrictProcessor
    Agent._create_tracker_store = staticmethod(_strict_store)


def _strict_store(store: Any, domain: Any) -> FailSafeTrackerStore:
    store.domain = domain
    return FailSafeTrackerStore(store, on_tracker_store_error=_store_failed)
