"""The files of an upload in S3: the raw one, the prepared table, and the list of all problems."""

import hashlib
import io
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import structlog

from services.ingest.domain import Prepared, Problem, Upload
from services.ingest.intake import Targets
from services.ingest.reading import listing
from services.runtime.blobs import Blobs
from services.runtime.errors import Failure, StorageUnavailable

log = structlog.get_logger(__name__)


FOLDERS = "ingest/uploads"


def folder(upload_id: object) -> str:
    """Where the files of an upload are."""
    return f"{FOLDERS}/{upload_id}"


def keys(folder: str, prepared: Prepared | None) -> tuple[str, str]:
    """The keys of the prepared table and of all problems in ``folder``; "" for what there is not."""
    if prepared is None:
        return "", ""
    has_more = prepared.problem_count > len(prepared.problems)
    return f"{folder}/prepared.parquet", f"{folder}/problems.csv" if has_more else ""


@contextmanager
def targets_beside(raw: Path) -> Iterator[Targets]:
    """Where to write what comes of the file at ``raw``; removed at the end of the block."""
    targets = Targets(raw.with_suffix(".parquet"), raw.with_suffix(".problems.csv"))
    try:
        yield targets
    finally:
        for path in targets:
            path.unlink(missing_ok=True)


class Row:
    """The row that follows the files of an upload.

    It ``may_be_there`` from its commit on: who goes away meanwhile, or loses the connection, does not hear how that ended.
    """

    may_be_there = False


@asynccontextmanager
async def followed_by_row(blobs: Blobs, upload: Upload, stored: Sequence[str]) -> AsyncIterator[Row]:
    """Remove the files under ``stored``, "" for none, if the block fails before the row may be there."""
    row = Row()
    try:
        yield row
    except StorageUnavailable:
        # What cannot be written cannot be removed either, and the user waits for an answer.
        raise
    except BaseException:
        if not row.may_be_there:
            await discard(blobs, upload, stored)
        raise


async def put(blobs: Blobs, upload: Upload, targets: Targets) -> None:
    """Store what came of the upload's raw file. Raises StorageUnavailable."""
    if upload.prepared_key:
        await blobs.put_file(upload.prepared_key, targets.table)
    if upload.problems_key:
        await blobs.put_file(upload.problems_key, targets.problems)


async def discard(blobs: Blobs, upload: Upload, stored: Sequence[str]) -> None:
    """Remove the files under ``stored``, "" for none, of an upload that did not come to be; what cannot be removed is logged."""
    for key in filter(None, stored):
        try:
            await blobs.delete(key)
        except Failure:
            log.warning("upload.files_left_behind", upload_id=str(upload.id))
            return


def sha256(path: Path) -> str:
    """Of the file's bytes, in hexadecimal. Blocking."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def problems(blobs: Blobs, upload: Upload) -> AsyncIterator[bytes]:
    """All problems of the upload as CSV in file order; only its header where there are none."""
    return blobs.stream(upload.problems_key) if upload.problems_key else _written(upload.problems)


async def _written(problems: Sequence[Problem]) -> AsyncIterator[bytes]:
    text = io.StringIO(newline="")
    ordered = sorted(problems, key=lambda problem: problem.line)
    listing.write(text, map(_row, ordered))
    yield text.getvalue().encode()


def _row(problem: Problem) -> listing.Row:
    return listing.Row(problem.line, problem.column, problem.rule, "", problem.message, str(problem.line), 1)
