"""Prepares a file for scoring.

Every original cell as text, and the mapped columns as typed canonical ones, in one streaming pass.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from services.ingest.domain import ColumnMapping, Dialect, Prepared
from services.ingest.failures import CustomerIdMissing, NoCustomers
from services.ingest.fields import FIELDS, Kind
from services.ingest.reading import columns as columns_
from services.ingest.reading import numbers, own
from services.ingest.reading.ahead import ahead
from services.ingest.reading.alignment import Alignment
from services.ingest.reading.blocks import Blocks
from services.ingest.reading.columns import ID, Mapped
from services.ingest.reading.ids import Repetitions, are_blank, are_missing
from services.ingest.reading.numbers import Decimal
from services.ingest.reading.own import Own
from services.ingest.reading.problems import Problems
from services.ingest.reading.regular import Rows
from services.ingest.reading.samples import Sample
from services.ingest.reading.sink import Sink
from services.runtime import threads

FORMAT = 2
# How a column with few different cells is kept, so that each of them is read and written once a block.
_REPETITIVE = pa.dictionary(pa.int32(), pa.string())
# So many different values of a column are written faster as one byte each than in full; more of them are not.
_FEW = 256


def prepare(
    raw: Path,
    dialect: Dialect,
    columns: Sequence[ColumnMapping],
    sample: Sample,
    *,
    target: Path,
    problems_csv: Path | None = None,
    today: date | None = None,
) -> Prepared:
    """Write the prepared Parquet of the CSV at ``raw`` to ``target``, and all its problems to ``problems_csv`` if given.

    ``sample`` is of the file. Columns with the decision AUTO are mapped; their ``unit`` says what is converted, None stands for
    the canonical one ("birth_year" needs ``today``). Rows without a customer id are kept out, cells that cannot be read are null;
    both are problems. Both files appear when they are complete, or not at all. Blocking. Raises CustomerIdMissing, HeaderOnly,
    NoCustomers, TooManyColumns, UnreadableRow, ValueError for a unit that its field cannot have, and threads.GivenUp.
    """
    mappings = columns_.mapped(columns)
    headers, cells = sample
    if ID not in mappings:
        raise _id_missing(dialect.header_row, len(headers))
    mapped = columns_.readers(mappings, cells, dialect.delimiter, today)
    align = Alignment(len(headers), dialect.delimiter, columns_.likenesses(mappings[ID].index, mapped, dialect.delimiter)).align
    owned = own.describe(headers, cells, {mapping.index for mapping in mappings.values()}, delimiter=dialect.delimiter)
    repetitive = _repetitive(cells) - {mappings[ID].index}
    few = [each.field.name for each in mapped if len(set(cells[each.index])) <= _FEW]
    delimiter, decimal = _spreadsheet(dialect.delimiter, cells)
    written = {"delimiter": delimiter, "decimal": decimal, "own": [asdict(each) for each in owned]}
    schema = _schema(headers, mappings, mapped, written=written, repetitive=repetitive)
    with ExitStack() as stack:
        file = stack.enter_context(raw.open("rb"))
        problems = stack.enter_context(Problems(headers, problems_csv, delimiter))
        sink = stack.enter_context(Sink(target, schema, few=few, numbers=_numbers(mapped, owned)))
        preparation = Preparation(mappings[ID].index, mapped, problems, schema)
        with closing(ahead(Blocks(file, dialect, align=align))) as blocks:
            for rows in blocks:
                threads.go_on()
                sink.write(preparation.prepare(rows))
        if not preparation.row_count:
            raise NoCustomers(
                f'No row below the header on line {dialect.header_row} has a customer id in "{mappings[ID].header}".'
            )
        # The last rows are written while the problems are put together.
        sink.flush()
        repeated, lines = preparation.repetitions.rows()
        first = problems.finish("duplicate_customer_id", repeated, lines, mappings[ID].index)
        sink.finish()
        return Prepared(preparation.row_count, problems.count, first, problems.counts)


class Preparation:
    """Prepares the blocks of one file."""

    def __init__(self, id_index: int, mapped: tuple[Mapped, ...], problems: Problems, schema: pa.Schema) -> None:
        self._id_index = id_index
        self._mapped = mapped
        self._problems = problems
        self._schema = schema
        self._are_repetitive = [pa.types.is_dictionary(kind) for kind in schema.types]
        self.repetitions = Repetitions()
        self.row_count = 0

    def prepare(self, rows: Rows) -> pa.Table:
        """The rows that have a customer id, with their canonical columns."""
        among = self._all_lines(rows)
        rows = self._encoded(self._with_id(rows))
        ids = _one(rows.table.column(self._id_index))
        self.repetitions.add(ids, rows.lines)
        arrays = [*rows.table.columns, *(self._canonical(each, rows) for each in self._mapped)]
        self._problems.end_block(rows.lines, among)
        self.row_count += len(ids)
        return pa.table(arrays, schema=self._schema)

    def _all_lines(self, rows: Rows) -> NDArray[np.int64]:
        """Where rows begin, also those below the table; what broke a rule is a problem."""
        if not rows.faults:
            return rows.lines
        by_rule: dict[str, list[int]] = {}
        for line, rule in rows.faults:
            by_rule.setdefault(rule, []).append(line)
        broken = {rule: np.array(lines, np.int64) for rule, lines in by_rule.items()}
        # Not union1d, which hashes, and takes several times as long.
        among = np.concatenate([rows.lines, *broken.values()])
        among.sort()
        among = among[np.diff(among, prepend=-1) > 0]
        for rule, lines in broken.items():
            self._problems.add_rows(rule, lines, among)
        return among

    def _with_id(self, rows: Rows) -> Rows:
        """The rows that surely have an id; the others are problems."""
        unsure = _doubtful(rows, self._id_index)
        missing = are_missing(_one(rows.table.column(self._id_index)))
        if not missing.any() and not len(unsure):
            return rows
        missing[unsure] = False
        without = np.flatnonzero(missing)
        is_blank = are_blank(rows.table, without)
        for rule, found in (
            ("no_sure_customer_id", unsure),
            ("blank_row", without[is_blank]),
            ("no_customer_id", without[~is_blank]),
        ):
            self._problems.add_rows(rule, rows.lines[found], rows.lines)
        missing[unsure] = True
        return _kept(rows, ~missing)

    def _encoded(self, rows: Rows) -> Rows:
        """The rows without nulls, with dictionaries for repetitive columns.

        Arrow's CSV reader takes half as long again to make them.
        """
        columns = [
            filled.dictionary_encode() if is_repetitive else filled
            for filled, is_repetitive in zip(map(_filled, rows.table.columns), self._are_repetitive, strict=False)
        ]
        return replace(rows, table=pa.table(columns, names=rows.table.column_names))

    def _canonical(self, mapped: Mapped, rows: Rows) -> pa.Array:
        column = mapped.read(_one(rows.table.column(mapped.index)))
        doubtful = _doubtful(rows, mapped.index)
        for fault in column.faults:
            self._problems.add(fault.rule, rows.lines[_without(fault.rows, doubtful)], mapped.index)
        for each in column.coercions:
            self._problems.add_coerced(each.rule, _without(each.rows, doubtful), rows.lines, mapped.index)
        return columns_.without(column.values, doubtful)


def _id_missing(header_line: int, column_count: int) -> CustomerIdMissing:
    return CustomerIdMissing(
        f"None of the {column_count} columns under the header on line {header_line} is known to be the customer id. "
        "Name one of them customer_id, or say which one it is.",
        details=(("customer_id", f"No column of the header on line {header_line} is the customer id."),),
    )


def _schema(
    headers: Sequence[str],
    mappings: Mapping[str, ColumnMapping],
    mapped: Sequence[Mapped],
    *,
    written: Mapping[str, object],
    repetitive: Collection[int],
) -> pa.Schema:
    about = {
        "format": FORMAT,
        "headers": list(headers),
        "fields": {name: {"index": mapping.index, "unit": FIELDS[name].unit} for name, mapping in mappings.items()},
        **written,
    }
    # The id is what its cells are, so it stands there once.
    names = [ID if index == mappings[ID].index else f"column_{index}" for index in range(len(headers))]
    # Parquet keeps of each cell that may be null whether it is, which takes as long as a third of the cells themselves.
    originals = [
        pa.field(name, _REPETITIVE if index in repetitive else pa.string(), nullable=False) for index, name in enumerate(names)
    ]
    canonical = [pa.field(each.field.name, each.type) for each in mapped]
    return pa.schema([*originals, *canonical], {b"retainwise": json.dumps(about).encode()})


def _spreadsheet(delimiter: str, samples: Sequence[Sequence[str]]) -> tuple[str, str]:
    """How the user's spreadsheet divides cells, and its decimal mark: semicolons and mostly a comma, or commas and a point."""
    if delimiter == ",":
        return ",", Decimal.POINT.value
    proved = numbers.decide(set(), set().union(*map(numbers.evidence, samples)), delimiter)
    if delimiter == ";":
        return ";", (Decimal.POINT if proved is Decimal.POINT else Decimal.COMMA).value
    # Tabs and bars say nothing, but where decimals have a comma a spreadsheet cannot divide by it.
    return (";", Decimal.COMMA.value) if proved is Decimal.COMMA else (",", Decimal.POINT.value)


def _numbers(mapped: Sequence[Mapped], owned: Sequence[Own]) -> list[str]:
    """The original columns whose texts are numbers."""
    indexes = [each.index for each in mapped if each.field.kind is Kind.NUMBER]
    return [f"column_{index}" for index in (*indexes, *(each.index for each in owned if each.kind == "number"))]


def _repetitive(cells: Sequence[Sequence[str]]) -> set[int]:
    """The columns with some thousand different cells at most."""
    # Of five thousand equally frequent cells a sample of two thousand shows 1,650.
    return {index for index, sample in enumerate(cells) if len(set(sample)) < 0.8 * len(sample)}


def _filled(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A cell that a row is too short to have is as good as empty from here on."""
    return column.fill_null("") if column.null_count else column


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _doubtful(rows: Rows, column: int) -> NDArray[np.int64]:
    return np.array([row for row, index in rows.doubtful if index == column], np.int64)


def _without(rows: NDArray[np.int64], doubtful: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.setdiff1d(rows, doubtful) if len(doubtful) else rows


def _kept(rows: Rows, keep: NDArray[np.bool_]) -> Rows:
    place = np.cumsum(keep) - 1
    doubtful = tuple((int(place[row]), column) for row, column in rows.doubtful if keep[row])
    return Rows(rows.table.filter(pa.array(keep)), rows.lines[keep], rows.faults, doubtful)
