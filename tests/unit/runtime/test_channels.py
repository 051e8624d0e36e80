"""What becomes of a failed call to another service."""

from collections.abc import AsyncIterator
from typing import Any

import grpc
import pytest

from services.runtime import channels, interceptors
from services.runtime.auth import Caller
from services.runtime.errors import (
    AlreadyExists,
    Conflict,
    Failure,
    InvalidInput,
    LimitExceeded,
    NotFound,
    PermissionDenied,
    ServiceUnavailable,
    Unauthenticated,
    Unavailable,
)

# A code of the catalogue, so that its HTTP status is known: the list of outcomes cannot be read.
CODE = "ERR-3010"


@pytest.fixture
async def channel() -> AsyncIterator[Any]:
    """A service that refuses with the kind it is asked for, crashes, or lets gRPC refuse."""
    kinds = {kind.__name__: kind for kind in (*_refusing(), *_passing())}

    async def answer(request: bytes, context: Any) -> bytes:
        asked = request.decode()
        if asked in kinds:
            raise type("Named", (kinds[asked],), {"code": CODE})("Line 2 has no customer.")
        if asked in grpc.StatusCode.__members__:
            await context.abort(grpc.StatusCode[asked], "Not our words.")
        raise RuntimeError("a secret path")

    handlers: dict[str, Any] = {"answer": grpc.unary_unary_rpc_method_handler(answer)}
    server = grpc.aio.server(interceptors=[interceptors.Surround(_as_ann)])
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("t.T", handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as open_channel:
        yield open_channel
    await server.stop(None)


async def _as_ann(authorization: str) -> Caller:
    return Caller("ann")


def _refusing() -> list[type[Failure]]:
    """The kinds that mean no, however often it is asked."""
    return [InvalidInput, NotFound, Conflict, PermissionDenied]


def _passing() -> list[type[Failure]]:
    """The kinds that another try may be rid of."""
    return [Unavailable, LimitExceeded, Unauthenticated, AlreadyExists]


async def _failure(channel: Any, asked: str) -> Failure:
    with pytest.raises(Failure) as failed:
        async with channels.answered("catalog"):
            await channel.unary_unary("/t.T/answer")(asked.encode(), timeout=5)
    return failed.value


@pytest.mark.parametrize("kind", _refusing(), ids=lambda kind: kind.__name__)
async def test_a_refusal_stays_what_it_is(channel: Any, kind: type[Failure]) -> None:
    failure = await _failure(channel, kind.__name__)

    assert isinstance(failure, kind)
    assert (failure.code, failure.message, failure.http_status) == (CODE, "Line 2 has no customer.", 400)


@pytest.mark.parametrize(
    "asked", [*(kind.__name__ for kind in _passing()), "crash", "INVALID_ARGUMENT", "NOT_FOUND", "UNIMPLEMENTED"]
)
async def test_whatever_else_ends_a_call_may_work_later(channel: Any, asked: str) -> None:
    failure = await _failure(channel, asked)

    assert isinstance(failure, ServiceUnavailable)
    assert "catalog" in failure.message
    assert "secret" not in failure.message


async def test_a_service_that_is_away_may_be_back_later() -> None:
    async with grpc.aio.insecure_channel("127.0.0.1:1") as nobody:
        assert isinstance(await _failure(nobody, "any"), ServiceUnavailable)
