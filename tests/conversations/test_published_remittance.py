"""A claim from a remittance that others published is explained to the person it is about.

The file lies in the folder named by PLAINBILL_SAMPLES.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from cli.conversation_files import read_conversations
from cli.conversation_tests import play
from cli.stage import Stage
from receivables.settings import ROOT

SAMPLES = Path(os.environ.get("PLAINBILL_SAMPLES", ROOT.parent / "shared" / "samples"))
PUBLISHED = SAMPLES / "835" / "LinuxForHealth_x12__managed-care.835"
ACCOUNTS = """\
guarantor,patient,phone,date_of_birth,zip,language,encounter,service_date,facility,\
account_number,charges,payer,patient_payments
Ottilie Brandt,Ottilie Brandt,+19075550147,1961-05-30,44107,en,V-5554,2026-07-14,Lakeside Clinic,\
5554555444,800.00,Rushmore Life,0.00
"""
CONVERSATION = """\
- name: A published claim is explained to the cent
  person: Ottilie Brandt
  turns:
    - patient: "why do i owe anything"
      expect: ["date of birth"]
      never: ["$"]
    - patient: "5/30/1961 44107"
      expect: ["$800.00", "plan discount $50.00", "insurance paid $450.00", "Left to pay: $300.00"]
    - patient: "more"
      expect: ["deductible", "$300.00"]
    - patient: "por que debo 300"
      expect: ["deducible", "$300.00"]
  afterwards: {verified: true, handoffs: 0, work_items: []}
"""


@pytest.mark.conversation
@pytest.mark.skipif(not PUBLISHED.is_file(), reason=f"{PUBLISHED} is not there")
def test_a_claim_from_a_published_remittance_is_explained(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    (tmp_path / "conversation.yml").write_text(CONVERSATION, encoding="utf-8")
    shutil.copy(PUBLISHED, tmp_path)
    stage.take(tmp_path)
    (conversation,) = read_conversations(tmp_path / "conversation.yml")
    if problem := play(stage, conversation):
        pytest.fail(problem, pytrace=False)
