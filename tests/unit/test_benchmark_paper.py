"""docs/benchmarks.md is written a part at a time."""

from __future__ import annotations

from benchmarks.paper import rewritten

ORDER = ["install", "training"]
OLD = ("cold install", "26.9 s", "25 – 30", "under 60 s")
NEW = ("training", "46 s", "45 – 47", "under 60 s")


def test_what_was_not_measured_this_time_stays_as_it_was() -> None:
    first = rewritten("", {"install": [OLD]}, 3, 0.5, ORDER)
    second = rewritten(first, {"training": [NEW]}, 5, 0.42, ORDER)
    assert "| cold install | 26.9 s | 25 – 30 | under 60 s |" in second
    assert second.index("## Install") < second.index("## Training")
    assert "3 runs" in second
    assert "5 runs" in second
    assert "pace 0.42 s" in second


def test_a_part_that_is_measured_again_stands_there_once() -> None:
    first = rewritten("", {"install": [OLD], "training": [NEW]}, 3, 0.5, ORDER)
    again = rewritten(first, {"install": [("cold install", "20.0 s", "", "")]}, 3, 0.5, ORDER)
    assert "26.9" not in again
    assert again.count("## Install") == 1
    assert again == rewritten(again, {}, 3, 0.5, ORDER)
