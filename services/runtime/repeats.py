"""Requests that make something and may be sent again: the caller names the request, and the same one makes one thing.

The name is committed in one transaction with what the request made. So there is no moment at which one is there without the
other: a repeat after a crash finds what was made, and of two at the same time the second one waits for the first one's commit.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.runtime.errors import BadRequest, RequestReused

Metadata = Iterable[tuple[str, str | bytes]]

HEADER = "idempotency-key"
LONGEST_KEY = 200
_TABLE = (
    """
    CREATE TABLE requests (
        user_id text NOT NULL,
        action text NOT NULL,
        key_digest text NOT NULL,
        fingerprint text NOT NULL,
        made_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (user_id, action, key_digest)
    )
    """,
    "CREATE INDEX requests_made ON requests (made_id)",
    "CREATE INDEX requests_created ON requests (created_at)",
    "ALTER TABLE requests ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE requests FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY own_rows ON requests TO {app}
        USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')))
    """,
    "GRANT SELECT, INSERT, DELETE ON requests TO {app}",
)
_RETENTION = (
    # They are known for a day at least, whatever the settings say.
    "CREATE POLICY times ON requests FOR SELECT TO {relay} USING (true)",
    "CREATE POLICY old_names ON requests FOR DELETE TO {relay} USING (created_at < now() - interval '1 day')",
    "GRANT SELECT (created_at), DELETE ON requests TO {relay}",
)
_FIND = text("""
    SELECT made_id, fingerprint FROM requests
    WHERE user_id = :user_id AND action = :action AND key_digest = :key_digest
""")
_ADD = text("""
    INSERT INTO requests (user_id, action, key_digest, fingerprint, made_id)
    VALUES (:user_id, :action, :key_digest, :fingerprint, :made_id) ON CONFLICT DO NOTHING
""")
_FORGET = text("DELETE FROM requests WHERE made_id = :made_id")

_FORGET_OLD = text("DELETE FROM requests WHERE created_at < now() - make_interval(days => :days)")


@dataclass(frozen=True)
class Request:
    """A request with a name: what it does, a digest of the name, and a digest of all that it says."""

    user_id: str
    action: str
    key_digest: str
    fingerprint: str


def statements(app: str) -> tuple[str, ...]:
    """What a service's migration runs to know its requests; ``app`` is the role that sees a user's own."""
    return tuple(statement.format(app=app) for statement in _TABLE)


def retention_statements(relay: str) -> tuple[str, ...]:
    """What it runs to let the role ``relay`` forget old requests."""
    return tuple(statement.format(relay=relay) for statement in _RETENTION)


def key_of(metadata: Metadata | None, request_id: str) -> str:
    """The request's name: ``request_id``, or the header Idempotency-Key; "" for none. Raises BadRequest."""
    header = str(dict(metadata or ()).get(HEADER, ""))
    if request_id and header and request_id != header:
        raise BadRequest(
            "request_id and the header Idempotency-Key differ. Send one of them.", details=(("request_id", "differs"),)
        )
    key = request_id or header
    if len(key) > LONGEST_KEY:
        raise BadRequest(
            f"request_id is too long. Send at most {LONGEST_KEY} characters, such as a UUID.",
            details=(("request_id", "too long"),),
        )
    return key


def request(user_id: str, action: str, key: str, says: tuple[str, ...]) -> Request | None:
    """The request called ``key``, None without one. ``says`` are the parts of its content that a repeat has to have as well."""
    return Request(user_id, action, _digest(key), _digest(*says)) if key else None


async def find(tx: AsyncConnection, asked: Request) -> UUID | None:
    """What the request has made, None if it is new. Raises RequestReused where another request had the name."""
    given = {"user_id": asked.user_id, "action": asked.action, "key_digest": asked.key_digest}
    row = (await tx.execute(_FIND, given)).one_or_none()
    if row is None:
        return None
    if row.fingerprint != asked.fingerprint:
        raise RequestReused("This request_id was sent before, with another content. Take a new one for a new request.")
    made_id: UUID = row.made_id
    return made_id


async def remember(tx: AsyncConnection, asked: Request, made_id: UUID) -> UUID:
    """Note what the request makes; where a repeat was faster, what that one made instead. Raises RequestReused."""
    given = {"user_id": asked.user_id, "action": asked.action, "key_digest": asked.key_digest}
    await tx.execute(_ADD, {**given, "fingerprint": asked.fingerprint, "made_id": made_id})
    return await find(tx, asked) or made_id


async def forget(tx: AsyncConnection, made_id: UUID) -> None:
    """Forget the requests that made this, since it is gone."""
    await tx.execute(_FORGET, {"made_id": made_id})


async def forget_old(relay_tx: AsyncConnection, *, days: int) -> None:
    """Forget the requests that are older than so many days."""
    await relay_tx.execute(_FORGET_OLD, {"days": days})


def _digest(*parts: str) -> str:
    """SHA-256 in hexadecimal; the lengths keep parts apart."""
    return hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode(errors="surrogatepass")).hexdigest()
