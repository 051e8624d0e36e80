"""Predictions, with their lease and their result."""

from alembic import op

revision = "0001_pre_predictions"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE predictions (
        id uuid PRIMARY KEY,
        upload_id uuid NOT NULL,
        user_id text NOT NULL,
        filename text NOT NULL,
        row_count integer NOT NULL,
        prepared_key text NOT NULL,
        status text NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
        attempt integer NOT NULL,
        excused_count integer NOT NULL,
        lease_until timestamptz,
        sent_at timestamptz,
        scored_count integer NOT NULL,
        model_version text,
        csv_key text,
        scores_key text,
        csv_bytes integer,
        high_count integer,
        medium_count integer,
        low_count integer,
        failure_code text,
        failure_message text,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        CHECK ((status = 'completed') = (csv_key IS NOT NULL)),
        CHECK ((status = 'failed') = (failure_code IS NOT NULL))
    )
    """,
    "CREATE INDEX predictions_newest ON predictions (user_id, created_at DESC, id DESC)",
    "CREATE INDEX predictions_newest_by_status ON predictions (user_id, status, created_at DESC, id DESC)",
    "CREATE INDEX predictions_upload ON predictions (upload_id)",
    # The sweeper looks at this every second; it holds the few predictions that are not over.
    "CREATE INDEX predictions_unfinished ON predictions (created_at) WHERE status IN ('queued', 'running')",
    "ALTER TABLE predictions ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE predictions FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY own_rows ON predictions TO scoring_app
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    "GRANT SELECT, INSERT, UPDATE, DELETE ON predictions TO scoring_app",
    # The relay must find everybody's unfinished work, so it sees all rows, but no column that says anything about a customer.
    "CREATE POLICY unfinished_work ON predictions FOR SELECT TO scoring_relay USING (status IN ('queued', 'running'))",
    "GRANT SELECT (id, user_id, status, attempt, lease_until, sent_at, created_at) ON predictions TO scoring_relay",
)


def upgrade() -> None:
    """Make the table, its indexes and its row-level security."""
    for statement in STATEMENTS:
        op.execute(statement)
