"""Every prediction that is over is looked through for files that nothing points at: the first attempt may have left some, too."""

from alembic import op

revision = "0008_pre_untidied"
down_revision = "0007_pre_requests"

STATEMENTS = (
    "DROP INDEX predictions_untidied",
    "CREATE INDEX predictions_untidied ON predictions (finished_at) WHERE tidied_at IS NULL",
)


def upgrade() -> None:
    """Widen the index."""
    for statement in STATEMENTS:
        op.execute(statement)
