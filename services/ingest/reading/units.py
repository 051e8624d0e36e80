"""Brings numbers to the canonical unit of their field, and tells what is beyond its plausible range."""

import re
from datetime import date

import numpy as np
from numpy.typing import NDArray

from services.ingest.fields import Field
from services.ingest.reading.spans import Unit

Floats = NDArray[np.float64]

# Gregorian mean: 365.2425 days in a year, a twelfth of it in a month.
_DAYS_A_YEAR = 365.2425
_MONTHS_OF = {"days": 12 / _DAYS_A_YEAR, "weeks": 84 / _DAYS_A_YEAR, "months": 1.0, "quarters": 3.0, "years": 12.0}
_PERIODS_A_MONTH = {"day": _DAYS_A_YEAR / 12, "week": _DAYS_A_YEAR / 84, "month": 1.0, "quarter": 1 / 3, "year": 1 / 12}
_DAYS_OF = {"hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": _DAYS_A_YEAR / 12, "years": _DAYS_A_YEAR}
_MONEY = {"currency": 1.0, "cents": 0.01}
_SCALE = re.compile(r"(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)")

# The canonical unit of fields that are spans of time.
_OWN_SPANS = {"tenure_months": "months", "last_activity_days_ago": "days", "age": "years"}

AS_IT_IS = (1.0, 0.0)
# Fields whose values lie on a scale, so that a share of it means something.
_ON_A_SCALE = frozenset({"feature_usage_score", "csat_score", "discount", "nps_score"})


def line(field: Field, unit: str | None, today: date | None) -> tuple[float, float]:
    """(factor, offset) that bring numbers in ``unit`` to the field's canonical unit. Raises ValueError for a unit the field
    cannot have.

    ``unit`` None is the canonical one. "birth_year" needs ``today``.
    """
    if unit is None or unit == field.unit:
        return AS_IT_IS
    if field.name in _ON_A_SCALE:
        return _scale(field, unit)
    if unit == "birth_year" and field.name == "age" and today is not None:
        return -1.0, float(today.year)
    factor = _factors(field).get(unit)
    if factor is None:
        raise ValueError(f"{field.name} cannot be in {unit}")
    return factor, 0.0


def _scale(field: Field, unit: str) -> tuple[float, float]:
    match = _SCALE.fullmatch({"share": "0-1", "percent": "0-100"}.get(unit, unit))
    if match is None or float(match[1]) == float(match[2]):
        raise ValueError(f"{field.name} cannot be in {unit}")
    low, high = float(match[1]), float(match[2])
    factor = (field.maximum - field.minimum) / (high - low)
    return factor, field.minimum - low * factor


def _factors(field: Field) -> dict[str, float]:
    match field.name:
        case "tenure_months":
            return _MONTHS_OF
        case "last_activity_days_ago":
            return _DAYS_OF
        case "age":
            return {"years": 1.0, "months": 1 / 12}
        case "total_charges":
            return _MONEY
        case "monthly_charges":
            return {
                f"{coin}/{period}": worth * share for coin, worth in _MONEY.items() for period, share in _PERIODS_A_MONTH.items()
            }
        case _:
            return {}


def in_cells(field: Field, unit: str | None) -> Unit | None:
    """What cells in ``unit``, None for the canonical one, may say behind their numbers; None for nothing."""
    own = _OWN_SPANS.get(field.name)
    if field.name == "monthly_charges":
        return Unit(f"{(unit or field.unit or '').partition('/')[2]}s", is_each=True)
    return Unit(unit or own) if own and unit != "birth_year" else None


def convert(values: Floats, is_share: NDArray[np.bool_] | None, field: Field, to_canonical: tuple[float, float]) -> Floats:
    """``values`` (NaN for missing) in the canonical unit.

    Numbers written as a share are percent of the scale, or NaN where there is none.
    """
    factor, offset = to_canonical
    converted = values if to_canonical == AS_IT_IS else values * factor + offset
    if is_share is None:
        return converted
    if field.name not in _ON_A_SCALE:
        return np.where(is_share, np.nan, converted)
    of_scale = field.minimum + values / 100 * (field.maximum - field.minimum)
    return np.where(is_share, of_scale, converted)
