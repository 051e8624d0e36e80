"""Numbers as people write them: decimal comma or point, thousands marks, money, shares, 21.3K, (1,234.50).

Whether "1,234" is one or a thousand is decided from the column, and where the column does not say, from the other columns of
the file.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import Enum

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from services.ingest.reading import spans
from services.ingest.reading.cells import MARKED_MISSING, MISSING, Cell, Column, Finding, Reader, blank_to_null, is_missing, where
from services.ingest.reading.spans import Unit

NOT_A_NUMBER = "not_a_number"
AMBIGUOUS_NUMBER = "ambiguous_number"
OTHER_NOTATION = "other_notation"
DECIMAL_COMMA = "decimal_comma"
THOUSANDS_MARK = "thousands_mark"
MONEY_SIGN = "money_sign"
PERCENT_SIGN = "percent_sign"
OUT_OF = "out_of"
ABBREVIATED_NUMBER = "abbreviated_number"
ACCOUNTING_NEGATIVE = "accounting_negative"
UNIT_IN_CELL = "unit_in_cell"
OTHER_UNIT = "other_unit"

_SIGN = r"[$€£¥₹₽₩₺₫₪₱฿₦₴₡₲]"
# ISO 4217 codes of the currencies that exports are written in; any three letters would also let "12 OFF" pass for money.
_CODE = (
    "(?:USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|BRL|MXN|ARS|CLP|COP|PEN|UYU|INR|CNY|HKD|SGD|KRW|TWD|THB|IDR|MYR|PHP|VND|SEK|NOK|DKK|ISK|"
    "PLN|CZK|HUF|RON|BGN|TRY|RUB|UAH|ILS|AED|SAR|QAR|EGP|ZAR|NGN|KES|MAD|XOF|XAF)"
)
_MONEY = rf"(?:[A-Z]{{0,3}}{_SIGN}|{_CODE}|[Ee]uros?|[Kk]r\.?|zł|TL|Kč|Ft|Fr\.?|Rs\.?|lei)"
_COIN = re.compile(_MONEY)
_NUMBER = re.compile(
    rf"""(?P<open>\()?\s*+(?P<percent>%)?\s*+(?P<before>[-+−])?\s*+(?:{_MONEY}\s*+)?(?P<inner>[-+−])?\s*+
    (?P<body>\d[\d.,'’\ \u00a0\u202f]*|[.,]\d+)(?P<exponent>[eE][-+]?\d+)?
    \s*+(?P<times>[kKmMbB](?:n|io\.?)?)?\s*+(?P<share>%)?\s*+(?:{_MONEY})?\s*+(?P<after>-)?\s*+(?P<close>\))?""",
    re.VERBOSE,
)
_OUT_OF = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|out of|of)\s*(\d+)")
# No number is longer; a cell may have megabytes.
_LONGEST_NUMBER = 120
_TIMES = {"k": 1e3, "m": 1e6, "b": 1e9}
# Money with a decimal point, the most usual thing that is no plain number; by array operations, as such columns are long and
# all different.
_POINT_MONEY = rf"^[-+]?(?:[A-Z]{{0,2}}{_SIGN}|{_CODE} )? ?[-+]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?: ?{_SIGN}| {_CODE})?$"
_COMMA_MONEY = _POINT_MONEY.replace(r"(?:,\d", r"(?:\.\d").replace(r"(?:\.\d+)?(?: ", r"(?:,\d+)?(?: ")
# A sign or code of money in what is known to be a number.
_MARKED = rf"{_SIGN}|[A-Z]{{3}}"
# What most programs write, and what proves the point without a closer look.
_PLAIN_POINT = re.compile(r"-?\d{1,17}\.(?:\d{1,2}|\d{4,17})")
_PLAIN_COMMA = r"^[-+]?\d+(?:,\d+)?$"

# Bodies by what their marks say. Spaces and apostrophes are only ever thousands marks, and are taken out before.
_INTEGER = re.compile(r"\d+")
_POINT_DECIMAL = re.compile(
    r"\d{1,3}(?:,\d{2,3})*,\d{3}\.\d*|\d*\.(?:\d{1,2}|\d{4,})|(?:0|\d{4,})\.\d{3}|\d+\.|\d{1,3}(?:,\d{3}){2,}"
)
_COMMA_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d*|\d*,(?:\d{1,2}|\d{4,})|(?:0|\d{4,}),\d{3}|\d+,|\d{1,3}(?:\.\d{3}){2,}")
_EITHER_POINT = re.compile(r"\d{1,3}\.\d{3}|\.\d{3}")
_EITHER_COMMA = re.compile(r"\d{1,3},\d{3}|,\d{3}")
_SPACES = re.compile(r"(?<=\d)[ '’\u00a0\u202f](?=\d{3}(?!\d))")


class Decimal(Enum):
    """What the decimal mark of a column is. UNKNOWN: "1,234" may be either, and is not guessed."""

    POINT = "."
    COMMA = ","
    UNKNOWN = ""


def evidence(cells: Iterable[str]) -> set[Decimal]:
    """What the cells of one column prove about its decimal mark.

    Nothing, one mark, or both; UNKNOWN if some cell needs the answer.
    """
    found: set[Decimal] = set()
    for cell in set(cells):
        if _PLAIN_POINT.fullmatch(cell):
            found.add(Decimal.POINT)
            continue
        # Without a mark it proves nothing, and most cells have none.
        match = _number(cell.strip()) or _number_with_unit(cell) if "." in cell or "," in cell else None
        if match is None:
            continue
        body = _SPACES.sub("", match["body"].strip())
        if _EITHER_POINT.fullmatch(body) or _EITHER_COMMA.fullmatch(body):
            found.add(Decimal.UNKNOWN)
        elif not _INTEGER.fullmatch(body):
            found |= {mark for mark, form in _FORMS if form.fullmatch(body)}
    return found


_FORMS = ((Decimal.POINT, _POINT_DECIMAL), (Decimal.COMMA, _COMMA_DECIMAL))


def decide(column: set[Decimal], file: set[Decimal], delimiter: str) -> Decimal:
    """The decimal mark of a column from its own evidence, that of all columns of the file together, and the file's delimiter.

    With no evidence anywhere it is the point, as programs write it; but not where semicolons delimit, as they do because commas
    are decimal.
    """
    for found in (column, file):
        marks = found - {Decimal.UNKNOWN}
        if len(marks) == 1:
            return next(iter(marks))
        if marks:
            return Decimal.UNKNOWN
    return Decimal.UNKNOWN if delimiter == ";" else Decimal.POINT


class Numbers:
    """Reads a column of numbers (float64) block by block."""

    def __init__(self, decimal: Decimal, unit: Unit | None = None) -> None:
        """``unit`` is what cells may say behind their number; None for nothing."""
        self._decimal = decimal
        self._reader = Reader(lambda text: read_one(text, decimal, unit), pa.float64())
        self._is_usually_marked: bool | None = None

    def read(self, cells: pa.Array) -> Column:
        """The column of ``cells`` (string).

        A cell that is no number is null and a fault; one that is written unlike the rest is a fault alone.
        """
        filled = blank_to_null(cells)
        plain = self._plain(filled)
        if plain is not None and not self._is_usually_marked:
            # Without any mark no cell is unlike another.
            self._is_usually_marked = False if plain.null_count < len(plain) else self._is_usually_marked
            return Column(plain, coercions=self._decimal_commas(filled))
        marked = pc.match_substring_regex(filled, _MARKED)
        if plain is not None:
            found = Column(plain, coercions=self._decimal_commas(filled))
        else:
            found = self._money(filled, marked) or self._reader.read(cells)
        unlike = self._unlike(marked, found.values)
        return replace(found, faults=(*found.faults, Finding(OTHER_NOTATION, unlike))) if len(unlike) else found

    def _unlike(self, marked: pa.Array, values: pa.Array) -> NDArray[np.int64]:
        """The rows whose number has a sign of money where most have none, or none where most have one.

        The first cells with numbers say what is usual.
        """
        is_number = values.is_valid()
        marked = pc.fill_null(marked, False)
        marked_count, count = (pc.sum(each).as_py() or 0 for each in (pc.and_(marked, is_number), is_number))
        if self._is_usually_marked is None and count:
            self._is_usually_marked = marked_count * 2 > count
        if marked_count == (count if self._is_usually_marked else 0):
            return np.empty(0, np.int64)
        odd = pc.and_(is_number, pc.not_equal(marked, bool(self._is_usually_marked)))
        return np.flatnonzero(odd.to_numpy(zero_copy_only=False))

    def _decimal_commas(self, cells: pa.Array) -> tuple[Finding, ...]:
        """Those in ``cells`` (string), which are numbers."""
        return where(DECIMAL_COMMA, pc.match_substring(cells, ",")) if self._decimal is Decimal.COMMA else ()

    def _plain(self, cells: pa.Array) -> pa.Array | None:
        """The numbers where every cell is written as programs do, with the column's decimal mark."""
        if self._decimal is Decimal.UNKNOWN:
            return None
        if self._decimal is Decimal.COMMA:
            if not _all_match(cells, _PLAIN_COMMA):
                return None
            cells = pc.replace_substring(cells, ",", ".")
        return _cast(cells)

    def _money(self, cells: pa.Array, marked: pa.Array) -> Column | None:
        """The column where every cell is a number with marks of thousands and money, or without; None where one is not."""
        if self._decimal is Decimal.UNKNOWN or not _all_match(
            cells, _POINT_MONEY if self._decimal is Decimal.POINT else _COMMA_MONEY
        ):
            return None
        bare = pc.replace_substring_regex(cells, r"[^0-9+\-.]" if self._decimal is Decimal.POINT else r"[^0-9+\-,]", "")
        values = _cast(pc.replace_substring(bare, ",", "."))
        if values is None:
            return None
        thousands = pc.match_substring(cells, "," if self._decimal is Decimal.POINT else ".")
        coercions = (*self._decimal_commas(cells), *where(THOUSANDS_MARK, thousands), *where(MONEY_SIGN, marked))
        return Column(values, coercions=coercions)


def _all_match(cells: pa.Array, pattern: str) -> bool:
    return pc.all(pc.match_substring_regex(cells, pattern)).as_py() is not False


def _cast(cells: pa.Array) -> pa.Array | None:
    try:
        values = pc.cast(cells, pa.float64())
    except pa.ArrowInvalid:
        return None
    # "nan" and "inf" are numbers to Arrow, not to a customer.
    return values if pc.all(pc.is_finite(values)).as_py() is not False else None


def is_money(cell: str) -> bool:
    """Whether a cell is a number with a sign or code of money."""
    return bool(_number(cell.strip()) and _COIN.search(cell))


def _number(trimmed: str) -> re.Match[str] | None:
    return _NUMBER.fullmatch(trimmed) if len(trimmed) <= _LONGEST_NUMBER else None


def _number_with_unit(cell: str) -> re.Match[str] | None:
    found = spans.split(cell)
    return _number(found.number) if found else None


def read_one(text: str, decimal: Decimal, unit: Unit | None = None) -> Cell:
    """One cell as a number; a share ("73%", "52/100") in percent. With ``unit`` it may say so ("12 months")."""
    trimmed = text.strip(" \t\r\n\x00\xa0")
    if is_missing(trimmed):
        return MARKED_MISSING if trimmed else MISSING
    if len(trimmed) > _LONGEST_NUMBER:
        return Cell(rule=NOT_A_NUMBER)
    out_of = _OUT_OF.fullmatch(trimmed)
    if out_of and float(out_of[2]) > 0:
        return Cell(float(out_of[1].replace(",", ".")) / float(out_of[2]) * 100, is_share=True, coercions=(OUT_OF,))
    match = _NUMBER.fullmatch(trimmed)
    if match is None:
        return _read_with_unit(trimmed, decimal, unit)
    if bool(match["open"]) != bool(match["close"]):
        return Cell(rule=NOT_A_NUMBER)
    body = _SPACES.sub("", match["body"].strip())
    plain = _with_point(body, decimal)
    if plain is None:
        is_either = _EITHER_POINT.fullmatch(body) or _EITHER_COMMA.fullmatch(body)
        return Cell(rule=AMBIGUOUS_NUMBER if is_either else NOT_A_NUMBER)
    value = float(plain + (match["exponent"] or "")) * _TIMES.get((match["times"] or " ")[0].lower(), 1)
    if not np.isfinite(value):
        return Cell(rule=NOT_A_NUMBER)
    signs = [match[name] for name in ("before", "inner", "after", "open") if match[name] not in (None, "+")]
    if len(signs) > 1:
        return Cell(rule=NOT_A_NUMBER)
    return Cell(-value if signs else value, is_share=bool(match["share"] or match["percent"]), coercions=_coercions(match, plain))


def _read_with_unit(text: str, decimal: Decimal, unit: Unit | None) -> Cell:
    """A cell that says its unit, which must be that of the column: a number in another one would be another number."""
    found = spans.split(text) if unit else None
    if found is None or _number(found.number) is None:
        return Cell(rule=NOT_A_NUMBER)
    if found.unit != unit:
        return Cell(rule=OTHER_UNIT)
    cell = read_one(found.number, decimal)
    return cell if cell.value is None else replace(cell, coercions=(*cell.coercions, UNIT_IN_CELL))


def _coercions(match: re.Match[str], plain: str) -> tuple[str, ...]:
    """How a number is written otherwise than ``plain``, which is its digits with a decimal point or none."""
    body = match["body"].strip()
    mark_count = sum(not letter.isdigit() for letter in body)
    claims = {
        DECIMAL_COMMA: "." in plain and body.rfind(",") > body.rfind("."),
        THOUSANDS_MARK: mark_count > plain.count("."),
        MONEY_SIGN: _COIN.search(match.string) is not None,
        PERCENT_SIGN: match["share"] or match["percent"],
        ABBREVIATED_NUMBER: match["times"],
        ACCOUNTING_NEGATIVE: match["open"] or match["after"],
    }
    return tuple(rule for rule, is_so in claims.items() if is_so)


def _with_point(body: str, decimal: Decimal) -> str | None:
    """The digits of ``body`` with a decimal point or none; None where it is no number, or may be two."""
    if _INTEGER.fullmatch(body):
        return body
    if _EITHER_POINT.fullmatch(body) or _EITHER_COMMA.fullmatch(body):
        thousands = "," if decimal is Decimal.POINT else "."
        is_readable = decimal is not Decimal.UNKNOWN and not body.startswith(thousands)
        return body.replace(thousands, "").replace(",", ".") if is_readable else None
    if _POINT_DECIMAL.fullmatch(body):
        return body.replace(",", "")
    if _COMMA_DECIMAL.fullmatch(body):
        return body.replace(".", "").replace(",", ".")
    return None
