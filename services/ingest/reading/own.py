"""What the columns that are no canonical field hold, as far as a sample shows: models may learn from them, and must read them
alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.ingest.reading import dates, flags, numbers
from services.ingest.reading.cells import is_missing
from services.ingest.reading.dates import Order
from services.ingest.reading.numbers import Decimal

# More different texts, or longer ones, are no categories but prose, names or ids.
_MOST_CATEGORIES = 200
_LONGEST_CATEGORY = 80
# So many different cells show what a column is; reading more takes time and changes little.
_MOST_READ = 200
# Of more than a thousand columns fewer cells each, so that all take no longer than those of a thousand do.
_MOST_READ_OF_ALL, _LEAST_READ = 200_000, 50
# Some cells of any column are spoilt.
_MOST_ODD = 0.1
_ORDERS = (Order.ISO, Order.DAY_FIRST, Order.MONTH_FIRST)


@dataclass(frozen=True)
class Own:
    """A column of the customer's own: its place and header, what it holds, and how its numbers and dates are written.

    ``kind`` is number, flag, date, category or other; ``decimal`` is "." or "," and stands for numbers only, "" where unknown;
    ``order`` is iso, day-first or month-first and stands for dates only, "" where unknown.
    """

    index: int
    header: str
    kind: str
    decimal: str
    order: str


def describe(headers: Sequence[str], samples: Sequence[Sequence[str]], mapped: set[int], *, delimiter: str) -> list[Own]:
    """Every column whose position is not in ``mapped``, in the order of the file; ``samples`` are some cells of each column."""
    most_read = min(_MOST_READ, max(_LEAST_READ, _MOST_READ_OF_ALL // len(headers)))
    kinds = {index: _kind(samples[index], most_read) for index in range(len(headers)) if index not in mapped}
    has_numbers = any(kind == "number" for kind, _ in kinds.values())
    proved = [numbers.evidence(cells) for cells in samples] if has_numbers else []
    of_file: set[Decimal] = set().union(*proved)
    found = []
    for index, (kind, order) in kinds.items():
        decimal = numbers.decide(proved[index], of_file, delimiter).value if kind == "number" else ""
        found.append(Own(index, headers[index], kind, decimal, order))
    return found


def _kind(column: Sequence[str], most_read: int) -> tuple[str, str]:
    """The kind and, of dates, the order in which they are written; about ``most_read`` cells show it."""
    filled = sorted({cell for cell in column if not is_missing(cell)})
    if not filled:
        return "other", ""
    read = filled[:: max(1, len(filled) // most_read)]
    if len(filled) <= len(("yes", "no")) and all(flags.is_yes_or_no(cell) for cell in filled):
        return "flag", ""
    # The mark is no matter here, so that "1,234" is a number either way.
    if any(_are_numbers(read, decimal) for decimal in (Decimal.POINT, Decimal.COMMA)):
        return "number", ""
    order = dates.order_of(read)
    if order in _ORDERS:
        return "date", order.value
    is_category = len(filled) <= _MOST_CATEGORIES and max(map(len, filled)) <= _LONGEST_CATEGORY
    return ("category" if is_category else "other"), ""


def _are_numbers(cells: Sequence[str], decimal: Decimal) -> bool:
    odd = sum(1 for cell in cells if numbers.read_one(cell, decimal).value is None)
    return odd <= _MOST_ODD * len(cells)
