"""Writes the prepared Parquet on a thread of its own, so that reading and writing may use a core each."""

from collections import deque
from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

# Scoring reads row group by row group, and cuts each into equal batches.
MOST_ROWS = 65_536
# Blocks of fewer rows are put together, unless they are large: with very many columns memory must stay flat, too.
ENOUGH_ROWS = 32_768
ENOUGH_BYTES = 16 * 1024 * 1024


class Sink:
    """A Parquet file in the making. Use as a context; ``finish`` puts it in place, and without it there is no file."""

    def __init__(self, target: Path, schema: pa.Schema, *, few: Collection[str] = (), numbers: Collection[str] = ()) -> None:
        """Begin the file. What comes as a dictionary is written as one, as are columns with ``few`` values: it is smaller.

        ``numbers`` are columns of texts that are numbers.
        """
        self._target = target
        self._part = target.with_name(target.name + ".part")
        self._pending: list[pa.Table] = []
        self._rows = self._bytes = 0
        self._thread = ThreadPoolExecutor(1, "parquet")
        self._writing: deque[Future[None]] = deque()
        self._file = pq.ParquetWriter(
            self._part,
            schema,
            # Texts are a third larger than with zstd, and written in half the time; to squeeze numbers, as texts too, takes
            # longer than to write them.
            compression={field.name: "lz4" if _is_text(field.type) and field.name not in numbers else "none" for field in schema},
            use_dictionary=[*(field.name for field in schema if pa.types.is_dictionary(field.type)), *few],
            # Scoring asks for the newest date; nobody asks for anything else by value.
            write_statistics=[field.name for field in schema if pa.types.is_date(field.type)] or False,
            # In one go; a thousand values at a time take a twentieth longer (measured).
            write_batch_size=MOST_ROWS,
            # Texts that are dictionaries here are plain texts to readers.
            store_schema=False,
        )
        # Without the schema its metadata is not stored either.
        self._file.add_key_value_metadata({key.decode(): value.decode() for key, value in (schema.metadata or {}).items()})

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
        if self._rows >= ENOUGH_ROWS or self._bytes >= ENOUGH_BYTES:
            self.flush()

    def finish(self) -> None:
        """Write what is left and put the file in place."""
        self.flush()
        self._wait(0)
        self._file.close()
        self._part.replace(self._target)

    def flush(self) -> None:
        """Begin to write what is not being written yet."""
        # One table being written and one waiting: with fewer a thread stands still, with more memory grows.
        self._wait(1)
        if self._rows:
            # One dictionary a row group: with several, the writer encodes all of it again.
            table = pa.concat_tables(self._pending).unify_dictionaries()
            self._writing.append(self._thread.submit(self._file.write_table, table, MOST_ROWS))
        self._pending = []
        self._rows = self._bytes = 0

    def _wait(self, most: int) -> None:
        """Wait until at most so many tables are not written yet."""
        while len(self._writing) > most:
            self._writing.popleft().result()


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_dictionary(kind))
