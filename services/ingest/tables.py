"""Ingest's tables, as the migrations make them."""

from sqlalchemy import BigInteger, Column, DateTime, Identity, Integer, MetaData, Table, Text, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

METADATA = MetaData()

uploads = Table(
    "uploads",
    METADATA,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("prediction_id", UUID(as_uuid=True), nullable=False),
    Column("user_id", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("delimiter", Text, nullable=False),
    Column("header_row", Integer, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("columns", JSONB, nullable=False),
    Column("problem_count", Integer, nullable=False),
    Column("problems", JSONB, nullable=False),
    Column("raw_key", Text, nullable=False),
    Column("prepared_key", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("handed_over_at", DateTime(timezone=True)),
    Column("problems_key", Text, nullable=False),
    Column("notices", JSONB, nullable=False),
    Column("deleted_at", DateTime(timezone=True)),
    Column("raw_removed_at", DateTime(timezone=True)),
    Column("prepared_removed_at", DateTime(timezone=True)),
    Column("problem_counts", JSONB, nullable=False),
    Column("begun_at", DateTime(timezone=True)),
    Column("kept_number", BigInteger, Identity(always=True)),
)
# When the receiving of what an upload holds began; uploads of before have the time at which they were made.
UPLOAD_BEGUN_AT = func.coalesce(uploads.c.begun_at, uploads.c.created_at)

mappings = Table(
    "mappings",
    METADATA,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("filename", Text, nullable=False),
    Column("columns", JSONB, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
)

erasures = Table(
    "erasures",
    METADATA,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("user_id", Text, nullable=False),
    Column("pseudonyms", ARRAY(Text), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("upload_count", Integer, nullable=False),
    Column("done_count", Integer, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("done_to", BigInteger, nullable=False),
    Column("removing_count", Integer, nullable=False),
    Column("lease_until", DateTime(timezone=True)),
    Column("finished_at", DateTime(timezone=True)),
)
