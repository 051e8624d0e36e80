"""Days of single customers, as numbers: from dates, and from texts that hold one."""

import math
import re
from datetime import date
from functools import lru_cache

from services.scoring import vocabulary

_EPOCH = date(1970, 1, 1).toordinal()
_FIRST_DAY, _LAST_DAY = date(1900, 1, 2), date(2199, 12, 31)
_DATE = re.compile(r"\s*(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?:[T ]+\d{1,2}:\d{2}.*)?\s*")


def of(value: date | str | None) -> float:
    """The days since 1970-01-01 of a date or of a text with one, NaN for anything else.

    A text is ISO 8601 or nearly so, and of a time of day it is left out. Programs write days before 1900 and after 2199 for
    "never".
    """
    if isinstance(value, str):
        return _day_of(value[: vocabulary.LONGEST_CATEGORY + 1])
    return math.nan if value is None else float(value.toordinal() - _EPOCH)


# Customers share their days. Longer texts than any with a date are cut, and so is what is kept of them.
@lru_cache(maxsize=10_000)
def _day_of(text: str) -> float:
    return of(_date(text))


def _date(text: str) -> date | None:
    found = _iso_date(text) or _nearly_iso_date(text)
    return found if found and _FIRST_DAY <= found <= _LAST_DAY else None


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _nearly_iso_date(text: str) -> date | None:
    parts = _DATE.fullmatch(text) if len(text) <= vocabulary.LONGEST_CATEGORY else None
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"])) if parts else None
    except ValueError:
        return None
