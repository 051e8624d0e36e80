"""What the cells of a column say, for those who weigh what the column may be. The same readers prepare a file."""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from services.ingest.reading import cells, spans
from services.ingest.reading import flags as flags_
from services.ingest.reading import numbers as numbers_
from services.ingest.reading.dates import Dates, Order, order_of
from services.ingest.reading.numbers import Decimal
from services.ingest.reading.spans import Split

is_missing = cells.is_missing


def numbers(column: Sequence[str], decimal: Decimal | None = None) -> list[float | None]:
    """The numbers in ``column``, None for what is none.

    Shares in percent. Without ``decimal`` the column alone decides on its mark.
    """
    mark = decimal or numbers_.decide(numbers_.evidence(column), set(), ",")
    read = numbers_.Numbers(mark).read(pa.array(column, pa.string()))
    found: list[float | None] = read.values.to_pylist()
    return found


def units(column: Sequence[str]) -> list[Split | None]:
    """Each cell of ``column`` taken apart into number and unit of time; None where it does not end with one."""
    return [spans.split(cell) for cell in column]


def dates(column: Sequence[str], order: Order | None = None) -> list[date | None]:
    """The dates in ``column``, None for what is none or may be two. Without ``order`` the column alone decides on it."""
    read = Dates(order or order_of(column) or Order.ISO).read(pa.array(column, pa.string()))
    found: list[date | None] = read.values.to_pylist()
    return found


def flags(column: Sequence[str]) -> list[bool | None]:
    """What the words in ``column`` say about leaving, None for what says nothing.

    Yes and left are True, no and stayed are False.
    """
    read = flags_.Flags(None).read(pa.array(column, pa.string()))
    found: list[bool | None] = read.values.to_pylist()
    return found


def date_order(column: Sequence[str]) -> str | None:
    """The order of the dates in ``column`` as a unit; "undecided" where day and month cannot be told apart; None for no dates."""
    order = order_of(column)
    return order.value if order else None


def has_percent_sign(column: Sequence[str]) -> float:
    """Share of the filled cells that end with a percent sign, 0..1."""
    return _share(["%" in (cell.strip()[:1], cell.strip()[-1:]) for cell in column if not is_missing(cell)])


def has_currency(column: Sequence[str]) -> float:
    """Share of the filled cells that are a number with a sign or code of money, 0..1."""
    return _share([numbers_.is_money(cell) for cell in column if not is_missing(cell)])


def _share(claims: list[bool]) -> float:
    return sum(claims) / len(claims) if claims else 0.0
