"""How well texts of a few kinds suit a field: plans, terms, ways to pay, countries, genders."""

from collections.abc import Callable

from services.ingest.mapping import categories
from services.ingest.mapping.evidence import Evidence
from services.ingest.mapping.odds import CONFIRMS, ODD, SUITS
from services.ingest.reading import states

# A category has no more kinds than this; more is free text or names.
MOST_KINDS = 60
# A longer one is a text.
_LONGEST_LABEL = 40
# A number may just as well count something.
_TERM_WITHOUT_UNIT = -1.3
# Months or years for which people are bound.
_TERMS = frozenset({0, 1, 2, 3, 4, 5, 6, 10, 12, 15, 18, 24, 30, 36, 48, 60, 72, 84, 96, 108, 120})


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
        if column.is_number:
            return ODD if column.is_whole and column.kind_count <= MOST_KINDS else None
        return SUITS if column.kind_count <= MOST_KINDS or column.distinct_share < 0.2 else ODD

    return fits


def plan(column: Evidence) -> float | None:
    if column.is_binary:
        # A plan that one has or has not is one of two, under a header that names it.
        return ODD
    if column.state_words <= states.KNOWN and column.state_words & states.LEFT:
        # States of a customer, as of a membership that is active or ended.
        return None
    found = category("plan", 0.5)(column)
    is_term = column.known_share("contract_type") > 0.8 and column.known_share("plan") < 0.5
    return ODD if found is not None and is_term else found


def contract_type(column: Evidence) -> float | None:
    if column.is_number:
        # Months of a term are few different round numbers.
        is_term = column.kind_count <= 12 and not column.is_binary and _TERMS.issuperset(column.numbers)
        return _TERM_WITHOUT_UNIT if is_term else None
    return category("contract_type", 0.8)(column)


def country(column: Evidence) -> float | None:
    if column.is_flag:
        # "no" is Norway's code as well.
        return None
    if column.known_share("country") > 0.8:
        return CONFIRMS
    return None if column.is_number else category("country", 0.8)(column)


def gender(column: Evidence) -> float | None:
    if column.is_date or column.kind_count > 20:
        return None
    if column.is_number:
        return 0.0 if column.is_whole and column.kind_count <= 4 else None
    if column.known_share("gender") > 0.8 and column.words & categories.SURE_GENDERS:
        return CONFIRMS
    return ODD
