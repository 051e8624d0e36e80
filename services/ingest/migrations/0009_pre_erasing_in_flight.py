"""Erasures that reach uploads which are still on their way, and are done by one server at a time."""

from alembic import op

revision = "0009_pre_erasing_in_flight"
down_revision = "0008_pre_problem_counts"

STATEMENTS = (
    # Rows without begun_at are of the code of before; they were begun when they were created.
    "ALTER TABLE uploads ADD COLUMN begun_at timestamptz, ADD COLUMN kept_number bigint GENERATED ALWAYS AS IDENTITY",
    "CREATE INDEX uploads_kept ON uploads (user_id, kept_number)",
    # An erasure that is half done begins again, since the code of before noted ids.
    "ALTER TABLE erasures ADD COLUMN attempt integer NOT NULL DEFAULT 0, ADD COLUMN done_to bigint NOT NULL DEFAULT 0",
    "CREATE INDEX erasures_of_user ON erasures (user_id, created_at)",
    "GRANT UPDATE (attempt, done_to) ON erasures TO ingest_app",
)


def upgrade() -> None:
    """Widen the uploads and the erasures."""
    for statement in STATEMENTS:
        op.execute(statement)
