"""Outcomes of predictions as training rows: by prediction and customer, once each."""

from alembic import op

revision = "0005_pre_outcomes"
down_revision = "0004_pre_retention"

STATEMENTS = (
    # Features stay in the prepared file, from which trainings read them: these rows say nothing more of a customer than needed.
    """
    ALTER TABLE ml_training_data
        ALTER COLUMN features DROP NOT NULL,
        ADD COLUMN prediction_id uuid,
        ADD COLUMN model_version text,
        ADD COLUMN observed_on date,
        ADD COLUMN outcome_on date
    """,
    "CREATE UNIQUE INDEX ml_training_data_once ON ml_training_data (user_id, prediction_id, customer_key)",
    # Rows are copied into a table of the session first, since COPY does not go into tables with row-level security.
    "DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO catalog_app', current_database()); END $$",
)


def upgrade() -> None:
    """Widen the training rows."""
    for statement in STATEMENTS:
        op.execute(statement)
