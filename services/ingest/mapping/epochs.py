"""Whether great numbers are seconds since 1970, or numbers of something else that are as great."""

from services.ingest.mapping.evidence import Evidence
from services.ingest.mapping.headers import Header

# A second in each unit.
SECOND = {"unix-s": 1, "unix-ms": 1000}
# From 2001 to about now. The mapper knows no today, so that the end is one in 2030; whatever is later is asked about.
_FIRST_S, _LAST_S = 1e9, 1.9e9
# Nobody's customers all signed up, or left, within a month; numbers given out in a row may lie as near.
_SHORTEST_HISTORY_S = 30 * 86_400
_SAYS_DATE = frozenset({"DATE", "ON", "TIME", "SINCE"})


def are_surely_seconds(header: Header, column: Evidence, unit: str) -> bool:
    """The header says a date, and the numbers, in ``unit`` of SECOND, lie in the past as far apart as customers' days."""
    second = SECOND[unit]
    is_past = _FIRST_S * second <= column.low and max(column.numbers) < _LAST_S * second
    return _says_date(header) and is_past and column.high - column.low >= _SHORTEST_HISTORY_S * second


def _says_date(header: Header) -> bool:
    """It says a date, and no number. "El" and "le" are articles."""
    said = frozenset().union(*(word.concepts for word in header.words if not word.is_silent))
    return bool(said & _SAYS_DATE) and not said & {"NUMBER", "ID", "CODE"}
