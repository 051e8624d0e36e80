"""Writes the prepared Parquet on a second thread, so that reading and writing share two cores; it appears when complete, or not at all."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

# A row group is what scoring reads at once.
MOST_ROWS = 65_536
# With very many columns a row group is smaller, so that memory stays flat.
MOST_BYTES = 16 * 1024 * 1024


class Sink:
    """A Parquet file in the making. Use as a context; ``finish`` puts it in place."""

    def __init__(self, target: Path, schema: pa.Schema, samples: Sequence[Sequence[str]]) -> None:
        self._target = target
        self._part = target.with_name(target.name + ".part")
        self._pending: list[pa.Table] = []
        self._rows = self._bytes = 0
        self._thread = ThreadPoolExecutor(1, "parquet")
        self._writing: Future[None] | None = None
        self._file = pq.ParquetWriter(
            self._part, schema, compression="zstd", compression_level=1, use_dictionary=_repetitive(schema, samples), write_statistics=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.shutdown()
        self._file.close()
        self._part.unlink(missing_ok=True)

    def write(self, table: pa.Table) -> None:
        """Add rows. What went wrong with earlier ones is raised here or by ``finish``."""
        self._pending.append(table)
        self._rows += table.num_rows
        self._bytes += table.nbytes
        if self._rows >= MOST_ROWS or self._bytes >= MOST_BYTES:
            self._flush()

    def finish(self) -> None:
        """Write what is left and put the file in place."""
        self._flush()
        self._wait()
        self._file.close()
        self._part.replace(self._target)

    def _flush(self) -> None:
        self._wait()
        if self._rows:
            self._writing = self._thread.submit(self._file.write_table, pa.concat_tables(self._pending), MOST_ROWS)
        self._pending = []
        self._rows = self._bytes = 0

    def _wait(self) -> None:
        if self._writing:
            self._writing.result()
        self._writing = None


def _repetitive(schema: pa.Schema, samples: Sequence[Sequence[str]]) -> list[str]:
    """Columns worth a dictionary: the originals whose cells mostly repeat, and the canonical ones of the same kind."""
    originals = {f"column_{index}": cells for index, cells in enumerate(samples)}
    some = [name for name, cells in originals.items() if len(set(cells)) * 2 < len(cells)]
    return [*some, *(field.name for field in schema if field.name not in originals and field.name != "customer_id")]
