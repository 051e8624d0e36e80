"""What the environment tells the catalog."""

from services.runtime.settings import (
    AddressOptions,
    AuthOptions,
    DatabaseOptions,
    PseudonymOptions,
    RetentionOptions,
    S3Options,
    ServerSettings,
    ServiceOptions,
)


class ServeSettings(ServerSettings):
    """What the catalog's server reads."""

    database: DatabaseOptions
    auth: AuthOptions
    service: ServiceOptions
    pseudonym: PseudonymOptions
    retention: RetentionOptions = RetentionOptions()
    s3: S3Options
    scoring: AddressOptions
