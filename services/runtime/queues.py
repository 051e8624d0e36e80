"""A FIFO queue in SQS."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from services.runtime.errors import Unavailable
from services.runtime.settings import SqsOptions

# SQS allows 20 s; a stopping worker waits for the end of this one before it goes home.
LONGEST_WAIT_S = 2


class QueueUnavailable(Unavailable):
    """SQS did not answer."""

    code = "ERR-9005"


@dataclass(frozen=True)
class Message:
    """One delivery of one message. ``receipt`` names the delivery, ``receives`` counts them."""

    body: str
    receipt: str
    receives: int


class Queue:
    """One FIFO queue. Every method raises QueueUnavailable where SQS does not answer."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name
        self._url: str | None = None

    async def send(self, body: str, *, group: str, deduplication: str) -> None:
        """Send a message. Within a group order holds; the same ``deduplication`` twice in five minutes is one message."""
        await self._call("send_message", MessageBody=body, MessageGroupId=group, MessageDeduplicationId=deduplication)

    async def receive(self, visibility_timeout_s: int) -> Message | None:
        """The next message, hidden from others for a while; None where none came in two seconds."""
        answer = await self._call(
            "receive_message",
            MaxNumberOfMessages=1,
            WaitTimeSeconds=LONGEST_WAIT_S,
            VisibilityTimeout=visibility_timeout_s,
            MessageSystemAttributeNames=["ApproximateReceiveCount"],
        )
        for message in answer.get("Messages", []):
            return Message(message["Body"], message["ReceiptHandle"], int(message["Attributes"]["ApproximateReceiveCount"]))
        return None

    async def delete(self, receipt: str) -> None:
        """Remove a received message."""
        await self._call("delete_message", ReceiptHandle=receipt)

    async def extend(self, receipt: str, visible_in_s: int) -> None:
        """Hide a received message for ``visible_in_s`` seconds from now; 0 gives it back at once."""
        await self._call("change_message_visibility", ReceiptHandle=receipt, VisibilityTimeout=visible_in_s)

    async def check(self) -> None:
        """Raise QueueUnavailable unless the queue answers."""
        await self._call("get_queue_attributes", AttributeNames=["QueueArn"])

    async def _call(self, operation: str, **arguments: Any) -> Any:
        try:
            if self._url is None:
                self._url = (await asyncio.to_thread(self._client.get_queue_url, QueueName=self._name))["QueueUrl"]
            call: Callable[..., Any] = getattr(self._client, operation)
            return await asyncio.to_thread(call, QueueUrl=self._url, **arguments)
        except (ClientError, BotoCoreError, OSError) as error:
            raise QueueUnavailable("The queue does not answer. Please try again in a moment.") from error


def open_queue(options: SqsOptions, name: str) -> Queue:
    """The queue called ``name``; connects on first use."""
    client = boto3.client(
        "sqs",
        endpoint_url=options.endpoint,
        config=Config(connect_timeout=3, read_timeout=LONGEST_WAIT_S + 10, retries={"mode": "standard", "max_attempts": 2}),
    )
    return Queue(client, name)
