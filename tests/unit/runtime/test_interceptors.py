"""What happens around an RPC, seen by a real client over a real channel."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import grpc
import pytest
from google.rpc import error_details_pb2
from google.rpc.status_pb2 import Status

from services.runtime import auth, interceptors
from services.runtime.auth import Caller
from services.runtime.errors import KINDS, Failure, LimitExceeded


class TooOften(LimitExceeded):
    """A failure with everything a failure can carry."""

    code = "ERR-0001"


TOO_OFTEN = TooOften("Wait a little.", details=(("uploads", "10 a minute"),), retry_after_s=17)


async def one(request: bytes, context: Any) -> bytes:
    return _answer(request)


async def many(request: bytes, context: Any) -> AsyncIterator[bytes]:
    yield _answer(request)


async def one_of_many(requests: AsyncIterator[bytes], context: Any) -> bytes:
    return _answer(b"".join([request async for request in requests]))


async def many_of_many(requests: AsyncIterator[bytes], context: Any) -> AsyncIterator[bytes]:
    async for request in requests:
        yield _answer(request)


def _answer(request: bytes) -> bytes:
    match request:
        case b"failure":
            raise TOO_OFTEN
        case b"crash":
            raise RuntimeError("a secret path")
    return auth.caller().user_id.encode()


async def _some(request: bytes) -> AsyncIterator[bytes]:
    yield request


# The stubs know the message types of a channel without serializers as Never.
SHAPES: dict[str, Callable[[Any, bytes], Any]] = {
    "unary_unary": lambda channel, request: channel.unary_unary("/t.T/unary_unary")(request, timeout=5),
    "unary_stream": lambda channel, request: channel.unary_stream("/t.T/unary_stream")(request, timeout=5).read(),
    "stream_unary": lambda channel, request: channel.stream_unary("/t.T/stream_unary")(_some(request), timeout=5),
    "stream_stream": lambda channel, request: channel.stream_stream("/t.T/stream_stream")(_some(request), timeout=5).read(),
}


async def _as_ann(authorization: str) -> Caller:
    return Caller("ann")


@pytest.fixture
async def channel() -> AsyncIterator[Any]:
    handlers: dict[str, Any] = {
        "unary_unary": grpc.unary_unary_rpc_method_handler(one),
        "unary_stream": grpc.unary_stream_rpc_method_handler(many),
        "stream_unary": grpc.stream_unary_rpc_method_handler(one_of_many),
        "stream_stream": grpc.stream_stream_rpc_method_handler(many_of_many),
    }
    server = grpc.aio.server(interceptors=[interceptors.Surround(_as_ann)])
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("t.T", handlers),))
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with grpc.aio.insecure_channel(f"127.0.0.1:{port}") as open_channel:
        yield open_channel
    await server.stop(None)


@pytest.mark.parametrize("shape", SHAPES)
async def test_every_shape_of_rpc_knows_its_caller(channel: Any, shape: str) -> None:
    assert await SHAPES[shape](channel, b"who?") == b"ann"


@pytest.mark.parametrize("shape", SHAPES)
async def test_a_failure_reaches_the_caller_with_its_code_and_its_facts(channel: Any, shape: str) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await SHAPES[shape](channel, b"failure")

    assert refused.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
    assert refused.value.details() == "Wait a little."
    info, request, bad, retry = _details(refused.value)
    assert (info.reason, info.metadata["http_status"]) == ("ERR-0001", "429")
    assert request.request_id
    assert (bad.field_violations[0].field, bad.field_violations[0].description) == ("uploads", "10 a minute")
    assert retry.retry_delay.seconds == 17


@pytest.mark.parametrize("shape", SHAPES)
async def test_a_crash_reaches_the_caller_without_its_text(channel: Any, shape: str) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as crashed:
        await SHAPES[shape](channel, b"crash")

    assert crashed.value.code() is grpc.StatusCode.INTERNAL
    assert "secret" not in f"{crashed.value.details()} {crashed.value.trailing_metadata()}"


async def test_the_request_id_of_the_gateway_is_kept(channel: Any) -> None:
    with pytest.raises(grpc.aio.AioRpcError) as refused:
        await channel.unary_unary("/t.T/unary_unary")(b"failure", metadata=(("x-request-id", "abc"),), timeout=5)

    assert _details(refused.value)[1].request_id == "abc"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_failure_has_a_status(kind: type[Failure]) -> None:
    named = type("Named", (kind,), {"code": "ERR-0002"})

    assert interceptors.status_of(named("x"), "r").code is not grpc.StatusCode.INTERNAL


def _details(error: grpc.aio.AioRpcError) -> list[Any]:
    kinds = {kind.DESCRIPTOR.full_name: kind for kind in _DETAIL_KINDS}
    binary = dict(error.trailing_metadata())["grpc-status-details-bin"]
    status = Status.FromString(binary)
    unpacked = []
    for packed in status.details:
        detail = kinds[packed.TypeName()]()
        packed.Unpack(detail)
        unpacked.append(detail)
    return unpacked


_DETAIL_KINDS = (
    error_details_pb2.ErrorInfo,
    error_details_pb2.RequestInfo,
    error_details_pb2.BadRequest,
    error_details_pb2.RetryInfo,
)
