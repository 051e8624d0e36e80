"""The object store and the queue, from their wheels."""

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import boto3
import pytest
from botocore.exceptions import ClientError

from deploy.local import folder, passwords, ports, queue, storage
from deploy.local.layout import SERVICES, Layout
from tests.unit.local.standins import Run, start


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """A layout with an object store and a queue."""
    place = folder.make(tmp_path_factory.mktemp("state"))
    folder.turn_over(place)
    chosen = ports.choose([queue.NAME, *storage.LISTENERS], fixed={}, remembered={}, companions=storage.COMPANIONS)
    return Layout(place, chosen, passwords.load(place.passwords, SERVICES))


@pytest.fixture(scope="module")
async def run(layout: Layout) -> AsyncIterator[Run]:
    """Both of them, running."""
    with folder.held(layout.folder) as lock:
        run = start([storage.part(layout), queue.part(layout)], [], lock)
        await run.until_told()
        yield run
        await run.end()


def listeners(process_id: int) -> set[str]:
    """The local addresses, in /proc's hexadecimal, on which a process listens."""
    sockets = {os.readlink(path) for path in Path("/proc", str(process_id), "fd").iterdir() if path.is_symlink()}
    tables = [Path("/proc/net", name).read_text().splitlines()[1:] for name in ("tcp", "tcp6")]
    rows = [line.split() for table in tables for line in table]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets}


async def test_both_listen_on_loopback_only(run: Run) -> None:
    for process_id in run.told[-1].values():
        assert listeners(process_id) == {"0100007F"}


async def test_the_bucket_is_there_and_closed_to_others(run: Run, layout: Layout) -> None:
    stranger = boto3.client(
        "s3",
        endpoint_url=f"http://{layout.address(storage.NAME)}",
        region_name=storage.REGION,
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
    )
    with pytest.raises(ClientError, match="InvalidAccessKeyId"):
        stranger.list_objects_v2(Bucket=storage.BUCKET)


async def test_a_killed_queue_comes_back_with_its_queues(run: Run, layout: Layout) -> None:
    client = queue.open_client(layout)
    address = client.get_queue_url(QueueName=queue.QUEUE)["QueueUrl"]
    client.send_message(QueueUrl=address, MessageBody="lost", MessageGroupId="g", MessageDeduplicationId="1")
    told = len(run.told)
    os.kill(run.told[-1][queue.NAME], signal.SIGKILL)
    await run.until_told(told + 1)
    attributes = client.get_queue_attributes(QueueUrl=address, AttributeNames=["All"])["Attributes"]
    assert attributes["VisibilityTimeout"] == "60"
    assert attributes["ApproximateNumberOfMessages"] == "0"
    assert '"maxReceiveCount": "5"' in attributes["RedrivePolicy"]
    assert "retainwise-scoring-dlq.fifo" in attributes["RedrivePolicy"]
