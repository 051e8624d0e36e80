"""Models ready for scoring: the catalog says which, the bucket holds the file, memory keeps it."""

import asyncio
import time
from typing import Any

import structlog

from services.runtime.blobs import BlobNotFound, Blobs
from services.runtime.errors import Failure, ServiceUnavailable
from services.scoring import model_file, scorecard
from services.scoring.catalog_client import ActiveModel, CatalogClient
from services.scoring.failures import ModelUnavailable
from services.scoring.scorer import Scorer

log = structlog.get_logger(__name__)

# A promotion is seen by online scoring within this time. A worker asks for every job, which keeps the scorer it began with.
REMEMBER_S = 5.0
# A scorer takes a few MB; one process serves about this many different models at a time.
KEPT_SCORERS = 32
KEPT_USERS = 10_000
REGISTER_AGAIN_S = 1.0


class ModelCache:
    """The scorer of each user's active model. For ``remember_s`` seconds the catalog is not asked again."""

    def __init__(self, catalog: CatalogClient, blobs: Blobs, *, remember_s: float = REMEMBER_S) -> None:
        self._remember_s = remember_s
        self._catalog = catalog
        self._blobs = blobs
        self._active: dict[str, tuple[float, ActiveModel]] = {}
        self._scorers: dict[ActiveModel, Scorer] = {}

    async def active(self, user_id: str) -> Scorer:
        """The scorer of the user's active model. Raises ServiceUnavailable, StorageUnavailable and ModelUnavailable."""
        model = await self._active_model(user_id)
        scorer = self._scorers.get(model)
        if scorer is None:
            scorer = await self._load(model)
            _make_room(self._scorers, KEPT_SCORERS)
            self._scorers[model] = scorer
        return scorer

    async def _active_model(self, user_id: str) -> ActiveModel:
        asked_at, known = self._active.get(user_id, (float("-inf"), None))
        if known is not None and time.monotonic() - asked_at < self._remember_s:
            return known
        try:
            model = await self._catalog.active_model(user_id)
        except ServiceUnavailable:
            if known is None:
                raise
            log.warning("catalog.stale_model_used")
            return known
        _make_room(self._active, KEPT_USERS)
        self._active[user_id] = (time.monotonic(), model)
        return model

    async def _load(self, model: ActiveModel) -> Scorer:
        try:
            content = await self._blobs.get(model_key(model.digest))
        except BlobNotFound:
            raise ModelUnavailable("The model's file is not there. Please try again in a moment.") from None
        if model_file.digest(content) != model.digest:
            raise ModelUnavailable("The model's file is damaged. Please contact support.")
        return await asyncio.to_thread(lambda: Scorer(model_file.read(content), version=model.version))


async def register_baseline(catalog: CatalogClient, blobs: Blobs) -> None:
    """Store the baseline and register it for everybody, trying until both are done; again is no fault."""
    baseline = scorecard.baseline()
    content = model_file.write(baseline)
    digest = model_file.digest(content)
    while True:
        try:
            await blobs.put(model_key(digest), content)
            await catalog.register_baseline(baseline.name, digest, baseline.feature_names)
            log.info("baseline.registered", digest=digest)
            return
        except Failure as failure:
            log.info("baseline.not_registered_yet", error_code=failure.code)
            await asyncio.sleep(REGISTER_AGAIN_S)


def model_key(digest: str) -> str:
    """Where the file of a model lies in the bucket."""
    return f"scoring/models/{digest}"


def _make_room(entries: dict[Any, Any], limit: int) -> None:
    """Drop the oldest entry of a full dict."""
    if len(entries) >= limit:
        del entries[next(iter(entries))]
