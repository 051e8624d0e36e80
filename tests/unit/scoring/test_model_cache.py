"""Models ready for scoring: found, kept, and what happens when their sources are away."""

from dataclasses import dataclass, field
from typing import cast

import pytest

from services.runtime.blobs import BlobNotFound, Blobs
from services.runtime.errors import ServiceUnavailable
from services.scoring import model_cache, model_file, scorecard
from services.scoring.catalog_client import ActiveModel, CatalogClient
from services.scoring.failures import ModelUnavailable
from services.scoring.model_cache import REMEMBER_S, ModelCache, model_key, register_baseline

CONTENT = model_file.write(scorecard.baseline())
BASELINE = ActiveModel(model_file.digest(CONTENT), "baseline-1")


@dataclass
class FakeCatalog:
    """A catalog in memory; ``refusals`` calls fail before one is answered."""

    model: ActiveModel = BASELINE
    refusals: int = 0
    asked: int = 0
    registered: list[str] = field(default_factory=list)

    async def active_model(self, user_id: str) -> ActiveModel:
        """The model, whoever asks."""
        self.asked += 1
        self._refuse()
        return self.model

    async def register_baseline(self, name: str, digest: str, features: tuple[str, ...]) -> None:
        """Note the digest."""
        self._refuse()
        self.registered.append(digest)

    def _refuse(self) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ServiceUnavailable("The catalog does not answer.")


@dataclass
class FakeBlobs:
    """A bucket in memory."""

    content: dict[str, bytes] = field(default_factory=lambda: {model_key(BASELINE.digest): CONTENT})

    async def get(self, key: str) -> bytes:
        """The object. Raises BlobNotFound."""
        if key not in self.content:
            raise BlobNotFound("gone")
        return self.content[key]

    async def put(self, key: str, content: bytes) -> None:
        """Keep the object."""
        self.content[key] = content


def a_cache(catalog: FakeCatalog, blobs: FakeBlobs, *, remember_s: float = REMEMBER_S) -> ModelCache:
    """A cache of the two."""
    return ModelCache(cast("CatalogClient", catalog), cast("Blobs", blobs), remember_s=remember_s)


async def test_a_model_is_looked_up_and_read_once() -> None:
    catalog = FakeCatalog()
    cache = a_cache(catalog, FakeBlobs())

    scorer = await cache.active("ann")

    assert scorer is await cache.active("ann")
    assert (scorer.version, catalog.asked) == ("baseline-1", 1)


async def test_a_promotion_is_seen_once_a_model_is_not_remembered_any_more() -> None:
    catalog = FakeCatalog()
    cache = a_cache(catalog, FakeBlobs(), remember_s=0)
    await cache.active("ann")
    catalog.model = ActiveModel(BASELINE.digest, "trained-2")

    assert (await cache.active("ann")).version == "trained-2"


async def test_the_model_known_last_is_used_while_the_catalog_is_away() -> None:
    catalog = FakeCatalog()
    cache = a_cache(catalog, FakeBlobs(), remember_s=0)
    known = await cache.active("ann")
    catalog.refusals = 1

    assert await cache.active("ann") is known


async def test_without_any_known_model_the_catalog_is_needed() -> None:
    with pytest.raises(ServiceUnavailable):
        await a_cache(FakeCatalog(refusals=1), FakeBlobs()).active("ann")


@pytest.mark.parametrize("content", [{}, {model_key(BASELINE.digest): b"damaged"}], ids=["gone", "damaged"])
async def test_a_file_that_is_not_the_model_is_never_scored_with(content: dict[str, bytes]) -> None:
    with pytest.raises(ModelUnavailable):
        await a_cache(FakeCatalog(), FakeBlobs(content)).active("ann")


async def test_only_so_many_users_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_cache, "KEPT_USERS", 2)
    catalog = FakeCatalog()
    cache = a_cache(catalog, FakeBlobs())
    for user in ("ann", "ben", "cleo", "ann"):
        await cache.active(user)

    assert catalog.asked == 4


async def test_the_baseline_is_registered_as_soon_as_the_catalog_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_cache, "REGISTER_AGAIN_S", 0)
    catalog, blobs = FakeCatalog(refusals=2), FakeBlobs({})

    await register_baseline(cast("CatalogClient", catalog), cast("Blobs", blobs))

    assert catalog.registered == [BASELINE.digest]
    assert blobs.content[model_key(BASELINE.digest)] == CONTENT
