"""The sides of the online comparison, each a running server with one call that the load sends to it."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import grpc

from deploy.local import keys, ports, storage
from retainwise.scoring.v1 import customer_pb2, scoring_service_pb2
from services.runtime.auth import Tokens
from services.runtime.settings import AuthOptions, ServiceOptions
from services.scoring import model_cache, model_file
from services.scoring.catalog_client import CatalogClient, NewModel
from services.scoring.domain import TrainingId
from tests import running
from tests.performance import boosted, environments
from tests.performance.environments import SideFault

USER = "bench"
# MLServer imports its libraries twice before it answers.
START_S = 90.0
# Run by MLServer's own Python, which has its messages.
_WRITE_REQUEST = """
import json, sys
from mlserver.grpc import dataplane_pb2 as m
rows = json.load(sys.stdin)
cells = m.InferTensorContents(fp64_contents=[cell for row in rows for cell in row])
tensor = m.ModelInferRequest.InferInputTensor(name="input-0", datatype="FP64", shape=[len(rows), len(rows[0])], contents=cells)
sys.stdout.buffer.write(m.ModelInferRequest(model_name="churn", inputs=[tensor]).SerializeToString())
"""


@dataclass(frozen=True)
class Peer:
    """A server that answers at ``address``; ``requests`` are the messages by their number of customers."""

    address: str
    method: str
    requests: Mapping[int, bytes]
    metadata: Sequence[tuple[str, str]] = ()


@contextmanager
def ours(folder: Path, customers: Sequence[Mapping[str, Any]], sizes: Sequence[int]) -> Iterator[Peer]:
    """A scoring server of a suite of its own, whose user has promoted the model in ``folder``; answers come with reasons."""
    suite = running.start(folder / "state")
    try:
        asyncio.run(_promote(suite, folder))
        method = "/retainwise.scoring.v1.ScoringService/ScoreCustomers"
        requests = {size: _our_request(customers[:size]) for size in sizes}
        yield Peer(suite.address("scoring-1"), method, requests, (("authorization", suite.authorization(USER)),))
    finally:
        suite.stop()


@contextmanager
def echo(requests: Mapping[int, bytes]) -> Iterator[Peer]:
    """An empty grpc.aio server that takes the same requests as ours and answers nothing."""
    port = free_ports("echo")["echo"]
    with program([sys.executable, "-m", "tests.performance.echo", str(port)]):
        yield Peer(f"127.0.0.1:{port}", "/echo/Echo", requests)


@contextmanager
def mlserver(folder: Path, rows: Sequence[Sequence[float]], sizes: Sequence[int], settings: Mapping[str, Any]) -> Iterator[Peer]:
    """MLServer with its LightGBM runtime and the model in ``folder``; answers are probabilities. Raises SideFault."""
    binaries = environments.programs("mlserver")
    place = folder / f"mlserver-{uuid4()}"
    place.mkdir()
    shutil.copy(folder / boosted.LIGHTGBM, place / "model.txt")
    listen = free_ports("http_port", "grpc_port", "metrics_port")
    (place / "settings.json").write_text(json.dumps({"host": "127.0.0.1", **listen, **settings}))
    model = {"name": "churn", "implementation": "mlserver_lightgbm.LightGBMModel", "parameters": {"uri": "./model.txt"}}
    (place / "model-settings.json").write_text(json.dumps(model))
    requests = {size: _their_request(binaries, rows[:size]) for size in sizes}
    command = [str(binaries / "mlserver"), "start", str(place)]
    with program(command, PATH=f"{binaries}{os.pathsep}{os.environ['PATH']}"):
        yield Peer(f"127.0.0.1:{listen['grpc_port']}", "/inference.GRPCInferenceService/ModelInfer", requests)


async def answers(peer: Peer) -> None:
    """Return once every request of ``peer`` is answered. Raises SideFault with what it said last."""
    until = time.monotonic() + START_S
    async with grpc.aio.insecure_channel(peer.address) as channel:
        call: Any = channel.unary_unary(peer.method)
        for request in peer.requests.values():
            while True:
                try:
                    await call(request, metadata=peer.metadata, timeout=5)
                    break
                except grpc.aio.AioRpcError as error:
                    if time.monotonic() > until:
                        raise SideFault(f"no answer: {error.details()}") from error
                    await asyncio.sleep(0.5)


async def _promote(suite: running.Suite, folder: Path) -> None:
    """Do what a training that wins does, with the model in ``folder``, and promote it."""
    content = (folder / boosted.OURS).read_bytes()
    digest = model_file.digest(content)
    _put(suite, model_cache.model_key(digest), content)
    files = keys.KeyFiles(suite.state / "keys")
    users = AuthOptions(jwks=str(files.issuer_set), issuer=keys.ISSUER, audience=keys.AUDIENCE)
    service = ServiceOptions(key_file=files.service("scoring"), key_id="scoring", jwks=str(files.service_set))
    new = NewModel("Bench", digest, model_file.read(content).feature_names, {"verdict": "WIN"}, TrainingId(uuid4()))
    async with grpc.aio.insecure_channel(suite.address("catalog")) as channel:
        model_id = await CatalogClient(channel, Tokens(users, service)).register_trained(USER, new)
    with suite.client(USER) as client:
        client.post(f"/v1/models/{model_id}:promote").raise_for_status()


def _put(suite: running.Suite, key: str, content: bytes) -> None:
    kept = json.loads((suite.state / "passwords.json").read_text())
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{suite.address(storage.NAME)}",
        aws_access_key_id=kept["access_key"],
        aws_secret_access_key=kept["secret_key"],
        region_name=storage.REGION,
    )
    client.put_object(Bucket=storage.BUCKET, Key=key, Body=content)


def _our_request(customers: Sequence[Mapping[str, Any]]) -> bytes:
    messages = [customer_pb2.Customer(**customer) for customer in customers]
    return scoring_service_pb2.ScoreCustomersRequest(customers=messages).SerializeToString()


def _their_request(binaries: Path, rows: Sequence[Sequence[float]]) -> bytes:
    command = [str(binaries / "python"), "-c", _WRITE_REQUEST]
    written = subprocess.run(command, input=json.dumps(rows).encode(), stdout=subprocess.PIPE, check=False)
    if written.returncode:
        raise SideFault("its Python cannot write its messages")
    return written.stdout


def free_ports(*names: str) -> dict[str, int]:
    """A free port for each name."""
    return ports.choose(names, fixed={}, remembered={})


@contextmanager
def program(command: Sequence[str], **environment: str) -> Iterator[None]:
    """A program that runs until the end of the block, without a word."""
    quiet = subprocess.DEVNULL
    running_process = subprocess.Popen(command, stdout=quiet, stderr=quiet, env={**os.environ, **environment})
    try:
        yield
    finally:
        running_process.terminate()
        try:
            running_process.wait(10)
        except subprocess.TimeoutExpired:
            running_process.kill()
            running_process.wait()
