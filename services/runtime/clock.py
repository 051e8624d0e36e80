"""Where time and ids come from; `__main__` hands these to whoever needs them."""

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7


def utc_now() -> datetime:
    """Now, in UTC, with its zone."""
    return datetime.now(UTC)


def first_id_at(moment: datetime) -> UUID:
    """The lowest UUIDv7 of that millisecond: ids that were made before are lower, and later ones are not."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562): unique, and later ones sort after earlier ones."""
    return uuid7()
