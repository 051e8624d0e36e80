"""ETags of reads: what a caller may send back as If-None-Match, so that the gateway answers 304 where nothing has changed.

A read is an RPC whose google.api.http rule is a GET and whose answer is one message. New ones are reads without being listed.
"""

from functools import cache
from hashlib import blake2b
from typing import Any

from google.api import annotations_pb2
from google.protobuf import descriptor_pool
from google.protobuf.message import Message

# Kept by the caller alone, and asked about every time: a score or a model may change at any moment.
CACHE_CONTROL = "private, no-cache"
DIGEST_BYTES = 16


@cache
def is_read(method: str) -> bool:
    """Whether the RPC ``method``, as "/package.Service/Method", is a read."""
    try:
        found: Any = descriptor_pool.Default().FindMethodByName(method.strip("/").replace("/", "."))
    except KeyError:
        return False
    return bool(found.GetOptions().Extensions[annotations_pb2.http].get) and not found.server_streaming


def headers_of(answer: Message) -> tuple[tuple[str, str], ...]:
    """The headers that name the state of ``answer``; weak, since one state is sent as JSON, compressed, or as protobuf."""
    form = form_of(answer.DESCRIPTOR.file)
    digest = blake2b(answer.SerializeToString(deterministic=True), key=form, digest_size=DIGEST_BYTES).hexdigest()
    return (("etag", f'W/"{digest}"'), ("cache-control", CACHE_CONTROL))


@cache
def form_of(file: Any) -> bytes:
    """What stands for the form of a file's messages: a new field shows in the JSON even where it is empty."""
    return blake2b(file.serialized_pb, digest_size=DIGEST_BYTES).digest()
