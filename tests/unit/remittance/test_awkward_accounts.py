"""Several claims of one account in one file: the outcomes were taken from the reference first.

Each case is a list of payments; the outcomes stand in the order of the file.
"""

from __future__ import annotations

import pytest

from tests.inspected import inspected, interchange, outcomes, payment

QC = "NM1*QC*1*DELGADO*ROSA****MI*M100~"
LUIS = "NM1*QC*1*DELGADO*LUIS****MI*M101~"
FIRST = f"CLP*A1*1*200*120*30*12*I1*11*1~CAS*CO*45*50~CAS*PR*1*30~{QC}"
UNDO = f"CLP*A1*22*-200*-120**12*I1*11*1~CAS*CO*45*-50~CAS*PR*1*-30~{QC}"
AGAIN = f"CLP*A1*1*200*110*40*12*I1*11*1~CAS*CO*45*50~CAS*PR*2*40~{QC}"
SECOND = f"CLP*A1*2*200*20*10*12*S1*11*1~CAS*OA*23*170~CAS*PR*2*10~{QC}"
DENIED = f"CLP*A1*4*200*0*0*12*S1*11*1~CAS*CO*16*200~{QC}"
UNDO_SECOND = f"CLP*A1*22*-200*-20**12*S1*11*1~CAS*OA*23*-170~CAS*PR*2*-10~{QC}"
SECOND_AGAIN = f"CLP*A1*2*200*25*5*12*S1*11*1~CAS*OA*23*170~CAS*PR*2*5~{QC}"
DENIED_OTHERWISE = f"CLP*A1*4*190*0*0*12*S1*11*1~CAS*CO*16*190~{QC}"
DENIED_ONTO_PATIENT = f"CLP*A1*4*190*0*190*12*S1*11*1~CAS*PR*27*190~{QC}"
BILLED_ANEW = f"CLP*A1*1*220*130*40*12*I3*11*1~CAS*CO*45*50~CAS*PR*2*40~{QC}"
ONTO_PATIENT = f"CLP*A1*4*200*0*200*12*I1*11*1~CAS*PR*96*200~{QC}"
OTHER_BILL = f"CLP*A1*1*90*75*15*12*I5*11*1~CAS*PR*3*15~{QC}"
VOID = f"CLP*A1*4*200*0*0*12*I3*11*8~CAS*CO*16*200~{QC}"
REJECTED = f"CLP*A1*4*200*0*0*12*I1*11*1~CAS*CO*16*200~{QC}MOA***MA130~"
IN_PARTS = (
    f"CLP*A1*1*120*100*20*12*I3*11*1~CAS*PR*2*20~{QC}CLP*A1*1*80*70*10*12*I4*11*1~CAS*PR*2*10~{QC}"
)
BLOOD = "SVC*HC:85025*80*50**1~DTM*472*20260914~CAS*PR*1*30~"
TWO_SERVICES = f"CLP*A1*1*200*120*80*12*I1*11*1~{QC}SVC*HC:99213*120*70**1~CAS*PR*1*50~{BLOOD}"
ONE_OF_THEM = f"CLP*A1*1*80*50*30*12*I2*11*1~{QC}{BLOOD}"
CORRECTED = [
    "nothing_owed 0.00 reversed",
    "nothing_owed 0.00 reversal",
    "payable 40.00 patient_share",
]
THIRD = f"CLP*A1*3*200*7*3*12*U1*11*1~CAS*OA*23*190~CAS*PR*3*3~{QC}"


def second(body: str) -> str:
    """The payment of another insurer, later."""
    return payment(body, "T2", "SECOND PLAN", "20261001")


CASES: dict[str, tuple[list[str], list[str]]] = {
    "a reversal and its correction in one payment": (
        [payment(FIRST + UNDO + AGAIN)],
        ["nothing_owed 0.00 reversed", "nothing_owed 0.00 reversal", "payable 40.00 patient_share"],
    ),
    "the correction stands before the reversal": (
        [payment(FIRST), payment(AGAIN + UNDO, "T2", day="20261001")],
        ["nothing_owed 0.00 reversed", "payable 40.00 patient_share", "nothing_owed 0.00 reversal"],
    ),
    "the reversal of a claim that is not in the file, with its correction": (
        [payment(UNDO + AGAIN)],
        ["nothing_owed 0.00 reversal", "payable 40.00 patient_share"],
    ),
    "a reversed claim without a correction withholds the amount": (
        [payment(FIRST), payment(UNDO, "T2", day="20261001")],
        ["wait - reversal", "nothing_owed 0.00 reversal"],
    ),
    "a reversal with a number of its own undoes what it mirrors (clp07, then clp01)": (
        [payment(FIRST), payment(UNDO.replace("I1", "I9"), "T2", day="20261001")],
        ["wait - reversal", "nothing_owed 0.00 reversal"],
    ),
    "a reversal without a number undoes what it mirrors": (
        [payment(FIRST), payment(UNDO.replace("I1", "") + AGAIN, "T2", day="20261001")],
        ["nothing_owed 0.00 reversed", "nothing_owed 0.00 reversal", "payable 40.00 patient_share"],
    ),
    "reversal and correction both have numbers of their own": (
        [
            payment(FIRST),
            payment(UNDO.replace("I1", "I2") + AGAIN.replace("I1", "I3"), "T2", day="20261001"),
        ],
        ["nothing_owed 0.00 reversed", "nothing_owed 0.00 reversal", "payable 40.00 patient_share"],
    ),
    "a net negative under status 1 lowers the claim it belongs to": (
        [
            payment(FIRST),
            payment(f"CLP*A1*1*0*10*-10*12*I1*11*1~CAS*PR*1*-10~{QC}", "T2", day="20261001"),
        ],
        ["payable 20.00 patient_share", "nothing_owed 0.00 corrected"],
    ),
    "a whole claim negated under status 1 with a correction after it": (
        [payment(FIRST), payment(UNDO.replace("*22*", "*1*") + AGAIN, "T2", day="20261001")],
        ["nothing_owed 0.00 reversed", "nothing_owed 0.00 reversal", "payable 40.00 patient_share"],
    ),
    "the same remittance twice in a file counts once": (
        [payment(FIRST), payment(FIRST)],
        ["payable 30.00 patient_share", "nothing_owed 0.00 duplicate"],
    ),
    "one claim that a payment counts twice was paid twice": (
        [payment(FIRST + FIRST)],
        ["hold - duplicate_payment", "hold - duplicate_payment"],
    ),
    "the same remittance that pays a claim twice, twice in a file": (
        [payment(FIRST + FIRST), payment(FIRST + FIRST)],
        ["hold - duplicate_payment"] * 2 + ["nothing_owed 0.00 duplicate"] * 2,
    ),
    "a denial that is listed twice counts once": (
        [payment(DENIED + DENIED)],
        ["nothing_owed 0.00 no_patient_share", "nothing_owed 0.00 duplicate"],
    ),
    "one claim paid in two payments is for a person": (
        [payment(FIRST), payment(FIRST, "T2", day="20261001")],
        ["hold - duplicate_payment", "hold - duplicate_payment"],
    ),
    "the second insurer decides": (
        [payment(FIRST), second(SECOND)],
        ["nothing_owed 0.00 later_insurer_decides", "payable 10.00 patient_share"],
    ),
    "the second insurer decides though its payment stands first": (
        [second(SECOND), payment(FIRST)],
        ["payable 10.00 patient_share", "nothing_owed 0.00 later_insurer_decides"],
    ),
    "the third insurer decides": (
        [payment(FIRST), second(SECOND), payment(THIRD, "T3", "THIRD PLAN", "20261015")],
        [
            "nothing_owed 0.00 later_insurer_decides",
            "nothing_owed 0.00 later_insurer_decides",
            "payable 3.00 patient_share",
        ],
    ),
    "the second insurer sends it on to a third": (
        [payment(FIRST), second(SECOND.replace("*2*", "*20*", 1))],
        ["nothing_owed 0.00 later_insurer_decides", "wait - forwarded_to_next_insurer"],
    ),
    "a forwarded claim is answered in the same file": (
        [payment(FIRST.replace("A1*1*", "A1*19*")), second(SECOND)],
        ["nothing_owed 0.00 later_insurer_decides", "payable 10.00 patient_share"],
    ),
    "the second insurer writes off all that the first left": (
        [payment(FIRST), second(f"CLP*A1*2*200*0*0*MC*S1*11*1~CAS*OA*23*170~CAS*CO*45*30~{QC}")],
        ["nothing_owed 0.00 later_insurer_decides", "nothing_owed 0.00 no_patient_share"],
    ),
    "a denial that tells of an earlier insurer is the second insurer's (oa-23)": (
        [payment(FIRST), second(f"CLP*A1*4*200*0*0*12*S1*11*1~CAS*OA*23*170~CAS*CO*45*30~{QC}")],
        ["nothing_owed 0.00 later_insurer_decides", "nothing_owed 0.00 no_patient_share"],
    ),
    "a later denial of another insurer that tells of no earlier one: the share is held": (
        [payment(FIRST), second(DENIED)],
        ["hold - coordination_of_benefits", "hold - conflicting_claims"],
    ),
    "so it is where the first insurer sent the claim on": (
        [payment(FIRST.replace("A1*1*", "A1*19*")), second(DENIED)],
        ["hold - coordination_of_benefits", "hold - conflicting_claims"],
    ),
    "so it is where the denial puts the whole charge to the patient": (
        [payment(FIRST), second(DENIED.replace("*0*0*", "*0*200*").replace("CO*", "PR*"))],
        ["hold - coordination_of_benefits", "hold - conflicting_claims"],
    ),
    "a denial of the wrong insurer before the right one decided counts no more": (
        [payment(DENIED, "T2", "SECOND PLAN", "20260801"), payment(FIRST)],
        ["nothing_owed 0.00 replaced", "payable 30.00 patient_share"],
    ),
    "a denial that the same second insurer processed after all counts no more": (
        [
            payment(FIRST),
            second(DENIED.replace("*S1*", "*S0*")),
            payment(SECOND, "T3", "SECOND PLAN", "20261101"),
        ],
        [
            "nothing_owed 0.00 later_insurer_decides",
            "nothing_owed 0.00 replaced",
            "payable 10.00 patient_share",
        ],
    ),
    "the second insurer denies and puts to the patient what the first left": (
        [payment(FIRST), second(f"CLP*A1*4*200*0*30*12*S1*11*1~CAS*OA*23*170~CAS*PR*275*30~{QC}")],
        ["nothing_owed 0.00 later_insurer_decides", "payable 30.00 patient_share"],
    ),
    "the second insurer's claim contradicts itself: nothing is asked": (
        [payment(FIRST), second(SECOND.replace("*10*12*", "*15*12*"))],
        ["nothing_owed 0.00 later_insurer_decides", "hold - share_differs_from_reported"],
    ),
    "two insurers that both call themselves the first": (
        [payment(FIRST), second(AGAIN.replace("I1", "S1"))],
        ["hold - conflicting_claims", "hold - conflicting_claims"],
    ),
    "the second insurer takes its decision back: the first one's share is no balance again": (
        [payment(FIRST), second(SECOND), payment(UNDO_SECOND, "T3", "SECOND PLAN", "20261101")],
        ["wait - other_insurance_open", "wait - reversal", "nothing_owed 0.00 reversal"],
    ),
    "the second insurer corrects its decision": (
        [
            payment(FIRST),
            second(SECOND),
            payment(UNDO_SECOND + SECOND_AGAIN, "T3", "SECOND PLAN", "20261101"),
        ],
        [
            "nothing_owed 0.00 later_insurer_decides",
            "nothing_owed 0.00 reversed",
            "nothing_owed 0.00 reversal",
            "payable 5.00 patient_share",
        ],
    ),
    "the first insurer takes its decision back after the second has decided": (
        [payment(FIRST), second(SECOND), payment(UNDO, "T3", day="20261101")],
        ["wait - reversal", "wait - other_insurance_open", "nothing_owed 0.00 reversal"],
    ),
    "the correction of a claim that is not in the file has a number of its own": (
        [payment(UNDO + AGAIN.replace("I1", "I3"))],
        ["nothing_owed 0.00 reversal", "payable 40.00 patient_share"],
    ),
    "a bill of the same day before the reversal is no correction of it": (
        [
            payment(FIRST + FIRST.replace("I1", "I2")),
            payment(UNDO, "T2", day="20261001"),
        ],
        ["wait - reversal", "wait - pending", "nothing_owed 0.00 reversal"],
    ),
    "parts of a split bill stand side by side": (
        [payment(FIRST + f"CLP*A1*1*90*75*15*12*I2*11*1~CAS*PR*3*15~{QC}")],
        ["payable 30.00 patient_share", "payable 15.00 patient_share"],
    ),
    "a part of a split bill is decided though the other part waits": (
        [payment(FIRST + f"CLP*A1*19*90*75*15*12*I2*11*1~CAS*PR*3*15~{QC}")],
        ["payable 30.00 patient_share", "wait - forwarded_to_next_insurer"],
    ),
    "a qmb remark of the first insurer protects from the second": (
        [payment(FIRST + "MOA***N781~"), second(SECOND)],
        [
            "nothing_owed 0.00 later_insurer_decides",
            "nothing_owed 0.00 qualified_medicare_beneficiary",
        ],
    ),
    "the placeholder 0 joins no claims: each patient is decided alone": (
        [payment(FIRST.replace("A1", "0") + AGAIN.replace("A1", "0").replace("I1", "I2"))],
        ["payable 30.00 patient_share", "payable 40.00 patient_share"],
    ),
    "the placeholder 0 keeps a reversal with the claim of its number": (
        [payment((FIRST + UNDO + AGAIN + AGAIN.replace("I1", "I2")).replace("CLP*A1*", "CLP*0*"))],
        [
            "nothing_owed 0.00 reversed",
            "nothing_owed 0.00 reversal",
            "payable 40.00 patient_share",
            "payable 40.00 patient_share",
        ],
    ),
    "two patients under one number are decided apart": (
        [payment(FIRST + AGAIN.replace(QC, LUIS).replace("I1", "I2"))],
        ["payable 30.00 patient_share", "payable 40.00 patient_share"],
    ),
    "what protects one patient does not lower another's amount under one number": (
        [payment(FIRST + "MOA***N781~" + AGAIN.replace(QC, LUIS).replace("I1", "I2"))],
        ["nothing_owed 0.00 qualified_medicare_beneficiary", "payable 40.00 patient_share"],
    ),
    "another insurer's own member number does not make another patient": (
        [payment(FIRST), second(SECOND.replace("ROSA****MI*M100", "ROSA M****MI*XYZ9"))],
        ["nothing_owed 0.00 later_insurer_decides", "payable 10.00 patient_share"],
    ),
    "a suffix of the name does not make another patient": (
        [payment(FIRST), second(SECOND.replace("DELGADO*", "DELGADO JR.*"))],
        ["nothing_owed 0.00 later_insurer_decides", "payable 10.00 patient_share"],
    ),
    "a last name alone does not make another patient": (
        [payment(FIRST + UNDO.replace("DELGADO*ROSA", "DELGADO*").replace("I1", "") + AGAIN)],
        ["nothing_owed 0.00 reversed", "nothing_owed 0.00 reversal", "payable 40.00 patient_share"],
    ),
    "a claim that names no patient belongs to its account": (
        [payment(FIRST), second(SECOND.replace(QC, ""))],
        ["nothing_owed 0.00 later_insurer_decides", "payable 10.00 patient_share"],
    ),
    "a payment that does not balance holds its own claims only": (
        [payment(FIRST).replace("BPR*I*120", "BPR*I*121"), second(FIRST.replace("A1", "B1"))],
        ["hold - transaction_unbalanced", "payable 30.00 patient_share"],
    ),
    "an estimate beside the claim changes nothing": (
        [payment(f"CLP*A1*25*200*0*90*12*I0*11*1~CAS*OA*101*110~CAS*PR*1*90~{QC}" + FIRST)],
        ["nothing_owed 0.00 predetermination", "payable 30.00 patient_share"],
    ),
    "a denial that was paid under a new number counts no more": (
        [payment(f"CLP*A1*4*200*0*0*12*I0*11*1~CAS*CO*16*200~{QC}" + FIRST)],
        ["nothing_owed 0.00 replaced", "payable 30.00 patient_share"],
    ),
    "a later denial of another insurer under another charge: the share is held": (
        [payment(FIRST), second(DENIED_OTHERWISE)],
        ["hold - coordination_of_benefits", "hold - conflicting_claims"],
    ),
    "an earlier one that asks for nothing leaves the right insurer's share alone": (
        [payment(DENIED_OTHERWISE, "T2", "SECOND PLAN", "20260801"), payment(FIRST)],
        ["nothing_owed 0.00 no_patient_share", "payable 30.00 patient_share"],
    ),
    "an earlier one that puts its charge to the patient is never added": (
        [payment(DENIED_ONTO_PATIENT, "T2", "SECOND PLAN", "20260801"), payment(FIRST)],
        ["hold - conflicting_claims", "hold - coordination_of_benefits"],
    ),
    "a denial of other services is another part of the bill": (
        [
            payment(
                f"CLP*A1*1*200*120*30*12*I1*11*1~{QC}"
                "SVC*HC:99213*200*120**1~CAS*CO*45*50~CAS*PR*1*30~"
            ),
            second(f"CLP*A1*4*190*0*0*12*S1*11*1~{QC}SVC*HC:85025*190*0**1~CAS*CO*16*190~"),
        ],
        ["payable 30.00 patient_share", "nothing_owed 0.00 no_patient_share"],
    ),
    "a correction of another charge and number comes with the reversal (rfi 791)": (
        [payment(FIRST), payment(UNDO + BILLED_ANEW, "T2", day="20261001")],
        CORRECTED,
    ),
    "a later correction of another charge says that it replaces (clp09)": (
        [
            payment(FIRST),
            payment(UNDO, "T2", day="20261001"),
            payment(BILLED_ANEW.replace("*11*1~", "*11*7~"), "T3", day="20261101"),
        ],
        CORRECTED,
    ),
    "a later correction of another charge says that it corrects (ma67)": (
        [
            payment(FIRST),
            payment(UNDO, "T2", day="20261001"),
            payment(BILLED_ANEW + "MOA***MA67~", "T3", day="20261101"),
        ],
        CORRECTED,
    ),
    "a later claim of another charge that says nothing of the kind corrects nothing": (
        [
            payment(FIRST),
            payment(UNDO, "T2", day="20261001"),
            payment(BILLED_ANEW, "T3", day="20261101"),
        ],
        ["wait - reversal", "nothing_owed 0.00 reversal", "payable 40.00 patient_share"],
    ),
    "a correction under a new number that took nothing back is never added (ma67)": (
        [payment(FIRST), payment(BILLED_ANEW + "MOA***MA67~", "T2", day="20261001")],
        ["hold - conflicting_claims", "hold - conflicting_claims"],
    ),
    "one that names the claim it replaces is never added (ref f8)": (
        [payment(FIRST), payment(BILLED_ANEW + "REF*F8*I1~", "T2", day="20261001")],
        ["hold - conflicting_claims", "hold - conflicting_claims"],
    ),
    "a void (clp09 8) makes the claim beside it doubtful": (
        [payment(FIRST), payment(VOID, "T2", day="20261001")],
        ["hold - conflicting_claims", "hold - conflicting_claims"],
    ),
    "a rejected claim that was sent again (clp09 7) leaves its share alone": (
        [payment(REJECTED), payment(BILLED_ANEW.replace("*11*1~", "*11*7~"), "T2", day="20261001")],
        ["nothing_owed 0.00 no_patient_share", "payable 40.00 patient_share"],
    ),
    "a corrected bill (clp09 7) stands beside another bill of the account": (
        [
            payment(FIRST + OTHER_BILL),
            payment(UNDO + AGAIN.replace("*11*1~", "*11*7~"), "T2", day="20261001"),
        ],
        [
            "nothing_owed 0.00 reversed",
            "payable 15.00 patient_share",
            "nothing_owed 0.00 reversal",
            "payable 40.00 patient_share",
        ],
    ),
    "the second insurer asks for more than the first one left (rfi 2143)": (
        [
            payment(FIRST),
            second(f"CLP*A1*2*200*20*40*12*S1*11*1~CAS*OA*23*140~CAS*PR*1*30**2*10~{QC}"),
        ],
        ["nothing_owed 0.00 later_insurer_decides", "hold - conflicting_claims"],
    ),
    "the second insurer puts the whole charge to the patient though the first one paid": (
        [payment(FIRST), second(f"CLP*A1*2*200*0*200*12*S1*11*1~CAS*PR*27*200~{QC}")],
        ["nothing_owed 0.00 later_insurer_decides", "hold - conflicting_claims"],
    ),
    "the third insurer asks though the second left nothing": (
        [
            payment(FIRST),
            second(f"CLP*A1*2*200*0*0*12*S1*11*1~CAS*OA*23*200~{QC}"),
            payment(THIRD, "T3", "THIRD PLAN", "20261015"),
        ],
        ["nothing_owed 0.00 later_insurer_decides"] * 2 + ["hold - conflicting_claims"],
    ),
    "the first insurer lowers its share after the second has decided": (
        [
            payment(FIRST),
            second(SECOND),
            payment(f"CLP*A1*1*0*10*-10*12*I1*11*1~CAS*PR*1*-10~{QC}", "T3", day="20261101"),
        ],
        [
            "nothing_owed 0.00 later_insurer_decides",
            "hold - conflicting_claims",
            "nothing_owed 0.00 corrected",
        ],
    ),
    "two denials that put one bill to the patient are never added": (
        [payment(ONTO_PATIENT), second(ONTO_PATIENT.replace("I1", "S1"))],
        ["hold - conflicting_claims", "hold - conflicting_claims"],
    ),
    "a denial onto the patient before another insurer denied as well is for a person": (
        [payment(ONTO_PATIENT), second(DENIED)],
        ["hold - coordination_of_benefits", "hold - conflicting_claims"],
    ),
    "a denial onto the patient after another insurer denied is the last word": (
        [payment(DENIED, "T2", "SECOND PLAN", "20260801"), payment(ONTO_PATIENT)],
        ["nothing_owed 0.00 replaced", "payable 200.00 patient_share"],
    ),
    "what the payer calls a copy of a bill it denied onto the patient decides nothing": (
        [
            payment(ONTO_PATIENT),
            payment(f"CLP*A1*4*200*0*0*12*I2*11*1~CAS*OA*18*200~{QC}", "T2", day="20261001"),
        ],
        ["payable 200.00 patient_share", "nothing_owed 0.00 replaced"],
    ),
    "the second insurer pays as the first would after the first one denied": (
        [
            payment(f"CLP*A1*4*200*0*200*12*I1*11*1~CAS*PR*27*200~{QC}"),
            second(f"CLP*A1*2*200*120*30*12*S1*11*1~CAS*CO*45*50~CAS*PR*1*30~{QC}"),
        ],
        ["nothing_owed 0.00 later_insurer_decides", "payable 30.00 patient_share"],
    ),
    "two claims ask for one service of one day: their shares are not added": (
        [payment(TWO_SERVICES + ONE_OF_THEM)],
        ["hold - charges_differ", "hold - charges_differ"],
    ),
    "the same service of another day is another part of the bill": (
        [payment(TWO_SERVICES + ONE_OF_THEM.replace("20260914", "20260921"))],
        ["payable 80.00 patient_share", "payable 30.00 patient_share"],
    ),
    "two insurers decide first on one day's service, each under another charge": (
        [payment(TWO_SERVICES), second(ONE_OF_THEM)],
        ["hold - charges_differ", "hold - charges_differ"],
    ),
    "a payer that paid a part under the status of a denial left its patient share, no more": (
        [
            payment(FIRST.replace("A1*1*", "A1*4*")),
            second(f"CLP*A1*2*200*60*100*12*S1*11*1~CAS*OA*23*40~CAS*PR*2*100~{QC}"),
        ],
        ["nothing_owed 0.00 later_insurer_decides", "hold - conflicting_claims"],
    ),
    "a corrected bill comes in parts": (
        [payment(FIRST), payment(UNDO + IN_PARTS, "T2", day="20261001")],
        [*CORRECTED[:2], "payable 20.00 patient_share", "payable 10.00 patient_share"],
    ),
    "the second insurer was billed otherwise, and the first takes its decision back": (
        [
            payment(FIRST),
            second(f"CLP*A1*2*190*20*10*12*S1*11*1~CAS*OA*23*160~CAS*PR*2*10~{QC}"),
            payment(UNDO, "T3", day="20261101"),
        ],
        ["wait - reversal", "wait - other_insurance_open", "nothing_owed 0.00 reversal"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_awkward_claims_of_an_account_are_judged_by_the_reference(name: str) -> None:
    payments, expected = CASES[name]

    assert outcomes(interchange(*payments)) == expected


@pytest.mark.parametrize(
    ("code", "amount"),
    [("WO", "50"), ("72", "-50"), ("FB", "120"), ("L6", "-1.75"), ("50", "3"), ("PI", "-9")],
)
def test_a_provider_adjustment_changes_the_payment_and_no_patients_amount(
    code: str, amount: str
) -> None:
    found = inspected(interchange(payment(FIRST, plb=f"PLB*123*20261231*{code}:REF*{amount}~")))

    transaction = found["transactions"][0]
    assert transaction["balances"] is True
    assert [part["code"] for part in transaction["provider_adjustments"]] == [code]
    assert [claim["patient_owes"] for claim in transaction["claims"]] == ["30.00"]
