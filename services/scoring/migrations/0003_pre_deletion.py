"""Predictions on their way out, files of lost attempts, and who did what."""

from alembic import op

from services.runtime import audit

revision = "0003_pre_deletion"
down_revision = "0002_pre_summaries"

STATEMENTS = (
    "ALTER TABLE predictions ADD COLUMN deleted_at timestamptz, ADD COLUMN tidied_at timestamptz",
    # The sweeper looks at these again and again; they hold the few predictions that it has to do with.
    "CREATE INDEX predictions_deleted ON predictions (deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX predictions_untidied ON predictions (finished_at) WHERE tidied_at IS NULL AND attempt > 1",
    # The sweeper must find everybody's predictions that are to go; as before it sees ids, times and states of them and no more.
    "DROP POLICY unfinished_work ON predictions",
    "CREATE POLICY everybodys_predictions ON predictions FOR SELECT TO scoring_relay USING (true)",
    "GRANT SELECT (deleted_at, tidied_at, finished_at) ON predictions TO scoring_relay",
    *audit.statements("scoring"),
)


def upgrade() -> None:
    """Widen the predictions, and make the audit log."""
    for statement in STATEMENTS:
        op.execute(statement)
