"""A secured channel calls the service that its certificate names, and goes on over new certificates without a restart."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import grpc
import pytest

from services.runtime import certificates
from services.runtime.secured import SecuredChannel
from tests.security.made_certificates import Authority

DEADLINE_S = 20.0


class Answering(grpc.GenericRpcHandler):
    """Answers each method in its shape: what it was sent, in one piece or in two."""

    def service(self, details: grpc.HandlerCallDetails) -> Any:
        """The handler of the method's last name."""
        handlers: dict[str, Callable[[], Any]] = {
            "unary_unary": lambda: grpc.unary_unary_rpc_method_handler(self._one),
            "unary_stream": lambda: grpc.unary_stream_rpc_method_handler(self._two),
            "stream_unary": lambda: grpc.stream_unary_rpc_method_handler(self._joined),
            "stream_stream": lambda: grpc.stream_stream_rpc_method_handler(self._each),
        }
        return handlers[str(details.method).rpartition("/")[2]]()

    async def _one(self, request: bytes, context: object) -> bytes:
        return request

    async def _two(self, request: bytes, context: object) -> AsyncIterator[bytes]:
        for _ in range(2):
            yield request

    async def _joined(self, requests: AsyncIterator[bytes], context: object) -> bytes:
        return b"".join([request async for request in requests])

    async def _each(self, requests: AsyncIterator[bytes], context: object) -> AsyncIterator[bytes]:
        async for request in requests:
            yield request


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
async def address(authority: Authority, tmp_path: Path) -> AsyncIterator[str]:
    authority.issue(tmp_path / "server", "scoring")
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((Answering(),))
    port = server.add_secure_port("127.0.0.1:0", certificates.server_credentials(tmp_path / "server"))
    await server.start()
    yield f"127.0.0.1:{port}"
    await server.stop(None)


@pytest.fixture
def folder(authority: Authority, tmp_path: Path) -> Path:
    authority.issue(tmp_path / "client", "ingest")
    return tmp_path / "client"


async def _requests() -> AsyncIterator[bytes]:
    for request in (b"a", b"b"):
        yield request


async def test_calls_of_every_shape_go_through(address: str, folder: Path) -> None:
    async with SecuredChannel(address, service="scoring", folder=folder, options=[]) as channel:
        assert await channel.unary_unary("/test/unary_unary")(b"a", timeout=DEADLINE_S) == b"a"
        assert [piece async for piece in channel.unary_stream("/test/unary_stream")(b"a", timeout=DEADLINE_S)] == [b"a", b"a"]
        assert await channel.stream_unary("/test/stream_unary")(_requests(), timeout=DEADLINE_S) == b"ab"
        assert [piece async for piece in channel.stream_stream("/test/stream_stream")(_requests(), timeout=DEADLINE_S)] == [
            b"a",
            b"b",
        ]


async def test_a_stub_that_was_made_before_goes_over_renewed_certificates(
    address: str, folder: Path, authority: Authority
) -> None:
    async with SecuredChannel(address, service="scoring", folder=folder, options=[]) as channel:
        call = channel.unary_unary("/test/unary_unary")
        assert await call(b"a", timeout=DEADLINE_S) == b"a"
        before = channel._channel

        authority.issue(folder, "ingest")

        assert await call(b"b", timeout=DEADLINE_S) == b"b"
        assert channel._channel is not before


async def test_a_service_of_another_name_is_not_spoken_to(address: str, folder: Path) -> None:
    async with SecuredChannel(address, service="catalog", folder=folder, options=[]) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await channel.unary_unary("/test/unary_unary")(b"a", timeout=DEADLINE_S)
    assert refused.value.code() is grpc.StatusCode.UNAVAILABLE


async def test_a_caller_of_another_authority_is_refused(address: str, folder: Path, tmp_path: Path) -> None:
    ours = (folder / "ca.crt").read_bytes()
    Authority().issue(folder, "ingest")
    (folder / "ca.crt").write_bytes(ours)

    async with SecuredChannel(address, service="scoring", folder=folder, options=[]) as channel:
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await channel.unary_unary("/test/unary_unary")(b"a", timeout=DEADLINE_S)
    assert refused.value.code() is grpc.StatusCode.UNAVAILABLE


async def test_a_channel_says_whether_it_is_connected(address: str, folder: Path) -> None:
    async with SecuredChannel(address, service="scoring", folder=folder, options=[]) as channel:
        assert channel.get_state() is grpc.ChannelConnectivity.IDLE
        channel.get_state(try_to_connect=True)
        await channel.wait_for_state_change(grpc.ChannelConnectivity.IDLE)
        await channel.channel_ready()
        assert channel.get_state() is grpc.ChannelConnectivity.READY
