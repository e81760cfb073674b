"""What became of every text, as the phones saw it: lost, doubled, out of order, how soon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.crowd.driver import Sent
from benchmarks.measurement import percentile


@dataclass(frozen=True)
class Arrived:
    """A text on a phone, in the order in which the carrier took it. `answers` is the SID of the
    text that it answers (empty: of none, so one too many), `part` what tells it from the other
    replies to the same."""

    phone: str
    answers: str
    part: str
    at: float


@dataclass(frozen=True)
class Judgement:
    """Counts of texts, and milliseconds."""

    sent: int
    refused: int
    lost: int
    doubled: int
    disordered: int
    acknowledged_p50: float
    acknowledged_p99: float
    replied_p95: float


def judge(sent: Sequence[Sent], arrived: Sequence[Arrived]) -> Judgement:
    """A text is lost when nothing ever answered it; refused when the webhook did not take it."""
    first: dict[str, float] = {}
    for reply in arrived:
        first.setdefault(reply.answers, reply.at)
    copies = Counter((reply.answers, reply.part) for reply in arrived if reply.answers)
    strays = sum(not reply.answers for reply in arrived)
    took = [text.milliseconds for text in sent]
    waited = [1000 * (first[text.sid] - text.at) for text in sent if text.sid in first]
    return Judgement(
        sent=len(sent),
        refused=sum(not text.taken for text in sent),
        lost=sum(text.sid not in first for text in sent),
        doubled=strays + sum(copies.values()) - len(copies),
        disordered=_disordered(sent, arrived),
        acknowledged_p50=percentile(took, 50),
        acknowledged_p99=percentile(took, 99),
        replied_p95=percentile(waited, 95) if waited else float("nan"),
    )


def _disordered(sent: Sequence[Sent], arrived: Sequence[Arrived]) -> int:
    place = {text.sid: number for number, text in enumerate(sent)}
    latest: dict[str, int] = {}
    wrong = 0
    for reply in arrived:
        here = place.get(reply.answers)
        if here is not None:
            wrong += here < latest.get(reply.phone, -1)
            latest[reply.phone] = max(here, latest.get(reply.phone, -1))
    return wrong
