"""The history of ingest's database."""
