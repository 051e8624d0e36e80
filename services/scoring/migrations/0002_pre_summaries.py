"""Where the summary of a scored file lies."""

from alembic import op

revision = "0002_pre_summaries"
down_revision = "0001_pre_predictions"


def upgrade() -> None:
    """Add the column; what was scored before has no summary."""
    op.execute("ALTER TABLE predictions ADD COLUMN summary_key text")
