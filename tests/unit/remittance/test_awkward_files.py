"""Whole files of awkward shapes: the same two claims must be found in each of them."""

from __future__ import annotations

import pytest

from tests.inspected import claims_of, inspected, interchange, outcomes, payment

QC = "NM1*QC*1*DELGADO*ROSA****MI*M100~"
FIRST = f"CLP*A1*1*200*120*30*12*I1*11*1~{QC}SVC*HC:99213:25*200*120**1~CAS*CO*45*50~CAS*PR*1*30~"
OTHER = f"CLP*A2*1*90*75*15*12*I2*11*1~CAS*PR*3*15~{QC}"
FILE = interchange(payment(FIRST + OTHER))
START = FILE.index("ST*")
FRAGMENT = FILE[START : FILE.index("GE*")]
BOM = "\ufeff"
BOTH = ["payable 30.00 patient_share", "payable 15.00 patient_share"]


def with_delimiters(element: str, component: str, terminator: str, text: str = FILE) -> str:
    """The file with other delimiters, which its ISA says."""
    return text.translate({ord("*"): element, ord(":"): component, ord("~"): terminator})


SHAPES: dict[str, str | bytes] = {
    "as it is": FILE,
    "a byte-order mark": BOM + FILE,
    "a byte-order mark in utf-16": FILE.encode("utf-16"),
    "line breaks after each terminator": FILE.replace("~", "~\n"),
    "windows line breaks after each terminator": FILE.replace("~", "~\r\n"),
    "line breaks before each terminator": FILE.replace("~", "\n~"),
    "empty lines and indentation": FILE.replace("~", "~\n\n\t   "),
    "a newline as the terminator": FILE.replace("~", "\n"),
    "a carriage return as the terminator": FILE.replace("~", "\r"),
    "both as the terminator": FILE.replace("~", "\r\n"),
    "pipes": with_delimiters("|", ">", "~"),
    "control characters": with_delimiters("\x1d", "\x1f", "\x1c"),
    "plus and colon": with_delimiters("+", ":", "'"),
    "a caret as separator and a semicolon as terminator": with_delimiters("^", ">", ";").replace(
        "U^00501", "U^00501"
    ),
    "tildes as element separator": with_delimiters("~", ":", "\n"),
    "an unpadded isa": "*".join(part.strip() for part in FILE.split("*")),
    "a greeting before the header": "Dear provider, here is your file.\n\n" + FILE,
    "something after the end": FILE + "\n\x1a\n",
    "a fragment that starts at gs": FILE[FILE.index("GS*") :],
    "a fragment that starts at st": FRAGMENT,
    "a fragment that starts at st, by lines": FRAGMENT.replace("~", "~\n  "),
    "a fragment with a newline as the terminator": FRAGMENT.replace("~", "\n"),
    "a fragment behind a byte-order mark": BOM + FRAGMENT,
    "a wrong segment count": FILE.replace("SE*", "SE*9"),
    "unknown segments": FILE.replace("CAS*", "ZZZ*1*2~CAS*").replace("LX*1~", "LX*1~QQ*7~"),
    "lines of eighty characters": "\n".join(
        FILE[start : start + 80] for start in range(0, len(FILE), 80)
    ),
    "lines of sixty characters, as windows breaks them": "\r\n".join(
        FILE[start : start + 60] for start in range(0, len(FILE), 60)
    ),
    "tabs between elements": FILE.replace("*", "\t"),
    "spaces around codes": FILE.replace("CAS*PR*", "CAS*PR * ").replace("*A1*1*", "* A1* 1 *"),
    "zero bytes after each terminator": FILE.replace("~", "~\0\0"),
    "a spare element separator at the end of segments": FILE.replace("~", "*~", 30).replace(
        ":*~", ":~", 1
    ),
    "hipaa 4010": FILE.replace("005010X221A1", "004010X091A1").replace("*00501*", "*00401*"),
    "an isa without its iea": FILE[: FILE.index("IEA")],
    "no trailer at all after se": FILE[: FILE.index("GE*")],
    "a file with its last terminator missing": FILE.rstrip("~"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_awkward_file_gives_the_same_claims(shape: str) -> None:
    assert outcomes(SHAPES[shape]) == BOTH


SEVERAL: dict[str, str | bytes] = {
    "two interchanges on end": FILE + FILE.replace("A1*", "B1*").replace("A2*", "B2*"),
    "two interchanges on lines": FILE + "\n\n" + FILE.replace("A1*", "B1*").replace("A2*", "B2*"),
    "two files put together, each with its byte-order mark": (
        BOM + FILE + BOM + FILE.replace("A1*", "B1*").replace("A2*", "B2*")
    ),
    "two files put together, by lines, each with its byte-order mark": (
        BOM + FILE + "\n" + BOM + FILE.replace("A1*", "B1*").replace("A2*", "B2*")
    ),
    "delimiters of their own": (
        FILE + with_delimiters("|", ">", "\n", FILE.replace("A1*", "B1*").replace("A2*", "B2*"))
    ),
    "delimiters of their own, a byte-order mark and an end-of-file mark between": (
        FILE
        + "\x1a"
        + BOM
        + with_delimiters("|", ">", "!", FILE.replace("A1*", "B1*").replace("A2*", "B2*"))
    ),
    "delimiters of their own, lines first": (
        with_delimiters("|", ">", "\n") + FILE.replace("A1*", "B1*").replace("A2*", "B2*")
    ),
    "two fragments": FRAGMENT + FRAGMENT.replace("A1*", "B1*").replace("A2*", "B2*"),
    "two groups": FILE[: FILE.index("IEA")]
    + FILE[FILE.index("GS*") :].replace("A1*", "B1*").replace("A2*", "B2*"),
}


@pytest.mark.parametrize("shape", SEVERAL)
def test_several_payments_of_an_awkward_file_are_all_found(shape: str) -> None:
    found = inspected(SEVERAL[shape])

    assert [claim["patient_control_number"] for claim in claims_of(found)] == [
        "A1",
        "A2",
        "B1",
        "B2",
    ]
    assert [part["balances"] for part in found["transactions"]] == [True, True]


BROKEN: dict[str, tuple[str, list[str]]] = {
    "a charge that is no amount": ("CLP*A1*1*20O*120", ["hold", "payable"]),
    "a charge that is missing": ("CLP*A1*1**120", ["hold", "payable"]),
    "a payment that is missing": ("CLP*A1*1*200*", ["hold", "payable"]),
    "a status that is missing": ("CLP*A1**200*120", ["hold", "payable"]),
    "a number with a thousands separator": ("CLP*A1*1*2,00*120", ["hold", "payable"]),
    "a number in scientific notation": ("CLP*A1*1*2E2*120", ["hold", "payable"]),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_claim_is_held_and_its_neighbour_is_not(what: str) -> None:
    start, dispositions = BROKEN[what]
    found = inspected(FILE.replace("CLP*A1*1*200*120", start), status=1)

    assert [claim["disposition"] for claim in claims_of(found)] == dispositions
    assert claims_of(found)[0]["patient_owes"] is None
    assert any("claim A1" in problem["where"] for problem in found["problems"])


def test_of_two_traces_the_first_names_the_payment() -> None:
    found = inspected(FILE.replace("N1*PR*", "TRN*2*OTHER*1~N1*PR*", 1))

    assert [part["trace"] for part in found["transactions"]] == ["T1"]


def test_a_payment_that_cannot_be_checked_says_so() -> None:
    found = inspected(FILE.replace("CLP*A1*1*200*120", "CLP*A1*1*200*"), status=1)

    assert found["transactions"][0]["balances"] is None
    assert any("balance of the payment" in problem["what"] for problem in found["problems"])
