"""Mappings that users confirmed, and what uploads say of their layout and their problems."""

from alembic import op

revision = "0002_pre_mappings"
down_revision = "0001_pre_uploads"

STATEMENTS = (
    # Defaults let the code of before write uploads as it always did.
    """
    ALTER TABLE uploads
        ADD COLUMN problems_key text NOT NULL DEFAULT '',
        ADD COLUMN notices jsonb NOT NULL DEFAULT '[]'
    """,
    """
    CREATE TABLE mappings (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        signature text NOT NULL,
        filename text NOT NULL,
        columns jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        UNIQUE (user_id, signature)
    )
    """,
    "CREATE INDEX mappings_newest ON mappings (user_id, created_at DESC, id DESC)",
    "ALTER TABLE mappings ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE mappings FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY own_rows ON mappings TO ingest_app
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    "GRANT SELECT, INSERT, UPDATE, DELETE ON mappings TO ingest_app",
)


def upgrade() -> None:
    """Make the table, its indexes and its row-level security, and widen the uploads."""
    for statement in STATEMENTS:
        op.execute(statement)
