"""Scoring's tables, as the migrations make them."""

from sqlalchemy import ARRAY, Boolean, Column, Date, DateTime, Double, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB, UUID

METADATA = MetaData()

predictions = Table(
    "predictions",
    METADATA,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("upload_id", UUID(as_uuid=True), nullable=False),
    Column("user_id", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("prepared_key", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("excused_count", Integer, nullable=False),
    Column("lease_until", DateTime(timezone=True)),
    Column("sent_at", DateTime(timezone=True)),
    Column("scored_count", Integer, nullable=False),
    Column("model_version", Text),
    Column("csv_key", Text),
    Column("scores_key", Text),
    Column("summary_key", Text),
    Column("csv_bytes", Integer),
    Column("high_count", Integer),
    Column("medium_count", Integer),
    Column("low_count", Integer),
    Column("warnings", JSONB),
    Column("failure_code", Text),
    Column("failure_message", Text),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("started_at", DateTime(timezone=True)),
    Column("finished_at", DateTime(timezone=True)),
    Column("deleted_at", DateTime(timezone=True)),
    Column("tidied_at", DateTime(timezone=True)),
    Column("as_of", Date),
    Column("has_labels", Boolean),
)

trainings = Table(
    "trainings",
    METADATA,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("display_name", Text, nullable=False),
    Column("prediction_ids", ARRAY(UUID(as_uuid=True)), nullable=False),
    Column("status", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("excused_count", Integer, nullable=False),
    Column("lease_until", DateTime(timezone=True)),
    Column("sent_at", DateTime(timezone=True)),
    Column("progress", Double, nullable=False),
    Column("step", Text, nullable=False),
    Column("report", JSONB),
    Column("model_id", UUID(as_uuid=True)),
    Column("failure_code", Text),
    Column("failure_message", Text),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("started_at", DateTime(timezone=True)),
    Column("finished_at", DateTime(timezone=True)),
)
