"""Decides which doubts about columns have to be asked, and which are left out without asking."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.ingest.domain import ColumnMapping, Decision
from services.ingest.fields import FIELDS, Kind
from services.ingest.mapping.measures import UNDECIDED
from services.ingest.reading import dates
from services.ingest.reading.dates import Order

ID = "customer_id"
# What a wrong reading of does harm that nobody sees: money, time, and who has left.
_GRAVE = frozenset({"monthly_charges", "total_charges", "churned", "signup_date", "last_activity_date", "churn_date"})
# What scoring weighs, and a wrong unit would make other customers of. Counts have one unit, so a doubt about them is harmless.
_MEASURED = frozenset({"tenure_months", "last_activity_days_ago", "feature_usage_score", "nps_score", "csat_score", "discount"})
# Below this a suggestion is more often wrong than right, so leaving it out loses little. Two fields that a column fits equally
# well share what speaks for both, and each stays above it.
_LIKELY = 0.45
# Few rows have small numbers, whatever their unit: a doubt about them says little, and a wrong unit cannot go far.
_FEWEST_ROWS = 20
_LEFT_OUT = "It is left out, since scoring does without it."


def open_questions(columns: Sequence[ColumnMapping], *, row_count: int) -> tuple[ColumnMapping, ...]:
    """The columns that somebody has to confirm before the file can be scored; empty where it can go on by itself.

    These are a doubtful id where none is sure, likely money, dates and label in doubt, and likely measures in doubt
    where the sample has rows enough, ``row_count``, to doubt them for a reason.
    """
    if _has_id(columns) is None:
        return ()
    weighty = _GRAVE | _MEASURED if row_count >= _FEWEST_ROWS else _GRAVE
    return tuple(column for column in columns if column.decision is Decision.ASK and _matters(column, columns, weighty))


def settled(columns: Sequence[ColumnMapping]) -> tuple[ColumnMapping, ...]:
    """The columns of a file that goes on by itself: harmless doubts are IGNORE and say so, and keep the field they may be."""
    return tuple(_left_out(column) if column.decision is Decision.ASK else column for column in columns)


def with_date_doubts(columns: Sequence[ColumnMapping], samples: Sequence[Sequence[str]]) -> tuple[ColumnMapping, ...]:
    """The columns, where surely mapped dates are doubtful as long as neither they nor the others tell day from month.

    ``samples`` are the text cells of each column.
    """
    orders = {column.index: dates.order_of(samples[column.index]) for column in columns if _is_plain_date(column)}
    if len({order for order in orders.values() if order in (Order.DAY_FIRST, Order.MONTH_FIRST)}) == 1:
        return tuple(columns)
    undecided = {index for index, order in orders.items() if order is Order.UNDECIDED}
    return tuple(_in_doubt(column) if column.index in undecided else column for column in columns)


def _has_id(columns: Iterable[ColumnMapping]) -> bool | None:
    """Whether the id is sure; None where no column may be one, so that asking about others would not help."""
    decisions = {column.decision for column in columns if column.field == ID}
    return Decision.AUTO in decisions if decisions - {Decision.IGNORE} else None


def _matters(column: ColumnMapping, columns: Sequence[ColumnMapping], weighty: frozenset[str]) -> bool:
    if column.field == ID:
        return not _has_id(columns)
    return column.field in weighty and column.confidence >= _LIKELY


def _is_plain_date(column: ColumnMapping) -> bool:
    is_date = column.field is not None and FIELDS[column.field].kind is Kind.DATE
    return is_date and column.decision is Decision.AUTO and column.unit is None


def _in_doubt(column: ColumnMapping) -> ColumnMapping:
    return replace(column, decision=Decision.ASK, reason=f"{column.reason} {UNDECIDED}")


def _left_out(column: ColumnMapping) -> ColumnMapping:
    return replace(column, decision=Decision.IGNORE, reason=f"{column.reason} {_LEFT_OUT}")
