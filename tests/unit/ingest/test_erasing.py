"""A customer is taken out of a CSV, and every other byte stays."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from services.ingest import intake
from services.ingest.domain import ColumnMapping, Decision, Dialect
from services.ingest.reading import erasing

ID = (ColumnMapping(0, "Customer ID", "customer_id", Decision.AUTO, 1.0, None, ""),)
COMMA = Dialect("utf-8", ",", 1)


@pytest.fixture
def erased(tmp_path: Path) -> Callable[..., tuple[bytes, int]]:
    def erase(
        content: bytes, customer_id: str, *, dialect: Dialect = COMMA, columns: tuple[ColumnMapping, ...] = ID
    ) -> tuple[bytes, int]:
        raw, target = tmp_path / "raw.csv", tmp_path / "kept.csv"
        raw.write_bytes(content)
        removed = erasing.without_customer(raw, dialect, columns, target, matches=lambda cell: cell == customer_id)
        return target.read_bytes(), removed

    return erase


@pytest.mark.parametrize(
    ("content", "kept", "removed"),
    [
        pytest.param(b"Customer ID,x\na,1\nb,2\nc,3\n", b"Customer ID,x\na,1\nc,3\n", 1, id="a row in the middle"),
        pytest.param(b"Customer ID,x\r\na,1\r\nb,2", b"Customer ID,x\r\na,1\r\n", 1, id="the last row, without a line end"),
        pytest.param(b"Customer ID,x\nb,1\na,2\nb,3\n", b"Customer ID,x\na,2\n", 2, id="every row of the customer"),
        pytest.param(b'Customer ID,x\n"b","1\n""\n2"\na,2\n', b"Customer ID,x\na,2\n", 1, id="a row of three lines"),
        pytest.param(b'Customer ID,x\na,"b\nb,5"\nb,1\n', b'Customer ID,x\na,"b\nb,5"\n', 1, id="a cell that looks like the row"),
        pytest.param(b"Customer ID,x\n\na,1\n\nb,2\n\n", b"Customer ID,x\n\na,1\n\n\n", 1, id="blank lines stay"),
        pytest.param(b"Customer ID,x\na,1\rb,2\rc,3\n", b"Customer ID,x\na,1\rc,3\n", 1, id="a line end that strayed in"),
        pytest.param(b"Customer ID,x\na,1\nb,2\rmore\nc,3\n", b"Customer ID,x\na,1\nc,3\n", 1, id="a line end within a row"),
        pytest.param(b"Customer ID,x\rb,2\ra,1\r", b"Customer ID,x\ra,1\r", 1, id="lines that end in CR"),
        pytest.param(
            b"Customer ID,x\nb\xff,1\nb,2\na\xe9,1\n", b"Customer ID,x\nb\xff,1\na\xe9,1\n", 1, id="bytes that are no UTF-8"
        ),
        pytest.param(b"\xef\xbb\xbfCustomer ID,x\nb,2\na,1\n", b"\xef\xbb\xbfCustomer ID,x\na,1\n", 1, id="a byte order mark"),
        pytest.param(b"Customer ID,x\na,1\n", b"Customer ID,x\na,1\n", 0, id="nobody"),
        pytest.param(b"Customer ID,x\nb,1\n", b"Customer ID,x\n", 1, id="the only customer"),
    ],
)
def test_a_customers_rows_go_and_every_other_byte_stays(
    erased: Callable[..., tuple[bytes, int]], content: bytes, kept: bytes, removed: int
) -> None:
    assert erased(content, "b") == (kept, removed)


def test_a_mark_that_is_closed_far_below_takes_nobody_else_along(erased: Callable[..., tuple[bytes, int]]) -> None:
    above = b"Customer ID,x\na,1\n"
    # More than the reader waits for a closing mark.
    below = b"".join(b"c%d,Premium and more\n" % number for number in range(400_000)) + b'z,TV 5",40\nz,2\n'

    assert erased(above + b'b,"Basic\n' + below, "b") == (above + below, 1)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-16-be", "cp932", "utf-32"])
def test_any_encoding_is_kept(erased: Callable[..., tuple[bytes, int]], encoding: str) -> None:
    name = "表示" if encoding == "cp932" else "Zoë"
    lines = ["Customer ID|x\n", f"a|{name}\n", "b|2\n", f"c|{name}\n"]
    content = "".join(lines).encode(encoding)

    kept, removed = erased(content, "b", dialect=Dialect(encoding, "|", 1))

    assert removed == 1
    assert kept == "".join(lines[:2] + lines[3:]).encode(encoding)


def test_half_a_letter_at_the_end_of_a_wide_text_hinders_nobody(erased: Callable[..., tuple[bytes, int]]) -> None:
    content = "Customer ID|x\na|1\nb|2\nc|3\n".encode("utf-16")

    kept, removed = erased(content + b"7", "b", dialect=Dialect("utf-16", "|", 1))

    assert (kept.decode("utf-16"), removed) == ("Customer ID|x\na|1\nc|3\n", 1)


def test_without_a_customer_id_column_any_cell_counts(erased: Callable[..., tuple[bytes, int]]) -> None:
    assert erased(b"x,y\n1,b\n2,c\nb,3\n", "b", columns=()) == (b"x,y\n2,c\n", 2)


def test_rows_above_the_header_stay(erased: Callable[..., tuple[bytes, int]]) -> None:
    content = b"Report of b\n\nCustomer ID,x\na,1\nb,2\n"

    assert erased(content, "b", dialect=Dialect("utf-8", ",", 3)) == (content[:-4], 1)


@pytest.mark.parametrize("seed", range(40))
def test_of_a_messy_file_only_the_customers_rows_go(erased: Callable[..., tuple[bytes, int]], tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    cells = ['"x ""y"" z"', "plain", '"two\nlines"', "", '"a, b"', "0.5", 'in"side']
    end = chance.choice(["\n", "\r\n"])
    rows = [
        f"{chance.choice('abcdef')}{chance.randrange(300)},{chance.choice(cells)},{chance.randrange(99)}" for _ in range(3000)
    ]
    victim = chance.choice(rows).split(",")[0]
    content = end.join(["Customer ID,note,Tenure", *rows, ""]).encode()

    kept, removed = erased(content, victim)

    expected = [row for row in rows if row.split(",")[0] != victim]
    assert kept == end.join(["Customer ID,note,Tenure", *expected, ""]).encode()
    assert removed == len(rows) - len(expected)
    target = tmp_path / "again.csv"
    target.write_bytes(kept)
    assert intake.understand(target).dialect.delimiter == ","
