"""What a training found stands with its model, and every promotion is kept, so that it can be taken back."""

from alembic import op

revision = "0002_pre_promotions"
down_revision = "0001_pre_models"

STATEMENTS = (
    "ALTER TABLE models ADD COLUMN report jsonb, ADD COLUMN training_id uuid",
    # previous_model_id is null where everybody's model was active before.
    """
    CREATE TABLE promotions (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        model_id uuid NOT NULL REFERENCES models (id),
        previous_model_id uuid REFERENCES models (id),
        created_at timestamptz NOT NULL,
        rolled_back_at timestamptz
    )
    """,
    "CREATE INDEX promotions_newest ON promotions (user_id, created_at DESC, id DESC)",
    "ALTER TABLE promotions ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE promotions FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY own_rows ON promotions TO catalog_app
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    "GRANT SELECT, INSERT, UPDATE, DELETE ON promotions TO catalog_app",
    # Whoever goes back to everybody's model has no pointer of their own.
    """
    CREATE POLICY own_rows_removed ON active_models FOR DELETE TO catalog_app
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    "GRANT DELETE ON active_models TO catalog_app",
)


def upgrade() -> None:
    """Widen the models, and make the table of promotions."""
    for statement in STATEMENTS:
        op.execute(statement)
