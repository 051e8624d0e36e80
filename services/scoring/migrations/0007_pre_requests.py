"""Requests that may be sent again."""

from alembic import op

from services.runtime import repeats

revision = "0007_pre_requests"
down_revision = "0006_pre_experiments"

STATEMENTS = (
    *repeats.TABLE,
    """
    CREATE POLICY own_rows ON requests TO scoring_app
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    "GRANT SELECT, INSERT, DELETE ON requests TO scoring_app",
    # They are known for a day at least, whatever the settings say.
    "CREATE POLICY times ON requests FOR SELECT TO scoring_relay USING (true)",
    "CREATE POLICY old_names ON requests FOR DELETE TO scoring_relay USING (created_at < now() - interval '1 day')",
    "GRANT SELECT (created_at), DELETE ON requests TO scoring_relay",
)


def upgrade() -> None:
    """Make the table, its indexes and its row-level security."""
    for statement in STATEMENTS:
        op.execute(statement)
