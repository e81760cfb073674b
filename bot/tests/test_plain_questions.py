"""What asks, tells a detail or refuses, told apart from the wishes that it sounds like."""

from __future__ import annotations

import pytest

from bot.denied import wants_no_plan
from bot.details import told_more
from bot.needs import asks_what_is_needed, tells_of_circumstances
from bot.our_limits import asks_for_limits, asks_for_our_number
from bot.plain_words import meant_plainly
from bot.shorthand import written_out


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("how many months can i have", True),
        ("whats the lowest", True),
        ("cuántos meses me dan", True),
        ("how long will it take", False),
        ("can i pay 50", False),
    ],
)
def test_how_far_a_plan_stretches_is_asked(text: str, asks: bool) -> None:
    assert asks_for_limits(written_out(text)) is asks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("what number can i call to check", True),
        ("whats the number for your office", True),
        ("¿a qué número puedo llamar?", True),
        ("whats my account number", False),
        ("you have the wrong number", False),
    ],
)
def test_our_number_is_asked_for(text: str, asks: bool) -> None:
    assert asks_for_our_number(written_out(text)) is asks


@pytest.mark.parametrize(
    ("text", "at_hand", "told"),
    [
        ("debit card, october 3", "request_refund", True),
        ("fue con tarjeta", "request_refund", True),
        ("by mail", "request_itemized_bill", True),
        ("por correo por favor", "request_documents", True),
        ("by mail", "dispute_charge", False),
        ("can i pay by card", "request_refund", False),
        ("by mail", None, False),
    ],
)
def test_a_detail_belongs_to_the_request_at_hand(text: str, at_hand: str, told: bool) -> None:
    found = told_more(written_out(text), "make_payment", at_hand)
    assert found == (at_hand if told else None)


def test_no_detail_drowns_a_stop() -> None:
    assert told_more("by mail", "stop_contact", "request_documents") is None


@pytest.mark.parametrize(
    ("text", "refuses"),
    [
        ("i dont want a payment plan, what is this for", True),
        ("no quiero plan de pagos", True),
        ("i want a payment plan", False),
        ("don't you have a payment plan", False),
    ],
)
def test_a_plan_is_refused(text: str, refuses: bool) -> None:
    assert wants_no_plan(written_out(text)) is refuses


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("so what can i even do, i get 900 a month from ssdi", "financial_hardship"),
        ("vivo con 900 de incapacidad", "financial_hardship"),
        ("so i dont owe anything?", "check_balance"),
        ("i dont owe anything", None),
        ("nvm", "goodbye"),
        ("i get 900 a month", None),
    ],
)
def test_whole_texts_mean_one_thing(text: str, intent: str) -> None:
    assert meant_plainly(written_out(text)) == intent


def test_children_are_circumstances_and_what_to_send_is_asked() -> None:
    assert tells_of_circumstances("2 kids")
    assert tells_of_circumstances("tengo 2 hijos")
    assert asks_what_is_needed(written_out("ok q necesito mandar"))
    assert not tells_of_circumstances("2 visits")
