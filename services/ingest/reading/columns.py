"""Reads the mapped columns of a table as canonical fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.fields import FIELDS, IDENTITY_ONLY, Field, Kind
from services.ingest.reading import dates, flags, numbers, texts, units
from services.ingest.reading.cells import Cell, Column, Finding
from services.ingest.reading.dates import Dates, Order
from services.ingest.reading.flags import Flags
from services.ingest.reading.numbers import Decimal, Numbers
from services.ingest.reading.texts import Texts

OUT_OF_RANGE = "out_of_range"
FUTURE_DATE = "future_date"
UNEXPECTED_PERCENT = "unexpected_percent"
CONVERTED_UNIT = "converted_unit"
ID = "customer_id"
# What has happened; a customer may be known to leave on a day to come.
_PAST = frozenset({"signup_date", "last_activity_date"})
# A time zone may put what happens today on tomorrow's date.
_AHEAD_TOLERATED = timedelta(days=1)
_TYPES = {Kind.ID: pa.string(), Kind.TEXT: texts.KIND, Kind.NUMBER: pa.float64(), Kind.DATE: pa.date32(), Kind.FLAG: pa.bool_()}


class Reader(Protocol):
    """Reads the cells of one column, block by block."""

    def read(self, cells: pa.Array) -> Column:
        """The column of ``cells`` (string)."""


@dataclass(frozen=True)
class Mapped:
    """A canonical field, the column (from 0) it comes from, and how its cells are read: block by block, and one alone."""

    field: Field
    index: int
    reader: Reader
    read_one: Callable[[str], Cell]

    @property
    def type(self) -> pa.DataType:
        """Of the field's canonical column."""
        return _TYPES[self.field.kind]

    def read(self, cells: pa.Array) -> Column:
        """The column of ``cells`` (string, or a dictionary of strings, each of which is read once)."""
        if not pa.types.is_dictionary(cells.type):
            return self.reader.read(cells)
        return self.reader.read(cells.dictionary).at(cells.indices)

    def likeness(self, cell: str) -> float:
        """How well a cell fits the column: 1 for a value, 0.5 for none, 0 for what cannot be read."""
        found = self.read_one(cell)
        return 1.0 if found.value is not None else 0.5 if found.rule is None else 0.0


class Measured:
    """Reads a column of numbers in some unit as numbers in the canonical unit of ``field``, within its plausible range."""

    def __init__(self, field: Field, decimal: Decimal, unit: str | None, today: date | None) -> None:
        self._field = field
        self._numbers = Numbers(decimal, units.in_cells(field, unit))
        self._to_canonical = units.line(field, unit, today)

    def read(self, cells: pa.Array) -> Column:
        """The column of ``cells`` (string)."""
        found = self._numbers.read(cells)
        if found.is_share is None and self._to_canonical == units.AS_IT_IS and self._is_plausible(found.values):
            return found
        values = found.values.to_numpy(zero_copy_only=False)
        converted = units.convert(values, found.is_share, self._field, self._to_canonical)
        is_beyond = (converted < self._field.minimum) | (converted > self._field.maximum)
        lost = np.isnan(converted) & ~np.isnan(values)
        faults = found.faults
        if is_beyond.any():
            converted = np.where(is_beyond, np.nan, converted)
            faults = (*faults, Finding(OUT_OF_RANGE, np.flatnonzero(is_beyond)))
        if lost.any():
            faults = (*faults, Finding(UNEXPECTED_PERCENT, np.flatnonzero(lost)))
        coercions = self._coercions(found, converted, is_beyond | lost)
        return Column(pa.array(converted, from_pandas=True), faults, coercions=coercions)

    def _coercions(self, found: Column, converted: units.Floats, is_lost: NDArray[np.bool_]) -> tuple[Finding, ...]:
        """Those of ``found`` whose cell was not lost, and the conversion."""
        kept = _of_others(found.coercions, is_lost)
        if self._to_canonical == units.AS_IT_IS:
            return kept
        is_converted = ~np.isnan(converted) if found.is_share is None else ~np.isnan(converted) & ~found.is_share
        return (*kept, Finding(CONVERTED_UNIT, np.flatnonzero(is_converted)))

    def _is_plausible(self, values: pa.Array) -> bool:
        ends = pc.min_max(values).as_py()
        # Of an empty column both are null, which is within any range.
        return ends["min"] is None or bool(self._field.minimum <= ends["min"] and ends["max"] <= self._field.maximum)


class Past:
    """Reads a column of dates of what has happened by ``today``."""

    def __init__(self, order: Order, today: date) -> None:
        self._dates = Dates(order)
        self._latest = today + _AHEAD_TOLERATED

    def read(self, cells: pa.Array) -> Column:
        """The column of ``cells`` (string)."""
        found = self._dates.read(cells)
        last = pc.max(found.values).as_py()
        if last is None or last <= self._latest:
            return found
        is_ahead = pc.fill_null(pc.greater(found.values, self._latest), False).to_numpy(zero_copy_only=False)
        ahead = np.flatnonzero(is_ahead)
        faults = (*found.faults, Finding(FUTURE_DATE, ahead))
        return Column(without(found.values, ahead), faults, coercions=_of_others(found.coercions, is_ahead))


def mapped(mappings: Sequence[ColumnMapping]) -> dict[str, ColumnMapping]:
    """The columns that were mapped without asking, or confirmed, by canonical field."""
    return {column.field: column for column in mappings if column.field is not None and column.decision is Decision.AUTO}


def readers(
    mappings: Mapping[str, ColumnMapping], samples: Sequence[Sequence[str]], delimiter: str, today: date | None
) -> tuple[Mapped, ...]:
    """How to read each mapped column but the id and what only names the customer, in the order of the fields.

    Raises ValueError for a unit that its field cannot have.
    """
    decimals = _decimals(mappings, samples, delimiter)
    orders = _orders(mappings, samples)
    found = []
    for field in FIELDS.values():
        if field.name in mappings and field.kind is not Kind.ID and field.name not in IDENTITY_ONLY:
            mapping = mappings[field.name]
            decimal, order = decimals.get(field.name), orders.get(field.name)
            found.append(_reader(field, mapping, decimal=decimal, order=order, today=today))
    return tuple(found)


def _reader(field: Field, mapping: ColumnMapping, *, decimal: Decimal | None, order: Order | None, today: date | None) -> Mapped:
    if field.kind is Kind.NUMBER and decimal is not None:
        measured = Measured(field, decimal, mapping.unit, today)
        return Mapped(
            field, mapping.index, measured, partial(numbers.read_one, decimal=decimal, unit=units.in_cells(field, mapping.unit))
        )
    if field.kind is Kind.DATE and order is not None:
        reader = Past(order, today) if today is not None and field.name in _PAST else Dates(order)
        return Mapped(field, mapping.index, reader, partial(dates.read_one, order=order))
    if field.kind is Kind.FLAG:
        return Mapped(field, mapping.index, Flags(mapping.unit), partial(flags.read_one, unit=mapping.unit))
    # Any text fits a column of text, so it says nothing about where a cell belongs.
    return Mapped(field, mapping.index, Texts(), texts.read_one)


def _decimals(mappings: Mapping[str, ColumnMapping], samples: Sequence[Sequence[str]], delimiter: str) -> dict[str, Decimal]:
    found = {
        name: numbers.evidence(samples[mapping.index]) for name, mapping in mappings.items() if FIELDS[name].kind is Kind.NUMBER
    }
    of_file = set().union(*found.values())
    return {name: numbers.decide(proved, of_file, delimiter) for name, proved in found.items()}


def _orders(mappings: Mapping[str, ColumnMapping], samples: Sequence[Sequence[str]]) -> dict[str, Order]:
    """The order of each mapped column of dates: the one it was given, its own, or that of the other columns where they agree."""
    of_dates = {name: mapping for name, mapping in mappings.items() if FIELDS[name].kind is Kind.DATE}
    own = {name: dates.order_of(samples[mapping.index]) for name, mapping in of_dates.items()}
    known = {order for order in own.values() if order in (Order.DAY_FIRST, Order.MONTH_FIRST)}
    of_file = next(iter(known)) if len(known) == 1 else Order.UNDECIDED
    found = {}
    for name, mapping in of_dates.items():
        decided = own[name] or Order.ISO
        decided = of_file if decided is Order.UNDECIDED else decided
        found[name] = Order(mapping.unit) if mapping.unit else decided
    return found


def likenesses(id_index: int, mapped: Sequence[Mapped], delimiter: str) -> dict[int, Callable[[str], float]]:
    """Per column that says where a cell belongs, how well a cell fits it. Texts take any cell, so they say nothing."""
    found = {each.index: each.likeness for each in mapped if each.field.kind is not Kind.TEXT}
    return {**found, id_index: lambda cell: 0.0 if delimiter in cell or not cell.strip() else 1.0}


def _of_others(findings: Sequence[Finding], is_lost: NDArray[np.bool_]) -> tuple[Finding, ...]:
    return tuple(Finding(each.rule, each.rows[~is_lost[each.rows]]) for each in findings)


def without(values: pa.Array, rows: NDArray[np.int64]) -> pa.Array:
    """``values`` with null in ``rows``."""
    if not len(rows):
        return values
    keep = np.ones(len(values), bool)
    keep[rows] = False
    return pc.if_else(pa.array(keep), values, pa.scalar(None, values.type))
