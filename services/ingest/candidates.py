"""Every field that a column may be, by its header and its cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.ingest import aliases, plausibility, subjects
from services.ingest.evidence import Evidence
from services.ingest.headers import Header
from services.ingest.plausibility import CONFIRMS

# A header without any known word leaves the field to the cells; these give a field away, the others never do.
TOLD_BY_CELLS = ("email", "gender", "country", "contract_type", "payment_method")
_NOT_IN_HEADER = -2.0
# In a file of tickets or deals, a date or an amount is theirs unless its header says that it is the customer's.
_OF_ANOTHER = -2.5


@dataclass(frozen=True)
class Candidate:
    """How far a column is a field, in log-odds: ``strength`` by the header, ``fit`` by the cells, less what ``unknown`` words cost."""

    strength: float
    fit: float
    unknown: tuple[str, ...]

    @property
    def log_odds(self) -> float:
        """All evidence together."""
        return self.strength + self.fit - aliases.UNKNOWN_WORD * len(self.unknown)


def find(headers: Sequence[Header], columns: Sequence[Evidence]) -> dict[tuple[int, str], Candidate]:
    """The candidates by (column, field); a column that rules a field out has none for it."""
    found = {}
    are_customers = subjects.are_customers(headers, columns)
    for index, (header, column) in enumerate(zip(headers, columns, strict=True)):
        is_clear = are_customers or subjects.is_of_customers(header)
        for field, candidate in _of(header, column):
            is_of_another = not is_clear and field in subjects.SHARED_FIELDS
            found[index, field] = replace(candidate, strength=candidate.strength + _OF_ANOTHER) if is_of_another else candidate
    return found


def _of(header: Header, column: Evidence) -> list[tuple[str, Candidate]]:
    named = [(reading.field, reading.strength, reading.unknown) for reading in aliases.readings(header)]
    if not named and not any(word.concepts for word in header.words):
        named = [(field, _NOT_IN_HEADER, ()) for field in TOLD_BY_CELLS]
    fits = [(field, strength, unknown, plausibility.fit(field, column)) for field, strength, unknown in named]
    return [
        (field, Candidate(strength, fit, unknown))
        for field, strength, unknown, fit in fits
        if fit is not None and (strength > _NOT_IN_HEADER or fit >= CONFIRMS)
    ]


def likely_id(free: Sequence[int], headers: Sequence[Header], columns: Sequence[Evidence]) -> int | None:
    """The column among ``free`` that looks most like an id, though no header says so; None where none does.

    Ids are unique in nearly every row, whole numbers or short text. A header that says id or number goes first, then the first
    column; a count of the rows goes last.
    """
    unique = [index for index in free if _is_unique(columns[index])] or [index for index in free if columns[index].is_opaque]
    if not unique:
        return None
    return min(unique, key=lambda index: (columns[index].is_counting, not headers[index].concepts & {"ID", "NUMBER", "CODE"}, index))


def _is_unique(column: Evidence) -> bool:
    fit = plausibility.fit("customer_id", column)
    return column.is_known and fit is not None and fit >= CONFIRMS and column.mean_length < 40
