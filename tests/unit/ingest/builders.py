"""Files as customers send them: a clean one by default, with one kind of mess each where a test asks for it."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from services.ingest.domain import ColumnMapping, Decision, Dialect, Prepared
from services.ingest.reading import dialect, samples
from services.ingest.reading.blocks import Blocks
from services.ingest.reading.prepare import prepare
from services.ingest.reading.rules import FAULTS

HEADER = ("customer_id", "tenure", "charges", "signup", "churned")
FIELDS = ("customer_id", "tenure_months", "monthly_charges", "signup_date", "churned")


def a_row(number: int = 1) -> list[str]:
    """A customer with all fields, and dates that show that the month comes last."""
    return [
        f"C{number:05d}",
        str(number % 70),
        f"{number % 90 + 9}.50",
        f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        "false",
    ]


def rows(count: int) -> list[list[str]]:
    """As many customers, all different."""
    return [a_row(number) for number in range(1, count + 1)]


def a_table(count: int = 5) -> list[list[str]]:
    """A header and ``count`` customers."""
    return [list(HEADER), *rows(count)]


def a_csv(
    table: Iterable[Sequence[str]] | None = None,
    *,
    delimiter: str = ",",
    line_end: str = "\n",
    encoding: str = "utf-8",
    quote_all: bool = False,
) -> bytes:
    """A table by the book (RFC 4180, "Definition of the CSV Format"). csv.writer leaves some line breaks without quotes."""
    odd = {delimiter, '"', "\r", "\n"}

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if quote_all or odd & set(text) or text.startswith(" ") else text

    lines = (delimiter.join(cell(text) for text in row) + line_end for row in (a_table() if table is None else table))
    return "".join(lines).encode(encoding)


def a_file(folder: Path, content: bytes) -> Path:
    """``content`` on disk."""
    path = folder / "customers.csv"
    path.write_bytes(content)
    return path


def read_back(
    content: bytes, written: Dialect | None = None, *, piece_bytes: int = 2**20, tail_bytes: int = 2**15
) -> tuple[list[str], list[list[str | None]], list[int], list[tuple[int, str]]]:
    """Headers, rows, their lines, and the faults of a file; with small pieces the fast path is taken even for a small file."""
    blocks = Blocks(io.BytesIO(content), written or dialect.sniff(content), piece_bytes=piece_bytes, tail_bytes=tail_bytes)
    found = list(blocks)
    cells = [list(row.values()) for block in found for row in block.table.to_pylist()]
    return (
        blocks.headers,
        cells,
        [int(line) for block in found for line in block.lines],
        [fault for block in found for fault in block.faults],
    )


def mappings(headers: Sequence[str], fields: Sequence[str | None], units: dict[str, str] | None = None) -> list[ColumnMapping]:
    """One mapping per header: AUTO where there is a field."""
    return [
        ColumnMapping(
            index=index,
            header=header,
            field=field,
            decision=Decision.AUTO if field else Decision.IGNORE,
            confidence=1.0,
            unit=(units or {}).get(field or ""),
            reason="",
        )
        for index, (header, field) in enumerate(zip(headers, fields, strict=True))
    ]


def prepared(
    folder: Path,
    content: bytes,
    fields: Sequence[str | None] = FIELDS,
    *,
    units: dict[str, str] | None = None,
    problems: bool = False,
) -> tuple[Prepared, pa.Table]:
    """What preparing ``content`` yields: the answer, and the table that scoring gets."""
    path = a_file(folder, content)
    written = dialect.of_file(path)
    sample = samples.take(path, written)
    target, listed = folder / "prepared.parquet", folder / "problems.csv" if problems else None
    answer = prepare(path, written, mappings(sample.headers, fields, units), sample, target=target, problems_csv=listed)
    return answer, pq.read_table(target)


def a_column(
    folder: Path, field: str, cells: Sequence[str], *, unit: str | None = None, delimiter: str = ","
) -> tuple[list[object], list[tuple[int, str]]]:
    """The canonical values of one column of ``field``, and its faults as (line, rule)."""
    table = [["id", "value"], *([f"K{number}", cell] for number, cell in enumerate(cells))]
    answer, found = prepared(
        folder, a_csv(table, delimiter=delimiter), ("customer_id", field), units={field: unit} if unit else None
    )
    return found[field].to_pylist(), [(line, rule) for line, _, rule in faults(answer)]


def faults(answer: Prepared) -> list[tuple[int, str, str]]:
    """The first problems that are no coercions, as (line, column, rule)."""
    return [(problem.line, problem.column, problem.rule) for problem in answer.problems if problem.rule in FAULTS]


def listed(folder: Path) -> list[dict[str, str]]:
    """The list of problems, which is divided as the file was."""
    lines = (folder / "problems.csv").read_text().splitlines()
    return list(csv.DictReader(lines, delimiter=";" if ";" in lines[0] else ","))


def lines_of(row: dict[str, str]) -> list[int]:
    """Every line that a row of the list names, in a file whose rows are lines."""
    ends = [each.split("..") for each in row["lines"].split()]
    return [line for each in ends for line in range(int(each[0]), int(each[-1]) + 1)]
