"""What every action works with: who writes, in which text, and how to answer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import phonenumbers
from babel.dates import format_date
from babel.numbers import format_currency
from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.feelings import acknowledges, feeling_in
from actions.last_day import is_last_day_said
from receivables.domain.date_of_birth import fold
from receivables.domain.money import Money
from receivables.policy.figures import Organisation, load_policy
from receivables.settings import settings
from receivables.wording import say

Event = dict[str, Any]
# What the channel remarks about a text (bot/context.py); nothing the person said.
REMARKS = frozenset(
    {
        *("dont_know", "in_person", "language", "later_change", "limits", "meanwhile"),
        *("missed_payment", "options", "our_number", "reminders", "second_question"),
        *("third_party", "unanswered"),
    }
)
_QUESTION_WORDS = (
    *("what ", "how ", "why ", "who ", "when ", "can ", "will ", "is ", "are ", "do "),
    *("did ", "does ", "was ", "were ", "has ", "have you ", "are you "),
    *("que pasa", "como ", "por que ", "quien ", "cuando ", "puedo ", "y si "),
    *("mandaron ", "enviaron ", "ya mandaron ", "ya enviaron ", "le cobraron ", "van a "),
    *("la van a ", "lo van a ", "¿", "que papeles", "que documentos", "que necesit", "cual"),
    *("tengo que ", "me van a ", "hay que ", "debo ", "should ", "would ", "could ", "which "),
    *("where ", "donde ", "deberia ", "am i "),
)
_LEADING = re.compile(r"(?:(?:ok|okay|so|and|but|then|well|y|pero|entonces|bueno)\W+)+")
FEELING_MET = 8  # turns: the same sentence of comfort sooner than that comforts nobody
DAY_KNOWN = 3  # turns for which a day is remembered
LOCALES = {"en": "en_US", "es": "es_US"}


class Turn:
    """One text of a patient, on its way to an answer."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker, now: dt.datetime):
        self._dispatcher = dispatcher
        self.tracker = tracker
        self.now = now
        self.known_day: dt.date | None = None  # said as "then" where it was said lately

    @property
    def conversation_id(self) -> str:
        """The keyed hash that names the conversation."""
        return str(self.tracker.sender_id)

    @property
    def request_id(self) -> str:
        """The message's id: whatever this turn writes is written once under it."""
        return str(self.tracker.latest_message["metadata"]["message_id"])

    @property
    def language(self) -> str:
        """`en` or `es`."""
        return "es" if self.tracker.get_slot("language") == "es" else "en"

    @property
    def channel(self) -> str:
        """`sms` or `voice`."""
        return str(self.tracker.latest_message["metadata"].get("channel") or "sms")

    @property
    def text(self) -> str:
        """What the patient wrote."""
        return str(self.tracker.latest_message.get("text") or "")

    @property
    def asks(self) -> bool:
        """Whether the text that holds the request looks like a question."""
        words = _LEADING.sub("", fold(self.asked_text))
        return "?" in self.asked_text or words.startswith(_QUESTION_WORDS)

    @property
    def intent(self) -> str:
        """What the text was understood as."""
        return str((self.tracker.latest_message.get("intent") or {}).get("name") or "")

    @property
    def confidence(self) -> float:
        """How sure that understanding is, 0 to 1."""
        return float((self.tracker.latest_message.get("intent") or {}).get("confidence") or 0)

    @property
    def entities(self) -> list[dict[str, Any]]:
        """What was found in the text; docs/entities.md describes the values."""
        return [found for found in self._found if found["entity"] not in REMARKS]

    @property
    def remarks(self) -> set[str]:
        """What the channel remarks about the text: `dont_know`, `third_party` and the like."""
        return {found["entity"] for found in self._found} & REMARKS

    def remark(self, name: str) -> Any:
        """What a remark says; None without it."""
        return next((found["value"] for found in self._found if found["entity"] == name), None)

    @property
    def _found(self) -> list[dict[str, Any]]:
        return list(self.tracker.latest_message.get("entities") or [])

    @property
    def loop(self) -> str | None:
        """The form that is asking, if any."""
        return self.tracker.active_loop_name  # type: ignore[no-any-return]

    @property
    def organisation(self) -> Organisation:
        """For whom the assistant speaks."""
        return load_policy(settings().policy_file).organisation

    def slot(self, name: str) -> Any:
        """A slot's value."""
        return self.tracker.get_slot(name)

    @property
    def hours(self) -> str:
        """When people work at the organisation, in the patient's language."""
        return self.organisation.office_hours_text[self.language]

    @property
    def phone(self) -> str:
        """The organisation's telephone number as people write it: (216) 555-0100."""
        number = phonenumbers.parse(self.organisation.callback_phone, None)
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))

    def say(self, response: str, **values: object) -> None:
        """Answer with a response; Money and dates are written as the language writes them."""
        self._acknowledge(response)
        spoken = {name: self.spoken(value) for name, value in values.items()}
        self._dispatcher.utter_message(response=response, **spoken)

    def say_freshly(self, response: str, again: str, **values: object) -> None:
        """Answer with `response`, or with `again` where it was said just before.

        Just before is in answer to the last text, or earlier in this turn; of two that were, the
        one that was not said last is taken.
        """
        recent = self.recent_responses()
        said_again = recent[:1] == [again]
        self.say(again if response in recent and not said_again else response, **values)

    def say_text(self, text: str) -> None:
        """Answer with a text that a service composed from wordings."""
        self._acknowledge("")
        self._dispatcher.utter_message(text=text)

    def _acknowledge(self, response: str) -> None:
        """Before the first words of a turn: a feeling that the text shows, unless just met."""
        begun = self._dispatcher.messages or any(
            event.get("event") == "bot" for event in self._events_of_turns(1)
        )
        feeling = None if begun or acknowledges(response) else feeling_in(self.text)
        if feeling and feeling not in self.recent_responses(FEELING_MET):
            self._dispatcher.utter_message(response=feeling)

    def word(self, response: str, **values: object) -> str:
        """A wording in the patient's language, to be part of another."""
        spoken = {name: self.spoken(value) for name, value in values.items()}
        return say(response, self.language, self.channel, **spoken)

    def spoken(self, value: object) -> str:
        """A value as people read it in the patient's language."""
        locale = LOCALES[self.language]
        if isinstance(value, Money):
            return str(format_currency(str(value), "USD", locale=locale))
        if isinstance(value, dt.date):
            day = str(format_date(value, "medium", locale=locale))
            known = value == self.known_day and is_last_day_said(day, self._texts(DAY_KNOWN))
            return say("utter_smalltalk_then", self.language) if known else day
        return str(value)

    @property
    def last_response(self) -> str | None:
        """The name of the response the assistant said last."""
        return next(iter(self.recent_responses()), None)

    def recent_responses(self, turns: int = 2) -> list[str | None]:
        """The responses of this turn and those before, the last first; None for other texts."""
        return [
            (event.get("metadata") or {}).get("utter_action")
            for event in self._events_of_turns(turns)
            if event.get("event") == "bot"
        ]

    def said_lately(self, words: str, turns: int) -> bool:
        """Whether the words stand in what was said in this turn and those before."""
        said = (event for event in self._events_of_turns(turns) if event.get("event") == "bot")
        return any(words in str(event.get("text")) for event in said)

    def actions_of_last_turn(self) -> list[str]:
        """What the assistant did in answer to the text before this one, the last first."""
        this_turn = len(self.actions_of_this_turn())
        return _actions(self._events_of_turns(2))[this_turn:]

    def actions_of_this_turn(self) -> list[str]:
        """What the assistant did since the text arrived, the last first."""
        return _actions(self._events_of_turns(1))

    def _texts(self, turns: int) -> Iterator[str]:
        events = self._events_of_turns(turns)
        return (str(one.get("text")) for one in events if one.get("event") in ("bot", "user"))

    def _events_of_turns(self, turns: int) -> Iterator[Event]:
        for event in reversed(self.tracker.events):
            turns -= event.get("event") == "user"
            if turns < 1:
                return
            yield event

    @property
    def resumed(self) -> bool:
        """Whether this turn answers what was asked before the person was verified."""
        return "action_resume_request" in self.actions_of_this_turn()

    @property
    def asked_text(self) -> str:
        """The text that holds the request: not the one that proved who writes."""
        return str(self.slot("identity_pending_text")) if self.resumed else self.text

    @property
    def asked_entities(self) -> list[dict[str, Any]]:
        """What was found in the text that holds the request."""
        if self.resumed:
            return list(self.slot("identity_pending_entities") or [])
        return self.entities

    def done(self, *events: Event) -> list[Event]:
        """The turn ends here: listen, or let an open form go on."""
        return [*events] if self.loop else [*events, FollowupAction("action_listen")]


def _actions(events: Iterator[Event]) -> list[str]:
    return [str(event.get("name")) for event in events if event.get("event") == "action"]
