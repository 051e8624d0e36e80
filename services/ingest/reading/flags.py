"""Whether a customer left, as people write it: yes and no, states of a customer, or a date of leaving."""

import pyarrow as pa

from services.ingest.reading import states
from services.ingest.reading.cells import MARKED_MISSING, MISSING, PLAIN, Cell, Column, Reader, is_missing

NOT_A_FLAG = "not_a_flag"
FLAG_WORD = "flag_word"
INVERTED_FLAG = "inverted_flag"
FLAG_BY_DATE = "flag_by_date"
INVERTED = "inverted"
BY_DATE = "date"

# As programs write it; any other word is one of some language.
_PLAIN_WORDS = frozenset(("true", "false", "1", "0", "1.0", "0.0"))


class Flags:
    """Reads a column that says who left (bool: True for who did), block by block. ``unit`` is None, "inverted" or "date"."""

    def __init__(self, unit: str | None) -> None:
        self._reader = Reader(lambda text: read_one(text, unit), pa.bool_())

    def read(self, cells: pa.Array) -> Column:
        """The column of ``cells`` (string). A cell that is no known word is null and a fault."""
        return self._reader.read(cells)


def read_one(text: str, unit: str | None = None) -> Cell:
    """One cell. "inverted": yes means stayed. "date": blank means stayed, anything else is when or why the customer left."""
    if unit == BY_DATE:
        return Cell(not is_missing(text), coercions=(FLAG_BY_DATE,))
    word = states.folded(text)
    if word in states.LEFT or word in states.STAYED:
        return Cell(word in states.LEFT, coercions=(FLAG_WORD,))
    if word in states.YES or word in states.NO:
        if unit == INVERTED:
            return Cell(word in states.NO, coercions=(INVERTED_FLAG,))
        return Cell(word in states.YES, coercions=PLAIN if word in _PLAIN_WORDS else (FLAG_WORD,))
    if is_missing(text):
        return MARKED_MISSING if word else MISSING
    return Cell(rule=NOT_A_FLAG)


def is_yes_or_no(text: str) -> bool:
    """Whether a cell is a plain yes or no, of whatever question."""
    return states.folded(text) in states.YES | states.NO
