"""Columns as a mapper gives them, for tests of what becomes of them."""

from dataclasses import replace
from typing import Any

from services.ingest.domain import ColumnMapping, Decision, Mapping, MappingId, RememberedColumn
from services.ingest.mapping import mapper
from services.ingest.mapping.layouts import signature
from services.runtime.clock import new_id
from tests.builders import NOON

ROWS = 60
IDS = [f"C-{row:04}" for row in range(ROWS)]
DAYS = [f"2026-{1 + row % 12:02}-{1 + row % 28:02}" for row in range(ROWS)]


def a_column(index: int = 0, field: str | None = "customer_id", **changes: Any) -> ColumnMapping:
    """A column that is surely ``field``."""
    decision = Decision.AUTO if field else Decision.IGNORE
    return replace(ColumnMapping(index, f"Column {index}", field, decision, 0.95, None, "The header says so."), **changes)


def in_doubt(index: int, field: str, **changes: Any) -> ColumnMapping:
    """A column that is likely ``field``."""
    return a_column(index, field, **{"decision": Decision.ASK, "confidence": 0.8, **changes})


def a_mapping(*columns: RememberedColumn) -> Mapping:
    """A mapping that somebody confirmed at noon."""
    headers = [column.header for column in columns]
    return Mapping(MappingId(new_id()), "ann", signature(headers), "customers.csv", columns, NOON, NOON)


def mapped(**columns: list[str]) -> dict[str, ColumnMapping]:
    """The mappings of a file with these columns beside a customer id, by header."""
    found = mapper.map_columns(["customer_id", *columns], [IDS, *columns.values()])
    return {column.header: column for column in found}
