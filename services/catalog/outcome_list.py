"""Reads a list of outcomes, CSV or JSON: who left, and when that was known. Errors name lines and columns, never a value."""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from services.catalog import outcome_days
from services.catalog.domain import Outcome
from services.catalog.failures import OutcomesUnreadable, TooManyOutcomes
from services.catalog.outcome_columns import columns_of
from services.catalog.outcome_days import Order
from services.runtime import letters

LARGEST_BYTES = 20 * 1024 * 1024
MOST_OUTCOMES = 200_000
# Enough to see what is wrong with a list; more would only be more of the same.
MOST_FAULTS = 20
# Our today is that of UTC, and east of it the next day begins up to 14 hours earlier; what lies further ahead is a mistake.
DAYS_AHEAD_TOLERATED = 1

_FIELDS = {"customer_id", "churned", "date"}
_ZIP, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# JSON may escape one half of a pair alone (RFC 8259, section 8.2), and no text in UTF-8 holds that.
_HALF = re.compile("[\ud800-\udfff]")
# English, Spanish, Portuguese, French, German, Italian, Polish, Turkish; and what a state is called.
_YES_WORDS = (
    "yes, y, true, t, 1, 1.0, si, sí, s, sim, oui, o, vrai, ja, j, wahr, sì, vero, verdadero, verdadeiro, "
    "churned, left, cancelled, canceled, cancelado, cancelada, baja, résilié, resilie, gekündigt, gekuendigt, cessato, disdetto, "
    "tak, prawda, odszedł, odeszła, zrezygnował, zrezygnowała, rozwiązana, evet, doğru, ayrıldı, iptal"
)
_NO_WORDS = (
    "no, n, false, f, 0, 0.0, não, nao, non, faux, nein, falsch, falso, "
    "active, stayed, retained, activo, activa, ativo, ativa, actif, aktiv, attivo, attiva, "
    "nie, fałsz, aktywny, aktywna, hayır, yanlış, aktif"
)
_YES, _NO = (frozenset(map(letters.plain, words.split(", "))) for words in (_YES_WORDS, _NO_WORDS))


Record = tuple[str, dict[str, str]]
"""The place of an outcome, and its cells by column."""


def read_csv(content: bytes, today: date) -> list[Outcome]:
    """The outcomes of a CSV with comma, semicolon or tab, as spreadsheets save it, in its order. Raises OutcomesUnreadable."""
    _refuse_no_list(content)
    text = _decoded(content)
    return _read(lambda: _records(text), today)


def read_json(content: bytes, today: date) -> list[Outcome]:
    """The outcomes of {"outcomes": [{"customer_id", "churned", "date"?}]}, in its order. Raises OutcomesUnreadable."""
    _refuse_no_list(content)
    try:
        body = json.loads(content)
        entries = body["outcomes"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise OutcomesUnreadable('The body must be {"outcomes": [{"customer_id": …, "churned": …}]}.') from None
    if len(body) > 1:
        raise OutcomesUnreadable(
            "The body must have outcomes and nothing else; prediction_id and request_id stand in the address."
        )
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise OutcomesUnreadable("outcomes must be a list of objects with customer_id, churned and, if known, date.")
    return _read(lambda: ((f"outcomes[{index}]", _texts(entry)) for index, entry in enumerate(entries)), today)


def _refuse_no_list(content: bytes) -> None:
    if not content.strip():
        raise OutcomesUnreadable("The body is empty. Send the list of outcomes in it.")
    is_zipped = content.startswith(_ZIP) and b"xl/" in content
    if is_zipped or content.startswith(_OLD_WORKBOOK):
        raise OutcomesUnreadable("This is an Excel workbook. Save it as CSV and send that.")


def _decoded(content: bytes) -> str:
    """The text of a CSV: UTF-8, UTF-16 with its mark, or what spreadsheets of Western Europe save."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _records(text: str) -> Iterator[Record]:
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        columns = columns_of(next(rows, []))
        if not {"customer_id", "churned"} <= set(columns):
            raise OutcomesUnreadable("Line 1 must name the columns: customer_id, churned and, if known, date.")
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield f"line {rows.line_num}", {name: cells[at] for name, at in columns.items() if at < len(cells)}
    except csv.Error:
        raise OutcomesUnreadable(f"Line {rows.line_num} cannot be read as CSV.") from None


def _texts(entry: dict[str, Any]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in entry.items()}


def _read(records: Callable[[], Iterable[Record]], today: date) -> list[Outcome]:
    """The outcomes of records, which are gone through twice: the order of dates may be shown by the last of them."""
    order = outcome_days.order_of(record.get("date", "") for _, record in records())
    outcomes: list[Outcome] = []
    faults: list[tuple[str, str]] = []
    for place, record in records():
        if len(outcomes) == MOST_OUTCOMES:
            raise TooManyOutcomes(f"The list has more than {MOST_OUTCOMES:,} customers. Send it in several calls.")
        try:
            outcomes.append(_outcome(record, order, today))
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


def _outcome(record: dict[str, str], order: Order, today: date) -> Outcome:
    # A misspelt date that is passed over would make the outcome one of today.
    if not record.keys() <= _FIELDS:
        raise ValueError("a field is none of customer_id, churned and date.")
    customer_id = record.get("customer_id", "").strip()
    if not customer_id:
        raise ValueError("customer_id is empty.")
    if _HALF.search(customer_id):
        raise ValueError("customer_id has half a character, a surrogate without its other.")
    word = letters.plain(record.get("churned", "").strip())
    if word not in _YES | _NO:
        raise ValueError("churned must be yes or no, true or false, 1 or 0.")
    return Outcome(customer_id, word in _YES, _day(record.get("date", "").strip(), order, today))


def _day(text: str, order: Order, today: date) -> date | None:
    """The day, None where none is told."""
    known = outcome_days.day(text, order) if text else None
    if known and known > today + timedelta(days=DAYS_AHEAD_TOLERATED):
        raise ValueError("date lies in the future.")
    return known
