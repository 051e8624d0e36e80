"""Rows that an erasure is about to remove, so that they are counted once though the server is killed in between."""

from alembic import op

revision = "0011_pre_removing"
down_revision = "0010_pre_states"

STATEMENTS = (
    "ALTER TABLE erasures ADD COLUMN removing_count integer NOT NULL DEFAULT 0",
    "GRANT UPDATE (removing_count) ON erasures TO ingest_app",
)


def upgrade() -> None:
    """Widen the erasures."""
    for statement in STATEMENTS:
        op.execute(statement)
