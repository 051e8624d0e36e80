"""Asks a server again and again and measures the times: one load for all sides, over gRPC and over HTTP."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import grpc

Ask = Callable[[], Awaitable[object]]
Asking = Callable[[], AbstractAsyncContextManager[Ask]]

# What our own servers and clients take.
_OPTIONS = (("grpc.max_receive_message_length", 16 << 20),)


class NotAnswered(Exception):
    """A call was not answered as it should be; the message says how."""


@dataclass(frozen=True)
class Round:
    """What one round of load saw: calls a second, and percentiles of their times in milliseconds."""

    per_s: float
    p95_ms: float
    p99_ms: float


async def load(asking: Asking, in_flight: int, seconds: float) -> Round:
    """Keep ``in_flight`` calls going for ``seconds``; a call that fails ends the bench."""
    times: list[float] = []
    async with asking() as ask:
        # Connections are opened first, which is no part of a call.
        await asyncio.gather(*(ask() for _ in range(in_flight)))
        began = time.perf_counter()

        async def keep_asking() -> None:
            while (asked := time.perf_counter()) - began < seconds:
                await ask()
                times.append(time.perf_counter() - asked)

        await asyncio.gather(*(keep_asking() for _ in range(in_flight)))
        took = time.perf_counter() - began
    times.sort()
    p95, p99 = (times[math.ceil(share * len(times)) - 1] * 1e3 for share in (0.95, 0.99))
    return Round(len(times) / took, p95, p99)


def over_grpc(address: str, method: str, request: bytes, metadata: Sequence[tuple[str, str]] = ()) -> Asking:
    """Calls of ``method`` at host:port with one message; answers are not decoded."""

    @asynccontextmanager
    async def asking() -> AsyncIterator[Ask]:
        async with grpc.aio.insecure_channel(address, options=_OPTIONS) as channel:
            call: Any = channel.unary_unary(method)
            yield lambda: call(request, metadata=metadata, timeout=60)

    return asking


def over_http(base: str, verb: str, target: str, *, authorization: str, body: bytes = b"") -> Asking:
    """Requests of ``target`` at http://host:port with an optional JSON body, over connections that stay open."""
    host, port = urlsplit(base).hostname, urlsplit(base).port
    head = f"{verb} {target} HTTP/1.1\r\nhost: {host}:{port}\r\nauthorization: {authorization}\r\n"
    if body:
        head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
    message = head.encode() + b"\r\n" + body

    @asynccontextmanager
    async def asking() -> AsyncIterator[Ask]:
        idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

        async def ask() -> bytes:
            reader, writer = idle.pop() if idle else await asyncio.open_connection(host, port)
            writer.write(message)
            content = await _content(reader)
            idle.append((reader, writer))
            return content

        try:
            yield ask
        finally:
            for _, writer in idle:
                writer.close()

    return asking


async def _content(reader: asyncio.StreamReader) -> bytes:
    """The body of the next answer. Raises NotAnswered unless it is a 200 that says its length."""
    status, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines if line)
    if status.split()[1] != "200" or "content-length" not in headers:
        raise NotAnswered(f"{status}, {headers}")
    return await reader.readexactly(int(headers["content-length"]))
