"""Training rows without features: nothing ever wrote any, and trainings read them from the prepared file."""

from alembic import op

revision = "0006_post_features"
down_revision = "0005_pre_outcomes"


def upgrade() -> None:
    """Drop the column."""
    op.execute("ALTER TABLE ml_training_data DROP COLUMN features")
