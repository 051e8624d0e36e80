"""The suite's passwords: random, made at the first start, kept in one private file."""

import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from deploy.local.faults import LaunchFault
from deploy.local.folder import write_private


@dataclass(frozen=True)
class Passwords:
    """``owners`` and ``apps`` are the database roles' passwords by service; the access key and its secret are for S3 and SQS."""

    superuser: str
    owners: dict[str, str]
    apps: dict[str, str]
    access_key: str
    secret_key: str

    def __repr__(self) -> str:
        return "Passwords(…)"


def load(path: Path, services: tuple[str, ...]) -> Passwords:
    """The passwords kept at ``path``, made and written there at the first start. Raises LaunchFault where the file is spoilt."""
    if not path.exists():
        made = _make(services)
        write_private(path, json.dumps(asdict(made), indent=1))
        return made
    try:
        return Passwords(**json.loads(path.read_text()))
    except (ValueError, TypeError) as error:
        raise LaunchFault(
            f"{path} cannot be read. Bring it back, or remove its whole folder to start anew, without data."
        ) from error


def _make(services: tuple[str, ...]) -> Passwords:
    # URL-safe characters only: they stand in database addresses.
    return Passwords(
        superuser=secrets.token_urlsafe(24),
        owners={service: secrets.token_urlsafe(24) for service in services},
        apps={service: secrets.token_urlsafe(24) for service in services},
        # Twelve digits would be taken for an account number by the queue.
        access_key=f"RETAINWISE{secrets.token_hex(8).upper()}",
        secret_key=secrets.token_urlsafe(32),
    )
