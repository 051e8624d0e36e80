"""What the environment tells ingest."""

from services.runtime.settings import (
    AddressOptions,
    AuthOptions,
    DatabaseOptions,
    LeaseOptions,
    PseudonymOptions,
    RateOptions,
    RetentionOptions,
    S3Options,
    ServerSettings,
    ServiceOptions,
    SpoolOptions,
)


class ServeSettings(ServerSettings):
    """What ingest's server reads."""

    database: DatabaseOptions
    s3: S3Options
    auth: AuthOptions
    service: ServiceOptions
    pseudonym: PseudonymOptions
    scoring: AddressOptions
    catalog: AddressOptions
    spool: SpoolOptions
    lease: LeaseOptions = LeaseOptions()
    rate: RateOptions = RateOptions()
    retention: RetentionOptions = RetentionOptions()
