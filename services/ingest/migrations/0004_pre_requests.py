"""Requests that may be sent again."""

from alembic import op

from services.runtime import repeats

revision = "0004_pre_requests"
down_revision = "0003_pre_rates"

STATEMENTS = repeats.statements("ingest_app")


def upgrade() -> None:
    """Make the table, its indexes and its row-level security."""
    for statement in STATEMENTS:
        op.execute(statement)
