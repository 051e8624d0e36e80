"""How well the cells of a column suit a field: log-odds to add to what the header says, None where they rule the field out."""

from collections.abc import Callable

from services.ingest.fields import FIELDS, Field
from services.ingest.mapping import kinds, labels
from services.ingest.mapping.evidence import Evidence
from services.ingest.mapping.odds import AGREES, CONFIRMS, ODD, SUITS

# From here a few gaps aside every row has a cell.
MOSTLY_FILLED = 0.95

# Beyond it a person's name or an id is a text.
_LONGEST_ID = 64
# So few different numbers in so many rows are kinds, not measures.
_FEW_NAMES = 12
_FEW_TERMS, _MANY_ROWS = 4, 50
# A ticket in two parts is one for a train: the word says money or a count, though a count may be an average.
_BROKEN_TICKET = -1.6
# Numbers as great that differ in so many of many rows are those on seats or licences, and do not count them.
_MOST_SEATS, _NEARLY_ALL_DIFFER = 1000, 0.9
# Numbers up to three for kinds of something, such as tariffs.
_MOST_CODES = 3
# A refund among charges, say.
_NUMBERS_A_SLIP = 10


def fit(field: str, column: Evidence) -> float | None:
    """The log-odds that the cells of ``column`` add to ``field``; 0.0 where there are none, None where they rule it out."""
    return _FITS[field](column) if column.is_known else 0.0


def _customer_id(column: Evidence) -> float | None:
    is_measure = column.is_number and not column.is_whole
    if is_measure or column.is_date or column.is_constant or column.mean_length > _LONGEST_ID:
        return None
    if column.distinct_share > 0.98 and column.filled_share > 0.95 and column.spaced_share < 0.5:
        return SUITS if len(column.filled) == 1 else CONFIRMS + (1 if column.code_share > 0.9 or column.has_leading_zeros else 0)
    if column.spaced_share > 0.5:
        # Several words in most cells are names.
        return ODD
    is_category = column.distinct_count < 10 and column.distinct_share < 0.2
    if is_category:
        return None if column.is_binary else ODD
    # Repeated numbers may just as well count something.
    return -SUITS if column.is_number else SUITS


def _customer_name(column: Evidence) -> float | None:
    if column.number_share > 0.3 or column.is_date or column.is_flag or column.mean_length > _LONGEST_ID:
        return None
    if column.email_share > 0.5 or column.code_share > 0.5:
        return ODD
    if column.distinct_count <= _FEW_NAMES and column.distinct_share < 0.7:
        # These name plans, places or brands.
        return ODD
    if column.distinct_share < 0.2:
        # The same names of people come again and again.
        return -SUITS if column.spaced_share > 0.5 or column.number_share else SUITS
    return SUITS + 1 if column.spaced_share > 0.5 else SUITS


def _email(column: Evidence) -> float | None:
    if column.email_share > 0.8:
        return CONFIRMS + 1
    return None if column.email_share < 0.2 else ODD


def _number(field: str) -> Callable[[Evidence], float | None]:
    """A number within the field's range, though perhaps in another unit."""
    limits = FIELDS[field]

    def fits(column: Evidence) -> float | None:
        if column.number_share < 0.5 or column.is_binary or column.is_date:
            return None
        if not column.is_number or column.is_constant:
            return ODD
        return SUITS if _are_within(limits, column) else ODD

    return fits


def _are_within(limits: Field, column: Evidence) -> bool:
    """All numbers lie in the field's range, but for a slip among many."""
    beyond = sum(1 for number in column.numbers if not limits.minimum <= number <= limits.maximum)
    return beyond <= len(column.numbers) // _NUMBERS_A_SLIP


def _monthly(column: Evidence) -> float | None:
    """Amounts; where they say a unit, it is a period, as in 29.99/mo."""
    if not column.has_units:
        return _money("monthly_charges")(column)
    found = _money("monthly_charges")(column.bare) if column.unit is None or column.unit.is_each else None
    return CONFIRMS if column.unit and found is not None and found > 0 else found


def _money(field: str) -> Callable[[Evidence], float | None]:
    number = _number(field)

    def fits(column: Evidence) -> float | None:
        found = number(column)
        if found is None or column.percent_share > 0.2:
            return None
        if found > 0 and (column.high <= 1 or (column.is_whole and column.high <= _MOST_CODES)):
            # These are shares, or numbers of kinds.
            return ODD
        return CONFIRMS if found > 0 and column.currency_share > 0.3 else found

    return fits


def _count(field: str, broken: float = -0.5) -> Callable[[Evidence], float | None]:
    """Whole numbers; ``broken`` is what it adds that they are not, as of averages."""
    number = _number(field)

    def fits(column: Evidence) -> float | None:
        if column.percent_share > 0.2 or column.currency_share > 0.2 or column.is_counting or column.is_year_month:
            return None
        found = number(column)
        return found + broken if found is not None and not column.is_whole else found

    return fits


def _seats(field: str) -> Callable[[Evidence], float | None]:
    count = _count(field)

    def fits(column: Evidence) -> float | None:
        found = count(column)
        if found is None or len(column.filled) < _MANY_ROWS or column.distinct_share < _NEARLY_ALL_DIFFER:
            return found
        return None if column.low >= _MOST_SEATS else min(found, ODD)

    return fits


def _tenure(column: Evidence) -> float | None:
    column = column.bare
    if column.currency_share > 0.2:
        return None
    if column.is_number and column.kind_count <= _FEW_TERMS and len(column.looked_at) >= _MANY_ROWS:
        # Many customers with a handful of lengths have terms: 12 or 24 months that they are bound for.
        return ODD
    # Days of a century are the greatest tenure in any unit.
    return _number_up_to(column, 36_500)


def _age(column: Evidence) -> float | None:
    column = column.bare
    found = _number_up_to(column, 2100)
    if found is None or found < 0:
        return found
    is_birth_year = column.low > 1900
    is_age = 10 < column.high <= 130
    return SUITS if column.is_whole and (is_age or is_birth_year) else ODD


def _days_ago(column: Evidence) -> float | None:
    if column.percent_share > 0.2 or column.currency_share > 0.2:
        return None
    found = _number_up_to(column.bare, 36_500)
    # A span that is called the last of something, as in "45 days ago", is the time since then.
    return CONFIRMS if column.has_units and found is not None and found > 0 else found


def _number_up_to(column: Evidence, most: float) -> float | None:
    if column.number_share < 0.5 or column.is_binary or column.is_date:
        return None
    return SUITS if column.is_number and column.low >= 0 and column.high <= most else ODD


def _score(column: Evidence) -> float | None:
    """A score on some scale; the scale is worked out elsewhere."""
    if column.number_share < 0.5 or column.is_binary or column.is_date or column.currency_share > 0.2:
        return None
    return SUITS if column.is_number and column.low >= 0 and column.high <= 100 else ODD


def _nps(column: Evidence) -> float | None:
    if column.number_share < 0.5 or column.is_binary or column.is_date:
        return None
    return SUITS if column.is_number and column.low >= -100 and column.high <= 100 else ODD


def _date(column: Evidence) -> float | None:
    if column.is_date:
        return AGREES
    # Days since 1900 or seconds since 1970 are dates only where the header says so.
    return 0.0 if column.date_order else None


def _signup_date(column: Evidence) -> float | None:
    found = _date(column)
    return found if found is None or column.filled_share > 0.6 else found + ODD


def _churn_date(column: Evidence) -> float | None:
    """Only who left has a date of leaving, so that a full column is more likely an end of contract."""
    found = _date(column)
    return None if found is None else found if column.filled_share < MOSTLY_FILLED else found - 3


_FITS: dict[str, Callable[[Evidence], float | None]] = {
    "customer_id": _customer_id,
    "customer_name": _customer_name,
    "email": _email,
    "tenure_months": _tenure,
    "monthly_charges": _monthly,
    "total_charges": _money("total_charges"),
    "contract_type": kinds.contract_type,
    "payment_method": kinds.category("payment_method", 0.6),
    "plan": kinds.plan,
    "seats_purchased": _seats("seats_purchased"),
    "seats_used": _count("seats_used"),
    "feature_usage_score": _score,
    "last_activity_days_ago": _days_ago,
    "last_activity_date": _date,
    "logins_last_30d": _count("logins_last_30d"),
    "support_tickets": _count("support_tickets", broken=_BROKEN_TICKET),
    "nps_score": _nps,
    "csat_score": _score,
    "discount": _score,
    "country": kinds.country,
    "industry": kinds.category("industry", 0.4),
    "age": _age,
    "gender": kinds.gender,
    "signup_date": _signup_date,
    "churned": labels.fit,
    "churn_date": _churn_date,
}
