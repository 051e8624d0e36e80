"""Which ids came before, whatever the order and the blocks in which they come."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ingest.reading.ids import Repetitions

_BLOCKS = st.lists(st.lists(st.text("ab1é", min_size=1, max_size=3), max_size=6), max_size=5)


def _repeated(blocks: list[list[str]]) -> list[int]:
    """The lines that are found, where the rows of all blocks stand on lines 1, 2, ..."""
    repetitions = Repetitions()
    line = 1
    for ids in blocks:
        repetitions.add(pa.array(ids, pa.string()), np.arange(line, line + len(ids)))
        line += len(ids)
    rows, lines = repetitions.rows()
    return list(lines[rows])


@given(_BLOCKS, st.booleans())
def test_the_rows_are_those_whose_id_stands_above(blocks: list[list[str]], is_ordered: bool) -> None:
    if is_ordered:
        ordered = iter(sorted((id_ for ids in blocks for id_ in ids), key=lambda id_: (len(id_.encode()), id_.encode())))
        blocks = [[next(ordered) for _ in ids] for ids in blocks]
    flat = [id_ for ids in blocks for id_ in ids]
    assert _repeated(blocks) == [line for line, id_ in enumerate(flat, 1) if id_ in flat[: line - 1]]


@pytest.mark.parametrize(
    ("blocks", "lines"),
    [([["7", "8"], ["8", "9"]], [3]), ([["8", "9", "10"], ["9"]], [4]), ([["9", "10"], ["a1"]], []), ([["7"], [], ["7"]], [2])],
)
def test_an_order_that_breaks_between_blocks_is_seen(blocks: list[list[str]], lines: list[int]) -> None:
    assert _repeated(blocks) == lines
