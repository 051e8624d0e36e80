"""What the environment tells the catalog."""

from services.runtime.settings import (
    AuthOptions,
    DatabaseOptions,
    PseudonymOptions,
    RetentionOptions,
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
