"""What the environment tells scoring."""

from pydantic import Field

from services.runtime.settings import (
    AddressOptions,
    AuthOptions,
    DatabaseOptions,
    Group,
    PseudonymOptions,
    RetentionOptions,
    S3Options,
    ServerSettings,
    ServiceOptions,
    SpoolOptions,
    SqsOptions,
)


class LeaseOptions(Group):
    """RETAINWISE_LEASE_…: how long a worker may be silent before another takes its job, in the database and in the queue."""

    seconds: int = Field(20, ge=3, le=43_200)


class ServeSettings(ServerSettings):
    """What a scoring server reads."""

    database: DatabaseOptions
    s3: S3Options
    sqs: SqsOptions
    auth: AuthOptions
    service: ServiceOptions
    catalog: AddressOptions
    pseudonym: PseudonymOptions
    retention: RetentionOptions = RetentionOptions()
    spool: SpoolOptions


class WorkSettings(ServeSettings):
    """What a scoring worker reads."""

    lease: LeaseOptions = LeaseOptions()
