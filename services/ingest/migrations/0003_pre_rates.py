"""How often users upload."""

from alembic import op

from services.runtime import rates

revision = "0003_pre_rates"
down_revision = "0002_pre_mappings"

STATEMENTS = (
    *rates.TABLE,
    """
    CREATE POLICY own_rows ON rates TO ingest_app
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    "GRANT SELECT, INSERT, UPDATE ON rates TO ingest_app",
)


def upgrade() -> None:
    """Make the table and its row-level security."""
    for statement in STATEMENTS:
        op.execute(statement)
