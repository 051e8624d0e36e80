"""Recognises the layout of a file by its headers, and applies the mapping that the user confirmed for it."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from services.ingest.domain import ColumnMapping, Decision, Mapping, RememberedColumn
from services.ingest.fields import FIELDS, Kind
from services.ingest.mapping import profiles
from services.runtime.letters import plain

_WORD = re.compile(r"[^\W_]+")
# Layouts that share less than this of all their headers are different ones.
_SAME_FROM = 0.6
_REMEMBERED = "You confirmed this for a file with the same header."
_LEFT_OUT = "You left this column out of a file with the same header."
_GIVEN_AWAY = "You confirmed another column for its field."
# As sure as a question can be that has to be asked again.
_ASKED_AGAIN = 0.5
_LONGEST_SHOWN = 60


class Recalled(NamedTuple):
    """The columns as remembered, and what has changed about the layout as a whole."""

    columns: tuple[ColumnMapping, ...]
    notices: tuple[str, ...]


def keys(headers: Sequence[str]) -> tuple[str, ...]:
    """What tells the columns apart in files of one layout: the words of each header, and its number among equal ones."""
    seen: Counter[str] = Counter()
    found = []
    for header in headers:
        words = " ".join(_WORD.findall(plain(header)))
        seen[words] += 1
        found.append(f"{words}#{seen[words]}")
    return tuple(found)


def signature(headers: Sequence[str]) -> str:
    """The same 64 hexadecimal digits for the same headers, whatever their order, case, accents and separators."""
    return hashlib.sha256("\n".join(sorted(keys(headers))).encode()).hexdigest()


def nearest(headers: Sequence[str], mappings: Sequence[Mapping]) -> Mapping | None:
    """The mapping with the same headers or else the most, None where none has most of them; of equals the first."""
    own = set(keys(headers))
    shares = [(_share(own, mapping), mapping) for mapping in mappings]
    best = max(shares, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _SAME_FROM else None


def remember(columns: Sequence[ColumnMapping], samples: Sequence[Sequence[str]]) -> tuple[RememberedColumn, ...]:
    """The confirmed ``columns`` as they are to be remembered; ``samples`` are the text cells of each."""
    return tuple(
        RememberedColumn(column.header, column.field, column.unit, profiles.profile(column.field, samples[column.index]))
        if column.field is not None and column.decision is Decision.AUTO
        else RememberedColumn(column.header, None, None)
        for column in columns
    )


def recall(mapping: Mapping, columns: Sequence[ColumnMapping], samples: Sequence[Sequence[str]]) -> Recalled:
    """The suggested ``columns``, where those that ``mapping`` has are what the user confirmed, or are asked again.

    A column asks again where its values have changed in a way that matters; ``samples`` are the text cells of each.
    """
    of_file = keys([column.header for column in columns])
    remembered = dict(zip(keys([column.header for column in mapping.columns]), mapping.columns, strict=True))
    kept = {remembered[key].field for key in of_file if key in remembered}
    gone = {column.field: column.header for key, column in remembered.items() if column.field and key not in of_file}
    found = []
    for key, column in zip(of_file, columns, strict=True):
        if key in remembered:
            found.append(_as_remembered(column, remembered[key], samples[column.index]))
        else:
            found.append(_new(column, kept, gone))
    return Recalled(tuple(found), (*_told_gone(gone), *_told_changed(remembered, of_file, columns, samples)))


def _told_gone(gone: Map[str, str]) -> list[str]:
    return [f'The column "{_short(header)}" is gone, which was {field}.' for field, header in gone.items()]


def _told_changed(
    remembered: Map[str, RememberedColumn],
    of_file: Sequence[str],
    columns: Sequence[ColumnMapping],
    samples: Sequence[Sequence[str]],
) -> list[str]:
    pairs = ((column, remembered.get(key)) for key, column in zip(of_file, columns, strict=True))
    changes = ((column.header, _changed(before, samples[column.index])) for column, before in pairs if before)
    return [f'The column "{_short(header)}": {changed}' for header, changed in changes if changed]


def _changed(remembered: RememberedColumn, cells: Sequence[str]) -> str | None:
    """What has changed in a column that was confirmed, as a sentence; None for nothing, or for a column that was left out."""
    if remembered.field is None:
        return None
    return profiles.drift(remembered.field, remembered.profile, profiles.profile(remembered.field, cells))


def _share(own: set[str], mapping: Mapping) -> float:
    other = set(keys([column.header for column in mapping.columns]))
    return len(own & other) / len(own | other)


def _as_remembered(column: ColumnMapping, remembered: RememberedColumn, cells: Sequence[str]) -> ColumnMapping:
    if remembered.field is None:
        return replace(column, field=None, unit=None, decision=Decision.IGNORE, confidence=1.0, reason=_LEFT_OUT)
    confirmed = replace(
        column,
        field=remembered.field,
        unit=_unit(remembered),
        decision=Decision.AUTO,
        confidence=1.0,
        reason=_REMEMBERED,
    )
    changed = _changed(remembered, cells)
    if changed is None:
        return confirmed
    if FIELDS[remembered.field].kind is Kind.TEXT:
        # Texts are read by their words, so new ones are read as well.
        return replace(confirmed, reason=f"{_REMEMBERED} {changed}")
    # What the user said of the unit is no longer what the column shows, so what it shows is suggested.
    return replace(confirmed, unit=_suggested(column, confirmed), decision=Decision.ASK, confidence=_ASKED_AGAIN, reason=changed)


def _unit(remembered: RememberedColumn) -> str | None:
    """The unit that was confirmed; of dates the order that was seen, for months in which every day is below 13."""
    is_date = remembered.field is not None and FIELDS[remembered.field].kind is Kind.DATE
    return remembered.unit or (remembered.profile.date_order if is_date else None)


def _suggested(column: ColumnMapping, confirmed: ColumnMapping) -> str | None:
    return column.unit if column.field == confirmed.field else None


def _new(column: ColumnMapping, kept: set[str | None], gone: Map[str, str]) -> ColumnMapping:
    if column.field is None:
        return column
    if column.field in kept:
        return replace(column, field=None, unit=None, decision=Decision.IGNORE, reason=_GIVEN_AWAY)
    if column.field in gone:
        return replace(column, reason=f'{column.reason} The column "{_short(gone[column.field])}" was it before, and is gone.')
    return column


def _short(header: str) -> str:
    return header if len(header) <= _LONGEST_SHOWN else header[:_LONGEST_SHOWN] + "…"
