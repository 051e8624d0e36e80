"""Calls through the gateway, beside the same calls by gRPC, and beside a FastAPI endpoint that does the same work.

All sides ask the same suite's database for the same user's rows, and score with the same scorer (tests/performance/rest). gRPC
goes through the gateway's one port as well, and past it to the service. Times are the 95th of a hundred.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvloop

from deploy.local import keys, storage
from retainwise.catalog.v1 import model_service_pb2
from retainwise.scoring.v1 import customer_pb2, prediction_service_pb2, scoring_service_pb2
from tests import running
from tests.performance import environments, figures, load, peers
from tests.performance.environments import SideFault
from tests.performance.figures import Figure, Found
from tests.performance.load import Asking, Round
from tests.system import jobs

ROUNDS, ROUND_S = 3, 1.0
FLIGHTS = (1, 32)
PREDICTIONS, CUSTOMERS = 20, 200
USER = "bench"
OURS, FASTAPI = "gateway", "FastAPI, uvicorn"
SCORING, CATALOG = "scoring-1", "catalog"
ROOT = Path(__file__).parents[2]
CUSTOMER: dict[str, Any] = {"customer_id": "C-1", "tenure_months": 3, "monthly_charges": 89.5, "contract_type": "Month-to-month"}


@dataclass(frozen=True)
class Call:
    """One call: as REST, and as gRPC of the part that answers it."""

    verb: str
    target: str
    part: str
    method: str
    request: bytes
    body: bytes = b""


def measured(folder: Path) -> Found:
    """All calls on all sides, by one client and by 32."""
    absent: dict[str, str] = {}
    suite = running.start(folder / "state")
    try:
        calls = _calls(_scored(suite))
        with ExitStack() as stack:
            bases = {OURS: suite.gateway}
            try:
                bases[FASTAPI] = stack.enter_context(_rest(suite, folder))
            except SideFault as fault:
                absent[FASTAPI] = str(fault)
            return Found(uvloop.run(_loaded(suite, bases, calls)), absent)
    finally:
        suite.stop()


def _scored(suite: running.Suite) -> str:
    """The id of the last of some predictions that are through."""
    rows = [f"C-{number},{number % 70},{number % 90 + 10},{('Pro', 'Basic')[number % 2]}" for number in range(CUSTOMERS)]
    content = "\n".join(["Customer ID,Tenure (months),Monthly Charges,Plan", *rows]).encode()
    with suite.client(USER) as client:
        ids = [str(jobs.upload(client, content, f"{number}.csv")["prediction_id"]) for number in range(PREDICTIONS)]
        ended = [jobs.finished(client, prediction_id) for prediction_id in ids]
    assert all(each["status"] == "COMPLETED" for each in ended), "The bench's own files must be scored."
    return ids[-1]


def _calls(prediction_id: str) -> Mapping[str, Call]:
    predictions, models = "/retainwise.scoring.v1.PredictionService", "/retainwise.catalog.v1.ModelService"
    listing = prediction_service_pb2.ListPredictionsRequest(page_size=PREDICTIONS)
    getting = prediction_service_pb2.GetPredictionRequest(prediction_id=prediction_id)
    summing = prediction_service_pb2.GetPredictionSummaryRequest(prediction_id=prediction_id)
    scoring = scoring_service_pb2.ScoreCustomersRequest(customers=[customer_pb2.Customer(**CUSTOMER)])
    address = f"/v1/predictions/{prediction_id}"
    return {
        "list": Call(
            "GET", f"/v1/predictions?page_size={PREDICTIONS}", SCORING, f"{predictions}/ListPredictions", _bytes(listing)
        ),
        "get": Call("GET", address, SCORING, f"{predictions}/GetPrediction", _bytes(getting)),
        "summary": Call("GET", f"{address}/summary", SCORING, f"{predictions}/GetPredictionSummary", _bytes(summing)),
        "models": Call("GET", "/v1/models", CATALOG, f"{models}/ListModels", _bytes(model_service_pb2.ListModelsRequest())),
        "score one": Call(
            "POST",
            "/v1/customers:score",
            SCORING,
            "/retainwise.scoring.v1.ScoringService/ScoreCustomers",
            _bytes(scoring),
            json.dumps({"customers": [CUSTOMER]}).encode(),
        ),
    }


def _bytes(message: Any) -> bytes:
    content: bytes = message.SerializeToString()
    return content


@contextmanager
def _rest(suite: running.Suite, folder: Path) -> Iterator[str]:
    """The address of a FastAPI server that shares the suite's database, storage and issuer. Raises SideFault."""
    programs = environments.programs("rest")
    kept = json.loads((suite.state / "passwords.json").read_text())
    settings = {
        # Its driver wants the address without SQLAlchemy's word for the driver.
        **{name: suite.database_url(name).replace("+asyncpg", "") for name in ("scoring", "catalog")},
        "jwks": str(keys.KeyFiles(suite.state / "keys").issuer_set),
        "issuer": keys.ISSUER,
        "audience": keys.AUDIENCE,
        "bucket": storage.BUCKET,
        "s3": {
            "endpoint_url": f"http://{suite.address(storage.NAME)}",
            "aws_access_key_id": kept["access_key"],
            "aws_secret_access_key": kept["secret_key"],
            "region_name": storage.REGION,
        },
    }
    path = folder / "rest.json"
    path.write_text(json.dumps(settings))
    port = peers.free_ports("rest")["rest"]
    options = ["--port", str(port), "--app-dir", str(ROOT), "--loop", "uvloop", "--http", "httptools", "--no-access-log"]
    with peers.program([str(programs / "uvicorn"), "tests.performance.rest:app", *options], BENCH_REST_SETTINGS=str(path)):
        running.wait_until(lambda: _answers(port))
        yield f"http://127.0.0.1:{port}"


def _answers(port: int) -> bool:
    try:
        # Without a token it is refused, by a server that is there.
        return httpx.get(f"http://127.0.0.1:{port}/v1/models").status_code == httpx.codes.UNAUTHORIZED
    except httpx.TransportError:
        return False


async def _loaded(suite: running.Suite, bases: Mapping[str, str], calls: Mapping[str, Call]) -> list[Figure]:
    found: list[Figure] = []
    for name, call in calls.items():
        sides = _sides(suite, bases, call)
        for in_flight in FLIGHTS:
            rounds: dict[str, list[Round]] = {side: [] for side in sides}
            for _ in range(ROUNDS):
                for side, asking in sides.items():
                    rounds[side].append(await load.load(asking, in_flight, ROUND_S))
            found += [_figure(f"{name}, {in_flight} in flight", side, rounds) for side in sides if side != OURS]
    return found


def _sides(suite: running.Suite, bases: Mapping[str, str], call: Call) -> dict[str, Asking]:
    authorization = suite.authorization(USER)
    metadata = (("authorization", authorization),)
    over_http = {
        side: load.over_http(base, call.verb, call.target, authorization=authorization, body=call.body)
        for side, base in bases.items()
    }
    over_grpc = {
        "gRPC through the gateway": load.over_grpc(suite.gateway.removeprefix("http://"), call.method, call.request, metadata),
        "gRPC of the service": load.over_grpc(suite.address(call.part), call.method, call.request, metadata),
    }
    return {**over_http, **over_grpc}


def _figure(what: str, side: str, rounds: Mapping[str, list[Round]]) -> Figure:
    pairs = [(mine.p95_ms, other.p95_ms) for mine, other in zip(rounds[OURS], rounds[side], strict=True)]
    return figures.of(what, side, "p95 ms", pairs)
