"""What the cells of a column say about it: how many differ, and which of them are numbers, dates, flags or known words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from services.ingest.mapping import categories
from services.ingest.reading import states, values
from services.ingest.reading.spans import Split, Unit

# So many filled cells, from all over the sample, tell a column's type; reading all of them would cost more than it tells.
_CELLS_READ = 200
_FEWEST_READ = 60
# Over all columns; what a file of 2,000 columns may cost.
_CELLS_READ_IN_ALL = 100_000
_MOSTLY = 0.85
# How many times, and in what. Blanks are never given back: a cell of nothing else would take the square of its length.
_TIMES = re.compile(
    r"\d\s*+(?:(?:x|×|times|mal|veces|vezes|fois|volte|razy)\s*+)?"
    r"(?:/|\b(?:per|a|por|par|pro|al|im|in|w|na)\b)\s*[^\W\d]",
    re.IGNORECASE,
)
# Shorter than any hash or universal id.
_SHORTEST_KEY = 16


@dataclass(frozen=True)
class Evidence:
    """The cells of one column, trimmed: ``filled`` are those that are not missing, in file order, ``looked_at`` some of these."""

    row_count: int
    filled: tuple[str, ...]
    looked_at: tuple[str, ...]
    distinct: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_known(self) -> bool:
        """There is at least one filled cell to judge by."""
        return bool(self.filled)

    @property
    def filled_share(self) -> float:
        """Share of the rows that are filled, 0..1."""
        return len(self.filled) / self.row_count if self.row_count else 0.0

    @property
    def distinct_count(self) -> int:
        """How many different cells there are."""
        return len(self.distinct)

    @property
    def distinct_share(self) -> float:
        """Different cells by filled cells, 0..1; 1 means unique."""
        return self.distinct_count / len(self.filled) if self.filled else 0.0

    @cached_property
    def is_year_month(self) -> bool:
        """The numbers are months of years, such as 202403."""
        return self.is_whole and all(190_000 < number < 210_013 and 1 <= number % 100 <= 12 for number in self.numbers)

    @property
    def is_constant(self) -> bool:
        """All filled cells are the same, in enough rows to mean something."""
        return self.distinct_count == 1 and len(self.filled) > 5

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """The numbers among the cells looked at."""
        if not any(any(letter.isdigit() for letter in cell) for cell in self.looked_at):
            return ()
        return tuple(number for number in values.numbers(self.looked_at) if number is not None)

    @cached_property
    def number_share(self) -> float:
        """Share of numbers, 0..1."""
        return len(self.numbers) / len(self.looked_at) if self.looked_at else 0.0

    @property
    def is_number(self) -> bool:
        """Nearly all filled cells are numbers; a few words for "nothing" or slips do not change that."""
        return self.number_share >= _MOSTLY

    @cached_property
    def is_whole(self) -> bool:
        """The numbers are whole."""
        return self.is_number and all(number == int(number) for number in self.numbers)

    @cached_property
    def low(self) -> float:
        """The 2nd percentile of the numbers, which a few slips do not move. Only where ``is_number``."""
        return sorted(self.numbers)[len(self.numbers) // 50]

    @cached_property
    def high(self) -> float:
        """The 98th percentile of the numbers. Only where ``is_number``."""
        return sorted(self.numbers)[-1 - len(self.numbers) // 50]

    @cached_property
    def middle(self) -> float:
        """The median of the numbers. Only where ``is_number``."""
        return sorted(self.numbers)[len(self.numbers) // 2]

    @cached_property
    def bare(self) -> "Evidence":
        """The column without the units of time behind its numbers, where nearly all cells have one; else as it is."""
        numbers = [each.number for each in self._split if each]
        if not self._split or len(numbers) < _MOSTLY * len(self._split):
            return self
        cells = [each.number if each else cell for each, cell in zip(self._split, self.looked_at, strict=True)]
        return replace(self, looked_at=tuple(cells))

    @property
    def has_units(self) -> bool:
        """Nearly all cells say a unit of time behind their number."""
        return self.bare is not self

    @property
    def unit(self) -> Unit | None:
        """The unit that every cell says; None where one has none or another one."""
        said = {each.unit if each else None for each in self._split}
        return said.pop() if len(said) == 1 else None

    @cached_property
    def _split(self) -> list[Split | None]:
        return values.units(self.looked_at)

    @cached_property
    def date_order(self) -> str | None:
        """How the dates are written, None where the cells are no dates."""
        return values.date_order(self.looked_at) if self.looked_at else None

    @property
    def is_date(self) -> bool:
        """The cells are written dates. Numbers that could count days or seconds are not."""
        return self.date_order in ("iso", "day-first", "month-first", "undecided")

    @cached_property
    def clear_date_share(self) -> float:
        """Share of the cells looked at that are a date in one way only, 0..1."""
        return sum(1 for day in values.dates(self.looked_at) if day) / len(self.looked_at) if self.looked_at else 0.0

    @cached_property
    def words(self) -> frozenset[str]:
        """The different cells looked at, as categories are compared."""
        return frozenset(categories.normal(cell) for cell in set(self.looked_at))

    @cached_property
    def state_words(self) -> frozenset[str]:
        """The different cells looked at, as states of a customer are compared."""
        return frozenset(states.folded(cell) for cell in set(self.looked_at))

    @cached_property
    def is_binary(self) -> bool:
        """There are two kinds of cells at most, and they say yes or no."""
        said = set(values.flags(sorted(self.words)))
        return bool(self.words) and None not in said and self.kind_count <= 2

    @property
    def kind_count(self) -> int:
        """Different cells, case and accents aside, among those looked at."""
        return len(self.words)

    @cached_property
    def is_flag(self) -> bool:
        """Every filled cell says yes or no, or left or stayed, however it is spelled."""
        return bool(self.words) and self.kind_count <= 30 and None not in values.flags(sorted(set(self.looked_at)))

    @cached_property
    def email_share(self) -> float:
        """Share of e-mail addresses, 0..1."""
        addresses = sum(1 for cell in self.looked_at if "@" in cell and "." in cell.rpartition("@")[2] and " " not in cell)
        return addresses / len(self.looked_at) if self.looked_at else 0.0

    @cached_property
    def percent_share(self) -> float:
        """Share of cells with a percent sign, 0..1."""
        return values.has_percent_sign(self.looked_at)

    @cached_property
    def currency_share(self) -> float:
        """Share of cells with a sign or code of money, 0..1."""
        return values.has_currency(self.looked_at)

    @cached_property
    def mean_length(self) -> float:
        """Mean letters per filled cell."""
        return sum(map(len, self.looked_at)) / len(self.looked_at) if self.looked_at else 0.0

    @cached_property
    def times_share(self) -> float:
        """Share of cells that say how many times something is in a period, as in 8x / month, 0..1."""
        said = sum(1 for cell in self.looked_at if _TIMES.search(cell))
        return said / len(self.looked_at) if self.looked_at else 0.0

    @cached_property
    def spaced_share(self) -> float:
        """Share of cells of several words, 0..1."""
        return sum(1 for cell in self.looked_at if " " in cell) / len(self.looked_at) if self.looked_at else 0.0

    @cached_property
    def code_share(self) -> float:
        """Share of cells like A-0042: one word with a digit and a capital, and without small letters, 0..1."""
        codes = sum(1 for cell in self.looked_at if " " not in cell and cell.isupper() and any(map(str.isdigit, cell)))
        return codes / len(self.looked_at) if self.looked_at else 0.0

    @cached_property
    def has_leading_zeros(self) -> bool:
        """The cells are digits, and some begin with a zero that no number needs."""
        return all(cell.isdecimal() for cell in self.looked_at) and any(cell[0] == "0" != cell for cell in self.looked_at)

    @cached_property
    def is_opaque(self) -> bool:
        """Cells of one length that mix letters and digits, as keys and hashes do; there are many of them."""
        lengths = {len(cell) for cell in self.looked_at}
        mixed = sum(
            1 for cell in self.looked_at if cell.isascii() and not cell.isalpha() and not cell.isdigit() and " " not in cell
        )
        is_mixed = mixed > len(self.looked_at) * 0.8
        return is_mixed and len(lengths) == 1 and lengths.pop() >= _SHORTEST_KEY and not self.is_date

    @cached_property
    def is_counting(self) -> bool:
        """The cells count the rows, up by one from 0 or 1, as an index does."""
        start = self.filled[:50]
        if len(start) < 3 or not all(cell.isdecimal() and cell.isascii() for cell in start):
            return False
        numbers = [int(cell) for cell in start]
        return numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in (0, 1)

    def known_share(self, kind: str) -> float:
        """Share of the cells looked at that name one of ``kind`` (see categories.KINDS), 0..1."""
        if not self.looked_at:
            return 0.0
        normal = {cell: categories.normal(cell) for cell in set(self.looked_at)}
        known = {cell for cell, word in normal.items() if categories.is_known(kind, word)}
        return sum(1 for cell in self.looked_at if cell in known) / len(self.looked_at)


def gather(columns: Sequence[Sequence[str]]) -> tuple[Evidence, ...]:
    """The evidence of each column; nothing is known of a column without filled cells."""
    most = max(_FEWEST_READ, min(_CELLS_READ, _CELLS_READ_IN_ALL // max(1, len(columns))))
    return tuple(_of(column, most) for column in columns)


def _of(cells: Sequence[str], most: int) -> Evidence:
    missing = {cell for cell in set(cells) if values.is_missing(cell)}
    filled = tuple(map(str.strip, (cell for cell in cells if cell not in missing) if missing else cells))
    step = max(1, len(filled) // most)
    return Evidence(len(cells), filled, filled[::step][:most], frozenset(filled))


NOTHING = Evidence(0, (), ())
