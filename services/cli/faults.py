"""What ends a command: sentences for the person at the terminal, and the exit status that goes with them."""

from typing import ClassVar

NOT_RUNNING = "The suite is not running. Start it with `retainwise up`."
NOTHING_THERE = (
    "Nothing answers at {gateway}, which RETAINWISE_GATEWAY names. Is the address right, and does the suite run there? "
    "Unset it to use the suite on this machine."
)
NOT_LET_IN = (
    "The suite does not accept the token in RETAINWISE_TOKEN. Set it to a new one, "
    "or unset it to use a development token of the suite on this machine."
)
NOT_LET_IN_BY_FOLDER = (
    "The suite at {gateway} does not accept a development token of this machine's. "
    "Name the folder of that suite with --state, or set RETAINWISE_TOKEN to a token for it."
)
NO_ADDRESS = "RETAINWISE_GATEWAY has to be an address such as http://127.0.0.1:8080."


class Fault(Exception):
    """Something that keeps a command from its end. The message says what is wrong and what to do.

    ``code`` and ``request_id`` are what the suite named, empty where it did not; ``details`` are pairs of (field, what is wrong).
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, *, code: str = "", request_id: str = "", details: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.request_id = request_id
        self.details = details


class Refused(Fault):
    """The suite answered a request with an error; ``status`` is that of HTTP.

    ``retry_after_s`` is after how many seconds the same may be asked again, None where the suite does not say.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        code: str = "",
        request_id: str = "",
        details: tuple[tuple[str, str], ...] = (),
        retry_after_s: int | None = None,
    ) -> None:
        super().__init__(message, code=code, request_id=request_id, details=details)
        self.status = status
        self.retry_after_s = retry_after_s

    def put(self, message: str) -> "Refused":
        """The same refusal in words for whoever sits at this command, without the details for those who made the request."""
        return Refused(message, status=self.status, code=self.code, request_id=self.request_id, retry_after_s=self.retry_after_s)

    @property
    def is_too_many(self) -> bool:
        """Whether it was refused for the number of requests before it, and the suite says when the next may come."""
        return self.status == 429 and self.retry_after_s is not None

    @property
    def is_passing(self) -> bool:
        """Whether the same request may succeed in a moment: too many requests, or a part that does not answer."""
        return self.status in {429, 502, 503, 504}


class Unreachable(Fault):
    """Nothing answers at the gateway's address, or the connection broke."""


class MappingInDoubt(Fault):
    """The suite has to be told what some columns mean before it can score."""

    exit_status = 2


class Unwell(Fault):
    """Parts of the suite are at fault; each was reported on its own line."""
