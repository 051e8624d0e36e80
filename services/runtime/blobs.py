"""Objects in S3: files in, files and streams out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from services.runtime import threads
from services.runtime.errors import NotFound, StorageUnavailable
from services.runtime.settings import S3Options

# Below gRPC's limit of 4 MiB a message and Envoy's buffer of 1 MiB.
CHUNK_BYTES = 256 * 1024
ABSENT = {"404", "NoSuchKey", "NotFound"}

Result = TypeVar("Result")


class BlobNotFound(NotFound):
    """There is no object under the key."""

    code = "ERR-9004"


class Blobs:
    """One bucket. Every method raises StorageUnavailable where S3 does not answer, and BlobNotFound for an absent key."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    async def put_file(self, key: str, path: Path) -> int:
        """Store the file at ``path`` under ``key``, and return its size in bytes; what was there is replaced at once."""
        with _told():
            # Whoever goes away removes what was stored, which must not be on its way then.
            return await threads.to_its_end(self._put_file, key, path)

    async def put(self, key: str, content: bytes) -> None:
        """Store ``content`` under ``key``; what was there is replaced at once."""
        await self._call(self._client.put_object, Bucket=self._bucket, Key=key, Body=content)

    async def get(self, key: str) -> bytes:
        """The whole object; for small ones."""
        answer = await self._call(self._client.get_object, Bucket=self._bucket, Key=key)
        content: bytes = await self._call(answer["Body"].read)
        return content

    async def get_file(self, key: str, path: Path) -> None:
        """Write the object to ``path``."""
        with _told():
            # Whoever goes away removes what was written, which must be all by then.
            await threads.to_its_end(self._client.download_file, self._bucket, key, str(path))

    async def size_bytes(self, key: str) -> int:
        """How many bytes the object has."""
        answer = await self._call(self._client.head_object, Bucket=self._bucket, Key=key)
        return int(answer["ContentLength"])

    async def stream(self, key: str) -> AsyncIterator[bytes]:
        """The object in pieces of at most 256 KiB. Fails before the first piece where it is absent."""
        answer = await self._call(self._client.get_object, Bucket=self._bucket, Key=key)
        body = answer["Body"]
        try:
            while piece := await self._call(body.read, CHUNK_BYTES):
                yield piece
        finally:
            body.close()

    async def delete(self, key: str) -> None:
        """Remove the object; an absent one is no fault."""
        await self._call(self._client.delete_object, Bucket=self._bucket, Key=key)

    async def keys(self, folder: str) -> list[str]:
        """The keys of all objects in ``folder``, which is named without its last slash."""
        return [key async for page in self._pages(folder, after="") for key in page]

    async def keys_between(self, folder: str, after: str, before: str) -> list[str]:
        """The keys of the objects in ``folder`` that sort behind ``after`` and in front of ``before``."""
        found: list[str] = []
        async for page in self._pages(folder, after=after):
            found += [key for key in page if key < before]
            if page[-1] >= before:
                break
        return found

    async def delete_folder(self, folder: str) -> None:
        """Remove all objects in ``folder``; none is no fault."""
        for key in await self.keys(folder):
            await self.delete(key)

    async def check(self) -> None:
        """Raise StorageUnavailable unless the bucket answers."""
        await self._call(self._client.head_bucket, Bucket=self._bucket)

    async def _pages(self, folder: str, *, after: str) -> AsyncIterator[list[str]]:
        """Keys in order, some at a time and never none."""
        while True:
            answer = await self._call(self._client.list_objects_v2, Bucket=self._bucket, Prefix=f"{folder}/", StartAfter=after)
            if page := [item["Key"] for item in answer.get("Contents", ())]:
                yield page
                after = page[-1]
            if not answer.get("IsTruncated"):
                return

    def _put_file(self, key: str, path: Path) -> int:
        with path.open("rb") as file:
            self._client.put_object(Bucket=self._bucket, Key=key, Body=file)
            return file.tell()

    async def _call(self, function: Callable[..., Result], *args: Any, **kwargs: Any) -> Result:
        with _told():
            return await asyncio.to_thread(function, *args, **kwargs)


@contextmanager
def _told() -> Iterator[None]:
    """What S3 and its client say of a failure, as one of ours."""
    try:
        yield
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") in ABSENT:
            raise BlobNotFound("The file is no longer stored.") from error
        raise unavailable() from error
    except (BotoCoreError, OSError) as error:
        raise unavailable() from error


def unavailable() -> StorageUnavailable:
    """What a caller is told when S3 does not answer."""
    return StorageUnavailable("The file store does not answer, so nothing was saved. Please try again.", retry_after_s=5)


def open_blobs(options: S3Options) -> Blobs:
    """The bucket of the suite; connects on first use."""
    client = boto3.client(
        "s3",
        endpoint_url=options.endpoint,
        config=Config(
            # Two tries of at most 11 s each: whoever uploads gets a clear answer before the gateway's patience of 60 s is over.
            connect_timeout=3,
            read_timeout=8,
            retries={"mode": "standard", "total_max_attempts": 2},
            # Stores other than Amazon's rarely answer to bucket names as host names.
            s3={"addressing_style": "path" if options.endpoint else "auto"},
            max_pool_connections=32,
        ),
    )
    return Blobs(client, options.bucket)
