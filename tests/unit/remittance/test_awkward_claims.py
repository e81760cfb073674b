"""Single claims as payers really send them: the outcome was taken from the reference first.

Each case is one claim in a payment that balances; its name is the reason for what is expected.
"""

from __future__ import annotations

import pytest

from tests.inspected import interchange, outcomes, payment

QC = "NM1*QC*1*DELGADO*ROSA****MI*M100~"
PAYABLE, NOTHING, WAIT, HOLD = "payable", "nothing_owed", "wait", "hold"

CASES: dict[str, tuple[str, str]] = {
    "co and pr of one reason: only the pr part is asked for": (
        f"CLP*A1*1*200*100*40*12*I1*11*1~CAS*CO*96*60~CAS*PR*96*40~{QC}",
        "payable 40.00 patient_share",
    ),
    "an authorisation that was missing is the provider's with co": (
        f"CLP*A1*4*200*0**12*I1*11*1~CAS*CO*197*200~{QC}",
        "nothing_owed 0.00 no_patient_share",
    ),
    "an authorisation that was missing may be the patient's with pr": (
        f"CLP*A1*4*200*0*200*12*I1*11*1~CAS*PR*197*200~{QC}",
        "payable 200.00 patient_share",
    ),
    "pr at claim level and at service level are added": (
        f"CLP*A1*1*200*120*35*12*I1*11*1~CAS*PR*3*25~{QC}"
        "SVC*HC:99213*200*145**1~CAS*CO*45*45~CAS*PR*2*10~",
        "payable 35.00 patient_share",
    ),
    "six triplets with empty quantities in one cas": (
        f"CLP*A1*1*200*100*21*12*I1*11*1~CAS*PR*1*1**2*2**3*3**66*4**96*5**204*6*1~CAS*CO*45*79~{QC}",
        "payable 21.00 patient_share",
    ),
    "a cas whose last quantity is left out": (
        f"CLP*A1*1*100*60*30*12*I1*11*1~CAS*PR*1*10*1*2*20~CAS*CO*45*10~{QC}",
        "payable 30.00 patient_share",
    ),
    "pr of zero is no share": (
        f"CLP*A1*1*100*90*0*12*I1*11*1~CAS*PR*3*0~CAS*CO*45*10~{QC}",
        "nothing_owed 0.00 no_patient_share",
    ),
    "pr parts that cancel each other leave nothing": (
        f"CLP*A1*1*100*90*0*12*I1*11*1~CAS*PR*3*10**2*-10~CAS*CO*45*10~{QC}",
        "nothing_owed 0.00 no_patient_share",
    ),
    "a negative pr lowers the share": (
        f"CLP*A1*1*100*70*20*12*I1*11*1~CAS*PR*2*30**3*-10~CAS*CO*45*10~{QC}",
        "payable 20.00 patient_share",
    ),
    "a claim of zero owes nothing": (
        f"CLP*A1*1*0*0*0*12*I1*11*1~{QC}",
        "nothing_owed 0.00 no_patient_share",
    ),
    "a charge of zero with a share put to the patient does not balance": (
        f"CLP*A1*1*0*0*20*12*I1*11*1~CAS*PR*3*20~{QC}",
        "hold - claim_unbalanced",
    ),
    "a service adjustment repeated at claim level does not balance (rfi 2570)": (
        f"CLP*A1*1*200*150*50*12*I1*11*1~CAS*PR*1*50~{QC}SVC*HC:99213*200*150**1~CAS*PR*1*50~",
        "hold - claim_unbalanced",
    ),
    "a denial for late filing whose clp05 is the charge is never billed": (
        f"CLP*A1*4*500*0*500*12*I1*11*1~CAS*CO*29*500~{QC}",
        "hold - share_differs_from_reported",
    ),
    "a duplicate whose clp05 is the charge is never billed": (
        f"CLP*A1*4*500*0*500*12*I1*11*1~CAS*CO*18*500~{QC}",
        "hold - share_differs_from_reported",
    ),
    "clp05 stated as zero beside pr contradicts it": (
        f"CLP*A1*1*100*80*0*12*I1*11*1~CAS*PR*2*20~{QC}",
        "hold - share_differs_from_reported",
    ),
    "late filing without pr is the provider's": (
        f"CLP*A1*4*500*0*0*12*I1*11*1~CAS*CO*29*500~{QC}",
        "nothing_owed 0.00 no_patient_share",
    ),
    "late filing at medicare still leaves its deductible": (
        f"CLP*A1*4*500*0*60*MB*I1*11*1~CAS*CO*29*440~CAS*PR*1*60~{QC}",
        "payable 60.00 patient_share",
    ),
    "late filing at a commercial plan leaves nothing that may be asked for": (
        f"CLP*A1*4*500*0*60*12*I1*11*1~CAS*CO*29*440~CAS*PR*1*60~{QC}",
        "hold - late_filing",
    ),
    "late filing put to a medicare patient is for a person": (
        f"CLP*A1*4*500*0*500*MB*I1*11*1~CAS*PR*29*500~{QC}",
        "hold - late_filing",
    ),
    "oa-209 may not be collected": (
        f"CLP*A1*1*100*40*0*12*I1*11*1~CAS*OA*209*60~{QC}",
        "nothing_owed 0.00 no_patient_share",
    ),
    "209 put to the patient is for a person": (
        f"CLP*A1*1*100*40*60*12*I1*11*1~CAS*PR*209*60~{QC}",
        "hold - not_collectable",
    ),
    "a payer's own reduction is not the patient's": (
        f"CLP*A1*1*100*40*0*12*I1*11*1~CAS*PI*45*60~{QC}",
        "nothing_owed 0.00 no_patient_share payer_reduction_to_review",
    ),
    "a premium grace period is undecided": (
        f"CLP*A1*1*100*0*0*12*I1*11*1~CAS*OA*257*100~{QC}",
        "hold - premium_grace_period",
    ),
    "coverage ended: the plan puts it to the patient": (
        f"CLP*A1*4*100*0*100*12*I1*11*1~CAS*PR*27*100~{QC}",
        "payable 100.00 patient_share",
    ),
    "a member who was not identified is asked for a card and not for money": (
        f"CLP*A1*4*100*0*100*12*I1*11*1~CAS*PR*31*100~{QC}",
        "hold - member_not_identified",
    ),
    "another plan may pay first": (
        f"CLP*A1*4*100*0*100*12*I1*11*1~CAS*PR*22*100~{QC}",
        "hold - coordination_of_benefits",
    ),
    "the insurer waits for the patient's answer": (
        f"CLP*A1*4*100*0*100*12*I1*11*1~CAS*PR*227*100~{QC}",
        "hold - patient_information_missing",
    ),
    "what is over the allowed amount is never billed by itself": (
        f"CLP*A1*1*100*40*60*12*I1*11*1~CAS*PR*45*50**2*10~{QC}",
        "hold - over_allowed_amount",
    ),
    "outside the network beside a surprise billing remark": (
        f"CLP*A1*1*100*40*60*12*I1*11*1~CAS*PR*242*60~{QC}MOA***N864~",
        "hold - no_surprises_act",
    ),
    "cost sharing passes under the no surprises act": (
        f"CLP*A1*1*100*40*20*12*I1*11*1~CAS*CO*45*40~CAS*PR*2*20~{QC}MOA***N830~",
        "payable 20.00 patient_share",
    ),
    "a qmb remark at a service lowers all cost sharing to nothing": (
        f"CLP*A1*1*100*40*40*MB*I1*11*1~{QC}SVC*HC:99213*60*20**1~CAS*PR*1*40~LQ*HE*N782~"
        "SVC*HC:85025*40*20**1~CAS*CO*45*20~",
        "nothing_owed 0.00 qualified_medicare_beneficiary",
    ),
    "a qmb remark in mia (hospital stay) counts as well": (
        f"CLP*A1*1*100*40*40*MA*I1*11*1~CAS*PR*1*40~CAS*CO*45*20~{QC}MIA*0****N781~",
        "nothing_owed 0.00 qualified_medicare_beneficiary",
    ),
    "a qmb remark in mia20": (
        f"CLP*A1*1*100*40*40*MA*I1*11*1~CAS*PR*2*40~CAS*CO*45*20~{QC}MIA*0*******************N783~",
        "nothing_owed 0.00 qualified_medicare_beneficiary",
    ),
    "a qmb claim that was forwarded waits for the next insurer": (
        f"CLP*A1*19*100*40*40*MB*I1*11*1~CAS*PR*2*40~CAS*CO*45*20~{QC}MOA***N781~",
        "wait - forwarded_to_next_insurer",
    ),
    "medicaid puts its own share": (
        f"CLP*A1*1*100*90*4*MC*I1*11*1~CAS*PR*142*4~CAS*CO*45*6~{QC}",
        "payable 4.00 patient_share",
    ),
    "medicaid is payment in full": (
        f"CLP*A1*1*100*60*10*MC*I1*11*1~CAS*PR*2*10~CAS*CO*45*30~{QC}",
        "hold - medicaid",
    ),
    "workers compensation paid: the worker owes nothing": (
        f"CLP*A1*1*100*60*0*WC*I1*11*1~CAS*CO*P12*40~{QC}",
        "nothing_owed 0.00 no_patient_share",
    ),
    "workers compensation denied and put to the worker is for a person": (
        f"CLP*A1*4*100*0*100*WC*I1*11*1~CAS*PR*P4*100~{QC}",
        "hold - workers_compensation",
    ),
    "a liability reason put to the patient is for a person": (
        f"CLP*A1*4*100*0*100*12*I1*11*1~CAS*PR*P22*100~{QC}",
        "hold - liability",
    ),
    "a predetermination is no balance": (
        f"CLP*A1*25*900*0*300*12*I1*11*1~CAS*OA*101*600~CAS*PR*1*300~{QC}",
        "nothing_owed 0.00 predetermination",
    ),
    "a claim of somebody else that was forwarded": (
        f"CLP*A1*23*100*0*0*12*I1*11*1~CAS*OA*109*100~{QC}",
        "wait - not_our_claim",
    ),
    "a reversal alone withholds the amount": (
        f"CLP*A1*22*-100*-60**12*I1*11*1~CAS*CO*45*-20~CAS*PR*2*-20~{QC}",
        "wait - reversal",
    ),
    "a net negative under status 1 alone says nothing": (
        f"CLP*A1*1*-100*-60*-20*12*I1*11*1~CAS*CO*45*-20~CAS*PR*2*-20~{QC}",
        "wait - negative_correction",
    ),
    "a status that x12 does not know": (
        f"CLP*A1*7*100*60*20*12*I1*11*1~CAS*CO*45*20~CAS*PR*2*20~{QC}",
        "hold - unknown_status",
    ),
    "unprocessable is billed again and not to the patient": (
        f"CLP*A1*4*100*0*100*12*I1*11*1~CAS*PR*96*100~{QC}MOA***MA130~",
        "hold - claim_to_be_sent_again",
    ),
    "the old correction group is no decision": (
        f"CLP*A1*1*100*60*20*12*I1*11*1~CAS*CR*45*20~CAS*PR*2*20~{QC}",
        "hold - correction_group",
    ),
    "sequestration is between payer and provider": (
        f"CLP*A1*1*100*78.40*20*MB*I1*11*1~CAS*CO*253*1.60~CAS*PR*2*20~{QC}",
        "payable 20.00 patient_share",
    ),
    "paid above the charge is internal": (
        f"CLP*A1*1*100*120*0*12*I1*11*1~CAS*OA*94*-20~{QC}",
        "nothing_owed 0.00 no_patient_share",
    ),
    "interest stated for the claim is not the patient's": (
        f"CLP*A1*1*100*80*20*12*I1*11*1~CAS*PR*2*20~{QC}AMT*I*3.17~",
        "payable 20.00 patient_share",
    ),
    "a crossover carrier is still to decide": (
        f"CLP*A1*1*100*80*20*MB*I1*11*1~CAS*PR*2*20~{QC}NM1*TT*2*STATE MEDICAID*****PI*1~",
        "wait - forwarded_to_next_insurer",
    ),
    "what the patient's insurer sent to the patient is payable": (
        f"CLP*A1*1*100*0*100*12*I1*11*1~CAS*PR*100*100~{QC}",
        "payable 100.00 patient_share",
    ),
    "amounts with zeros behind and in front": (
        f"CLP*A1*1*0100.500*080.50*20.0*12*I1*11*1~CAS*PR*2*20.~{QC}",
        "payable 20.00 patient_share",
    ),
    "a reason with zeros in front meets the same guard": (
        f"CLP*A1*1*100*40*60*12*I1*11*1~CAS*PR*045*60~{QC}",
        "hold - over_allowed_amount",
    ),
    "a reason in small letters meets the same guard": (
        f"CLP*A1*1*100*40*60*12*I1*11*1~CAS*PR*b15*60~{QC}",
        "hold - not_a_patient_share",
    ),
    "a remark in small letters meets the same guard": (
        f"CLP*A1*1*100*40*60*MB*I1*11*1~CAS*PR*1*60~{QC}MOA***n781~",
        "nothing_owed 0.00 qualified_medicare_beneficiary",
    ),
    "a remark of a service behind a space meets the same guard": (
        f"CLP*A1*1*100*40*60*MB*I1*11*1~{QC}SVC*HC:99213*100*40**1~CAS*PR*1*60~LQ*HE* N782~",
        "nothing_owed 0.00 qualified_medicare_beneficiary",
    ),
    "a filing indicator in small letters arms the same guard": (
        f"CLP*A1*1*100*40*60*mc *I1*11*1~CAS*PR*1*60~{QC}",
        "hold - medicaid",
    ),
    "an amount finer than a cent is not rounded": (
        f"CLP*A1*1*100*80*20*12*I1*11*1~CAS*PR*2*20.005~{QC}",
        "hold - damaged_claim",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_awkward_claim_is_judged_by_the_reference(name: str) -> None:
    segments, expected = CASES[name]

    assert outcomes(interchange(payment(segments))) == [expected]
