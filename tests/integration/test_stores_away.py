"""Storage and queue on real servers: what is there, what is not, and what is told when they are away."""

import json
import os
from pathlib import Path

import pytest

from services.runtime.blobs import BlobNotFound, Blobs, open_blobs
from services.runtime.errors import StorageUnavailable
from services.runtime.queues import Queue, QueueUnavailable, open_queue
from services.runtime.settings import S3Options, SqsOptions
from tests.running import Suite


@pytest.fixture(autouse=True)
def _credentials(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = json.loads((suite.state / "passwords.json").read_text())
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", passwords["access_key"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", passwords["secret_key"])
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@pytest.fixture
def blobs(suite: Suite) -> Blobs:
    return open_blobs(S3Options(bucket="retainwise", endpoint=f"http://{suite.address('storage')}"))


@pytest.fixture
def nowhere() -> str:
    return "http://127.0.0.1:9"


async def test_a_file_comes_back_as_it_was_in_pieces_and_whole(blobs: Blobs, tmp_path: Path, user: str) -> None:
    content = os.urandom(700_000)
    sent, back = tmp_path / "sent", tmp_path / "back"
    sent.write_bytes(content)

    assert await blobs.put_file(f"tests/{user}", sent) == len(content)
    await blobs.get_file(f"tests/{user}", back)

    assert back.read_bytes() == await blobs.get(f"tests/{user}") == content
    assert b"".join([piece async for piece in blobs.stream(f"tests/{user}")]) == content
    assert await blobs.size_bytes(f"tests/{user}") == len(content)


async def test_what_was_deleted_is_not_found(blobs: Blobs, user: str) -> None:
    await blobs.put(f"tests/{user}", b"x")
    await blobs.delete(f"tests/{user}")
    await blobs.delete(f"tests/{user}")

    with pytest.raises(BlobNotFound):
        await blobs.get(f"tests/{user}")


async def test_storage_that_is_away_is_told_in_plain_words(nowhere: str) -> None:
    away = open_blobs(S3Options(bucket="retainwise", endpoint=nowhere))

    with pytest.raises(StorageUnavailable, match="file store"):
        await away.check()


async def test_a_queue_that_is_away_is_told_in_plain_words(nowhere: str) -> None:
    away: Queue = open_queue(SqsOptions(queue="retainwise-scoring.fifo", endpoint=nowhere), "retainwise-scoring.fifo")

    with pytest.raises(QueueUnavailable, match="queue"):
        await away.check()
