"""What of a scored file its model did not learn from."""

from alembic import op

revision = "0005_pre_warnings"
down_revision = "0004_pre_trainings"


def upgrade() -> None:
    """Add the column; what was scored before has no warnings."""
    op.execute("ALTER TABLE predictions ADD COLUMN warnings jsonb")
