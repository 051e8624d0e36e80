"""Scores a prepared file into the three files of a result, batch by batch and with flat memory.

The result CSV has the customer's own columns first, in their order and under their own headers, then the result columns, and
while an experiment runs the customer's group in it, which the scores have as well. Cells are divided by semicolons where they
were in the customer's file, and decimals have a comma where they had: so Excel of the customer's country expects both. It is
UTF-8 with a byte order mark, without which Excel reads accents wrongly, and its lines end in LF, which Excel reads as well
as CRLF and which leaves no stray CR in the last column for line tools.
"""

from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from services.scoring import pipeline, prepared, summary, summing
from services.scoring.assignment import Assignment, is_held
from services.scoring.pipeline import RESULT_COLUMNS, ScoredBatch
from services.scoring.scorer import Scorer
from services.scoring.spreadsheet import bytes_of, csv_cells
from services.scoring.summing import Summing

# A write of several MB takes the kernel three times as long per byte (measured on ext4).
_PIECE_BYTES = 1 << 20
SCORES_SCHEMA = pa.schema(
    [
        pa.field("customer_id", pa.string(), nullable=False),
        pa.field("churn_probability", pa.float64(), nullable=False),
        pa.field("risk_level", pa.string(), nullable=False),
        pa.field("data_coverage", pa.float64(), nullable=False),
        pa.field("model_version", pa.string(), nullable=False),
    ]
)
GROUP_COLUMN = "experiment_group"
GROUPED_SCORES_SCHEMA = SCORES_SCHEMA.append(pa.field(GROUP_COLUMN, pa.string(), nullable=False))

# The scores' first columns; the others are result columns, with their words written out.
_PLAIN = ("customer_id", "churn_probability")
# Result columns with decimals.
_DECIMALS = ("churn_probability", "churn_risk_pct", "data_coverage")
_SUFFIX = "_retainwise"


@dataclass(frozen=True)
class Progress:
    """How far a file is scored. ``holdout_count`` is how many rows so far are in the holdout, None without an experiment."""

    rows_done: int
    holdout_count: int | None = None


@dataclass(frozen=True)
class ResultFiles:
    """Where a result is written: the CSV for people, the scores (Parquet, SCORES_SCHEMA), and the summary (scoring.summary)."""

    csv: Path
    scores: Path
    summary: Path

    @classmethod
    def within(cls, folder: Path) -> "ResultFiles":
        """The files in ``folder``."""
        return cls(folder / "scored.csv", folder / "scores.parquet", folder / "summary.json")


def score_file(
    source: Path, files: ResultFiles, scorer: Scorer, *, as_of: date, assignment: Assignment | None = None
) -> Generator[Progress, None, None]:
    """Score the prepared file at ``source`` into ``files``, yielding after each batch of it.

    The files are complete when the iterator is exhausted, also for a table without rows, which yields nothing. An iterator
    that is closed early, or fails, leaves none. ``as_of`` is the day dates are counted from, and ``assignment`` is the
    running experiment's, None without one. Raises PreparedUnreadable.
    """
    is_complete = False
    try:
        with ExitStack() as stack:
            table = stack.enter_context(prepared.opened(source))
            sums = Summing(scorer)
            columns = _columns(table, assignment)
            sinks = _Sinks(stack, files, columns)
            batches = stack.enter_context(closing(_scored(table, sinks, scorer, as_of=as_of, assignment=assignment)))
            for batch, scored, held, progress in batches:
                sums.add(batch, scored.judgement, held)
                yield progress
        files.summary.write_bytes(summary.write(sums.summary()))
        is_complete = True
    finally:
        if not is_complete:
            for path in (files.csv, files.scores, files.summary):
                path.unlink(missing_ok=True)


def result_headers(headers: Sequence[str], names: Sequence[str] = RESULT_COLUMNS) -> tuple[str, ...]:
    """The names of the result columns beside ``headers``: suffixed where the customer has a column of that name (in any case)."""
    taken = {header.strip().casefold() for header in headers}
    return tuple(_free_name(name, taken) for name in names)


@dataclass(frozen=True)
class _Columns:
    """What a result CSV has: the customer's own columns by header, and the names of ours; and how it is written.

    ``prepared`` are the names of the customer's own columns in the prepared file.
    """

    own: Sequence[str]
    prepared: Sequence[str]
    ours: Sequence[str]
    delimiter: str
    decimal: str

    @property
    def has_groups(self) -> bool:
        return GROUP_COLUMN in self.ours


class _Sinks:
    """The open files of a result that grow with its rows."""

    def __init__(self, stack: ExitStack, files: ResultFiles, columns: _Columns) -> None:
        self._csv: BinaryIO = stack.enter_context(files.csv.open("wb"))
        # Ids and probabilities hardly repeat, so a dictionary of them would only cost time.
        repeating = ["risk_level", "data_coverage", "model_version", *([GROUP_COLUMN] if columns.has_groups else [])]
        self._schema = GROUPED_SCORES_SCHEMA if columns.has_groups else SCORES_SCHEMA
        self._scores = stack.enter_context(
            pq.ParquetWriter(files.scores, self._schema, compression="zstd", compression_level=1, use_dictionary=repeating)
        )
        self._columns = columns
        headers = pa.array([*columns.own, *result_headers(columns.own, columns.ours)], pa.string())
        cells = csv_cells(headers, columns.delimiter).to_pylist()
        self._csv.write(b"\xef\xbb\xbf" + (columns.delimiter.join(cells) + "\n").encode())

    def write(self, batch: pa.RecordBatch, scored: ScoredBatch, groups: pa.DictionaryArray | None) -> None:
        """Append one scored batch to each file; ``groups`` are the customers' in the running experiment."""
        columns = scored.columns if groups is None else {**scored.columns, GROUP_COLUMN: groups}
        delimiter = self._columns.delimiter
        own = [csv_cells(batch.column(name), delimiter) for name in self._columns.prepared]
        # The text of the lines stands in one piece in the joined array, so that it is written without a copy.
        text = bytes_of(pc.binary_join_element_wise(*own, *self._ends_of_lines(columns), delimiter))
        for start in range(0, len(text), _PIECE_BYTES):
            self._csv.write(text[start : start + _PIECE_BYTES])
        words = [columns[field.name].dictionary_decode() for field in self._schema if field.name not in _PLAIN]
        scores = [batch.column("customer_id"), scored.probabilities, *words]
        self._scores.write_batch(pa.RecordBatch.from_arrays(scores, schema=self._schema))

    def _ends_of_lines(self, columns: Mapping[str, pa.DictionaryArray]) -> list[pa.Array]:
        """The cells of ``columns`` and the end of the line.

        Neighbours with the same positions are put together once a position.
        """
        runs = [list(run) for _, run in groupby(columns, lambda name: columns[name].indices.buffers()[1].address)]
        texts = [
            pc.binary_join_element_wise(*(self._words(name, columns[name].dictionary) for name in run), self._columns.delimiter)
            for run in runs
        ]
        texts[-1] = pc.binary_join_element_wise(texts[-1], "", "\n")
        return [text.take(columns[run[0]].indices) for text, run in zip(texts, runs, strict=True)]

    def _words(self, name: str, values: pa.Array) -> pa.Array:
        cells = csv_cells(values, self._columns.delimiter)
        if name not in _DECIMALS or self._columns.decimal == ".":
            return cells
        return pc.replace_substring(cells, ".", self._columns.decimal)


def _scored(
    table: pq.ParquetFile, sinks: _Sinks, scorer: Scorer, *, as_of: date, assignment: Assignment | None
) -> Generator[tuple[pa.RecordBatch, ScoredBatch, NDArray[np.bool_] | None, Progress], None, None]:
    """Each batch once its writing has begun, with what was found about it and who of it is in the holdout, if there is one."""
    rows_done, held_count, groups, held = 0, None, None, None
    read = {"customer_id", *scorer.sources, *summing.SOURCES}
    wanted = [name for name in table.schema_arrow.names if name.startswith("column_") or name in read]
    # One batch is written in a thread while the next one is read and scored: Arrow and NumPy let each other run.
    with ThreadPoolExecutor(1, "result") as writer:
        writing = writer.submit(lambda: None)
        for batch in prepared.batches(table, wanted):
            scored = pipeline.score(batch, scorer, as_of)
            if assignment is not None:
                groups = assignment.groups(batch.column("customer_id"))
                held = is_held(groups)
                scored = pipeline.leave_alone(scored, held)
                held_count = (held_count or 0) + int(held.sum())
            writing.result()
            writing = writer.submit(sinks.write, batch, scored, groups)
            rows_done += batch.num_rows
            yield batch, scored, held, Progress(rows_done, held_count)
        writing.result()


def _columns(table: pq.ParquetFile, assignment: Assignment | None) -> _Columns:
    described = prepared.described(table)
    # A file that does not say is one from before it did.
    delimiter, decimal = described.get("delimiter", ","), described.get("decimal", ".")
    if (delimiter, decimal) not in ((",", "."), (";", "."), (";", ",")):
        raise prepared.PreparedUnreadable("The prepared file says a way to write a result that is not known.")
    ours = RESULT_COLUMNS if assignment is None else (*RESULT_COLUMNS, GROUP_COLUMN)
    return _Columns(described["headers"], prepared.own_columns(described), ours, delimiter, decimal)


def _free_name(name: str, taken: set[str]) -> str:
    candidates = (name, f"{name}{_SUFFIX}", *(f"{name}{_SUFFIX}_{number}" for number in range(2, len(taken) + 3)))
    return next(candidate for candidate in candidates if candidate not in taken)
