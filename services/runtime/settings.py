"""What the environment tells a process: groups of variables, read once, with every fault reported at once."""

import sys
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "RETAINWISE_"
# sysexits.h: EX_CONFIG.
EXIT_BAD_CONFIGURATION = 78


class Group(BaseModel):
    """A group of variables; the group's name is the first word of each, after the prefix."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LogOptions(Group):
    """RETAINWISE_LOG_…"""

    level: str = Field("info", pattern="^(debug|info|warning|error)$")


class MetricsOptions(Group):
    """RETAINWISE_METRICS_…: host:port of the Prometheus page, empty for none."""

    listen: str = ""


class DatabaseOptions(Group):
    """RETAINWISE_DATABASE_…: where PostgreSQL is and how connections are kept. ``_s`` are seconds."""

    url: str = Field(pattern=r"^postgresql\+asyncpg://")
    pool_size: int = Field(10, ge=1)
    max_overflow: int = Field(20, ge=0)
    pool_timeout_s: float = Field(30, gt=0)
    pool_recycle_s: int = Field(3600, gt=0)
    pool_pre_ping: bool = True
    connect_timeout_s: float = Field(10, gt=0)
    command_timeout_s: float = Field(60, gt=0)
    jit: bool = False


class S3Options(Group):
    """RETAINWISE_S3_…: the bucket, and the endpoint where it is not Amazon's. Credentials are boto3's own variables."""

    bucket: str
    endpoint: str | None = None


class SqsOptions(Group):
    """RETAINWISE_SQS_…: the names of the queues, and the endpoint where it is not Amazon's."""

    queue: str = Field(pattern=r"\.fifo$")
    training_queue: str = Field("retainwise-training.fifo", pattern=r"\.fifo$")
    endpoint: str | None = None


class AuthOptions(Group):
    """RETAINWISE_AUTH_…: who signs users' tokens. ``jwks`` is a file or an address, read again every ``jwks_refresh_s``."""

    jwks: str
    # How long a key that the issuer has withdrawn still opens.
    jwks_refresh_s: float = Field(60, gt=0)
    issuer: str
    audience: str
    # Dashboards keep people signed in for a working day; a longer token is a leak waiting to happen.
    max_lifetime_s: int = Field(86_400, gt=0)


class ServiceOptions(Group):
    """RETAINWISE_SERVICE_…: the key that signs this service's own calls, and the keys of the services that may call it."""

    key_file: Path
    key_id: str
    jwks: str


class PseudonymOptions(Group):
    """RETAINWISE_PSEUDONYM_…: the file with the ring of keys that hash customers' ids."""

    keys: Path


class LeaseOptions(Group):
    """RETAINWISE_LEASE_…: how long a process may be silent before another takes its work, in the database and in the queue."""

    seconds: int = Field(20, ge=3, le=43_200)


class RateOptions(Group):
    """RETAINWISE_RATE_…: how often one user may do what costs much, in any 60 seconds."""

    uploads: int = Field(10, ge=1, le=100_000)
    inspections: int = Field(30, ge=1, le=100_000)


class RetentionOptions(Group):
    """RETAINWISE_RETENTION_…: for how many days each class of what users gave us is kept; 0 keeps it for ever."""

    raw_days: int = Field(365, ge=0)
    prepared_days: int = Field(365, ge=0)
    results_days: int = Field(365, ge=0)
    training_days: int = Field(1095, ge=0)
    audit_days: int = Field(1095, ge=0)
    # A repeat of a request comes within minutes.
    requests_days: int = Field(1, ge=1)


class TlsOptions(Group):
    """RETAINWISE_TLS_DIR: the folder of the certificates between processes; without it they speak in the clear."""

    dir: Path | None = None


class SpoolOptions(Group):
    """RETAINWISE_SPOOL_…: where files are kept while they are worked on."""

    dir: Path


class AddressOptions(Group):
    """RETAINWISE_<SERVICE>_ADDRESS: host:port of another service."""

    address: str


class DrainOptions(Group):
    """RETAINWISE_DRAIN_…: after SIGTERM, how long calls are still taken and then how long they may finish."""

    # Balancers check health once a second and need two checks to notice.
    accept_s: float = Field(2, ge=0)
    finish_s: float = Field(10, ge=0)


class ProcessSettings(BaseSettings):
    """What every process reads; services add their groups in a subclass."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="_", env_nested_max_split=1, frozen=True, extra="ignore"
    )

    log: LogOptions = LogOptions()
    metrics: MetricsOptions = MetricsOptions()


class ServerSettings(ProcessSettings):
    """What every process with a gRPC port reads. ``listen`` is host:port."""

    listen: str = "127.0.0.1:0"
    drain: DrainOptions = DrainOptions()
    tls: TlsOptions = TlsOptions()


class MigrationSettings(ProcessSettings):
    """What a migration reads; its database address is the owner's."""

    database: DatabaseOptions


Settings = TypeVar("Settings", bound=ProcessSettings)


def load(kind: type[Settings]) -> Settings:
    """The settings of this process. On faults it prints all of them, by variable and without values, and exits with 78."""
    try:
        return kind()
    except ValidationError as error:
        for fault in error.errors(include_input=False, include_url=False):
            for variable in _variables(kind, fault["loc"]):
                print(f"{variable}: {fault['msg']}", file=sys.stderr)  # noqa: T201 - logging is not configured yet
        sys.exit(EXIT_BAD_CONFIGURATION)


def _variables(kind: type[ProcessSettings], place: tuple[int | str, ...]) -> list[str]:
    """The variables a fault is about: one, or all that a group needs where the whole group is missing."""
    names = [str(part) for part in place]
    group = kind.model_fields[names[0]].annotation
    if len(names) == 1 and isinstance(group, type) and issubclass(group, Group):
        return [_variable([*names, part]) for part, field in group.model_fields.items() if field.is_required()]
    return [_variable(names)]


def _variable(names: list[str]) -> str:
    return PREFIX + "_".join(names).upper()
