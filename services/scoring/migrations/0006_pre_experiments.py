"""The experiment that ran when a file was scored, and how many of its customers are in the holdout."""

from alembic import op

revision = "0006_pre_experiments"
down_revision = "0005_pre_warnings"


def upgrade() -> None:
    """Add the columns; what was scored before belongs to no experiment."""
    op.execute("ALTER TABLE predictions ADD COLUMN experiment_id uuid, ADD COLUMN holdout_count integer")
    op.execute("CREATE INDEX predictions_experiment ON predictions (user_id, experiment_id) WHERE experiment_id IS NOT NULL")
