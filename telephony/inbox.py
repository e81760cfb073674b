"""One turn: a text is taken, answered by a gate, the model or a person, and finished once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from receivables.services import inbox
from receivables.services.clock import organisation_date
from receivables.services.conversations import lock_conversation
from receivables.services.handoff_return import returned_by_person
from receivables.services.handoffs import request_handoff
from receivables.store.database import reading, transaction
from receivables.store.tables import Conversation, InboundMessage
from telephony.assistant import Assistant, AssistantUnavailable
from telephony.gates import Answer, answer_without_model, remarks
from telephony.language import FOR_WANT_OF_WORDS, language_of, tells_language
from telephony.replies import write_replies
from telephony.safety import answer_alone, hint
from telephony.settings import WorkerSettings
from telephony.texts import without_command
from telephony.wordings import worded

MOST_ATTEMPTS = 8
FIRST_PAUSE = dt.timedelta(milliseconds=500)
LONGEST_PAUSE = dt.timedelta(seconds=8)


class Inbox:
    """Works through the texts that arrived; several may work at once, in several processes."""

    def __init__(
        self,
        store: Engine,
        assistant: Assistant,
        figures: WorkerSettings,
        clock: Callable[[], dt.datetime],
    ):
        self._store = store
        self._assistant = assistant
        self._lease = dt.timedelta(seconds=figures.lease_seconds)
        self._patience = dt.timedelta(seconds=figures.patience_seconds)
        self._clock = clock

    def has_work(self) -> bool:
        """Whether any text waits: a cheap look."""
        with reading(self._store) as session:
            return inbox.has_waiting(session, self._clock())

    def step(self) -> bool:
        """Take one text and see its turn through. False when there was none to take."""
        taken = self.take()
        if taken is None:
            return False
        message, conversation, answer = taken
        if answer is None:
            answer = self.ask(message, conversation)
        if answer is not None:
            self.finish(message, conversation, answer)
        return True

    def take(self) -> tuple[InboundMessage, Conversation, Answer | None] | None:
        """Claim the next text and let the gates answer it, if one of them does."""
        now = self._clock()
        with transaction(self._store) as session:
            message = inbox.claim_next(session, now, self._lease)
            if message is None:
                return None
            conversation = message.conversation
            earlier = inbox.earlier_bodies(session, message)
            so_far = conversation.language if self._has_language(conversation, earlier) else None
            conversation.language = language_of(message.body, so_far, next(iter(earlier), ""))
            answer = answer_without_model(session, conversation, message, now)
            if answer is None and self._breaks_us(message, now):
                answer = self._to_a_person(session, message, conversation)
        return message, conversation, answer

    def _breaks_us(self, message: InboundMessage, now: dt.datetime) -> bool:
        """Whether it was taken too often, and not for want of an assistant that may yet come."""
        return message.attempts > MOST_ATTEMPTS and self._out_of_patience(message, now)

    def _out_of_patience(self, message: InboundMessage, now: dt.datetime) -> bool:
        return now > message.received_at + self._patience

    def _has_language(self, conversation: Conversation, earlier: list[str]) -> bool:
        """Whether the conversation's language was chosen, and not English for want of words."""
        if conversation.introduced_at is None or conversation.language != FOR_WANT_OF_WORDS:
            return conversation.introduced_at is not None
        return any(map(tells_language, earlier))

    def ask(self, message: InboundMessage, conversation: Conversation) -> Answer | None:
        """The model's answer; None when it is to be asked again later.

        When it can't be had within our patience, a person gets the text and the patient is told.
        """
        language = conversation.language
        text = without_command(message.body)
        try:
            replies = self._assistant.ask(
                conversation.id,
                text,
                message.message_sid,
                language,
                organisation_date(message.received_at),
                safety=hint(message.body),
                person=self._given_back(conversation),
            )
        except AssistantUnavailable:
            return self._wait_or_give_up(message, conversation)
        return Answer((*remarks(message, language), *(reply.text for reply in replies)))

    def finish(self, message: InboundMessage, conversation: Conversation, answer: Answer) -> bool:
        """Write the replies and mark the text answered in one transaction.

        False, and nothing written, when another worker has taken the text meanwhile.
        """
        with transaction(self._store) as session:
            lock_conversation(session, conversation.id)
            if not inbox.finish(session, message):
                return False
            write_replies(session, conversation.id, message.id, answer, self._clock())
        return True

    def _given_back(self, conversation: Conversation) -> dict[str, Any] | None:
        with reading(self._store) as session:
            returned = returned_by_person(session, conversation.id)
        if returned is None:
            return None
        return {"settled": returned.settled, "said": list(returned.said)}

    def _wait_or_give_up(
        self, message: InboundMessage, conversation: Conversation
    ) -> Answer | None:
        now = self._clock()
        pause = min(FIRST_PAUSE * 2 ** (message.attempts - 1), LONGEST_PAUSE)
        impatient = message.attempts > 1 and self._out_of_patience(message, now + pause)
        with transaction(self._store) as session:
            if impatient:
                return self._to_a_person(session, message, conversation)
            inbox.try_again(session, message, now + pause)
        return None

    def _to_a_person(
        self, session: Session, message: InboundMessage, conversation: Conversation
    ) -> Answer:
        lines = answer_alone(session, conversation, message, self._clock())
        if lines is not None:
            return Answer(lines)
        request_handoff(
            session,
            conversation.id,
            "assistant_unavailable",
            message.body[:160],
            message.message_sid,
            self._clock(),
        )
        words = "utter_contact_preferences_assistant_unavailable"
        return Answer((worded(words, conversation.language),))
