"""The code systems of an EOB that carry meaning here; display texts never do. Remittance 2."""

from __future__ import annotations

ADJUDICATION = "http://terminology.hl7.org/CodeSystem/adjudication"
CARIN = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudication"
REASON_CODES = "https://x12.org/codes/claim-adjustment-reason-codes"
REMARK_CODES = "https://x12.org/codes/remittance-advice-remark-codes"
NETWORK_STATUS = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBPayerAdjudicationStatus"
OUT_OF_NETWORK = "outofnetwork"
IDENTIFIER_TYPES = "http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBIdentifierType"
CMS_CODES = "https://bluebutton.cms.gov/resources/codesystem/adjudication"
_CMS_VARIABLES = "https://bluebutton.cms.gov/resources/variables/"

_SHARED = {
    ADJUDICATION: ("submitted", "eligible", "deductible", "copay", "benefit"),
    CARIN: (
        "coinsurance",
        "noncovered",
        "memberliability",
        "paidtoprovider",
        "paidtopatient",
        "paidbypatient",
        "paidbypatientcash",
        "paidbypatientother",
        "paidbypatienthealthaccount",
        "priorpayerpaid",
        "discount",
        "drugcost",
    ),
}
_CMS_OWN = {
    "line_sbmtd_chrg_amt": "submitted",
    "line_alowd_chrg_amt": "eligible",
    "line_bene_ptb_ddctbl_amt": "deductible",
    "line_coinsrnc_amt": "coinsurance",
    "line_nch_pmt_amt": "benefit",
    "line_prvdr_pmt_amt": "paidtoprovider",
    "line_bene_pmt_amt": "paidtopatient",
    "line_bene_prmry_pyr_pd_amt": "priorpayerpaid",
}
SHARED_CATEGORIES = {(system, code): code for system, codes in _SHARED.items() for code in codes}
CMS_CATEGORIES = {(CMS_CODES, _CMS_VARIABLES + code): name for code, name in _CMS_OWN.items()}
