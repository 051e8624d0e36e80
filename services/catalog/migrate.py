"""The role that brings the catalog's database to the newest revision."""

from services.catalog import migrations
from services.runtime import logs, settings
from services.runtime.migrations import upgrade


def main() -> int:
    """Run the missing revisions as the database's owner, and end."""
    read = settings.load(settings.MigrationSettings)
    logs.configure(read.log.level, "catalog migrate")
    upgrade(read.database.url, migrations)
    return 0
