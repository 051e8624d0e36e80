"""Uploads on their way out, and who did what."""

from alembic import op

from services.runtime import audit

revision = "0005_pre_deletion"
down_revision = "0004_pre_requests"

STATEMENTS = (
    "ALTER TABLE uploads ADD COLUMN deleted_at timestamptz",
    # The sweeper looks at this every second; it holds the few uploads that are being removed.
    "CREATE INDEX uploads_deleted ON uploads (deleted_at) WHERE deleted_at IS NOT NULL",
    # The sweeper must find everybody's uploads that are to go; as before it sees ids, times and states of them and no more.
    "DROP POLICY waiting_uploads ON uploads",
    "CREATE POLICY everybodys_uploads ON uploads FOR SELECT TO ingest_relay USING (true)",
    "GRANT SELECT (deleted_at, prediction_id) ON uploads TO ingest_relay",
    *audit.statements("ingest"),
)


def upgrade() -> None:
    """Widen the uploads, and make the audit log."""
    for statement in STATEMENTS:
        op.execute(statement)
