"""The role that brings scoring's database to the newest revision."""

from services.runtime import logs, settings
from services.runtime.migrations import upgrade
from services.scoring import migrations


def main() -> int:
    """Run the missing revisions as the database's owner, and end."""
    read = settings.load(settings.MigrationSettings)
    logs.configure(read.log.level, "scoring migrate")
    upgrade(read.database.url, migrations)
    return 0
