"""What Alembic runs for every service: today's revisions on the connection it is given."""

from alembic import context
from sqlalchemy import text

connection = context.config.attributes["connection"]
# Two deployments may migrate at the same time; the second waits here and then finds nothing to do.
connection.execute(text("SELECT pg_advisory_lock(7263001)"))
context.configure(connection=connection, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
