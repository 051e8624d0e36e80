"""A caller who goes away while a file is read: nothing of it stays on the disk."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from services.ingest import intake
from services.ingest.confirmations import Confirmations
from services.ingest.domain import Answer, Decision, Mapping, Upload, UploadId, UploadStatus
from services.ingest.intake import Targets
from services.ingest.receipt import receiving
from services.ingest.uploads import Uploads
from services.runtime import threads
from services.runtime.clock import new_id, utc_now
from tests.builders import a_csv, an_upload

# Takes some tenths of a second, in which the reading is noticed.
CONTENT = a_csv(200_000)


class NoMappings:
    """Nothing is remembered."""

    async def find(self, user_id: str, headers: list[str]) -> Mapping | None:
        """No mapping."""
        return None


@dataclass
class OneUpload:
    """All uploads are this one."""

    upload: Upload

    async def get(self, user_id: str, upload_id: UploadId) -> Upload:
        """The one."""
        return self.upload

    async def made_by(self, request: object) -> None:
        """It was made by no request."""


class OneBlob:
    """All stored files are this one."""

    async def get_file(self, key: str, path: Path) -> None:
        """Write it."""
        await asyncio.to_thread(path.write_bytes, CONTENT)


async def _hang_up(call: Coroutine[Any, Any, object], spool: Path) -> None:
    """Cancel the call while its file is being read, and wait until it is not read any more."""
    calling = asyncio.create_task(call)
    await asyncio.to_thread(_await, lambda: _is_reading(spool) or calling.done())
    calling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await calling
    await asyncio.to_thread(_await, lambda: not _is_reading(spool))


def _await(is_so: Callable[[], bool]) -> None:
    while not is_so():
        sleep(0.001)


def _is_reading(spool: Path) -> bool:
    """Whether there is the file that reading begins and ends with."""
    return bool(list(spool.glob("*.early")))


def _left(spool: Path) -> list[Path]:
    return list(spool.iterdir())


def _uploads() -> Uploads:
    nothing: Any = None
    mappings: Any = NoMappings()
    return Uploads(nothing, nothing, nothing, mappings, now=utc_now, new_id=new_id)


def _confirmations(upload: Upload, spool: Path) -> Confirmations:
    database: Any = None
    blobs: Any = OneBlob()
    uploads: Any = OneUpload(upload)
    mappings: Any = NoMappings()
    return Confirmations(database, blobs, uploads, mappings, spool=spool, now=utc_now, new_id=new_id)


async def test_an_upload_whose_caller_goes_away_while_it_is_read_leaves_no_file(tmp_path: Path) -> None:
    async def send() -> None:
        with receiving(tmp_path) as receipt:
            receipt.write(CONTENT)
            await _uploads().accept("ann", "customers.csv", receipt, begun_at=utc_now())

    await _hang_up(send(), tmp_path)
    assert _left(tmp_path) == []


async def test_a_file_is_not_read_to_its_end_for_a_caller_who_went_away(tmp_path: Path) -> None:
    raw, targets = tmp_path / "raw.csv", Targets(tmp_path / "table", tmp_path / "problems")
    raw.write_bytes(CONTENT)
    read = threads.to_its_end(intake.read, raw, intake.understand(raw), None, targets=targets, today=utc_now().date())

    await _hang_up(read, tmp_path)
    assert _left(tmp_path) == [raw]


async def test_a_look_whose_caller_goes_away_leaves_no_file(tmp_path: Path) -> None:
    async def look() -> None:
        with receiving(tmp_path) as receipt:
            receipt.write(CONTENT)
            await _uploads().inspect("ann", receipt)

    await _hang_up(look(), tmp_path)
    assert _left(tmp_path) == []


async def test_a_confirmation_whose_caller_goes_away_while_the_file_is_read_leaves_no_file(tmp_path: Path) -> None:
    upload = an_upload("ann", status=UploadStatus.NEEDS_MAPPING)
    confirmations = _confirmations(upload, tmp_path)

    await _hang_up(confirmations.confirm("ann", upload.id, [Answer(0, "customer_id", "")]), tmp_path)
    assert _left(tmp_path) == []


async def test_a_correction_whose_caller_goes_away_while_the_file_is_read_leaves_no_file(tmp_path: Path) -> None:
    upload = an_upload("ann")
    tenure = replace(upload.columns[0], index=1, header="Tenure", field=None, decision=Decision.IGNORE)
    confirmations = _confirmations(replace(upload, columns=(*upload.columns, tenure)), tmp_path)

    await _hang_up(confirmations.correct("ann", upload.id, [Answer(1, "tenure_months", "")]), tmp_path)
    assert _left(tmp_path) == []
