"""Requests that may be sent again."""

from alembic import op

from services.runtime import repeats

revision = "0007_pre_requests"
down_revision = "0006_pre_experiments"

STATEMENTS = (*repeats.statements("scoring_app"), *repeats.retention_statements("scoring_relay"))


def upgrade() -> None:
    """Make the table, its indexes and its row-level security."""
    for statement in STATEMENTS:
        op.execute(statement)
