"""Columns of the customer's own, beside the canonical fields: found by their header, and read by trained models.

A feature that reads one is called ``own:`` and the header. Whatever the position of the column, and the case, spaces and
punctuation of its header, the next file's column is the same one. Files and calls are read by the same arithmetic.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from services.scoring import vocabulary

Floats = NDArray[np.float64]

PREFIX = "own:"
# Of a Customer message, with all of them.
FIELD = "own"
METADATA_KEY = b"retainwise"
# A longer header is a sentence, and no phrase can hold it.
LONGEST_HEADER = 80

YES, NO = "yes", "no"
_FLAGS = {
    **dict.fromkeys(("yes", "y", "true", "t", "1", "1 0", "on", "x", "si", "s", "sim", "oui", "o", "vrai", "ja", "wahr"), YES),
    **dict.fromkeys(("vero", "verdadero", "verdadeiro"), YES),
    **dict.fromkeys(("no", "n", "false", "f", "0", "0 0", "off", "nao", "non", "faux", "nein", "falsch", "falso"), NO),
}
# What programs write for nothing; "none" and "unknown" may be meant, and stay categories of their own.
_NOTHING = frozenset({"", "n a", "na", "nan", "null", "nil", "nat"})
# Signs and codes of money, percent, and the marks between thousands that are never decimal.
_DECORATION = r"[\s\x{A0}\x{202F}'’%$€£¥₹₽₩₺₪]|^[A-Z]{3}|[A-Z]{3}$|kr\.?|zł"
_PLAIN = r"^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$"
_THOUSANDS = {".": r"^[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?$", ",": r"^[-+]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]*)?$"}
_ISO_DAY = r"^\s*(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?:[T ].*)?$"
_DAY_FIRST = r"^\s*(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2})[-/. ](?P<year>[0-9]{4}|[0-9]{2})(?:[T, ].*)?$"
_MONTH_FIRST = r"^\s*(?P<month>[0-9]{1,2})[-/. ](?P<day>[0-9]{1,2})[-/. ](?P<year>[0-9]{4}|[0-9]{2})(?:[T, ].*)?$"
_DAY_FORMS = {"iso": (_ISO_DAY,), "day-first": (_ISO_DAY, _DAY_FIRST), "month-first": (_ISO_DAY, _MONTH_FIRST)}
# Programs write 1900 and 9999 for "never".
_FIRST_YEAR, _LAST_YEAR = 1901, 2199


@dataclass(frozen=True)
class OwnColumn:
    """A column of the customer's own in a prepared file: ``position`` is its place, ``kind`` what a sample looked like.

    ``decimal`` and ``order`` say how its numbers and dates are written, "" where that is not known; see docs/architecture.md.
    """

    position: int
    header: str
    kind: str = ""
    decimal: str = ""
    order: str = ""

    @property
    def name(self) -> str:
        """Of the feature that reads the column."""
        return feature_name(self.header)


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of one column, string, null for none, and how they are written."""

    texts: pa.Array
    decimal: str = ""
    order: str = ""


def feature_name(header: str) -> str:
    """The name of the feature that reads the column under ``header``: the header in one line, without commas."""
    return PREFIX + " ".join(header.replace(",", " ").split())


def shown(name: str) -> str:
    """The ``name`` of any feature as people know it: the header of an own column, the name of a canonical field."""
    return name.removeprefix(PREFIX)


def key(name: str) -> str:
    """What headers of one meaning share: the feature's ``name`` without case, accents, spaces and punctuation."""
    return PREFIX + vocabulary.normalised(name.removeprefix(PREFIX)).replace(" ", "")


@lru_cache(maxsize=64)
def columns(described: bytes) -> dict[str, OwnColumn]:
    """The own columns in a prepared file's description by key, in the order of the file; of two with one key the first.

    A column without a header, or with one of more than 80 characters, cannot be named, and is left out.
    """
    found: dict[str, OwnColumn] = {}
    for column in _listed(described):
        if _can_be_named(column):
            found.setdefault(key(column.name), column)
    return found


def unnamed(described: bytes) -> list[OwnColumn]:
    """The own columns that ``columns`` leaves out."""
    named = columns(described).values()
    return [column for column in _listed(described) if column not in named]


def _can_be_named(column: OwnColumn) -> bool:
    return key(column.name) != PREFIX and len(column.header) <= LONGEST_HEADER


def _listed(described: bytes) -> list[OwnColumn]:
    about = json.loads(described)
    mapped = {field["index"] for field in about.get("fields", {}).values()}
    listed = about.get("own")
    if listed is None:  # A file prepared before columns were described.
        listed = [{"index": at, "header": header} for at, header in enumerate(about["headers"]) if at not in mapped]
    return [_column(each) for each in listed]


def _column(entry: dict[str, Any]) -> OwnColumn:
    shown = {name: entry.get(name, "") for name in ("kind", "decimal", "order")}
    return OwnColumn(position=entry["index"], header=entry["header"], **shown)


def in_batch(batch: pa.RecordBatch | pa.Table, keys: frozenset[str]) -> dict[str, Cells]:
    """The own columns of a prepared ``batch`` whose key is among ``keys``."""
    described = (batch.schema.metadata or {}).get(METADATA_KEY)
    if not keys or described is None:
        return {}
    return {
        name: Cells(_one(batch.column(f"column_{column.position}")), column.decimal, column.order)
        for name, column in columns(described).items()
        if name in keys
    }


def in_call(values: Sequence[dict[str, str] | None], keys: frozenset[str]) -> dict[str, Cells]:
    """The own columns of customers given one by one, each as texts by header, whose key is among ``keys``.

    Numbers have a decimal point, and dates are ISO 8601.
    """
    rows: dict[str, list[str | None]] = {}
    for row, own in enumerate(values):
        for header, text in (own or {}).items():
            # A longer one cannot be named in a file either.
            name = _key_of_header(header) if len(header) <= LONGEST_HEADER else None
            if name in keys:
                rows.setdefault(name, [None] * len(values))[row] = text
    return {name: Cells(pa.array(texts, pa.string()), ".", "iso") for name, texts in rows.items()}


@lru_cache(maxsize=4096)
def _key_of_header(header: str) -> str:
    return key(header)


def numbers(cells: Cells) -> Floats:
    """The cells as numbers, NaN for what is none: signs of money, percent and thousands marks are taken off.

    Without a known decimal mark the point is decimal.
    """
    encoded, distinct = _distinct(cells.texts)
    return _each(_number_texts(distinct, cells.decimal or "."), encoded)


def days(cells: Cells) -> Floats:
    """The cells as days since 1970-01-01, NaN for what is no date; the time of day is left out."""
    encoded, distinct = _distinct(cells.texts)
    found = np.full(len(distinct), np.nan)
    for form in _DAY_FORMS.get(cells.order, (_ISO_DAY,)):
        parts = pc.extract_regex(distinct, form)
        if parts.null_count < len(parts):
            found = np.where(np.isnan(found), _civil_days(parts), found)
    return _each(pa.array(found, from_pandas=True), encoded)


def meaning(text: str) -> str | None:
    """The category a cell means, in lower case without accents and punctuation; None for nothing."""
    # Longer ones are prose: what stands first is as good as all of it, and bounded.
    normal = vocabulary.normalised(text[: vocabulary.LONGEST_CATEGORY])
    return None if normal in _NOTHING else normal


def flag(text: str) -> str | None:
    """The same for a column of yes and no, however these are written."""
    normal = meaning(text)
    return _FLAGS.get(normal, normal) if normal else None


def _number_texts(distinct: pa.Array, decimal: str) -> pa.Array:
    bare = pc.replace_substring_regex(distinct, _DECORATION, "")
    bare = pc.if_else(
        pc.match_substring_regex(bare, _THOUSANDS[decimal]), pc.replace_substring(bare, "," if decimal == "." else ".", ""), bare
    )
    if decimal == ",":
        # A point that marks no thousands would be read as decimal.
        bare = pc.if_else(pc.match_substring(bare, "."), None, pc.replace_substring(bare, ",", "."))
    return pc.cast(pc.if_else(pc.match_substring_regex(bare, _PLAIN), bare, None), pa.float64())


def _civil_days(parts: pa.Array) -> Floats:
    """Days of year, month and day, NaN where they are none: the 30th of February is no day."""
    year, month, day = (_whole(parts.field(name)) for name in ("year", "month", "day"))
    # POSIX reads two digits so: 69 to 99 are in the last century.
    year = np.where(year >= 100, year, np.where(year >= 69, year + 1900, year + 2000))
    is_one = (year >= _FIRST_YEAR) & (year <= _LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1)
    months = (np.where(is_one, year, 1970) - 1970) * 12 + np.where(is_one, month, 1) - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    next_first = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    is_one &= first + day - 1 < next_first
    return np.where(is_one, (first + day - 1).astype(np.float64), np.nan)


def _whole(texts: pa.Array) -> NDArray[np.int64]:
    filled = pc.fill_null(pc.if_else(pc.equal(texts, ""), None, texts), "0")
    return np.asarray(pc.cast(filled, pa.int64()).to_numpy(zero_copy_only=False), dtype=np.int64)


def _distinct(texts: pa.Array) -> tuple[NDArray[np.intp], pa.Array]:
    """For each row the position of its text among the distinct ones, of which the last is null."""
    encoded = texts if pa.types.is_dictionary(texts.type) else pc.dictionary_encode(texts)
    distinct = pa.concat_arrays([encoded.dictionary, pa.nulls(1, encoded.dictionary.type)])
    position = pc.fill_null(encoded.indices, len(distinct) - 1).to_numpy(zero_copy_only=False)
    return position.astype(np.intp), distinct


def _each(values: pa.Array, position: NDArray[np.intp]) -> Floats:
    found = np.asarray(values.to_numpy(zero_copy_only=False), dtype=np.float64)
    # "1e999" is no number of a customer's.
    return np.asarray(np.where(np.isfinite(found), found, np.nan)[position], dtype=np.float64)


def _one(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
