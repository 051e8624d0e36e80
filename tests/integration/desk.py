"""Ingest as one user meets it, on real stores, with servers that can be meddled with or killed at any call."""

import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from sqlalchemy import text

from services.ingest.confirmations import Confirmations
from services.ingest.domain import Erasure, Upload
from services.ingest.eraser import Eraser
from services.ingest.erasures import Erasures
from services.ingest.mappings import Mappings
from services.ingest.receipt import receiving
from services.ingest.uploads import Uploads
from services.runtime.blobs import Blobs
from services.runtime.clock import new_id, utc_now
from services.runtime.database import Database, clock_time
from services.runtime.pseudonyms import Pseudonyms

VICTIM, OTHER = "00001", "00002"
RING = Pseudonyms({"1": b"k" * 32}, current="1")

Work = Callable[[], Awaitable[object]]


class Killed(BaseException):
    """Stands for a process that is killed at this point."""


class Meddled:
    """Wraps something, and does a work once, just ``before`` or after the call of this name."""

    def __init__(self, wrapped: Any, name: str, work: Work, *, before: bool = True) -> None:
        self._wrapped = wrapped
        self._name = name
        self._work: Work | None = work
        self._before = before

    def __getattr__(self, name: str) -> Any:
        called = getattr(self._wrapped, name)
        if name != self._name or self._work is None:
            return called

        async def meddle(*args: Any, **options: Any) -> Any:
            work, self._work = self._work, None
            if work and self._before:
                await work()
            result = await called(*args, **options)
            if work and not self._before:
                await work()
            return result

        return meddle


class FakeErasers:
    """Scoring and the catalog, which have nothing."""

    async def erase_prediction(self, erasure: Erasure, prediction_id: Any, *, row_count: int) -> None:
        """Nothing is there."""

    async def erase_training_rows(self, erasure: Erasure) -> None:
        """Nothing is there."""


class FakeHandover:
    """Scoring, which takes everything."""

    async def hand_over(self, upload: Upload) -> None:
        """Take the upload over."""

    async def withdraw(self, user_id: str, prediction_id: Any) -> None:
        """Forget the prediction."""


@dataclass
class Desk:
    """Ingest as one user meets it."""

    database: Database
    blobs: Blobs
    user: str
    spool: Path

    def uploads(self, blobs: Any = None) -> Uploads:
        """The use case, with other blobs if given."""
        handover: Any = FakeHandover()
        return Uploads(self.database, blobs or self.blobs, handover, self.mappings, now=utc_now, new_id=new_id)

    @property
    def mappings(self) -> Mappings:
        """The use case."""
        return Mappings(self.database, now=utc_now, new_id=new_id)

    def confirmations(self, blobs: Any = None) -> Confirmations:
        """The use case, with other blobs if given."""
        uploads = self.uploads(blobs)
        return Confirmations(
            self.database, blobs or self.blobs, uploads, self.mappings, spool=self.spool, now=utc_now, new_id=new_id
        )

    def eraser(self, *, blobs: Any = None, erasers: Any = None) -> Eraser:
        """A server of its own, with other blobs or other services if given."""
        others: Any = erasers or FakeErasers()
        return Eraser(self.database, blobs or self.blobs, others, pseudonyms=RING, spool=self.spool, lease_s=60)

    async def now(self) -> datetime:
        """The database's time."""
        async with self.database.transaction(self.user) as tx:
            return await clock_time(tx)

    async def send(self, content: bytes, begun_at: datetime | None = None, *, blobs: Any = None) -> Upload:
        """Send a file that began to arrive then, or now, with other blobs if given."""
        begun_at = begun_at or await self.now()
        with receiving(self.spool) as receipt:
            receipt.write(content)
            return await self.uploads(blobs).accept(self.user, "customers.csv", receipt, begun_at=begun_at)

    async def ask(self, customer_id: str = VICTIM) -> Erasure:
        """Have the customer erased."""
        return await Erasures(self.database, self.blobs, pseudonyms=RING, new_id=new_id).create(self.user, customer_id)

    async def erasure(self, asked: Erasure) -> Erasure:
        """The erasure as it stands."""
        return await Erasures(self.database, self.blobs, pseudonyms=RING, new_id=new_id).get(self.user, asked.id)

    async def erase(self) -> None:
        """Ask for the erasure of the customer, and have a server do it."""
        await self.ask()
        await self.eraser().advance()

    async def end_leases(self) -> None:
        """Let every lease of the user be over."""
        async with self.database.transaction(self.user) as tx:
            await tx.execute(text("UPDATE erasures SET lease_until = now() - interval '1 s' WHERE lease_until IS NOT NULL"))

    async def customers(self, upload: Upload) -> set[str]:
        """Who of the two is in any file of the upload; its row fits its raw file."""
        row = await self.uploads().get(self.user, upload.id)
        found = set()
        for key in await self.blobs.keys(f"ingest/uploads/{upload.id}"):
            content = await self.blobs.get(key)
            if key.endswith(".parquet"):
                ids = pq.read_table(io.BytesIO(content)).column("customer_id").to_pylist()
                assert row.row_count == len(ids)
            else:
                ids = [line.split(",")[0] for line in content.decode().splitlines()]
                assert row.size_bytes == len(content)
            found |= {VICTIM, OTHER} & set(ids)
        return found
