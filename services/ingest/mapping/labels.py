"""How well a column says who left, and what its states say about leaving apart from what each of them means."""

from services.ingest.mapping.evidence import Evidence
from services.ingest.mapping.odds import CONFIRMS, ODD, SUITS
from services.ingest.reading import states

_MOST_LETTERS = 4
# States of a customer, in a system that has many.
_MOST_STATES = 20


def fit(column: Evidence) -> float | None:
    """Yes and no, or states of a customer of which one says that the customer left."""
    said = column.state_words & (states.LEFT | states.STAYED)
    if column.is_flag and said == column.state_words and said & states.LEFT:
        return CONFIRMS if len(said) > 1 else SUITS
    if column.is_flag:
        return 0.0
    if _are_answers(column):
        return 0.0
    known = said | column.state_words & states.BETWEEN
    if known >= column.state_words and known & states.LEFT and known & states.STAYED and are_mostly_clear(column):
        return SUITS
    if are_unread(column):
        return ODD
    if not known & states.LEFT or len(known) * 2 < len(column.state_words) or len(column.state_words) > _MOST_STATES:
        return None
    # States in between, such as a trial, are neither, and so are those that are not known.
    return 0.0 if known & states.STAYED else ODD


def _are_answers(column: Evidence) -> bool:
    """Yes and no, and for a few customers something in between."""
    answers = column.state_words - states.BETWEEN
    return len(answers) > 1 and answers <= states.YES | states.NO and are_mostly_clear(column)


def are_mostly_clear(column: Evidence) -> bool:
    """Most customers have left or stayed, and few pause, try or owe."""
    clear = sum(1 for cell in column.looked_at if states.folded(cell) not in states.BETWEEN)
    return clear > len(column.looked_at) / 2


def are_unread(column: Evidence) -> bool:
    """A few letters, or the opposite of a word for staying: they may be states, but which is which is not known."""
    words = column.state_words
    are_letters = 1 < len(words) <= _MOST_LETTERS and all(len(word) == 1 and word.isalpha() for word in words)
    return are_letters or (len(words) == 2 and len(words & states.STAYED) == 1)
