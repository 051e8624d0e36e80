"""Reads a list of outcomes, CSV or JSON: who left, and when that was known. Errors name lines and columns, never a value."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from services.catalog.domain import Outcome
from services.catalog.failures import OutcomesUnreadable, TooManyOutcomes
from services.catalog.outcome_columns import columns_of

LARGEST_BYTES = 20 * 1024 * 1024
MOST_OUTCOMES = 200_000
# Enough to see what is wrong with a list; more would only be more of the same.
MOST_FAULTS = 20
# Our today is that of UTC, and east of it the next day begins up to 14 hours earlier; what lies further ahead is a mistake.
DAYS_AHEAD_TOLERATED = 1

# JSON may escape one half of a pair alone (RFC 8259, section 8.2), and no text in UTF-8 holds that.
_HALF = re.compile("[\ud800-\udfff]")
_WITH_POINTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
# English, Spanish, Portuguese, French, German, Italian; and what a state is called.
_YES_WORDS = (
    "yes, y, true, t, 1, 1.0, si, sí, s, sim, oui, o, vrai, ja, j, wahr, sì, vero, verdadero, verdadeiro, "
    "churned, left, cancelled, canceled, cancelado, cancelada, baja, résilié, resilie, gekündigt, gekuendigt, cessato, disdetto"
)
_NO_WORDS = (
    "no, n, false, f, 0, 0.0, não, nao, non, faux, nein, falsch, falso, "
    "active, stayed, retained, activo, activa, ativo, ativa, actif, aktiv, attivo, attiva"
)
_YES, _NO = (frozenset(words.split(", ")) for words in (_YES_WORDS, _NO_WORDS))


def read_csv(content: bytes, today: date) -> list[Outcome]:
    """The outcomes of a CSV with comma, semicolon or tab, as spreadsheets save it, in its order. Raises OutcomesUnreadable."""
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        columns = columns_of(next(rows, []))
        if not {"customer_id", "churned"} <= set(columns):
            raise OutcomesUnreadable("Line 1 must name the columns: customer_id, churned and, if known, date.")
        return _read(_records(rows, columns), today)
    except csv.Error:
        raise OutcomesUnreadable(f"Line {rows.line_num} cannot be read as CSV.") from None


def read_json(content: bytes, today: date) -> list[Outcome]:
    """The outcomes of {"outcomes": [{"customer_id", "churned", "date"?}]}, in its order. Raises OutcomesUnreadable."""
    try:
        entries = json.loads(content)["outcomes"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise OutcomesUnreadable('The body must be {"outcomes": [{"customer_id": …, "churned": …}]}.') from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise OutcomesUnreadable("outcomes must be a list of objects with customer_id, churned and, if known, date.")
    return _read(((f"outcomes[{index}]", _texts(entry)) for index, entry in enumerate(entries)), today)


def _decoded(content: bytes) -> str:
    """The text of a CSV: UTF-8, UTF-16 with its mark, or what spreadsheets of Western Europe save."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _records(rows: Any, columns: Mapping[str, int]) -> Iterator[tuple[str, dict[str, str]]]:
    for cells in rows:
        if any(cell.strip() for cell in cells):
            yield f"line {rows.line_num}", {name: cells[at] for name, at in columns.items() if at < len(cells)}


def _texts(entry: dict[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in entry.items()}


def _read(records: Iterable[tuple[str, dict[str, str]]], today: date) -> list[Outcome]:
    outcomes: list[Outcome] = []
    faults: list[tuple[str, str]] = []
    for place, record in records:
        if len(outcomes) == MOST_OUTCOMES:
            raise TooManyOutcomes(f"The list has more than {MOST_OUTCOMES:,} customers. Send it in several calls.")
        try:
            outcomes.append(_outcome(record, today))
        except ValueError as fault:
            faults.append((place, str(fault)))
            if len(faults) == MOST_FAULTS:
                break
    if faults:
        told = f"{faults[0][0]}: {faults[0][1]}"
        raise OutcomesUnreadable(f"The outcomes cannot be read, and none was stored. {told}", details=tuple(faults))
    if not outcomes:
        raise OutcomesUnreadable("The list has no outcomes. Send one line for each customer.")
    return outcomes


def _outcome(record: dict[str, str], today: date) -> Outcome:
    customer_id = record.get("customer_id", "").strip()
    if not customer_id:
        raise ValueError("customer_id is empty.")
    if _HALF.search(customer_id):
        raise ValueError("customer_id has half a character, a surrogate without its other.")
    word = record.get("churned", "").strip().casefold()
    if word not in _YES | _NO:
        raise ValueError("churned must be yes or no, true or false, 1 or 0.")
    return Outcome(customer_id, word in _YES, _day(record.get("date", "").strip(), today))


def _day(text: str, today: date) -> date | None:
    """The day, None where none is told: as ISO 8601 writes it, or with points, as Excel of much of Europe does.

    With slashes the order would be unknown.
    """
    if not text:
        return None
    with_points = _WITH_POINTS.fullmatch(text)
    try:
        if with_points:
            day, month, year = map(int, with_points.groups())
            known = date(year, month, day)
        else:
            known = date.fromisoformat(text[:10])
    except ValueError:
        raise ValueError("date must be a day as YYYY-MM-DD or DD.MM.YYYY.") from None
    if known > today + timedelta(days=DAYS_AHEAD_TOLERATED):
        raise ValueError("date lies in the future.")
    return known
