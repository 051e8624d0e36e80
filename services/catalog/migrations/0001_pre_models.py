"""Models, which of them is active, and the rows that models are trained on."""

from alembic import op

revision = "0001_pre_models"
down_revision = None

TABLES = """
CREATE TABLE models (
    id uuid PRIMARY KEY,
    user_id text NOT NULL,
    version integer NOT NULL,
    display_name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('baseline', 'trained')),
    digest text NOT NULL,
    features jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (user_id, version),
    UNIQUE (user_id, digest)
);
CREATE INDEX models_newest ON models (user_id, created_at DESC, id DESC);

CREATE TABLE active_models (
    user_id text PRIMARY KEY,
    model_id uuid NOT NULL REFERENCES models (id)
);

-- customer_key is a keyed hash of the customer's id, never the id itself.
CREATE TABLE ml_training_data (
    id uuid PRIMARY KEY,
    user_id text NOT NULL,
    customer_key text NOT NULL,
    features jsonb NOT NULL,
    predicted_probability double precision NOT NULL CHECK (predicted_probability BETWEEN 0 AND 1),
    actual_churn boolean,
    experiment_group text,
    created_at timestamptz NOT NULL
);
CREATE INDEX ml_training_data_user ON ml_training_data (user_id);
CREATE INDEX ml_training_data_experiment_group ON ml_training_data (experiment_group);
CREATE INDEX ml_training_data_created ON ml_training_data (created_at);
CREATE INDEX ml_training_data_outcomes ON ml_training_data (user_id, created_at) WHERE actual_churn IS NOT NULL;
"""

# A row of user '' belongs to everybody: all may read it, and only a service acting for nobody may write it.
SHARED_SECURITY = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY own_and_shared_rows ON {table} FOR SELECT TO catalog_app
    USING (user_id = '' OR user_id = (SELECT nullif(current_setting('app.user_id', true), '')));
CREATE POLICY own_rows_written ON {table} FOR INSERT TO catalog_app
    WITH CHECK (user_id = (SELECT current_setting('app.user_id', true)));
CREATE POLICY own_rows_changed ON {table} FOR UPDATE TO catalog_app
    USING (user_id = (SELECT current_setting('app.user_id', true)));
GRANT SELECT, INSERT, UPDATE ON {table} TO catalog_app;
"""

OWN_SECURITY = """
ALTER TABLE ml_training_data ENABLE ROW LEVEL SECURITY;
ALTER TABLE ml_training_data FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON ml_training_data TO catalog_app
    USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')));
GRANT SELECT, INSERT, UPDATE, DELETE ON ml_training_data TO catalog_app;
"""


def upgrade() -> None:
    """Make the tables, their indexes and their row-level security."""
    for script in (TABLES, *(SHARED_SECURITY.format(table=name) for name in ("models", "active_models")), OWN_SECURITY):
        for statement in script.split(";\n"):
            if statement.strip():
                op.execute(statement)
