"""People and histories for the tests of the rules on contact."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from receivables.policy.contact.facts import (
    Attempt,
    Channel,
    ConsentWord,
    InconvenientTime,
    KnownPerson,
    Outcome,
    ProposedContact,
)
from receivables.policy.figures import ContactFigures

FIGURES = ContactFigures()
CLEVELAND = "+12165550123"
NOON = dt.datetime(2026, 11, 24, 17, 0, tzinfo=dt.UTC)  # in Cleveland
PHONES = (
    *("+12165550123", "+18085550123", "+19075550123", "+19285550123", "+18125550123"),
    *("+18005550123", "+16175550123", "+12125550123", "+17015550123", "+13125550123"),
)
ZIPS = ("44107", "96813", "99501", "86515", "47601", "02139", "11201", "90012", "59718")

# Every second of two years, the changes of the clock included.
FIRST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
moments = st.integers(min_value=0, max_value=2 * 365 * 86400 - 1).map(
    lambda seconds: FIRST + dt.timedelta(seconds=seconds)
)
phones = st.sampled_from(PHONES)
zip_codes = st.lists(st.sampled_from(ZIPS), max_size=2).map(tuple)


def text(at: dt.datetime = NOON, purpose: str = "reminder") -> ProposedContact:
    """A text at a moment."""
    return ProposedContact(Channel.SMS, purpose, at)


def call(at: dt.datetime = NOON, purpose: str = "reminder") -> ProposedContact:
    """A call by a person at a moment."""
    return ProposedContact(Channel.VOICE, purpose, at)


def attempts_before(at: dt.datetime) -> st.SearchStrategy[tuple[Attempt, ...]]:
    """A history of up to ten attempts in the forty days before a moment."""
    minutes = st.integers(min_value=0, max_value=40 * 24 * 60)
    attempt = st.builds(
        Attempt,
        st.sampled_from(Channel),
        minutes.map(lambda ago: at - dt.timedelta(minutes=ago)),
        st.sampled_from(Outcome),
        requested=st.booleans(),
    )
    return st.lists(attempt, max_size=10).map(tuple)


wishes = st.builds(
    InconvenientTime,
    st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    st.frozensets(st.integers(min_value=0, max_value=6), min_size=1),
)


def words_before(at: dt.datetime) -> st.SearchStrategy[tuple[ConsentWord, ...]]:
    """What somebody said about being contacted before a moment, the oldest first."""
    word = st.builds(
        ConsentWord,
        st.sampled_from(Channel),
        st.sampled_from(["all", "reminder", "notice"]),
        st.booleans(),
        st.integers(min_value=0, max_value=9999).map(lambda ago: at - dt.timedelta(minutes=ago)),
    )
    return st.lists(word, max_size=6).map(lambda ws: tuple(sorted(ws, key=lambda w: w.at)))


@st.composite
def situations(draw: st.DrawFn) -> tuple[ProposedContact, KnownPerson]:
    """A contact that somebody proposes, and the person whom it is for."""
    at = draw(moments)
    known = KnownPerson(
        phone=draw(phones),
        zip_codes=draw(zip_codes),
        attempts=draw(attempts_before(at)),
        holds=draw(st.sampled_from([(), (), (), (("cease", at),), (("bankruptcy", at),)])),
        words=draw(words_before(at)),
        inconvenient=tuple(draw(st.lists(wishes, max_size=2))),
        barred=draw(st.sampled_from([frozenset(), frozenset(), frozenset({Channel.VOICE})])),
        on_file=draw(st.booleans()),
    )
    purpose = draw(st.sampled_from(["reminder", "notice", "first_contact", "closing_notice"]))
    return ProposedContact(draw(st.sampled_from(Channel)), purpose, at), known
