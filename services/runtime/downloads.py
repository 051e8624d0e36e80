"""Files as gRPC streams of google.api.HttpBody, which the gateway turns into plain HTTP downloads."""

from collections.abc import AsyncIterator
from typing import Any, TypeAlias
from urllib.parse import quote

import grpc
from google.api.httpbody_pb2 import HttpBody

Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"


async def send_headers(context: Context, *, filename: str, size_bytes: int, row_count: int) -> None:
    """Name the file and say how large it is before its first byte; an HTTP client can tell a shortened body by that."""
    await context.send_initial_metadata(
        (
            ("content-disposition", content_disposition(filename)),
            ("x-content-length", str(size_bytes)),
            ("x-row-count", str(row_count)),
            ("cache-control", "no-store"),
        )
    )


def content_disposition(filename: str) -> str:
    """The header that offers a download under ``filename`` (RFC 6266, with an ASCII stand-in for old clients)."""
    plain = "".join(letter if letter.isascii() and letter.isprintable() and letter not in '"\\%' else "_" for letter in filename)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


async def bodies(pieces: AsyncIterator[bytes], content_type: str) -> AsyncIterator[HttpBody]:
    """The pieces as messages; one empty message where there are none, so that the content type is always sent."""
    is_first = True
    async for piece in pieces:
        yield HttpBody(content_type=content_type if is_first else "", data=piece)
        is_first = False
    if is_first:
        yield HttpBody(content_type=content_type)
