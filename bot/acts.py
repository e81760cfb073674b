"""The intents that are acted on only where they are surely meant."""

from __future__ import annotations

from bot.follow_up import ERRANDS

# What opens work, a hold or a handoff, or closes a form (goodbye), is not done on a guess: below
# this the person is asked what they mean. At 0.4 / 0.5 / 0.6 / 0.65 / 0.7 of the 509 development
# texts so acted on (goodbye apart) 20 / 15 / 12 / 6 / 5 are done wrongly, and 0 / 8 / 21 / 24 / 30
# that were right are asked needlessly; of 255 blind ones 25 / 19 / 18 / 17 / 13 and
# 0 / 3 / 7 / 7 / 11.
LEAST_CERTAIN = 0.65
ACTS = (ERRANDS - {"claim_denied_why"}) | {
    "complaint_service",
    "deceased_patient",
    "goodbye",
    "settlement_offer",
    "wrong_number",
}
