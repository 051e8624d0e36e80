"""How well texts of a few kinds suit a field: plans, terms, ways to pay, countries, genders."""

from collections.abc import Callable

from services.ingest.mapping import categories
from services.ingest.mapping.evidence import Evidence
from services.ingest.mapping.odds import CONFIRMS, ODD, SUITS
from services.ingest.reading import states
from services.ingest.reading.spans import Unit

# A category has no more kinds than this; more is free text or names.
MOST_KINDS = 60
# A longer one is a text.
_LONGEST_LABEL = 40
# A number may just as well count something.
_TERM_WITHOUT_UNIT = -1.3
# Months or years for which people are bound.
_TERMS = frozenset({0, 1, 2, 3, 4, 5, 6, 10, 12, 15, 18, 24, 30, 36, 48, 60, 72, 84, 96, 108, 120})
_MOST_TERMS = 12
# Where the cells say months; more lengths than these are how long something took.
_MONTHS_OF_TERMS = frozenset({1, 3, 6, 12, 18, 24, 36, 48, 60})
# These words say what they are of under any header.
_SPEAKING = frozenset({"contract_type", "payment_method"})
_MOSTLY_OTHERS = 0.8
# Beyond it cells that say how many times are no slips.
_SOME_TIMES = 0.2


def category(kind: str, known: float) -> Callable[[Evidence], float | None]:
    """A few kinds of text; ``known`` is the share of known words that confirms the kind."""

    def fits(column: Evidence) -> float | None:
        if column.is_date or column.is_flag or column.mean_length > _LONGEST_LABEL:
            return None
        if column.has_units and column.unit and column.unit.is_each:
            # These are amounts, as in 29.99/mo.
            return None
        share = column.known_share(kind)
        if share >= known and column.kind_count <= MOST_KINDS:
            return CONFIRMS
        if _are_of_another(kind, column):
            return ODD
        if column.is_number:
            return ODD if column.is_whole and column.kind_count <= MOST_KINDS else None
        return SUITS if column.kind_count <= MOST_KINDS or column.distinct_share < 0.2 else ODD

    return fits


def _are_of_another(kind: str, column: Evidence) -> bool:
    """A word for a way to pay is no plan, and one for a term is no way to pay; so many times a month, say, is no term."""
    is_another = any(column.known_share(other) > _MOSTLY_OTHERS for other in _SPEAKING - {kind})
    return is_another and column.times_share <= _SOME_TIMES


def plan(column: Evidence) -> float | None:
    """A plan or tier; neither a flag nor a state of a customer is one."""
    if column.is_binary:
        # A plan that one has or has not is one of two, under a header that names it.
        return ODD
    if column.state_words <= states.KNOWN and column.state_words & states.LEFT:
        # States of a customer, as of a membership that is active or ended.
        return None
    return category("plan", 0.5)(column)


def contract_type(column: Evidence) -> float | None:
    """A term or interval, in words or in months of a few different lengths."""
    if column.is_number:
        # Months of a term are few different round numbers.
        is_term = column.kind_count <= _MOST_TERMS and not column.is_binary and _TERMS.issuperset(column.numbers)
        return _TERM_WITHOUT_UNIT if is_term else None
    if (column.has_units and column.kind_count > _MOST_TERMS) or column.times_share > _SOME_TIMES:
        # So many lengths are those of something else, and so many visits a month are what a plan allows.
        return ODD
    if column.unit == Unit("months") and not _MONTHS_OF_TERMS.issuperset(column.bare.numbers):
        return 0.0
    return category("contract_type", 0.8)(column)


def country(column: Evidence) -> float | None:
    """Names or codes of countries."""
    if column.is_flag:
        # "no" is Norway's code as well.
        return None
    if column.known_share("country") > 0.8:
        return CONFIRMS
    return None if column.is_number else category("country", 0.8)(column)


def gender(column: Evidence) -> float | None:
    """Words, letters or a few numbers for genders, or ways to address somebody."""
    if column.is_date or column.kind_count > 20:
        return None
    if column.is_number:
        return 0.0 if column.is_whole and column.kind_count <= 4 else None
    if column.known_share("gender") <= 0.8:
        return ODD
    # A letter may stand for anything.
    return CONFIRMS if column.words & categories.SURE_GENDERS else SUITS
