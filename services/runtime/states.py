"""Which state a user's rows are in: a name that the database itself changes with every write, in the write's own transaction.

So no write can forget it, and it is seen when the write is seen. Reading it is one statement, and one row or two.
"""

from sqlalchemy import text

from services.runtime.database import Database

# A name is never used again, also not after a restore. A row of user '' is the state of what belongs to everybody.
_TABLE = """
CREATE TABLE states (
    user_id text PRIMARY KEY,
    state uuid NOT NULL
)
"""
_SECURITY = (
    "ALTER TABLE states ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE states FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY own_and_shared_rows ON states FOR SELECT TO {role}
        USING (user_id = '' OR user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    """
    CREATE POLICY own_rows_written ON states FOR INSERT TO {role}
        WITH CHECK (user_id = (SELECT current_setting('app.user_id', true)))
    """,
    """
    CREATE POLICY own_rows_changed ON states FOR UPDATE TO {role}
        USING (user_id = (SELECT current_setting('app.user_id', true)))
    """,
    "GRANT SELECT, INSERT, UPDATE ON states TO {role}",
)
_CHANGE = """
CREATE FUNCTION change_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO states (user_id, state) VALUES (coalesce(NEW.user_id, OLD.user_id), gen_random_uuid())
        ON CONFLICT (user_id) DO UPDATE SET state = excluded.state;
    RETURN NULL;
END
$$
"""
_TRIGGER = """
CREATE TRIGGER change_state AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION change_state()
"""
# Says for whom it asks, as every transaction does; as a function it is one round trip instead of four.
_STATE_OF = """
CREATE FUNCTION state_of(asked text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('app.user_id', asked, true);
    RETURN (SELECT coalesce(string_agg(state::text, ' ' ORDER BY user_id), '') FROM states WHERE user_id IN (asked, ''));
END
$$
"""
_READ = text("SELECT state_of(:user_id)")


def statements(role: str, *tables: str) -> tuple[str, ...]:
    """What a service's migration runs so that each write of its ``role`` to one of ``tables`` makes another state."""
    security = tuple(statement.format(role=role) for statement in _SECURITY)
    return (_TABLE, *security, _CHANGE, _STATE_OF, *(_TRIGGER.format(table=table) for table in tables))


async def read(database: Database, user_id: str) -> str:
    """The state of the user's rows and of everybody's; "" before the first write. Raises DatabaseUnavailable."""
    return str(await database.value(_READ, {"user_id": user_id}))
