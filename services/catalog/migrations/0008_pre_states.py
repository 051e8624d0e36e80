"""A name for the state of each user's models, so that servers know what they may keep in memory."""

from alembic import op

from services.runtime import states

revision = "0008_pre_states"
down_revision = "0007_pre_experiments"

STATEMENTS = states.statements("catalog_app", "models", "active_models")


def upgrade() -> None:
    """Make the table of states, and let every write to models and pointers change it."""
    for statement in STATEMENTS:
        op.execute(statement)
