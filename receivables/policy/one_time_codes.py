"""The second factor of staff: a code of six digits from an authenticator application.

Source: RFC 6238 (30 seconds a step; 5.2: a code is accepted once, and one step of clock drift
either way); NIST SP 800-63B section 5.1.4 and 45 CFR 164.312(d), person authentication.

The key of a member's authenticator is worked out from the installation's secret and a random seed
kept with the account, so that the database alone gives no codes away.

Allowed: the code of now. Refused: the same code a second time, or one of two steps ago.

>>> key, now = authenticator_key("secret", "seed"), dt.datetime(2026, 11, 23, 15, tzinfo=dt.UTC)
>>> code = pyotp.TOTP(key).at(now)
>>> step = matching_step(key, code, now, last_step=0)
>>> step == int(now.timestamp()) // 30, matching_step(key, code, now, last_step=step)
(True, None)
"""

from __future__ import annotations

import base64
import datetime as dt
import hmac

import pyotp

STEP_SECONDS = 30
DRIFT_STEPS = 1


def authenticator_key(secret_key: str, seed: str) -> str:
    """The key that the authenticator holds: 160 bits in base 32."""
    digest = hmac.digest(secret_key.encode(), f"authenticator|{seed}".encode(), "sha256")
    return base64.b32encode(digest[:20]).decode()


def enrolment_address(key: str, username: str, issuer: str) -> str:
    """The otpauth:// address that an authenticator reads from a picture."""
    return pyotp.TOTP(key).provisioning_uri(name=username, issuer_name=issuer)


def matching_step(key: str, code: str, now: dt.datetime, last_step: int) -> int | None:
    """The time step (30 seconds each since 1970) whose code this is; None when it is not right.

    Steps up to `last_step`, whose codes were used or passed over, are not looked at.
    """
    current = int(now.timestamp()) // STEP_SECONDS
    typed = "".join(code.split())
    first = max(current - DRIFT_STEPS, last_step + 1)
    for step in range(first, current + DRIFT_STEPS + 1):
        if hmac.compare_digest(pyotp.TOTP(key).generate_otp(step).encode(), typed.encode()):
            return step
    return None
