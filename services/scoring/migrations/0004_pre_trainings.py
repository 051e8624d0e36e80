"""Trainings, with their lease and their report; and what a training needs to know of a prediction."""

from alembic import op

revision = "0004_pre_trainings"
down_revision = "0003_pre_deletion"

STATEMENTS = (
    # as_of is the day from which dates were counted; both are null for predictions that were scored before.
    "ALTER TABLE predictions ADD COLUMN as_of date, ADD COLUMN has_labels boolean",
    "CREATE INDEX predictions_labelled ON predictions (user_id, created_at DESC) WHERE has_labels AND status = 'completed'",
    """
    CREATE TABLE trainings (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        display_name text NOT NULL,
        prediction_ids uuid[] NOT NULL,
        status text NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
        attempt integer NOT NULL,
        excused_count integer NOT NULL,
        lease_until timestamptz,
        sent_at timestamptz,
        progress double precision NOT NULL,
        step text NOT NULL,
        report jsonb,
        model_id uuid,
        failure_code text,
        failure_message text,
        created_at timestamptz NOT NULL,
        started_at timestamptz,
        finished_at timestamptz,
        CHECK ((status = 'completed') = (report IS NOT NULL)),
        CHECK ((status = 'failed') = (failure_code IS NOT NULL))
    )
    """,
    "CREATE INDEX trainings_newest ON trainings (user_id, created_at DESC, id DESC)",
    # A user has one training at a time.
    "CREATE UNIQUE INDEX trainings_unfinished ON trainings (user_id) WHERE status IN ('queued', 'running')",
    "ALTER TABLE trainings ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE trainings FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY own_rows ON trainings TO scoring_app
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    "GRANT SELECT, INSERT, UPDATE, DELETE ON trainings TO scoring_app",
    # As with predictions the relay finds everybody's unfinished work, and sees no column that says anything about it.
    "CREATE POLICY unfinished_work ON trainings FOR SELECT TO scoring_relay USING (status IN ('queued', 'running'))",
    "GRANT SELECT (id, user_id, status, attempt, lease_until, sent_at, created_at) ON trainings TO scoring_relay",
)


def upgrade() -> None:
    """Widen the predictions, and make the table of trainings, its indexes and its row-level security."""
    for statement in STATEMENTS:
        op.execute(statement)
