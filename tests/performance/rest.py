"""The usual way to serve the same answers: FastAPI and asyncpg, run by uvicorn in an environment of its own.

It does what the suite does for a call: checks the token, sees the user's rows by row-level security, asks the same of PostgreSQL,
and scores with the same scorer. Tokens are checked at each call; the summary goes out as it is stored.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import asyncpg
import boto3
import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, Response
from pydantic import BaseModel

from services.scoring import scorecard
from services.scoring.scorer import Scorer

SETTINGS = json.loads(Path(os.environ["BENCH_REST_SETTINGS"]).read_text())
KEYS = {key.key_id: key.key for key in jwt.PyJWKSet.from_json(Path(SETTINGS["jwks"]).read_text()).keys}
PREDICTION = (
    "id, upload_id, filename, row_count, status, scored_count, model_version, high_count, medium_count, low_count, warnings,"
    " failure_code, failure_message, created_at, started_at, finished_at, summary_key"
)
MODEL = (
    "id, version, display_name, kind, digest, features, created_at, report, training_id, coalesce(id = coalesce("
    "(SELECT model_id FROM active_models WHERE user_id = $1), (SELECT model_id FROM active_models WHERE user_id = '')), false)"
    " AS is_active"
)
POOLS: dict[str, asyncpg.Pool] = {}
SCORER = Scorer(scorecard.baseline(), version="1")
STORAGE = boto3.client("s3", **SETTINGS["s3"])


class RiskCounts(BaseModel):
    """How many customers stand at each level."""

    high: int
    medium: int
    low: int


class Prediction(BaseModel):
    """A prediction as the API shows it."""

    prediction_id: UUID
    upload_id: UUID
    filename: str
    row_count: int
    status: str
    scored_count: int
    risk_counts: RiskCounts | None
    model_version: str | None
    create_time: datetime
    start_time: datetime | None
    finish_time: datetime | None
    warnings: list[dict[str, str]]


class Predictions(BaseModel):
    """A page of predictions."""

    predictions: list[Prediction]
    total_size: int


class Model(BaseModel):
    """A model as the API shows it."""

    model_id: UUID
    version: int
    display_name: str
    kind: str
    is_active: bool
    digest: str
    features: list[str]
    create_time: datetime


class Models(BaseModel):
    """A page of models."""

    models: list[Model]
    total_size: int


class Customer(BaseModel):
    """A customer in canonical fields, as far as the bench sends them."""

    customer_id: str
    tenure_months: float | None = None
    monthly_charges: float | None = None
    contract_type: str | None = None


class Customers(BaseModel):
    """The customers of one call."""

    customers: list[Customer]


class Score(BaseModel):
    """A customer's score with its reasons."""

    customer_id: str
    churn_probability: float
    churn_risk_pct: str
    risk_level: str
    recommendation: str
    key_risks: str
    strengths: str
    data_coverage: float
    model_version: str


class Scores(BaseModel):
    """The scores in the order of the customers."""

    scores: list[Score]


async def user(authorization: Annotated[str, Header()] = "") -> str:
    """Who calls. Raises HTTPException with 401 where no token says so."""
    try:
        token = authorization.removeprefix("Bearer ")
        key = KEYS[jwt.get_unverified_header(token)["kid"]]
        claims = jwt.decode(token, key, algorithms=["RS256"], issuer=SETTINGS["issuer"], audience=SETTINGS["audience"])
    except (jwt.PyJWTError, KeyError) as error:
        raise HTTPException(401) from error
    return str(claims["sub"])


User = Annotated[str, Depends(user)]


@asynccontextmanager
async def transaction(database: str, user_id: str) -> AsyncIterator[Any]:
    """A transaction that sees the rows of ``user_id``."""
    async with POOLS[database].acquire() as connection, connection.transaction():
        await connection.execute("SELECT set_config('app.user_id', $1, true)", user_id)
        yield connection


async def list_predictions(user_id: User, page_size: int) -> Predictions:
    """A page of predictions, newest first."""
    where = "FROM predictions WHERE user_id = $1 AND deleted_at IS NULL"
    async with transaction("scoring", user_id) as tx:
        rows = await tx.fetch(f"SELECT {PREDICTION} {where} ORDER BY created_at DESC, id DESC LIMIT $2", user_id, page_size + 1)
        total = await tx.fetchval(f"SELECT count(*) {where}", user_id)
    return Predictions(predictions=[_prediction(row) for row in rows[:page_size]], total_size=total)


async def get_prediction(user_id: User, prediction_id: UUID) -> Prediction:
    """One prediction."""
    return _prediction(await _row(user_id, prediction_id))


async def get_summary(user_id: User, prediction_id: UUID) -> Response:
    """What a scored file says as a whole."""
    key = (await _row(user_id, prediction_id))["summary_key"]
    answer = await asyncio.to_thread(STORAGE.get_object, Bucket=SETTINGS["bucket"], Key=key)
    return Response(await asyncio.to_thread(answer["Body"].read), media_type="application/json")


async def list_models(user_id: User) -> Models:
    """A page of models, newest first."""
    async with transaction("catalog", user_id) as tx:
        rows = await tx.fetch(f"SELECT {MODEL} FROM models ORDER BY created_at DESC, id DESC LIMIT 101", user_id)
        total = await tx.fetchval("SELECT count(*) FROM models")
    return Models(models=[_model(row) for row in rows], total_size=total)


async def score_customers(user_id: User, asked: Customers) -> Scores:
    """Scores customers at once."""
    customers = [customer.model_dump() for customer in asked.customers]
    columns = {name: [customer[name] for customer in customers] for name in Customer.model_fields}
    scores = SCORER.score_customers(columns, datetime.now(UTC).date())
    return Scores(scores=[Score.model_construct(**score._asdict()) for score in scores])


async def _row(user_id: str, prediction_id: UUID) -> Any:
    async with transaction("scoring", user_id) as tx:
        query = f"SELECT {PREDICTION} FROM predictions WHERE id = $1 AND deleted_at IS NULL"
        row = await tx.fetchrow(query, prediction_id)
    if row is None:
        raise HTTPException(404)
    return row


def _prediction(row: Any) -> Prediction:
    counts = (
        None
        if row["high_count"] is None
        else RiskCounts(high=row["high_count"], medium=row["medium_count"], low=row["low_count"])
    )
    return Prediction(
        prediction_id=row["id"],
        upload_id=row["upload_id"],
        filename=row["filename"],
        row_count=row["row_count"],
        status=row["status"],
        scored_count=row["scored_count"],
        risk_counts=counts,
        model_version=row["model_version"],
        create_time=row["created_at"],
        start_time=row["started_at"],
        finish_time=row["finished_at"],
        warnings=json.loads(row["warnings"] or "[]"),
    )


def _model(row: Any) -> Model:
    return Model(
        model_id=row["id"],
        version=row["version"],
        display_name=row["display_name"],
        kind=row["kind"],
        is_active=row["is_active"],
        digest=row["digest"],
        features=json.loads(row["features"]),
        create_time=row["created_at"],
    )


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    for database in ("scoring", "catalog"):
        POOLS[database] = await asyncpg.create_pool(SETTINGS[database])
    yield
    for pool in POOLS.values():
        await pool.close()


app = FastAPI(lifespan=_lifespan)
app.add_api_route("/v1/predictions", list_predictions, methods=["GET"])
app.add_api_route("/v1/predictions/{prediction_id}", get_prediction, methods=["GET"])
app.add_api_route("/v1/predictions/{prediction_id}/summary", get_summary, methods=["GET"], response_model=None)
app.add_api_route("/v1/models", list_models, methods=["GET"])
app.add_api_route("/v1/customers:score", score_customers, methods=["POST"])
