"""How many problems of each kind an upload has."""

from alembic import op

revision = "0008_pre_problem_counts"
down_revision = "0007_pre_retention"


def upgrade() -> None:
    """Widen the uploads; the default lets the code of before write them as it always did."""
    op.execute("ALTER TABLE uploads ADD COLUMN problem_counts jsonb NOT NULL DEFAULT '[]'")
