"""The kinds of failure that may cross a process boundary.

Raise a subclass that names the fact and carries its code. The error interceptor turns its kind into a gRPC status and
the rest into google.rpc details; anything that is not a Failure reaches the caller as INTERNAL, without its text.
"""

from typing import ClassVar


class Failure(Exception):
    """A failure that a caller may see.

    ``code`` is unique in the suite and never reused; ``http_status`` is what REST answers. The message says what is wrong, where,
    and what to do, for a user. ``details`` are pairs of (field, what is wrong with it).
    """

    code: ClassVar[str] = ""
    http_status: ClassVar[int]

    def __init__(self, message: str, *, details: tuple[tuple[str, str], ...] = (), retry_after_s: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.details = details
        self.retry_after_s = retry_after_s


class InvalidInput(Failure):
    """What was sent cannot be used, however often it is sent."""

    http_status = 400


class NotFound(Failure):
    """There is no such thing, or it is somebody else's."""

    http_status = 404


class AlreadyExists(Failure):
    """There is such a thing already, and it is not the same."""

    http_status = 409


class Conflict(Failure):
    """The thing is not in a state that allows this."""

    http_status = 409


class LimitExceeded(Failure):
    """Too much, or too often."""

    http_status = 429


class Unavailable(Failure):
    """Something we depend on does not answer; the same call may work later."""

    http_status = 503


class Unauthenticated(Failure):
    """The caller did not prove who it is."""

    http_status = 401


class PermissionDenied(Failure):
    """The caller is known, and may not do this."""

    http_status = 403


KINDS: tuple[type[Failure], ...] = (
    InvalidInput,
    NotFound,
    AlreadyExists,
    Conflict,
    LimitExceeded,
    Unavailable,
    Unauthenticated,
    PermissionDenied,
)


class BadRequest(InvalidInput):
    """A field of the request has an impossible value."""

    code = "ERR-4001"


class BadPageToken(InvalidInput):
    """The page token is not one of ours, or belongs to another query."""

    code = "ERR-4002"


class TokenRejected(Unauthenticated):
    """There is no valid token."""

    code = "ERR-4010"


class TooManyRequests(LimitExceeded):
    """The same was asked for too often within a minute."""

    code = "ERR-4029"


class ServiceOnly(PermissionDenied):
    """The call is for services, not for users."""

    code = "ERR-4030"


class RequestReused(AlreadyExists):
    """A request carries the name of an earlier one, and says something else."""

    code = "ERR-4032"


class DatabaseUnavailable(Unavailable):
    """PostgreSQL did not answer, after several tries."""

    code = "ERR-9001"


class StorageUnavailable(Unavailable):
    """The object store did not answer."""

    code = "ERR-9002"


class ServiceUnavailable(Unavailable):
    """Another service of the suite did not answer."""

    code = "ERR-9003"
