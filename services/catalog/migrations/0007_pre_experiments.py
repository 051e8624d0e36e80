"""Experiments: some customers are left alone, and outcomes show whether acting on the others keeps them."""

from alembic import op

revision = "0007_pre_experiments"
down_revision = "0006_post_features"

STATEMENTS = (
    """
    CREATE TABLE experiments (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        display_name text NOT NULL,
        holdout_share double precision NOT NULL CHECK (holdout_share > 0 AND holdout_share <= 0.5),
        salt bytea NOT NULL,
        created_at timestamptz NOT NULL,
        finished_at timestamptz
    )
    """,
    "CREATE UNIQUE INDEX experiments_running ON experiments (user_id) WHERE finished_at IS NULL",
    "CREATE INDEX experiments_newest ON experiments (user_id, created_at DESC, id DESC)",
    "ALTER TABLE experiments ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE experiments FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY own_rows ON experiments TO catalog_app
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    "GRANT SELECT, INSERT, UPDATE, DELETE ON experiments TO catalog_app",
    "ALTER TABLE ml_training_data ADD COLUMN experiment_id uuid",
    """
    CREATE INDEX ml_training_data_experiment ON ml_training_data (user_id, experiment_id, customer_key)
        WHERE experiment_id IS NOT NULL
    """,
)


def upgrade() -> None:
    """Make the table, and note the experiment with each training row."""
    for statement in STATEMENTS:
        op.execute(statement)
