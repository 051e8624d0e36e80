"""What was removed lately, so that outcomes which were on their way then do not bring it back."""

from alembic import op

revision = "0009_pre_removals"
down_revision = "0008_pre_states"

STATEMENTS = (
    """
    CREATE TABLE removals (
        user_id text NOT NULL,
        subject text NOT NULL,
        removed_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, subject)
    )
    """,
    "CREATE INDEX removals_by_time ON removals (removed_at)",
    "ALTER TABLE removals ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE removals FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY own_rows ON removals TO catalog_app
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    "GRANT SELECT, INSERT, UPDATE (removed_at) ON removals TO catalog_app",
    # No call lasts for a day.
    "CREATE POLICY times ON removals FOR SELECT TO catalog_relay USING (true)",
    "CREATE POLICY old_rows ON removals FOR DELETE TO catalog_relay USING (removed_at < now() - interval '1 day')",
    "GRANT SELECT (removed_at), DELETE ON removals TO catalog_relay",
)


def upgrade() -> None:
    """Make the table and its row-level security."""
    for statement in STATEMENTS:
        op.execute(statement)
