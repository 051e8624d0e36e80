"""The kinds of failure that may cross a process boundary.

Raise a subclass that names the fact and carries its code; protos/errors.yaml says the rest of it. The interceptor turns its
kind into a gRPC status and the rest into google.rpc details; anything that is not a Failure reaches the caller as INTERNAL,
without its text.
"""

from typing import Any

from retainwise.error_codes import ERRORS
from retainwise.error_codes import KINDS as LISTED_KINDS

# Whose codes ours are, in google.rpc.ErrorInfo.
DOMAIN = "retainwise"


class Failure(Exception):
    """A failure that a caller may see.

    ``code`` is unique in the suite and never reused; ``http_status`` is what REST answers, by protos/errors.yaml. The message
    says what is wrong, where, and what to do, for a user. ``details`` are pairs of (field, what is wrong with it).
    """

    code: str = ""
    http_status: int

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        # A kind has its status by its name; a code that is not listed keeps its kind's, and tests/house names it.
        listed = ERRORS.get(cls.code) or LISTED_KINDS.get(cls.__name__)
        if listed:
            cls.http_status = listed.http_status

    def __init__(self, message: str, *, details: tuple[tuple[str, str], ...] = (), retry_after_s: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.details = details
        self.retry_after_s = retry_after_s


class InvalidInput(Failure):
    """What was sent cannot be used, however often it is sent."""


class NotFound(Failure):
    """There is no such thing, or it is somebody else's."""


class AlreadyExists(Failure):
    """There is such a thing already, and it is not the same."""


class Conflict(Failure):
    """The thing is not in a state that allows this."""


class LimitExceeded(Failure):
    """Too much, or too often."""


class Unavailable(Failure):
    """Something we depend on does not answer; the same call may work later."""


class Unauthenticated(Failure):
    """The caller did not prove who it is."""


class PermissionDenied(Failure):
    """The caller is known, and may not do this."""


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


def told(kind: type[Failure], code: str, message: str) -> Failure:
    """A failure of ``kind`` that another service named, whose class with this code is not ours to know."""
    failure = kind(message)
    failure.code = code
    failure.http_status = ERRORS[code].http_status if code in ERRORS else kind.http_status
    return failure


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
