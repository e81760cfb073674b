"""A link is nothing for the ear: it goes by text, where texts may go."""

from __future__ import annotations

import datetime as dt
import re

from sqlalchemy.orm import Session

from receivables.policy.contact.facts import Channel, ProposedContact, Refused
from receivables.services.contact_permission import permission
from receivables.services.conversations import conversation_for
from receivables.services.outbox import enqueue
from receivables.settings import settings
from receivables.store.tables import Author, Conversation
from receivables.wording import say
from telephony.assistant import Reply

TEXTED = "utter_documents_page_link"
TEXTED_AS_THEMSELVES = ("utter_payment_page", "utter_payment_page_again")
ADDRESS = re.compile(r"https?://\S+")


def links_by_text(
    session: Session, conversation: Conversation, replies: list[Reply], now: dt.datetime
) -> list[Reply]:
    """The replies without addresses: each is sent to the caller's number, and said to be.

    Who has opted out of texts is told how to get it instead (compliance C7).
    """
    return [_without_link(session, conversation, reply, now) for reply in replies]


def _without_link(
    session: Session, conversation: Conversation, reply: Reply, now: dt.datetime
) -> Reply:
    found = ADDRESS.search(reply.text)
    if found is None:
        return reply
    own = reply.response if reply.response in TEXTED_AS_THEMSELVES else TEXTED
    sent = _send(session, conversation, say(own, conversation.language, link=found[0]), now)
    name = "utter_voice_link_sent" if sent else "utter_voice_link_not_sent"
    words = say(name, conversation.language, "voice")
    return Reply(reply.text.replace(found[0], words), reply.response)


def _send(session: Session, call: Conversation, words: str, now: dt.datetime) -> bool:
    if not call.phone.startswith("+"):  # a caller who shows no number
        return False
    wanted = ProposedContact(Channel.SMS, "reply", now)
    if isinstance(permission(session, call.phone, wanted), Refused):
        return False
    talk = conversation_for(session, "sms", call.phone, call.our_number, settings().secret_key, now)
    enqueue(session, talk.id, [words], Author.ASSISTANT, "reply", now)
    return True
