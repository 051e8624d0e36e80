"""Files that are no longer kept."""

from alembic import op

revision = "0007_pre_retention"
down_revision = "0006_pre_erasures"

STATEMENTS = (
    "ALTER TABLE uploads ADD COLUMN raw_removed_at timestamptz, ADD COLUMN prepared_removed_at timestamptz",
    "GRANT SELECT (raw_removed_at, prepared_removed_at) ON uploads TO ingest_relay",
    # Names of requests are known for a day at least, whatever the settings say.
    "CREATE POLICY times ON requests FOR SELECT TO ingest_relay USING (true)",
    "CREATE POLICY old_names ON requests FOR DELETE TO ingest_relay USING (created_at < now() - interval '1 day')",
    "GRANT SELECT (created_at), DELETE ON requests TO ingest_relay",
)


def upgrade() -> None:
    """Widen the uploads, and let the relay remove old names."""
    for statement in STATEMENTS:
        op.execute(statement)
