"""Every code of the reference has a plain sentence, and the group decides which."""

from __future__ import annotations

import re

import pytest

from receivables.domain.adjustment_wording import (
    DISCOUNT,
    remark_wordings,
    share_wording,
    write_off_wording,
)
from receivables.domain.explanation import PartKind
from receivables.domain.responsibility import Disposition, Reason
from receivables.domain.status_wording import FIRST_ANSWER, NEEDS_CHECK, status_wording
from receivables.settings import ROOT
from receivables.wording import LANGUAGES, responses, say, variant_language

VALUES = {
    "amount": "$1,234.56",
    "payer": "Great Lakes Mutual",
    "facility": "Lakeside Hospital and Medical Center of the Western Shore",
    "date": "14 sept 2026",
    "patient": "Rosa Delgado",
}
# Remittance 1e and 1f: the codes that have a sentence of their own.
OF_THE_PATIENT = [
    *("1", "2", "3", "22", "26", "27", "31", "32", "33", "35", "45", "49", "50", "66", "85", "96"),
    *("100", "119", "142", "149", "178", "187", "200", "201", "204", "227", "242", "243", "275"),
]
OF_OTHERS = [
    *("16", "18", "22", "23", "24", "29", "42", "45", "50", "97", "100", "101", "109", "131"),
    *("197", "198", "209", "226", "236", "252", "257", "A2", "B15"),
]
REMARKS = [
    *("MA01", "MA04", "MA07", "MA13", "MA18", "MA67", "MA130", "N4", "N30", "N89", "N115", "N130"),
    *("N211", "N381", "N386", "N425", "N479", "N522", "N781", "N782", "N783", "N830", "N862"),
    *("N864", "N865", "N866", "N867", "N868", "N869", "N870"),
]


def wordings() -> list[str]:
    """Every wording that the explanation names."""
    paths = [*(ROOT / "receivables/services").glob("expl*.py")]
    paths += (ROOT / "receivables/domain").glob("*_wording.py")
    code = "".join(path.read_text(encoding="utf-8") for path in paths)
    return sorted(set(re.findall(r'"(utter_bill_explanation_\w+)"', code)))


@pytest.mark.parametrize("reason", OF_THE_PATIENT)
def test_a_share_of_the_reference_has_a_sentence_of_its_own(reason: str) -> None:
    assert share_wording(reason) != share_wording("none of ours")


@pytest.mark.parametrize("reason", OF_OTHERS)
def test_a_write_off_of_the_reference_has_a_sentence_of_its_own(reason: str) -> None:
    assert write_off_wording("CO", reason) != write_off_wording("CO", "none of ours")


@pytest.mark.parametrize("code", REMARKS)
def test_a_remark_of_the_reference_has_a_sentence(code: str) -> None:
    assert len(remark_wordings([code, code])) == 1


def test_the_same_reason_is_told_by_its_group() -> None:
    assert "you don't owe this" in say(write_off_wording("CO", "50")[1], "en", **VALUES)
    assert "You can appeal" in say(share_wording("50").sentence, "en", **VALUES)
    assert write_off_wording("CO", "45") == (PartKind.PLAN_DISCOUNT, DISCOUNT)
    assert share_wording("45").kind is PartKind.OTHER_SHARE


@pytest.mark.parametrize("reason", ["50", "96", "204"])
def test_what_the_plan_calls_final_is_not_said_to_be_open_to_an_appeal(reason: str) -> None:
    wording = share_wording(reason, ["N130", "N211"])
    told = [say(name, "en", **VALUES) for name in (wording.sentence, wording.next_step)]
    assert "appeal" not in " ".join(told)
    assert "appeal" in say(share_wording(reason, ["N130"]).next_step, "en", **VALUES)


def test_two_decisions_on_a_bill_are_not_said_to_be_another_plans_turn() -> None:
    held = [Reason.CONFLICTING_CLAIMS, Reason.COORDINATION_OF_BENEFITS]
    assert status_wording(Disposition.HOLD, held) == NEEDS_CHECK


def test_accident_codes_go_to_a_person_and_unknown_ones_get_a_safe_sentence() -> None:
    assert share_wording("P12").sentence == "utter_bill_explanation_injury_claim"
    assert "your plan says" in say(share_wording("999").sentence, "en", **VALUES)
    assert "you don't owe" in say(write_off_wording("CO", "999")[1], "en", **VALUES)
    assert remark_wordings(["N999"]) == ()


@pytest.mark.parametrize("name", wordings())
def test_every_sentence_is_said_in_both_languages_and_fits_a_text(name: str) -> None:
    texts = [text for text in responses()[name] if text.get("channel") != "voice"]
    assert [variant_language(text) for text in texts] == list(LANGUAGES)
    assert max(len(say(name, language, **VALUES)) for language in LANGUAGES) <= 320


def test_where_nothing_is_known_no_amount_is_said() -> None:
    for reason in [None, *Reason]:
        for disposition in (Disposition.WAIT, Disposition.HOLD):
            name = status_wording(disposition, [reason] if reason else [])
            for language in LANGUAGES:
                assert "$" not in say(name, language, **VALUES | {"amount": "no"})
    assert status_wording(None, []) == FIRST_ANSWER
