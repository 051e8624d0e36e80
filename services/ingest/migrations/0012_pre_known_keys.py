"""Lets the sweeper of lost files see which files the uploads know."""

from alembic import op

revision = "0012_pre_known_keys"
down_revision = "0011_pre_removing"

STATEMENTS = ("GRANT SELECT (raw_key, prepared_key, problems_key) ON uploads TO ingest_relay",)


def upgrade() -> None:
    """Grant it."""
    for statement in STATEMENTS:
        op.execute(statement)
