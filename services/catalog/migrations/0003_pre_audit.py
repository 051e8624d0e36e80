"""Who did what."""

from alembic import op

from services.runtime import audit

revision = "0003_pre_audit"
down_revision = "0002_pre_promotions"

STATEMENTS = (
    *audit.statements("catalog"),
    # An erasure finds a customer's training rows by this.
    "CREATE INDEX ml_training_data_customer ON ml_training_data (user_id, customer_key)",
)


def upgrade() -> None:
    """Make the audit log and the index."""
    for statement in STATEMENTS:
        op.execute(statement)
