"""Where everything of one suite is: its folder, its ports, its passwords."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from deploy.local.folder import Folder
from deploy.local.keys import KeyFiles
from deploy.local.passwords import Passwords
from deploy.local.ports import HOST

SERVICES = ("ingest", "scoring", "catalog")


@dataclass(frozen=True)
class Layout:
    """``ports`` has one for every name in the suite that listens."""

    folder: Folder
    ports: Mapping[str, int]
    passwords: Passwords

    @property
    def keys(self) -> KeyFiles:
        """Where the signing keys are."""
        return KeyFiles(self.folder.keys)

    def address(self, name: str) -> str:
        """host:port of what listens under ``name``."""
        return f"{HOST}:{self.ports[name]}"

    def database_url(self, service: str, role: str) -> str:
        """The service's database for "owner" or "app", as SQLAlchemy wants it."""
        password = {"owner": self.passwords.owners, "app": self.passwords.apps}[role][service]
        return f"postgresql+asyncpg://{service}_{role}:{password}@{self.address('postgres')}/{service}"


def scoring_servers(count: int) -> list[str]:
    """The names of the scoring servers, from 1."""
    return [f"scoring-{number}" for number in range(1, count + 1)]


def scoring_workers(count: int) -> list[str]:
    """The names of the scoring workers, from 1."""
    return [f"scoring-worker-{number}" for number in range(1, count + 1)]


# One is enough for one person: a training takes seconds to minutes, and a user has one at a time.
TRAINING_WORKER = "training-worker"


def with_metrics(names: Iterable[str]) -> list[str]:
    """Each name, and the name of its page of metrics."""
    return [listener for name in names for listener in (name, f"{name}-metrics")]
