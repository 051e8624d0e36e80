"""The role that brings ingest's database to the newest revision."""

from services.ingest import migrations
from services.runtime import logs, settings
from services.runtime.migrations import upgrade


def main() -> int:
    """Run the missing revisions as the database's owner, and end."""
    read = settings.load(settings.MigrationSettings)
    logs.configure(read.log.level, "ingest migrate")
    upgrade(read.database.url, migrations)
    return 0
