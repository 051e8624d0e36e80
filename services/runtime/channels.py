"""Calls to other services: channels that survive a restart of the other side, and the metadata each call carries."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import grpc
import structlog
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from services.runtime import errors
from services.runtime.auth import Tokens
from services.runtime.errors import Conflict, Failure, InvalidInput, NotFound, PermissionDenied, ServiceUnavailable
from services.runtime.secured import SecuredChannel
from services.runtime.settings import TlsOptions

# Above the largest message: 1,000 customers in one call are about 1 MB.
LARGEST_MESSAGE_BYTES = 8 * 1024 * 1024
OPTIONS: list[tuple[str, int | str]] = [
    ("grpc.max_receive_message_length", LARGEST_MESSAGE_BYTES),
    ("grpc.max_send_message_length", LARGEST_MESSAGE_BYTES),
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    # The default back-off grows to two minutes; a service that restarts is back within seconds.
    ("grpc.max_reconnect_backoff_ms", 2_000),
]

# Statuses that mean no, however often the same is asked. The others may pass: a limit, a key that is being changed.
_REFUSALS: dict[grpc.StatusCode, type[Failure]] = {
    grpc.StatusCode.INVALID_ARGUMENT: InvalidInput,
    grpc.StatusCode.NOT_FOUND: NotFound,
    grpc.StatusCode.FAILED_PRECONDITION: Conflict,
    grpc.StatusCode.PERMISSION_DENIED: PermissionDenied,
}


def open_channel(address: str, service: str, tls: TlsOptions) -> grpc.aio.Channel:
    """A channel to ``service`` at host:port; connects on first use and connects again by itself.

    With certificates it takes and shows them; OSError or ValueError where these cannot be read.
    """
    if tls.dir is None:
        return grpc.aio.insecure_channel(address, options=OPTIONS)
    return SecuredChannel(address, service=service, folder=tls.dir, options=OPTIONS)


def metadata(tokens: Tokens, user_id: str) -> tuple[tuple[str, str], ...]:
    """What a call for ``user_id`` carries: our token, and the request id of the call we are in."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    authorization = ("authorization", f"Bearer {tokens.sign(user_id)}")
    return (authorization, ("x-request-id", request_id)) if request_id else (authorization,)


@asynccontextmanager
async def answered(service: str) -> AsyncIterator[None]:
    """Turns a failed call to ``service`` into what it was refused with, or else into ServiceUnavailable.

    A refusal is a Failure of its kind, with the code and the message that the service gave.
    """
    try:
        yield
    except grpc.aio.AioRpcError as error:
        raise _refusal(error) or _away(service, error) from error


def _away(service: str, error: grpc.aio.AioRpcError) -> Failure:
    return ServiceUnavailable(f"The {service} service does not answer ({error.code().name}). Please try again.")


def _refusal(error: grpc.aio.AioRpcError) -> Failure | None:
    """What the service itself said no with, None where the same call may work later or the words are not ours."""
    kind, code = _REFUSALS.get(error.code()), _own_code(error)
    # gRPC ends calls with these statuses too, and such an end says nothing about what was asked.
    return errors.told(kind, code, error.details() or "") if kind and code else None


def _own_code(error: grpc.aio.AioRpcError) -> str:
    """The suite's code in the details of a status, empty where there is none."""
    # It reads what an AioRpcError has as well, but is typed for calls that block.
    status = rpc_status.from_call(error)  # type: ignore[arg-type]
    info = error_details_pb2.ErrorInfo()
    for detail in status.details if status else ():
        if detail.Unpack(info) and info.domain == errors.DOMAIN:
            return str(info.reason)
    return ""
