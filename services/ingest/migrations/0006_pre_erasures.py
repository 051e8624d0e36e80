"""The ledger of erasures."""

from alembic import op

revision = "0006_pre_erasures"
down_revision = "0005_pre_deletion"

STATEMENTS = (
    """
    CREATE TABLE erasures (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        pseudonyms text[] NOT NULL,
        created_at timestamptz NOT NULL,
        upload_count integer NOT NULL,
        done_count integer NOT NULL DEFAULT 0,
        row_count integer NOT NULL DEFAULT 0,
        done_up_to uuid,
        lease_until timestamptz,
        finished_at timestamptz
    )
    """,
    # Servers look at this every few seconds; it holds the few that are not finished.
    "CREATE INDEX erasures_unfinished ON erasures (created_at) WHERE finished_at IS NULL",
    "ALTER TABLE erasures ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE erasures FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY own_rows ON erasures TO ingest_app
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    # What is to be erased is noted once and for ever; only how far the work is may change.
    "GRANT SELECT, INSERT ON erasures TO ingest_app",
    "GRANT UPDATE (upload_count, done_count, row_count, done_up_to, lease_until, finished_at) ON erasures TO ingest_app",
    "CREATE POLICY everybodys_erasures ON erasures FOR SELECT TO ingest_relay USING (finished_at IS NULL)",
    "GRANT SELECT (id, user_id, created_at, lease_until, finished_at) ON erasures TO ingest_relay",
)


def upgrade() -> None:
    """Make the table, its index and its row-level security."""
    for statement in STATEMENTS:
        op.execute(statement)
