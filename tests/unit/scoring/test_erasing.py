"""Rows are taken out of results, and the others stay as they are."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from services.runtime import erasing as table_erasing
from services.scoring import erasing


@pytest.mark.parametrize("piece_bytes", [1, 7, 4096])
def test_rows_go_by_position_whatever_their_cells_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece_bytes: int) -> None:
    monkeypatch.setattr(erasing, "PIECE_BYTES", piece_bytes)
    rows = [b"a,1\n", b'"b\n""x""",2\n', b'"c,\n\n",3\n', b"d,4\n", b'e,"5"\n']
    source, target = tmp_path / "scored.csv", tmp_path / "kept.csv"
    source.write_bytes(b"\xef\xbb\xbfid,x\n" + b"".join(rows))

    erasing.without_rows(source, target, [1, 2, 4])

    assert target.read_bytes() == b"\xef\xbb\xbfid,x\n" + rows[0] + rows[3]


def test_a_customer_goes_from_a_table_and_its_metadata_stays(tmp_path: Path) -> None:
    source, target = tmp_path / "a.parquet", tmp_path / "b.parquet"
    schema = pa.schema([pa.field("customer_id", pa.string(), nullable=False), ("x", pa.int64())], {b"retainwise": b"{}"})
    ids = [f"c{number % 100_000}" for number in range(150_000)]
    pq.write_table(pa.table([ids, range(150_000)], schema=schema), source)

    removed = table_erasing.without_customer(source, target, lambda customer_id: customer_id == "c7")

    kept = pq.read_table(target)
    assert removed == [7, 100_007]
    assert kept.schema.metadata[b"retainwise"] == b"{}"
    assert kept.column("x").to_pylist() == [number for number in range(150_000) if number not in removed]
    assert b"c7\x00" not in target.read_bytes()
