"""A name for the state of each user's mappings, so that servers know what they may keep in memory."""

from alembic import op

from services.runtime import states

revision = "0010_pre_states"
down_revision = "0009_pre_erasing_in_flight"

STATEMENTS = states.statements("ingest_app", "mappings")


def upgrade() -> None:
    """Make the table of states, and let every write to mappings change it."""
    for statement in STATEMENTS:
        op.execute(statement)
