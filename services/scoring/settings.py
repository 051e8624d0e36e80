"""What the environment tells scoring."""

from services.runtime.settings import (
    AddressOptions,
    AuthOptions,
    DatabaseOptions,
    LeaseOptions,
    PseudonymOptions,
    RetentionOptions,
    S3Options,
    ServerSettings,
    ServiceOptions,
    SpoolOptions,
    SqsOptions,
)


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
