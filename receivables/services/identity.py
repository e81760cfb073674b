"""Verifying who writes, before anything about an account is said (compliance H1, 2c).

A verification is a row in our store, made here and nowhere else. An unknown number is asked the
same questions, compared in the same way and refused in the same words as a known one.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from receivables.domain.date_of_birth import find_date_of_birth
from receivables.domain.second_factor import find_numbers
from receivables.domain.spoken_digits import in_digits
from receivables.policy.figures import VerificationFigures, load_policy
from receivables.policy.verification import Failure, is_locked, valid_until
from receivables.services.clock import organisation_date
from receivables.services.identity_match import Answers, matching_guarantor
from receivables.settings import settings
from receivables.store.tables import (
    Conversation,
    Guarantor,
    Verification,
    VerificationAttempt,
    VerificationDraft,
)


class IdentityOutcome(StrEnum):
    """Where the verification of a conversation stands after an answer."""

    VERIFIED = "verified"
    NEED_DATE_OF_BIRTH = "need_date_of_birth"
    NEED_SECOND_FACTOR = "need_second_factor"
    NOT_MATCHED = "not_matched"
    LOCKED = "locked"


class UnknownConversation(LookupError):
    """No conversation of that id is in the store."""


def offer_identity(
    session: Session, conversation_id: str, text: str, message_id: str, now: dt.datetime
) -> IdentityOutcome:
    """Take what the text says about the writer's identity, and judge once both parts are known.

    Half an answer is remembered for as long as a verification would stand. A date of birth that is
    not the verified person's ends the verification: the phone may be in other hands. A message id
    that was judged before gives its earlier outcome and counts once. Raises UnknownConversation.
    """
    conversation, text = _conversation(session, conversation_id), in_digits(text)
    earlier = session.scalar(select(VerificationAttempt).filter_by(message_id=message_id))
    if earlier is not None:
        return IdentityOutcome(earlier.outcome)
    guarantor = verified_guarantor(session, conversation_id, now)
    if guarantor is not None:
        if not _tells_of_another(text, guarantor, now):
            return IdentityOutcome.VERIFIED
        end_verification(session, conversation_id, now)
    figures = load_policy(settings().policy_file).verification
    if _locked(session, conversation, now, figures):
        return IdentityOutcome.LOCKED
    draft = _remember(session, conversation_id, text, now, figures)
    if not draft.dates_of_birth:
        return IdentityOutcome.NEED_DATE_OF_BIRTH
    if not draft.numbers:
        return IdentityOutcome.NEED_SECOND_FACTOR
    return _judge(session, conversation, draft, message_id, now, figures)


def identity_parts(text: str, now: dt.datetime) -> tuple[bool, bool]:
    """Whether the text holds a date of birth, and whether it holds a second factor."""
    text = in_digits(text)
    mention = find_date_of_birth(text, organisation_date(now))
    rest = text if mention is None else f"{text[: mention.start]} {text[mention.end :]}"
    return mention is not None, bool(find_numbers(rest))


def verified_guarantor(
    session: Session, conversation_id: str, now: dt.datetime
) -> Guarantor | None:
    """The guarantor this conversation is verified as at `now`, if the number is still theirs."""
    return session.scalar(_standing(select(Guarantor), conversation_id, now))


def current_verification(
    session: Session, conversation_id: str, now: dt.datetime
) -> Verification | None:
    """The verification by which it is; None where nobody is verified."""
    return session.scalar(_standing(select(Verification), conversation_id, now))


def _standing[Row](wanted: Select[Row], conversation_id: str, now: dt.datetime) -> Select[Row]:
    return (
        wanted.join_from(Verification, Guarantor, Verification.guarantor_id == Guarantor.id)
        .join(Conversation, Conversation.id == Verification.conversation_id)
        .where(
            Verification.conversation_id == conversation_id,
            Verification.expires_at > now,
            Guarantor.phone == Conversation.phone,
        )
        .order_by(Verification.id.desc())
        .limit(1)
    )


def _tells_of_another(text: str, guarantor: Guarantor, now: dt.datetime) -> bool:
    mention = find_date_of_birth(text, organisation_date(now))
    return mention is not None and guarantor.date_of_birth not in mention.dates


def forget_answers(session: Session, conversation_id: str, now: dt.datetime) -> None:
    """Somebody else speaks: nobody is verified any more, and what was said counts for nothing."""
    end_verification(session, conversation_id, now)
    draft = session.get(VerificationDraft, conversation_id)
    if draft is not None:
        session.delete(draft)


def end_verification(session: Session, conversation_id: str, now: dt.datetime) -> None:
    """Nobody is verified in the conversation any more."""
    session.execute(
        update(Verification)
        .where(Verification.conversation_id == conversation_id, Verification.expires_at > now)
        .values(expires_at=now)
    )


def _conversation(session: Session, conversation_id: str) -> Conversation:
    conversation = session.get(Conversation, conversation_id, with_for_update=True)
    if conversation is None:
        raise UnknownConversation("this conversation is not in the store; start it by a text")
    return conversation


def _locked(
    session: Session, conversation: Conversation, now: dt.datetime, figures: VerificationFigures
) -> bool:
    since = now - dt.timedelta(hours=figures.account_window_hours)
    rows = session.execute(
        select(VerificationAttempt.conversation_id, VerificationAttempt.attempted_at)
        .join(Conversation, Conversation.id == VerificationAttempt.conversation_id)
        .where(
            Conversation.phone == conversation.phone,
            VerificationAttempt.outcome != IdentityOutcome.VERIFIED,
            VerificationAttempt.attempted_at > since,
        )
    )
    failures = [Failure(at, own=owner == conversation.id) for owner, at in rows]
    proved = session.scalar(
        select(Verification.id).filter_by(conversation_id=conversation.id).limit(1)
    )
    return is_locked(failures, now, figures, proved_before=proved is not None)


def _remember(
    session: Session,
    conversation_id: str,
    text: str,
    now: dt.datetime,
    figures: VerificationFigures,
) -> VerificationDraft:
    draft = session.get(VerificationDraft, conversation_id)
    if draft is None or now >= valid_until(draft.updated_at, figures):
        draft = session.merge(
            VerificationDraft(
                conversation_id=conversation_id, dates_of_birth=[], numbers=[], updated_at=now
            )
        )
    # With the date known, bare digits are the account number that was asked for.
    compact = not draft.dates_of_birth
    mention = find_date_of_birth(text, organisation_date(now), compact=compact)
    rest = text
    if mention is not None:
        draft.dates_of_birth = [date.isoformat() for date in mention.dates]
        rest = f"{text[: mention.start]} {text[mention.end :]}"
    draft.numbers = list(find_numbers(rest)) or draft.numbers
    draft.updated_at = now
    return draft


def _judge(
    session: Session,
    conversation: Conversation,
    draft: VerificationDraft,
    message_id: str,
    now: dt.datetime,
    figures: VerificationFigures,
) -> IdentityOutcome:
    answers = Answers(tuple(draft.dates_of_birth), tuple(draft.numbers))
    guarantor = matching_guarantor(session, conversation.phone, answers)
    attempt = VerificationAttempt(
        conversation_id=conversation.id,
        guarantor_id=guarantor.id if guarantor else None,
        message_id=message_id,
        outcome=IdentityOutcome.VERIFIED if guarantor else IdentityOutcome.NOT_MATCHED,
        attempted_at=now,
    )
    session.add(attempt)
    session.delete(draft)
    if guarantor is not None:
        session.add(
            Verification(
                conversation_id=conversation.id,
                guarantor_id=guarantor.id,
                verified_at=now,
                expires_at=valid_until(now, figures),
            )
        )
    session.flush()
    if guarantor is None and _locked(session, conversation, now, figures):
        attempt.outcome = IdentityOutcome.LOCKED
    return IdentityOutcome(attempt.outcome)
