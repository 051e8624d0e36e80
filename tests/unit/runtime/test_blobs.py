"""Files on their way to and from S3 whose caller goes away."""

import asyncio
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pytest

from services.runtime.blobs import Blobs


@dataclass
class SlowStore:
    """A store that has every object, and whose every call ends when it ``may_end``."""

    objects: dict[str, bytes] = field(default_factory=dict)
    has_begun: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)

    def download_file(self, bucket: str, key: str, path: str) -> None:
        """Write the object."""
        self._wait()
        Path(path).write_bytes(b"rows of customers")

    def put_object(self, Bucket: str, Key: str, Body: IO[bytes]) -> None:  # noqa: N803 - as boto3 names them
        """Store the object."""
        self._wait()
        self.objects[Key] = Body.read()

    def _wait(self) -> None:
        self.has_begun.set()
        assert self.may_end.wait(10)


async def _hang_up(calling: "asyncio.Task[object]", store: SlowStore) -> None:
    """Cancel the call when the store has begun, and let the store go on when a hasty caller is gone."""
    assert await asyncio.to_thread(store.has_begun.wait, 10)
    calling.cancel()
    await asyncio.sleep(0.05)
    store.may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await calling


async def test_a_download_whose_caller_goes_away_writes_nothing_behind_its_back(tmp_path: Path) -> None:
    store, path = SlowStore(), tmp_path / "raw.csv"

    async def fetch() -> None:
        try:
            await Blobs(store, "bucket").get_file("raw", path)
        finally:
            path.unlink()

    await _hang_up(asyncio.create_task(fetch()), store)
    assert not path.exists()


async def test_a_file_whose_caller_goes_away_is_stored_before_the_caller_removes_it(tmp_path: Path) -> None:
    store, path = SlowStore(), tmp_path / "raw.csv"
    path.write_bytes(b"rows of customers")

    async def store_it() -> None:
        try:
            await Blobs(store, "bucket").put_file("raw", path)
        finally:
            del store.objects["raw"]

    await _hang_up(asyncio.create_task(store_it()), store)
    assert store.objects == {}
