"""ministack from its wheel: SQS on this machine.

boto3 is used here, as in the storage's module: it makes the queues.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from deploy.local import probes, wheels
from deploy.local.children import Program
from deploy.local.layout import Layout
from deploy.local.parts import Part
from deploy.local.ports import HOST
from deploy.local.storage import REGION

NAME = "queue"
QUEUE = "retainwise-scoring.fifo"
TRAINING_QUEUE = "retainwise-training.fifo"
# Each queue with its dead letters.
QUEUES = {QUEUE: "retainwise-scoring-dlq.fifo", TRAINING_QUEUE: "retainwise-training-dlq.fifo"}
VISIBILITY_TIMEOUT_S = 60
MOST_RECEIVES = 5


def part(layout: Layout) -> Part:
    """The queue service; ready when all queues are there, which are made where they are absent."""
    wheels.inside("ministack", "app.py", wheel="ministack")
    kept = layout.folder.data / NAME
    kept.mkdir(mode=0o700, exist_ok=True)
    client = open_client(layout)

    async def is_ready(_process_id: int) -> bool:
        if not await probes.answers_http(layout.address(NAME), "/_ministack/health"):
            return False
        return await asyncio.to_thread(_has_queues, client, kept)

    return Part(
        program=Program(
            name=NAME,
            command=(sys.executable, "-m", "ministack"),
            environment=_environment(layout, kept),
            log=layout.folder.log(NAME),
        ),
        kind="sqs",
        address=layout.address(NAME),
        is_ready=is_ready,
    )


def _environment(layout: Layout, kept: Path) -> dict[str, str]:
    return {
        "GATEWAY_PORT": str(layout.ports[NAME]),
        "BIND_HOST": HOST,
        "SERVICES": "sqs",
        "PERSIST_STATE": "1",
        "STATE_DIR": str(kept),
        "TMPDIR": str(layout.folder.scratch),
        "LOG_LEVEL": "WARNING",
        # Its other listeners, and the containers it would look for.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "DOCKER_HOST": "unix:///nonexistent",
    }


def open_client(layout: Layout) -> Any:
    """A client of the queue service that tries once and goes through no proxy."""
    return boto3.client(
        "sqs",
        endpoint_url=f"http://{layout.address(NAME)}",
        region_name=REGION,
        aws_access_key_id=layout.passwords.access_key,
        aws_secret_access_key=layout.passwords.secret_key,
        config=Config(connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 1}, proxies={}),
    )


def _has_queues(client: Any, kept: Path) -> bool:
    try:
        for name, dead_name in QUEUES.items():
            dead_letters = client.create_queue(QueueName=dead_name, Attributes={"FifoQueue": "true"})["QueueUrl"]
            attributes = client.get_queue_attributes(QueueUrl=dead_letters, AttributeNames=["QueueArn"])["Attributes"]
            client.create_queue(QueueName=name, Attributes=_attributes(attributes["QueueArn"]))
    except (BotoCoreError, ClientError):
        return False
    # It writes its state only when it stops cleanly. After a kill an older state would bring back messages long dealt with.
    for stale in kept.glob("*.json"):
        stale.unlink()
    return True


def _attributes(dead_letters: str) -> dict[str, str]:
    return {
        "FifoQueue": "true",
        "VisibilityTimeout": str(VISIBILITY_TIMEOUT_S),
        "RedrivePolicy": json.dumps({"deadLetterTargetArn": dead_letters, "maxReceiveCount": str(MOST_RECEIVES)}),
    }
