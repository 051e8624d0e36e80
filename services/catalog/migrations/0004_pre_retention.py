"""Training rows that are no longer kept."""

from alembic import op

revision = "0004_pre_retention"
down_revision = "0003_pre_audit"

STATEMENTS = (
    "CREATE POLICY times ON ml_training_data FOR SELECT TO catalog_relay USING (true)",
    "CREATE POLICY old_rows ON ml_training_data FOR DELETE TO catalog_relay USING (created_at < now() - interval '1 day')",
    "GRANT SELECT (created_at), DELETE ON ml_training_data TO catalog_relay",
)


def upgrade() -> None:
    """Let the relay remove old rows."""
    for statement in STATEMENTS:
        op.execute(statement)
