"""Who did what to which thing and when: rows that the service may add, and neither change nor remove. No contents, ids only.

A note is written in the transaction of the deed, so that neither is there without the other.
"""

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.runtime import auth

# What a service's migration runs to have an audit log; ``{app}`` and ``{relay}`` are its roles. Rows that are older than the
# retention are removed by the relay's role, which may not remove what is younger than a day.
TABLE = """
CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    user_id text NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    request_id text NOT NULL
);
CREATE INDEX audit_of_user ON audit (user_id, at);
CREATE INDEX audit_by_time ON audit (at);
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
CREATE POLICY own_deeds ON audit FOR INSERT TO {app} WITH CHECK (user_id = (SELECT current_setting('app.user_id', true)));
GRANT INSERT ON audit TO {app};
CREATE POLICY times ON audit FOR SELECT TO {relay} USING (true);
CREATE POLICY old_notes ON audit FOR DELETE TO {relay} USING (at < now() - interval '1 day');
GRANT SELECT (at), DELETE ON audit TO {relay}
"""
_ADD = text("""
    INSERT INTO audit (user_id, actor, action, subject, request_id)
    VALUES (:user_id, :actor, :action, :subject, :request_id)
""")
_FORGET = text("DELETE FROM audit WHERE at < now() - make_interval(days => :days)")


async def note(tx: AsyncConnection, user_id: str, action: str, subject: object, *, actor: str = "") -> None:
    """Note that ``action``, such as "upload.delete", was done to the thing with the id ``subject``.

    ``actor`` names what did it by itself; empty stands for the caller of the present call.
    """
    given = {
        "user_id": user_id,
        "actor": actor or auth.acting_service() or "user",
        "action": action,
        "subject": str(subject),
        "request_id": str(structlog.contextvars.get_contextvars().get("request_id", "")),
    }
    await tx.execute(_ADD, given)


async def forget(relay_tx: AsyncConnection, *, days: int) -> int:
    """Remove the notes that are older than so many days, one at least; how many they were."""
    return (await relay_tx.execute(_FORGET, {"days": max(days, 1)})).rowcount


def statements(service: str) -> list[str]:
    """The statements that make a service's audit log."""
    return TABLE.format(app=f"{service}_app", relay=f"{service}_relay").split(";\n")
