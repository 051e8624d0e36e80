"""Page tokens: where the next page begins, bound to the query it belongs to."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from services.runtime.errors import BadPageToken, BadRequest

DEFAULT_SIZE = 100
MAXIMUM_SIZE = 1000

Row = TypeVar("Row")


@dataclass(frozen=True)
class Position:
    """The last row of a page in the order (created_at desc, id desc)."""

    created_at: datetime
    id: UUID


@dataclass(frozen=True)
class Page:
    """A page that somebody asks for: at most ``size`` rows behind ``after``. Its tokens are bound to ``query``."""

    size: int
    after: Position | None
    query: str


def asked(size: int, token: str, query: str) -> Page:
    """The page of a request; size 0 means 100. Raises BadRequest for a size outside 0 to 1000, and BadPageToken."""
    if not 0 <= size <= MAXIMUM_SIZE:
        wrong = f"page_size is {size}; it must be from 1 to {MAXIMUM_SIZE}."
        raise BadRequest(wrong, details=(("page_size", wrong),))
    return Page(size or DEFAULT_SIZE, decode(token, query), query)


def cut(found: Sequence[Row], page: Page, position: Callable[[Row], Position]) -> tuple[Sequence[Row], str]:
    """The rows to show and the token of the page behind them, "" on the last one.

    ``found`` has one row more than the page where there are more.
    """
    shown = found[: page.size]
    return shown, encode(position(shown[-1]), page.query) if len(found) > page.size else ""


def encode(position: Position, query: str) -> str:
    """The token for the page after ``position``, of no use for another ``query``."""
    content = json.dumps([position.created_at.isoformat(), str(position.id), _digest(query)])
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def decode(token: str, query: str) -> Position | None:
    """The position a token stands for, None for an empty one. Raises BadPageToken unless it is ours and of this ``query``."""
    if not token:
        return None
    try:
        padded = token + "=" * (-len(token) % 4)
        created_at, identifier, digest = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        position = Position(datetime.fromisoformat(created_at), UUID(identifier))
    except (ValueError, TypeError, AttributeError, binascii.Error):
        raise BadPageToken("page_token is not a token of this service. Start again without it.") from None
    if digest != _digest(query) or position.created_at.tzinfo is None:
        raise BadPageToken("page_token belongs to another query. Start again without it.")
    return position


def _digest(query: str) -> str:
    # Eight bytes suffice: the token guards against mistakes, and row-level security against everything else.
    return hashlib.sha256(query.encode()).hexdigest()[:16]
