"""Who we are at the carrier: Twilio's own names of environment variables."""

from __future__ import annotations

from functools import cache

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class TwilioSettings(BaseSettings):
    """The account at Twilio or, with `TWILIO_API_BASE_URL` on this machine, the local carrier.

    `TWILIO_AUTH_TOKEN_SECONDARY` is accepted too while tokens are being rotated. With
    `TWILIO_RECORD_CALLS` calls are recorded, after a notice (compliance D5). With
    `TWILIO_PAY_CONNECTOR` a verified caller may pay by card on the keypad (`<Pay>`).
    """

    model_config = SettingsConfigDict(env_prefix="TWILIO_", extra="ignore")

    account_sid: str = ""
    auth_token: str = Field(default="", repr=False)
    auth_token_secondary: str = Field(default="", repr=False)
    from_number: str = ""
    api_base_url: str = "https://api.twilio.com"
    record_calls: bool = False
    pay_connector: str = ""

    @property
    def auth_tokens(self) -> tuple[str, ...]:
        """The tokens a webhook may be signed with; none means that none is accepted."""
        return tuple(token for token in (self.auth_token, self.auth_token_secondary) if token)


class WorkerSettings(BaseSettings):
    """How the worker works. A lease is how long a killed worker's text waits for another."""

    model_config = SettingsConfigDict(env_prefix="PLAINBILL_WORKER_", extra="ignore")

    inbox_threads: int = Field(default=4, ge=1, le=64)
    outbox_threads: int = Field(default=3, ge=1, le=64)
    lease_seconds: float = Field(default=20, gt=0)
    poll_milliseconds: int = Field(default=10, ge=1)
    assistant_timeout_seconds: float = Field(default=12, gt=0)
    patience_seconds: float = Field(default=30, ge=0)


@cache
def twilio_settings() -> TwilioSettings:
    """This process's account. Tests clear it with `twilio_settings.cache_clear()`."""
    return TwilioSettings()


@cache
def worker_settings() -> WorkerSettings:
    """This process's way of working. Tests clear it with `worker_settings.cache_clear()`."""
    return WorkerSettings()
