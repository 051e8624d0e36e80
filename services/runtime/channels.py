"""Calls to other services: channels that survive a restart of the other side, and the metadata each call carries."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import grpc
import structlog

from services.runtime.auth import Tokens
from services.runtime.errors import ServiceUnavailable
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
    """Turns a failed call to ``service`` into ServiceUnavailable."""
    try:
        yield
    except grpc.aio.AioRpcError as error:
        raise ServiceUnavailable(f"The {service} service does not answer ({error.code().name}). Please try again.") from error
