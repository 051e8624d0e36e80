"""Applies what a user says about columns to what was suggested, and refuses what cannot be."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.ingest.domain import Answer, ColumnMapping, Decision
from services.ingest.failures import BadMapping
from services.ingest.fields import FIELDS, Field, Kind
from services.ingest.reading import units
from services.ingest.reading.dates import Order
from services.ingest.reading.flags import BY_DATE, INVERTED

_CONFIRMED = "You confirmed this."
_LEFT_OUT = "You left this column out."
_GIVEN_AWAY = "You gave its field to another column."
_NOT_CONFIRMED = "It was in doubt and not confirmed, so it is left out."
# Only whether birth years are allowed depends on a date, not on which.
_ANY_DAY = date(2000, 1, 1)
_LONGEST_SHOWN = 60
# A scale of two numbers with decimals needs no more.
_LONGEST_UNIT = 24


def apply(columns: Sequence[ColumnMapping], answers: Sequence[Answer]) -> tuple[ColumnMapping, ...]:
    """The columns as the user wants them: each is AUTO or IGNORE.

    What was sure stays unless its field is given to another column; what was in doubt and is not named is left out. Raises
    BadMapping, with the detail ``columns[n]`` of each answer that cannot be.
    """
    faults = [(f"columns[{place}]", fault) for place, fault in _faults(columns, answers)]
    if faults:
        raise BadMapping(" ".join(fault for _, fault in faults[:3]), details=tuple(faults))
    answer_of = {answer.index: answer for answer in answers}
    taken = {answer.field for answer in answers}
    return tuple(_decided(column, answer_of, taken) for column in columns)


def is_as_decided(columns: Sequence[ColumnMapping], answers: Sequence[Answer]) -> bool:
    """Whether ``columns``, which are in use, are what ``answers`` want."""
    wanted = apply(columns, answers)
    return [use(column) for column in wanted] == [use(column) for column in columns]


def _decided(column: ColumnMapping, answer_of: Mapping[int, Answer], taken: set[str]) -> ColumnMapping:
    answer = answer_of.get(column.index)
    if answer is None:
        return _unnamed(column, taken)
    if not answer.field:
        return _ignored(column, _LEFT_OUT)
    return replace(
        column, field=answer.field, unit=_unit(column, answer), decision=Decision.AUTO, confidence=1.0, reason=_CONFIRMED
    )


def _unnamed(column: ColumnMapping, taken: set[str]) -> ColumnMapping:
    if column.decision is Decision.ASK:
        return _ignored(column, _NOT_CONFIRMED)
    return _ignored(column, _GIVEN_AWAY) if column.field in taken else column


def _ignored(column: ColumnMapping, reason: str) -> ColumnMapping:
    return replace(column, field=None, unit=None, decision=Decision.IGNORE, reason=reason)


def _unit(column: ColumnMapping, answer: Answer) -> str | None:
    suggested = column.unit if column.field == answer.field else None
    return answer.unit or suggested


def use(column: ColumnMapping) -> tuple[str | None, str | None]:
    """The field that the column is read as, and its unit; None for a column that is left out."""
    return (column.field, column.unit) if column.decision is Decision.AUTO else (None, None)


def _faults(columns: Sequence[ColumnMapping], answers: Sequence[Answer]) -> list[tuple[int, str]]:
    """The answers that cannot be, as (place in ``answers``, why)."""
    named = Counter(answer.index for answer in answers)
    given = Counter(answer.field for answer in answers if answer.field)
    found = []
    for place, answer in enumerate(answers):
        fault = _fault(columns, answer)
        if fault is None and named[answer.index] > 1:
            fault = f"Column {answer.index} is named {named[answer.index]} times."
        if fault is None and given[answer.field] > 1:
            name = _name(columns[answer.index])
            fault = f"{name}: {answer.field} is given to {given[answer.field]} columns; it can be only one."
        if fault is not None:
            found.append((place, fault))
    return found


def _fault(columns: Sequence[ColumnMapping], answer: Answer) -> str | None:
    if not 0 <= answer.index < len(columns):
        return f"There is no column {answer.index}; the file has columns 0 to {len(columns) - 1}."
    name = _name(columns[answer.index])
    if not answer.field:
        return f"{name} is left out, so it has no unit." if answer.unit else None
    field = FIELDS.get(answer.field)
    if field is None:
        return f"{name}: there is no field of this name. It must be one of {', '.join(FIELDS)}, or empty."
    if answer.unit and not _can_be_in(field, answer.unit):
        return f"{name}: {field.name} cannot be in this unit. It can be in {_choices(field)}."
    return None


def _name(column: ColumnMapping) -> str:
    header = column.header if len(column.header) <= _LONGEST_SHOWN else column.header[:_LONGEST_SHOWN] + "…"
    return f'Column {column.index} ("{header}")'


def _can_be_in(field: Field, unit: str) -> bool:
    if field.kind is Kind.NUMBER and len(unit) <= _LONGEST_UNIT:
        try:
            units.line(field, unit, _ANY_DAY)
        except ValueError:
            return False
        return True
    return unit in _WORDS.get(field.kind, ())


_WORDS = {
    Kind.DATE: tuple(order.value for order in Order if order is not Order.UNDECIDED),
    Kind.FLAG: (INVERTED, BY_DATE),
}
_NUMBER_UNITS = {
    "tenure_months": "days, weeks, months, quarters or years",
    "last_activity_days_ago": "hours, days, weeks or months",
    "monthly_charges": "currency or cents, a slash, and day, week, month, quarter or year, such as currency/year",
    "total_charges": "currency or cents",
    "age": "years, months or birth_year",
    **dict.fromkeys(("feature_usage_score", "csat_score", "discount"), "percent, share, or a scale such as 1-5"),
    "nps_score": "1 for answers from 0 to 10, or a scale such as 0-100",
}


def _choices(field: Field) -> str:
    if field.kind is Kind.NUMBER:
        return _NUMBER_UNITS.get(field.name, "1")
    return ", ".join(_WORDS.get(field.kind, ())) or "none: leave it empty"
