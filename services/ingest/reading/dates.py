"""Dates as people and programs write them: ISO, local with day or month first, with names of months, as Excel or Unix numbers.

Whether "03/04/2024" is in March or April is decided from the column, and where the column does not say, from the other columns
of the file.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from enum import Enum

import pyarrow as pa
import pyarrow.compute as pc

from services.ingest.reading.cells import MARKED_MISSING, MISSING, PLAIN, Cell, Column, Reader, blank_to_null, is_missing, where
from services.ingest.reading.month_names import MONTHS

NOT_A_DATE = "not_a_date"
AMBIGUOUS_DATE = "ambiguous_date"
OTHER_DATE_ORDER = "other_date_order"
PLACEHOLDER_DATE = "placeholder_date"
LOCAL_DATE = "local_date"
MONTH_AS_DATE = "month_as_date"
TIME_OF_DAY = "time_of_day"
EXCEL_SERIAL = "excel_serial"
UNIX_TIME = "unix_time"

# Dates beyond these are what programs write for "never" or "unknown": 0001-01-01, 1899-12-30, 9999-12-31.
_FIRST, _LAST = date(1900, 1, 2), date(2199, 12, 31)
# 1954 to 2064 as Excel counts days; a smaller or greater number is more likely something else.
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 60_000
_EXCEL_EPOCH = date(1899, 12, 30)
_UNIX_EPOCH, _DAY_S = date(1970, 1, 1), 86_400
_FIRST_DAY, _LAST_DAY = (_FIRST - _UNIX_EPOCH).days, (_LAST - _UNIX_EPOCH).days

_TIME = (
    r"(?:(?:T|,?\s+)\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?\s?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_COMPACT = re.compile(r"((?:19|20|21)\d{2})(\d{2})(\d{2})")
_LOCAL = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}")
_DAY_NAME_YEAR = re.compile(
    rf"(?:[^\W\d_]+\.?,?\s+)?(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|°)?[\s/-]*(?:de\s+|of\s+)?([^\W\d_]+)\.?[\s,/-]*(?:de\s+|del\s+)?(\d{{4}}|\d{{2}}){_TIME}"
)
_NAME_DAY_YEAR = re.compile(rf"(?:[^\W\d_]+\.?,?\s+)?([^\W\d_]+)\.?[\s/-]*(\d{{1,2}})(?:st|nd|rd|th)?[\s,/-]+(\d{{4}}){_TIME}")
# Months of a year.
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})/(\d{4})")
_NAME_YEAR = re.compile(r"([^\W\d_]+)\.?[\s/-]+(?:de\s+|of\s+)?(\d{4})")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_UNIX = re.compile(r"\d{9,10}|\d{12,13}")
# No date is longer, and some of these forms take their time to see that a long text is none.
_LONGEST_DATE = 80
_ISO_TIME = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$"


class Order(Enum):
    """How the dates of a column are written. UNDECIDED: day and month cannot be told apart, and are not guessed."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    ISO = "iso"
    EXCEL_SERIAL = "excel-serial"
    UNIX_S = "unix-s"
    UNIX_MS = "unix-ms"
    UNDECIDED = "undecided"


def order_of(cells: Iterable[str]) -> Order | None:
    """How the dates among ``cells`` are written; None where fewer than six in ten of the filled cells are dates.

    UNDECIDED also where some cells prove one order and some the other.
    """
    filled = [cell.strip() for cell in set(cells) if not is_missing(cell)]
    short = [cell for cell in filled if len(cell) <= _LONGEST_DATE]
    local = [match for cell in short if (match := _LOCAL.fullmatch(cell))]
    if len(local) * 10 >= len(filled) * 6 and local:
        return _local_order(local)
    counts = {
        Order.ISO: sum(1 for cell in short if _is_iso_like(cell)) + len(local),
        Order.EXCEL_SERIAL: sum(1 for cell in short if _SERIAL.fullmatch(cell) and _serial(cell)),
        Order.UNIX_S: sum(1 for cell in short if _UNIX.fullmatch(cell) and len(cell) < 11),
        Order.UNIX_MS: sum(1 for cell in short if _UNIX.fullmatch(cell) and len(cell) > 11),
    }
    order = max(counts, key=lambda each: counts[each])
    if not filled or counts[order] * 10 < len(filled) * 6:
        return None
    return _local_order(local) if local and order is Order.ISO else order


def _local_order(local: list[re.Match[str]]) -> Order:
    marked = {_proof(match) for match in local} - {None}
    return marked.pop() or Order.UNDECIDED if len(marked) == 1 else Order.UNDECIDED


def _proof(match: re.Match[str]) -> Order | None:
    """What a local date proves about the order; points divide only dates that begin with the day."""
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second or match[2] == ".":
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if second > 12 >= first else None


def _is_iso_like(cell: str) -> bool:
    # The most usual form takes a tenth of the time so.
    if len(cell) == 10 and cell[4] == cell[7] == "-" and cell.isascii():
        with suppress(ValueError):
            return _FIRST <= date.fromisoformat(cell) <= _LAST
    forms = (_YEAR_FIRST, _COMPACT, _DAY_NAME_YEAR, _NAME_DAY_YEAR, _YEAR_MONTH, _MONTH_YEAR, _NAME_YEAR)
    return any(form.fullmatch(cell) for form in forms) and _read_text(cell, Order.ISO).value is not None


class Dates:
    """Reads a column of dates (date32) block by block."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._reader = Reader(lambda text: read_one(text, order), pa.date32())

    def read(self, cells: pa.Array) -> Column:
        """The column of ``cells`` (string). A cell that is no date, or may be two, is null and a fault."""
        if self._order in (Order.ISO, Order.DAY_FIRST, Order.MONTH_FIRST, Order.UNDECIDED):
            plain = _iso(blank_to_null(cells))
            if plain is not None:
                return plain
        return self._reader.read(cells)


def _iso(cells: pa.Array) -> Column | None:
    """The dates where every cell is an ISO date, or every one an ISO date with a time."""
    values = _cast(cells)
    has_times = values is None
    if values is None and pc.all(pc.match_substring_regex(cells, _ISO_TIME)).as_py():
        values = _cast(pc.utf8_slice_codeunits(cells, 0, 10))
    if values is None:
        return None
    # Of an empty column the smallest and the greatest are null, which is within any range. They are compared as numbers, because
    # Arrow knows a year 0 and Python does not.
    ends = pc.min_max(values.cast(pa.int32())).as_py()
    is_plausible = ends["min"] is None or _FIRST_DAY <= ends["min"] <= ends["max"] <= _LAST_DAY
    if not is_plausible:
        return None
    return Column(values, coercions=where(TIME_OF_DAY, values.is_valid()) if has_times else ())


def _cast(cells: pa.Array) -> pa.Array | None:
    try:
        return pc.cast(cells, pa.date32())
    except pa.ArrowInvalid:
        return None


def read_one(text: str, order: Order) -> Cell:
    """One cell as a date; the time of day is left out."""
    trimmed = text.strip(" \t\r\n\x00\xa0")
    if is_missing(trimmed):
        return MARKED_MISSING if trimmed else MISSING
    if len(trimmed) > _LONGEST_DATE:
        return Cell(rule=NOT_A_DATE)
    if order in (Order.UNIX_S, Order.UNIX_MS):
        return _plausible(_unix(trimmed, order), (UNIX_TIME,))
    if _SERIAL.fullmatch(trimmed):
        serial = _serial(trimmed)
        return Cell(serial, coercions=(EXCEL_SERIAL,)) if serial else Cell(rule=NOT_A_DATE)
    return _read_text(trimmed, order)


def _read_text(text: str, order: Order) -> Cell:
    if match := _YEAR_FIRST.fullmatch(text):
        is_iso = match[2] == "-" and len(match[3]) == len(match[4]) == 2
        return _plausible(_date(match[1], match[3], match[4]), (*(PLAIN if is_iso else (LOCAL_DATE,)), *_times(match)))
    if match := _LOCAL.fullmatch(text):
        return _local(match, order)
    if match := _COMPACT.fullmatch(text):
        return _plausible(_date(match[1], match[2], match[3]))
    if match := _DAY_NAME_YEAR.fullmatch(text):
        return _plausible(_date(match[3], str(MONTHS.get(match[2].lower(), 0)), match[1]), (LOCAL_DATE, *_times(match)))
    if match := _NAME_DAY_YEAR.fullmatch(text):
        return _plausible(_date(match[3], str(MONTHS.get(match[1].lower(), 0)), match[2]), (LOCAL_DATE, *_times(match)))
    return _plausible(_first_of_month(text), (MONTH_AS_DATE,))


def _first_of_month(text: str) -> date | None:
    if match := _YEAR_MONTH.fullmatch(text):
        return _date(match[1], match[2], "1")
    if match := _MONTH_YEAR.fullmatch(text):
        return _date(match[2], match[1], "1")
    if match := _NAME_YEAR.fullmatch(text):
        return _date(match[2], str(MONTHS.get(match[1].lower(), 0)), "1")
    return None


def _times(match: re.Match[str]) -> tuple[str, ...]:
    """What is left out behind the date, which ends with the last group."""
    return (TIME_OF_DAY,) if match.end() > match.end(match.re.groups) else PLAIN


def _local(match: re.Match[str], order: Order) -> Cell:
    first, second, year = match[1], match[3], match[4]
    proof = _proof(match)
    if order in (Order.DAY_FIRST, Order.MONTH_FIRST):
        if proof not in (None, order):
            return Cell(rule=OTHER_DATE_ORDER)
        proof = order
    if proof is None and first != second:
        return Cell(rule=AMBIGUOUS_DATE)
    day, month = (second, first) if proof is Order.MONTH_FIRST else (first, second)
    return _plausible(_date(year, month, day), (LOCAL_DATE, *_times(match)))


def _date(year: str, month: str, day: str) -> date | None:
    # POSIX reads two digits so: 69 to 99 are in the last century.
    full = int(year) + (0 if len(year) == 4 else 1900 if int(year) >= 69 else 2000)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def _serial(text: str) -> date | None:
    days = int(text[:5])
    return _EXCEL_EPOCH + timedelta(days=days) if _FIRST_SERIAL <= days <= _LAST_SERIAL else None


def _unix(text: str, order: Order) -> date | None:
    if not _UNIX.fullmatch(text):
        return None
    days = int(text) // (_DAY_S * 1000 if order is Order.UNIX_MS else _DAY_S)
    # Milliseconds among seconds lie beyond the last year that there is.
    return _UNIX_EPOCH + timedelta(days=days) if days <= _LAST_DAY else None


def _plausible(found: date | None, coercions: tuple[str, ...] = PLAIN) -> Cell:
    if found is None:
        return Cell(rule=NOT_A_DATE)
    return Cell(found, coercions=coercions) if _FIRST <= found <= _LAST else Cell(rule=PLACEHOLDER_DATE)
