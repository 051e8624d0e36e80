"""A channel over TLS that is opened anew when its certificates change; calls under way end on the one they began on."""

import asyncio
from pathlib import Path
from typing import Any

import grpc

from services.runtime import certificates

# Longer than nearly all calls to another service take; what is cut off, such as a long erasure, is asked for again.
GRACE_S = 30.0

Options = list[tuple[str, int | str]]


class SecuredChannel(grpc.aio.Channel):
    """Calls to one service, whose certificate names it ``service`` whatever its address is."""

    def __init__(self, address: str, *, service: str, folder: Path, options: Options) -> None:
        self._address = address
        self._options: Options = [*options, ("grpc.ssl_target_name_override", service)]
        self._renewal = certificates.Renewal(folder)
        self._channel = self._opened(certificates.read(folder))
        self._closing: set[asyncio.Task[None]] = set()

    def unary_unary(self, method: str, *serializers: Any, **named: Any) -> Any:
        """Such a call, on whatever channel is open when it is made; so do the other three."""
        return self._call("unary_unary", method, serializers, named)

    def unary_stream(self, method: str, *serializers: Any, **named: Any) -> Any:
        """See ``unary_unary``."""
        return self._call("unary_stream", method, serializers, named)

    def stream_unary(self, method: str, *serializers: Any, **named: Any) -> Any:
        """See ``unary_unary``."""
        return self._call("stream_unary", method, serializers, named)

    def stream_stream(self, method: str, *serializers: Any, **named: Any) -> Any:
        """See ``unary_unary``."""
        return self._call("stream_stream", method, serializers, named)

    async def close(self, grace: float | None = None) -> None:
        """Close the open channel."""
        await self._channel.close(grace)

    def get_state(self, try_to_connect: bool = False) -> grpc.ChannelConnectivity:
        """The state of the open channel."""
        return self._channel.get_state(try_to_connect)

    async def wait_for_state_change(self, last_observed_state: grpc.ChannelConnectivity) -> None:
        """Wait for the open channel to be in another state."""
        await self._channel.wait_for_state_change(last_observed_state)

    async def channel_ready(self) -> None:
        """Wait until the open channel is connected."""
        await self._channel.channel_ready()

    async def __aenter__(self) -> "SecuredChannel":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _call(self, shape: str, method: str, serializers: tuple[Any, ...], named: dict[str, Any]) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            return getattr(self._present(), shape)(method, *serializers, **named)(*arguments, **options)

        return call

    def _present(self) -> grpc.aio.Channel:
        if found := self._renewal.renewed():
            task = asyncio.create_task(self._channel.close(GRACE_S), name=f"close the old channel to {self._address}")
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
            self._channel = self._opened(found)
        return self._channel

    def _opened(self, found: certificates.Certificates) -> grpc.aio.Channel:
        return grpc.aio.secure_channel(self._address, certificates.channel_credentials(found), options=self._options)
