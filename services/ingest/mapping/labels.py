"""What the states in a column say about leaving, apart from what each of them means."""

from services.ingest.mapping.evidence import Evidence
from services.ingest.reading import states

_MOST_LETTERS = 4


def are_mostly_clear(column: Evidence) -> bool:
    """Most customers have left or stayed, and few pause, try or owe."""
    clear = sum(1 for cell in column.looked_at if states.folded(cell) not in states.BETWEEN)
    return clear > len(column.looked_at) / 2


def are_unread(column: Evidence) -> bool:
    """A few letters, or the opposite of a word for staying: they may be states, but which is which is not known."""
    words = column.state_words
    are_letters = 1 < len(words) <= _MOST_LETTERS and all(len(word) == 1 and word.isalpha() for word in words)
    return are_letters or (len(words) == 2 and len(words & states.STAYED) == 1)
