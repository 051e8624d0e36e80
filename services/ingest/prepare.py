"""Prepares a file for scoring: every original cell as text, and the mapped columns as typed canonical ones, in one streaming pass."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from services.ingest import columns as columns_
from services.ingest import samples
from services.ingest.alignment import Alignment
from services.ingest.blocks import Blocks
from services.ingest.columns import ID, Mapped
from services.ingest.domain import ColumnMapping, Dialect, Prepared
from services.ingest.failures import CustomerIdMissing, NoCustomers
from services.ingest.fields import FIELDS
from services.ingest.problems import Problems
from services.ingest.regular import Rows
from services.ingest.repetitions import Repetitions
from services.ingest.sink import Sink

FORMAT = 1
# What is certainly no id, trimmed and in lower case. "NA" and "none" may be somebody's.
_NO_ID = pa.array(["", "null", "nan", "<na>", "n/a", "#n/a", "#ref!", "#value!", "#name?"])
_BLANKS = " \t\r\n\x00\xa0"


def prepare(
    raw: Path,
    dialect: Dialect,
    columns: Sequence[ColumnMapping],
    target: Path,
    *,
    problems_csv: Path | None = None,
    today: date | None = None,
) -> Prepared:
    """Write the prepared Parquet of the CSV at ``raw`` to ``target``, and all its problems to ``problems_csv`` if given.

    Columns with the decision AUTO are mapped; their ``unit`` says what is converted, None stands for the canonical one ("birth_year"
    needs ``today``). Rows without a customer id are kept out, cells that cannot be read are null; both are problems. Both files
    appear when they are complete, or not at all. Blocking. Raises CustomerIdMissing, HeaderOnly, NoCustomers, TooManyColumns,
    UnreadableRow, and ValueError for a unit that its field cannot have.
    """
    mappings = columns_.mapped(columns)
    headers, cells = samples.take(raw, dialect)
    if ID not in mappings:
        raise _id_missing(dialect.header_row, len(headers))
    mapped = columns_.readers(mappings, cells, dialect.delimiter, today)
    likeness = {mappings[ID].index: _likeness_of_id(dialect.delimiter), **{each.index: each.likeness for each in mapped}}
    align = Alignment(len(headers), dialect.delimiter, likeness).align
    schema = _schema(headers, mappings, mapped)
    with raw.open("rb") as file, Problems(headers, problems_csv) as problems, Sink(target, schema, cells) as sink:
        preparation = Preparation(mappings[ID].index, mapped, problems, schema)
        for rows in Blocks(file, dialect, align=align):
            sink.write(preparation.prepare(rows))
        if not preparation.row_count:
            raise NoCustomers(f'No row below the header on line {dialect.header_row} has a value in "{mappings[ID].header}".')
        sink.finish()
        first = problems.finish("duplicate_customer_id", preparation.repetitions.lines(), mappings[ID].index)
        return Prepared(preparation.row_count, problems.count, first)


class Preparation:
    """Prepares the blocks of one file."""

    def __init__(self, id_index: int, mapped: tuple[Mapped, ...], problems: Problems, schema: pa.Schema) -> None:
        self._id_index = id_index
        self._mapped = mapped
        self._problems = problems
        self._schema = schema
        self.repetitions = Repetitions()
        self.row_count = 0

    def prepare(self, rows: Rows) -> pa.Table:
        """The rows that have a customer id, with their canonical columns."""
        for line, rule in rows.faults:
            self._problems.add(rule, np.array([line]))
        rows = self._with_id(rows)
        ids = _one(rows.table.column(self._id_index))
        self.repetitions.add(ids, rows.lines)
        arrays = [*rows.table.columns, ids, *(self._canonical(each, rows) for each in self._mapped)]
        self._problems.end_block()
        self.row_count += len(ids)
        return pa.table(arrays, schema=self._schema)

    def _with_id(self, rows: Rows) -> Rows:
        """The rows that surely have an id; the others are problems."""
        ids = rows.table.column(self._id_index)
        trimmed = pc.utf8_lower(pc.utf8_trim(ids, _BLANKS))
        has_none = pc.is_in(trimmed, _NO_ID).to_numpy() | pc.is_null(ids).to_numpy()
        unsure = np.array([row for row, column in rows.doubtful if column == self._id_index], np.int64)
        if not has_none.any() and not len(unsure):
            return rows
        has_none[unsure] = False
        self._problems.add("no_sure_customer_id", rows.lines[unsure])
        is_blank = has_none & _are_blank(rows.table, np.flatnonzero(has_none))
        self._problems.add("blank_row", rows.lines[is_blank])
        self._problems.add("no_customer_id", rows.lines[has_none & ~is_blank])
        has_none[unsure] = True
        return _kept(rows, ~has_none)

    def _canonical(self, mapped: Mapped, rows: Rows) -> pa.Array:
        cells = _one(rows.table.column(mapped.index))
        column = mapped.reader.read(cells)
        doubtful = np.array([row for row, index in rows.doubtful if index == mapped.index], np.int64)
        for fault in column.faults:
            self._problems.add(fault.rule, rows.lines[np.setdiff1d(fault.rows, doubtful)], mapped.index)
        return columns_.without(column, doubtful).values


def _id_missing(header_line: int, column_count: int) -> CustomerIdMissing:
    return CustomerIdMissing(
        f"None of the {column_count} columns under the header on line {header_line} is known to be the customer id. "
        "Name one of them customer_id, or say which one it is.",
        details=(("customer_id", f"No column of the header on line {header_line} is the customer id."),),
    )


def _likeness_of_id(delimiter: str):  # type: ignore[no-untyped-def]
    return lambda cell: 0.0 if delimiter in cell or not cell.strip() else 1.0


def _schema(headers: Sequence[str], mappings: dict[str, ColumnMapping], mapped: Sequence[Mapped]) -> pa.Schema:
    about = {
        "format": FORMAT,
        "headers": list(headers),
        "fields": {name: {"index": mapping.index, "unit": FIELDS[name].unit} for name, mapping in mappings.items()},
    }
    originals = [pa.field(f"column_{index}", pa.string()) for index in range(len(headers))]
    canonical = [pa.field(each.field.name, each.type) for each in mapped]
    return pa.schema([*originals, pa.field(ID, pa.string(), nullable=False), *canonical], {b"retainwise": json.dumps(about).encode()})


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)


def _are_blank(table: pa.Table, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """For each row of ``table`` whether it is among ``rows`` and all its cells are blank."""
    some = table.take(pa.array(rows))
    blank = np.ones(len(rows), bool)
    for column in some.columns:
        blank &= pc.equal(pc.utf8_trim(column, _BLANKS), "").fill_null(True).to_numpy()
    found = np.zeros(table.num_rows, bool)
    found[rows[blank]] = True
    return found


def _kept(rows: Rows, keep: NDArray[np.bool_]) -> Rows:
    place = np.cumsum(keep) - 1
    doubtful = tuple((int(place[row]), column) for row, column in rows.doubtful if keep[row])
    return Rows(rows.table.filter(pa.array(keep)), rows.lines[keep], rows.faults, doubtful)
