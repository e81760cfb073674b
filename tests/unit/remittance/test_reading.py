"""Every shape of the same file reads as the same claims."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest

from receivables.domain.money import Money
from receivables.domain.remittance import ClaimPayment, RemittanceTransaction
from receivables.importers import x12_segments
from receivables.importers.remittance import read_remittance, stream_remittance
from tests.remittances import Claim, Line, Payment, file_of, read, read_claim

PLAIN = file_of(
    Payment([Claim(lines=[Line("200", "120", [("OA", "23", "0")])], adjustments=()), Claim()]),
    Payment([Claim(account="PB-10002", number="ICN2")], trace="TRACE2", control="0002"),
)


def essence(data: bytes) -> list[object]:
    return [
        (
            payment.payer,
            payment.trace,
            payment.payment_amount,
            payment.balances,
            claim_parts(payment),
        )
        for payment in read_remittance(data)
        if payment.segment
    ]


def claim_parts(payment: RemittanceTransaction) -> list[object]:
    return [
        (
            claim.patient_control_number,
            claim.charge,
            claim.paid,
            [(a.group, a.reason, a.amount) for _, a in claim.all_adjustments()],
            [line.procedure for line in claim.services],
            claim.damaged,
        )
        for claim in payment.claims
    ]


def unpadded(data: bytes) -> bytes:
    head, rest = data.split(b"\n", 1)
    return b"*".join(part.strip() for part in head.split(b"*")) + b"\n" + rest


SHAPES = {
    "without_line_breaks": lambda data: data.replace(b"\n", b""),
    "with_windows_line_breaks": lambda data: data.replace(b"\n", b"\r\n"),
    "with_the_newline_before_the_terminator": lambda data: data.replace(b"~\n", b"\n~"),
    "with_newline_as_terminator": lambda data: data.replace(b"~\n", b"\n"),
    "with_windows_newline_as_terminator": lambda data: data.replace(b"~\n", b"\r\n"),
    "with_a_byte_order_mark": lambda data: b"\xef\xbb\xbf" + data,
    "in_utf_16": lambda data: data.decode().encode("utf-16"),
    "after_blank_lines": lambda data: b"\n\n   " + data,
    "indented": lambda data: data.replace(b"\n", b"\n\t  "),
    "with_blank_lines_between": lambda data: data.replace(b"~\n", b"~\n\n\n"),
    "with_an_unpadded_header": unpadded,
    "with_pipes_between_elements": lambda data: data.replace(b"*", b"|"),
    "with_carets_between_elements_and_quote_ends": lambda data: (
        data.replace(b"^", b"!").replace(b"*", b"^").replace(b"~", b"'")
    ),
    "with_control_characters_as_delimiters": lambda data: (
        data.replace(b"*", b"\x1d").replace(b"~\n", b"\x1c").replace(b":", b"\x1f")
    ),
    "with_another_component_mark": lambda data: data.replace(b":", b">"),
    "with_another_component_mark_than_the_header_says": lambda data: data.replace(b"HC:", b"HC>"),
    "starting_at_st": lambda data: data[data.index(b"ST*835") :],
    "starting_at_gs": lambda data: data[data.index(b"GS*HP") :],
    "without_its_last_terminator": lambda data: data.rstrip(b"\n~"),
    "after_the_headers_of_a_mail": lambda data: b"From: payer\nSubject: 835\n\n" + data,
    "with_a_wrong_segment_count": lambda data: data.replace(b"SE*", b"SE*9"),
    "with_unknown_segments": lambda data: data.replace(b"LX*1~", b"LX*1~\nZZ9*SOMETHING~"),
    "of_version_4010": lambda data: data.replace(b"00501", b"00401").replace(
        b"005010X221A1", b"004010X091A1"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("chunk", [7, 1 << 17])
def test_the_same_claims_are_read_from_a_file(
    shape: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = essence(PLAIN)
    monkeypatch.setattr(x12_segments, "CHUNK", chunk)

    assert essence(SHAPES[shape](PLAIN)) == expected
    assert len(expected) == 2


@pytest.mark.parametrize("chunk", [1, 5, 64, 1 << 17])
def test_several_interchanges_each_with_their_own_delimiters_are_all_read(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(x12_segments, "CHUNK", chunk)
    shapes = ["with_newline_as_terminator", "with_pipes_between_elements", "without_line_breaks"]
    joined = b"".join(SHAPES[shape](PLAIN) for shape in shapes)

    assert essence(joined) == essence(PLAIN) * 3


def test_an_interchange_is_read_though_the_one_before_lost_its_end() -> None:
    cut = PLAIN[: PLAIN.index(b"SE*")] + b"\n"
    found = essence(cut + SHAPES["with_pipes_between_elements"](PLAIN))

    assert found[1:] == essence(PLAIN)


def test_a_patient_called_isa_begins_no_interchange() -> None:
    named = PLAIN.replace(b"NM1*QC*1*DELGADO*ROSA", b"NM1*QC*1*ISA*00*ROSA")

    assert essence(named) == essence(PLAIN)


def test_all_parts_of_a_claim_are_read() -> None:
    claim = read_claim(
        Claim(
            adjustments=(),
            remarks=["MA01", "N130"],
            more=[
                "MIA*1****N781***************MA07*MA18",
                "REF*1L*GROUP7",
                "DTM*050*20260915",
                "AMT*AU*150.5",
                "NM1*TT*2*NEXT PLAN*****PI*777",
            ],
            lines=[
                Line("100", "60", [("CO", "45", "30"), ("PR", "2", "10")], remarks=["N830"]),
                Line("100", "60", [("CO", "45", "20"), ("PR", "3", "20")]),
            ],
        )
    )

    assert claim.all_remarks() == ["MA01", "N130", "N781", "MA07", "MA18", "N830"]
    assert claim.references == {"1L": "GROUP7"}
    assert claim.amounts == {"AU": Money(15050)}
    assert claim.dates["050"].isoformat() == "2026-09-15"
    assert [(party.entity, party.name) for party in claim.parties] == [
        ("QC", "ROSA DELGADO"),
        ("TT", "NEXT PLAN"),
    ]
    assert [line.dates["472"].isoformat() for line in claim.services] == ["2026-09-14"] * 2
    assert claim.patient_responsibility_reported == Money(3000)


def test_six_triplets_with_empty_quantities_are_read() -> None:
    triplets = "*".join(f"{reason}*{reason}.5*" for reason in range(1, 7)).rstrip("*")
    payment = Payment([Claim(adjustments=(), paid="176", more=[f"CAS*CO*{triplets}"])])
    claim = read(payment)[0].claims[0]

    assert [(a.reason, str(a.amount)) for _, a in claim.all_adjustments()] == [
        (str(reason), f"{reason}.50") for reason in range(1, 7)
    ]


def test_the_procedure_is_read_with_its_modifiers() -> None:
    claim = read_claim(
        Claim(adjustments=(), lines=[Line("200", "120", [], procedure="99213:26:TC")])
    )

    line = claim.services[0]
    assert (line.qualifier, line.procedure, list(line.modifiers)) == ("HC", "99213", ["26", "TC"])


def test_provider_adjustments_lower_the_payment_they_come_with() -> None:
    payment = read(Payment([Claim()], provider_adjustments=[("WO", "20"), ("L6", "-5.25")]))[0]

    assert payment.balances is True
    assert payment.payment_amount == Money(10525)
    assert [(each.code, str(each.amount)) for each in payment.provider_adjustments] == [
        ("WO", "20.00"),
        ("L6", "-5.25"),
    ]


def test_text_in_latin_1_and_in_utf_8_reads_the_same() -> None:
    names = {
        essence_name(file_of(Payment(payer="MUÑOZ SALUD")).decode().encode(encoding))
        for encoding in ("latin-1", "utf-8")
    }
    assert names == {"MUÑOZ SALUD"}


def essence_name(data: bytes) -> str:
    return next(iter(read_remittance(data))).payer


def test_a_stream_hands_out_claims_before_their_payment() -> None:
    kinds = [type(item) for item in stream_remittance(io.BytesIO(PLAIN))]

    assert kinds == [
        ClaimPayment,
        ClaimPayment,
        RemittanceTransaction,
        ClaimPayment,
        RemittanceTransaction,
    ]


@pytest.mark.parametrize("chunk", [1, 50, 1 << 17])
@pytest.mark.parametrize("shape", ["with_newline_as_terminator", "with_a_byte_order_mark"])
def test_segments_and_lines_are_counted_from_one(
    shape: str, chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(x12_segments, "CHUNK", chunk)
    path = tmp_path / "remittance.835"
    path.write_bytes(SHAPES[shape](PLAIN))
    claims = [claim for payment in read_remittance(path) for claim in payment.claims]

    lines = PLAIN.decode().splitlines()
    assert [lines[claim.line - 1][:3] for claim in claims] == ["CLP"] * 3
    assert [claim.line for claim in claims] == [claim.segment for claim in claims]


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(claims: int) -> int:
        body = b"".join(f"{segment}~".encode() for segment in Claim().segments())
        source = Repeated(ISA_AND_PAYMENT, body, claims)
        tracemalloc.start()
        found = sum(isinstance(item, ClaimPayment) for item in stream_remittance(source))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert found == claims
        return most

    assert peak(20_000) < 1.2 * peak(4_000)


ISA_AND_PAYMENT = PLAIN[: PLAIN.index(b"CLP")]


class Repeated(io.RawIOBase):
    """A file of any length that is never in memory as a whole."""

    def __init__(self, head: bytes, body: bytes, times: int) -> None:
        self._rest, self._body, self._times = head, body, times

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and self._times:
            self._rest, self._times = self._rest + self._body, self._times - 1
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece
