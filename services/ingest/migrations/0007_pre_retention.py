"""Files that are no longer kept."""

from alembic import op

from services.runtime import repeats

revision = "0007_pre_retention"
down_revision = "0006_pre_erasures"

STATEMENTS = (
    "ALTER TABLE uploads ADD COLUMN raw_removed_at timestamptz, ADD COLUMN prepared_removed_at timestamptz",
    "GRANT SELECT (raw_removed_at, prepared_removed_at) ON uploads TO ingest_relay",
    *repeats.retention_statements("ingest_relay"),
)


def upgrade() -> None:
    """Widen the uploads, and let the relay remove old names."""
    for statement in STATEMENTS:
        op.execute(statement)
