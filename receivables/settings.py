"""Where this installation keeps its things: read once from the environment.

Every field is documented in docs/operations.md; a test fails when one is not.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings shared by all processes. Environment names carry the prefix `PLAINBILL_`."""

    model_config = SettingsConfigDict(env_prefix="PLAINBILL_", extra="ignore")

    state_folder: Path = ROOT / "var"
    database_url: str = ""
    secret_key: str = Field(default="", repr=False)
    public_url: str = "http://127.0.0.1:8000"
    host: str = "127.0.0.1"
    port: int = 8000
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_token: str = Field(default="", repr=False)
    actions_url: str = "http://127.0.0.1:5055/webhook"
    policy_file: Path = ROOT / "policy.toml"

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the store: PostgreSQL when named, else a file of our own."""
        return self.database_url or f"sqlite:///{self.state_folder / 'plainbill.db'}"


@cache
def settings() -> Settings:
    """This process's settings. Tests clear it with `settings.cache_clear()`."""
    return Settings()
