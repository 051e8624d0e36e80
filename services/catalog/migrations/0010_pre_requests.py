"""Requests that may be sent again."""

from alembic import op

from services.runtime import repeats

revision = "0010_pre_requests"
down_revision = "0009_pre_removals"

STATEMENTS = (*repeats.statements("catalog_app"), *repeats.retention_statements("catalog_relay"))


def upgrade() -> None:
    """Make the table, its indexes and its row-level security."""
    for statement in STATEMENTS:
        op.execute(statement)
