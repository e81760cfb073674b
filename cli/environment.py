"""Where a local installation keeps its secrets and addresses, and how they reach the processes.

`var/local.env` is made once, readable by its owner alone; `var/running.env` says on which ports
the system that `plainbill up` started is listening. The real environment wins over both.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CARRIER_ACCOUNT = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM_NUMBER")


@dataclass(frozen=True)
class Ports:
    """Where the three listening processes answer."""

    web: int = 8000
    rasa: int = 5005
    actions: int = 5055


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of everything that an installation writes; `var/` of the project by default."""
    return Path(environment.get("PLAINBILL_STATE_FOLDER") or ROOT / "var")


def create_local_env(folder: Path) -> None:
    """Make the folder and its secrets unless they exist. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(folder / "local.env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in new_secrets().items())


def new_secrets() -> dict[str, str]:
    """Secrets of an installation of its own, with an account at the local carrier."""
    return {
        "PLAINBILL_SECRET_KEY": secrets.token_hex(32),
        "PLAINBILL_RASA_TOKEN": secrets.token_hex(24),
        "TWILIO_ACCOUNT_SID": f"AC{secrets.token_hex(16)}",
        "TWILIO_AUTH_TOKEN": secrets.token_hex(16),
        "TWILIO_FROM_NUMBER": "+12165550100",
    }


def read_env(path: Path) -> dict[str, str]:
    """The NAME=value lines of a file; empty where there is none."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def uses_local_carrier(environment: Mapping[str, str]) -> bool:
    """Whether texts go to the carrier inside our own web process."""
    address = environment.get("TWILIO_API_BASE_URL", "")
    return address.startswith(("http://127.0.0.1", "http://localhost"))


def complete(environment: Mapping[str, str], ports: Ports | None = None) -> dict[str, str]:
    """An environment with the secrets and addresses that it leaves out.

    With real Twilio credentials in the environment nothing of the local carrier is added.
    """
    folder = state_folder(environment)
    local = read_env(folder / "local.env")
    if any(environment.get(name) for name in CARRIER_ACCOUNT[:2]):
        local = {name: value for name, value in local.items() if not name.startswith("TWILIO_")}
    given = {name: value for name, value in environment.items() if value}
    if ports:
        made = local | given | addresses_of(ports)
    else:
        made = local | running_addresses(folder) | given
    made.setdefault("PLAINBILL_PUBLIC_URL", f"http://127.0.0.1:{made.get('PLAINBILL_PORT', 8000)}")
    made.setdefault("PLAINBILL_TIME_ZONE", time_zone(made))
    if "TWILIO_ACCOUNT_SID" in local:
        web = made.get("PLAINBILL_PORT", "8000")
        made.setdefault("TWILIO_API_BASE_URL", f"http://127.0.0.1:{web}/carrier")
    return made


def time_zone(environment: Mapping[str, str]) -> str:
    """The organisation's time zone, for the process that doesn't read the policy file."""
    path = Path(environment.get("PLAINBILL_POLICY_FILE") or ROOT / "policy.toml")
    try:
        figures = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        figures = {}
    return str(figures.get("organisation", {}).get("time_zone") or "America/New_York")


def addresses_of(ports: Ports) -> dict[str, str]:
    """What each process must know of the others."""
    return {
        "PLAINBILL_PORT": str(ports.web),
        "PLAINBILL_RASA_PORT": str(ports.rasa),
        "PLAINBILL_RASA_URL": f"http://127.0.0.1:{ports.rasa}",
        "PLAINBILL_ACTIONS_PORT": str(ports.actions),
        "PLAINBILL_ACTIONS_URL": f"http://127.0.0.1:{ports.actions}/webhook",
    }


def write_running(folder: Path, ports: Ports) -> None:
    """Say where this process's system listens."""
    addresses = addresses_of(ports) | {"process": str(os.getpid())}
    lines = (f"{name}={value}\n" for name, value in addresses.items())
    (folder / "running.env").write_text("".join(lines), encoding="utf-8")


def running_addresses(folder: Path) -> dict[str, str]:
    """Where the running system listens; empty when none is running."""
    written = read_env(folder / "running.env")
    process = written.pop("process", "")
    return written if process and is_alive(int(process)) else {}


def is_alive(process: int) -> bool:
    """Whether a process id is in use."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def load_environment() -> None:
    """Complete this process's own environment: done before anything reads a setting."""
    os.environ.update(complete(os.environ))
