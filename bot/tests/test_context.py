"""What a text means where it stands: two questions, a choice, no answer, somebody else."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

import pytest

from bot.choices import Choice, chosen
from bot.set_right import set_right
from bot.two_questions import Piece, asks_for_a_person, pieces, two_questions, what_else


def reading(intent: str, confidence: float = 0.9, *ranking: str) -> Dict[str, Any]:
    """What the model might make of a text."""
    return {
        "intent": {"name": intent, "confidence": confidence},
        "intent_ranking": [{"name": name, "confidence": 0.2} for name in ranking],
        "entities": [],
    }


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("whats my balance and can i pay monthly", ["whats my balance", "can i pay monthly"]),
        ("why is it so high? i want a plan", ["why is it so high?", "i want a plan"]),
        ("cuanto debo y puedo pagar en partes", ["cuanto debo", "puedo pagar en partes"]),
        ("3/22/79 44107, what do i owe", ["3/22/79 44107", "what do i owe"]),
        ("i was sick and tired and broke", ["i was sick and tired and broke"]),
    ],
)
def test_a_text_is_cut_where_it_goes_on_to_something_else(text: str, parts: List[str]) -> None:
    assert pieces(text) == parts


@pytest.mark.parametrize(
    ("whole", "parts", "expected"),
    [
        (
            "check_balance",
            ["check_balance", "request_documents"],
            ["check_balance", "request_documents"],
        ),
        (
            "check_balance",
            ["request_payment_plan", "check_balance"],
            ["check_balance", "request_payment_plan"],
        ),
        ("check_balance", ["check_balance", "explain_bill"], None),
        ("check_balance", ["check_balance", "stop_contact"], None),
        ("complaint_service", ["check_balance", "request_documents"], None),
        ("check_balance", ["check_balance", "affirm"], None),
    ],
)
def test_only_two_errands_that_differ_are_two_questions(
    whole: str, parts: List[str], expected: Optional[List[str]]
) -> None:
    found = two_questions(whole, [Piece(f"about {name}", name, 0.9) for name in parts])
    assert (found and [part.intent for part in found]) == expected


def test_a_piece_that_the_model_is_unsure_of_makes_no_second_question() -> None:
    sure, unsure = Piece("a", "check_balance", 0.9), Piece("b", "request_documents", 0.5)
    assert two_questions("check_balance", [sure, unsure]) is None


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("1", Choice.FIRST),
        ("The first one, please", Choice.FIRST),
        ("la segunda", Choice.SECOND),
        ("option 2", Choice.SECOND),
        ("both", Choice.BOTH),
        ("las dos", Choice.BOTH),
        ("neither", Choice.NEITHER),
        ("no", Choice.NEITHER),
        ("3/22/79 44107", None),
        ("what do i owe", None),
    ],
)
def test_a_choice_is_understood_in_figures_and_words(text: str, choice: Optional[Choice]) -> None:
    assert chosen(text, ["check_balance", "explain_bill"], reading("check_balance")) is choice


def test_where_the_model_is_unsure_what_was_offered_decides() -> None:
    unsure = reading("nlu_fallback", 0.35, "make_payment", "explain_bill")
    assert chosen("why so much", ["check_balance", "explain_bill"], unsure) is Choice.SECOND
    assert chosen("why so much", ["check_balance", "request_refund"], unsure) is None


@pytest.mark.parametrize(
    "text",
    ["idk", "I'm not sure", "i dont know", "no sé", "um no idea", "idk you pick", "usted diga"],
)
def test_not_knowing_is_no_answer_and_no_errand(text: str) -> None:
    read = set_right(text, reading("wrong_number", 0.4))
    assert read["intent"]["name"] == "nlu_fallback"
    assert [found["entity"] for found in read["entities"]] == ["dont_know"]


@pytest.mark.parametrize("text", ["im his wife", "i'm calling for my mom", "soy la hija de ella"])
def test_somebody_else_is_told_whom_we_may_tell(text: str) -> None:
    read = set_right(text, reading("deceased_patient", 0.43))
    assert read["intent"]["name"] == "identity_question"


def test_somebody_else_with_a_clear_errand_is_asked_who_they_are_as_ever() -> None:
    assert set_right("can i pay my moms bill", reading("make_payment"))["intent"]["name"] == (
        "make_payment"
    )


@pytest.mark.parametrize(("confidence", "intent"), [(0.4, "nlu_fallback"), (0.7, "wrong_number")])
def test_what_cannot_be_taken_back_is_not_done_on_a_guess(confidence: float, intent: str) -> None:
    read = set_right("who is that", reading("wrong_number", confidence))
    assert read["intent"]["name"] == intent


@pytest.mark.parametrize(
    ("intent", "confidence", "understood"),
    [
        ("dispute_charge", 0.6, "nlu_fallback"),
        ("dispute_charge", 0.66, "dispute_charge"),
        ("check_balance", 0.45, "check_balance"),
    ],
)
def test_work_is_opened_only_by_what_was_understood_surely(
    intent: str, confidence: float, understood: str
) -> None:
    assert set_right("hm that thing", reading(intent, confidence))["intent"]["name"] == understood


def test_a_plan_or_its_change_is_a_plan_where_it_is_surely_one_of_both() -> None:
    read = reading("change_payment_plan", 0.5)
    read["intent_ranking"] = [
        {"name": "change_payment_plan", "confidence": 0.5},
        {"name": "request_payment_plan", "confidence": 0.3},
    ]
    assert set_right("30 a month from the 31st", read)["intent"]["name"] == "request_payment_plan"


def test_a_question_about_a_missed_payment_changes_nothing() -> None:
    for text in ("what happens if i miss a payment", "¿qué pasa si no pago a tiempo?"):
        read = set_right(text, reading("change_payment_plan", 0.9))
        assert "missed_payment" in [found["entity"] for found in read["entities"]]
    help_wanted = set_right("what if i can't pay this", reading("financial_hardship"))
    assert help_wanted["intent"]["name"] == "financial_hardship"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("when is my next payment", "payment_status"),
        ("cuándo me toca pagar", "payment_status"),
        ("ok so do i have to pay that then", "check_balance"),
        ("the 15th", "nlu_fallback"),
    ],
)
def test_what_is_plain_needs_no_guess(text: str, intent: str) -> None:
    assert set_right(text, reading("promise_to_pay", 0.8))["intent"]["name"] == intent


def test_two_sure_questions_are_heard_in_a_text_that_is_unsure_as_a_whole() -> None:
    parts = [Piece("a", "check_balance", 0.9), Piece("b", "request_documents", 0.9)]
    found = two_questions("nlu_fallback", parts)
    assert [part.intent for part in found or []] == ["check_balance", "request_documents"]


@pytest.mark.parametrize("text", ["no i havent filed", "nope nothing like that", "not yet"])
def test_what_denies_both_choices_takes_neither(text: str) -> None:
    unsure = reading("nlu_fallback", 0.9, "report_bankruptcy_or_attorney")
    offered = ("report_bankruptcy_or_attorney", "check_balance")
    assert chosen(text, offered, unsure) is Choice.NEITHER


@pytest.mark.parametrize(
    "text",
    [
        "im walters wife, what does he owe",
        "soy el esposo de maria, cuánto debe",
        "i'm her daughter",
    ],
)
def test_whoever_says_to_be_somebody_else_is_told_of_it(text: str) -> None:
    assert set_right(text, reading("check_balance"))["intent"]["name"] == "identity_question"


def test_a_parent_and_a_death_are_heard_first() -> None:
    about_a_child = set_right("i'm emma's mom, what do we owe", reading("check_balance"))
    assert about_a_child["intent"]["name"] == "check_balance"
    about_a_death = set_right("i'm his wife, he died", reading("deceased_patient", 0.97))
    assert about_a_death["intent"]["name"] == "deceased_patient"


@pytest.mark.parametrize("text", ["i dont know what day", "not sure how much", "no sé qué día"])
def test_not_knowing_an_answer_is_said(text: str) -> None:
    found = [entity["entity"] for entity in set_right(text, reading("deny"))["entities"]]
    assert "dont_know" in found


def test_beside_a_dispute_what_asks_for_no_money_is_kept() -> None:
    dispute, balance = Piece("a", "dispute_charge", 0.95), Piece("b", "check_balance", 0.9)
    assert what_else([dispute, balance]) == balance
    assert what_else([dispute, Piece("b", "make_payment", 0.99)]) is None
    assert what_else([dispute, Piece("b", "check_balance", 0.6)]) is None
    assert what_else([dispute, balance, Piece("c", "speak_to_human", 0.9)]) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("44102 quiero saber cuanto debo", ["44102", "quiero saber", "cuanto debo"]),
        ("3/22/1979 44107 what do i owe", ["3/22/1979 44107", "what do i owe"]),
    ],
)
def test_who_tells_who_they_are_goes_on_to_an_ask_without_a_pause(text, parts):
    assert pieces(text, loosely=True) == parts


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("can i talk to someone about it", True), ("i dont want to talk to a person", False)],
)
def test_a_person_asked_for_beside_another_question_is_wanted_unless_it_is_denied(text, wanted):
    parts = [Piece("how do i pay", "make_payment", 0.99), Piece(text, "speak_to_human", 0.99)]
    assert (asks_for_a_person(parts) is not None) is wanted
