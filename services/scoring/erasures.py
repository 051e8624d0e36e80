"""Erases one customer from a prediction: from its files where it is over, and by scoring anew where it is in work."""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from uuid import UUID

import pyarrow.parquet as pq

from services.runtime import erasing as table_erasing
from services.runtime import threads
from services.runtime.blobs import BlobNotFound, Blobs
from services.runtime.database import Database
from services.runtime.errors import ServiceUnavailable
from services.runtime.pseudonyms import Pseudonyms
from services.scoring import erasing, store, store_removal, summary
from services.scoring.deletions import Deletions
from services.scoring.domain import Prediction, PredictionId, Result, RiskCounts, folder_of
from services.scoring.results import GROUP_COLUMN, ResultFiles


class Erasures:
    """Erases customers of the user acted for."""

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        deletions: Deletions,
        *,
        pseudonyms: Pseudonyms,
        spool: Path,
        new_id: Callable[[], UUID],
    ) -> None:
        self._database = database
        self._blobs = blobs
        self._deletions = deletions
        self._pseudonyms = pseudonyms
        self._spool = spool
        self._new_id = new_id

    async def erase(self, user_id: str, prediction_id: PredictionId, pseudonyms: Sequence[str], *, row_count: int) -> int:
        """Erase the customer with these pseudonyms; how many rows of the result that were. Again is no fault.

        ``row_count`` is how many rows the prepared file has now. Raises ServiceUnavailable where another erasure of the same
        prediction was faster: then it has to be asked for again.
        """
        async with self._database.transaction(user_id) as tx:
            # A worker that has read the file as it was loses its claim.
            await store_removal.rewind(tx, prediction_id, row_count=row_count)
            # Were this server killed, the tidier would look for what it has left.
            await store_removal.mark_tidied(tx, prediction_id, is_tidy=False)
            prediction = await store.find(tx, prediction_id)
        if prediction is None or not prediction.status.is_final:
            return 0
        removed = 0
        if prediction.result:
            removed = await self._erase(prediction, prediction.result, self._pseudonyms.recogniser(user_id, pseudonyms))
        # Also where nothing was removed now: a crash may have left the files of before.
        await self._deletions.tidy_one(user_id, prediction_id)
        return removed

    async def _erase(self, prediction: Prediction, result: Result, matches: table_erasing.Matches) -> int:
        with TemporaryDirectory(dir=self._spool) as folder:
            old, new = (ResultFiles.within(Path(folder) / name) for name in ("old", "new"))
            for files in (old, new):
                files.csv.parent.mkdir()
            try:
                await self._blobs.get_file(result.scores_key, old.scores)
            except BlobNotFound:
                return 0
            rows = await threads.to_its_end(table_erasing.without_customer, old.scores, new.scores, matches)
            if rows:
                await self._blobs.get_file(result.csv_key, old.csv)
                await threads.to_its_end(erasing.without_rows, old.csv, new.csv, rows)
                await self._keep(prediction, await self._stored(prediction, result, new, matches), len(rows))
        return len(rows)

    async def _stored(self, prediction: Prediction, result: Result, new: ResultFiles, matches: table_erasing.Matches) -> Result:
        """The new files under keys of their own, so that the result is the old one or the new one and never half of each."""
        folder = f"{folder_of(prediction.order.id)}/{self._new_id()}"
        csv_bytes = await self._blobs.put_file(f"{folder}/{new.csv.name}", new.csv)
        await self._blobs.put_file(f"{folder}/{new.scores.name}", new.scores)
        summary_key = result.summary_key
        if summary_key:
            sums = erasing.without_customer(summary.read(await self._blobs.get(summary_key)), matches)
            summary_key = f"{folder}/{new.summary.name}"
            await self._blobs.put(summary_key, summary.write(sums))
        counts, holdout_count = await threads.to_its_end(_counts, new.scores)
        return Result(
            f"{folder}/{new.csv.name}",
            f"{folder}/{new.scores.name}",
            summary_key=summary_key,
            csv_bytes=csv_bytes,
            counts=counts,
            holdout_count=holdout_count,
        )

    async def _keep(self, prediction: Prediction, result: Result, removed: int) -> None:
        old_key = prediction.result.csv_key if prediction.result else ""
        async with self._database.transaction(prediction.order.user_id) as tx:
            is_first = await store_removal.replace_result(tx, prediction.order.id, result, instead_of=old_key, removed=removed)
        # The tidier cannot tell at once which of the two nothing points at any more.
        await self._blobs.delete_folder(str(PurePosixPath(old_key if is_first else result.csv_key).parent))
        if not is_first:
            raise ServiceUnavailable("The result has just been changed. Please try again.")


def _counts(scores: Path) -> tuple[RiskCounts, int | None]:
    """How many customers stand at each level, and how many are in the holdout; None where no experiment ran."""
    names = [name for name in ("risk_level", GROUP_COLUMN) if name in pq.read_schema(scores).names]
    table = pq.read_table(scores, columns=names)
    levels = table.column("risk_level").to_pylist()
    held = table.column(GROUP_COLUMN).to_pylist().count("holdout") if GROUP_COLUMN in names else None
    return RiskCounts(levels.count("High"), levels.count("Medium"), levels.count("Low")), held
