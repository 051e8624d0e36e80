"""Uploads, and whether scoring has taken them over."""

from alembic import op

revision = "0001_pre_uploads"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE uploads (
        id uuid PRIMARY KEY,
        prediction_id uuid NOT NULL UNIQUE,
        user_id text NOT NULL,
        filename text NOT NULL,
        status text NOT NULL CHECK (status IN ('accepted', 'needs_mapping')),
        size_bytes integer NOT NULL,
        sha256 text NOT NULL,
        encoding text NOT NULL,
        delimiter text NOT NULL,
        header_row integer NOT NULL,
        row_count integer NOT NULL,
        columns jsonb NOT NULL,
        problem_count integer NOT NULL,
        problems jsonb NOT NULL,
        raw_key text NOT NULL,
        prepared_key text NOT NULL,
        created_at timestamptz NOT NULL,
        handed_over_at timestamptz
    )
    """,
    "CREATE INDEX uploads_newest ON uploads (user_id, created_at DESC, id DESC)",
    "CREATE INDEX uploads_newest_by_status ON uploads (user_id, status, created_at DESC, id DESC)",
    # The relay looks at this every second; it holds the few uploads that scoring has not taken yet.
    "CREATE INDEX uploads_not_handed_over ON uploads (created_at) WHERE status = 'accepted' AND handed_over_at IS NULL",
    "ALTER TABLE uploads ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE uploads FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY own_rows ON uploads TO ingest_app
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    "GRANT SELECT, INSERT, UPDATE, DELETE ON uploads TO ingest_app",
    # The relay must find everybody's waiting uploads, so it sees their ids, but nothing of what they hold.
    """
    CREATE POLICY waiting_uploads ON uploads FOR SELECT TO ingest_relay
        USING (status = 'accepted' AND handed_over_at IS NULL)
    """,
    "GRANT SELECT (id, user_id, status, created_at, handed_over_at) ON uploads TO ingest_relay",
)


def upgrade() -> None:
    """Make the table, its indexes and its row-level security."""
    for statement in STATEMENTS:
        op.execute(statement)
