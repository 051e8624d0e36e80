"""The catalog's tables, as the migrations make them."""

from sqlalchemy import Boolean, Column, Date, DateTime, Double, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, UUID

METADATA = MetaData()

models = Table(
    "models",
    METADATA,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("display_name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("features", JSONB, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("report", JSONB),
    Column("training_id", UUID(as_uuid=True)),
)

active_models = Table(
    "active_models",
    METADATA,
    Column("user_id", Text, primary_key=True),
    Column("model_id", UUID(as_uuid=True), nullable=False),
)

promotions = Table(
    "promotions",
    METADATA,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("model_id", UUID(as_uuid=True), nullable=False),
    Column("previous_model_id", UUID(as_uuid=True)),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("rolled_back_at", DateTime(timezone=True)),
)

experiments = Table(
    "experiments",
    METADATA,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("display_name", Text, nullable=False),
    Column("holdout_share", Double, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
)

removals = Table(
    "removals",
    METADATA,
    Column("user_id", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("removed_at", DateTime(timezone=True), nullable=False),
)

ml_training_data = Table(
    "ml_training_data",
    METADATA,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("customer_key", Text, nullable=False),
    Column("prediction_id", UUID(as_uuid=True)),
    Column("model_version", Text),
    Column("observed_on", Date),
    Column("outcome_on", Date),
    Column("predicted_probability", Double, nullable=False),
    Column("actual_churn", Boolean),
    Column("experiment_id", UUID(as_uuid=True)),
    Column("experiment_group", Text),
    Column("created_at", DateTime(timezone=True), nullable=False),
)
