"""Rows with too many cells: the way in which most cells fit is found, without trying each way on the whole row."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from services.ingest.reading.alignment import Aligned, Alignment


def a_likeness(seed: int) -> Callable[[str], float]:
    """A fit of 0, 0.5 or 1 that depends on nothing but the cell."""
    return lambda cell: (sum(map(ord, cell)) * (seed + 1)) % 3 / 2


def by_trying(alignment: Alignment, cells: list[str]) -> Aligned:
    """The definition: each way on the whole row, and what the best of them agree on."""
    width, extra = alignment.width, len(cells) - alignment.width
    ways = [[*cells[:at], ",".join(cells[at : at + extra + 1]), *cells[at + extra + 1 :]] for at in range(width)]
    fits = [sum(fit(way[column]) for column, fit in alignment.likeness.items()) for way in ways]
    best = [way for way, how_well in zip(ways, fits, strict=True) if how_well == max(fits)]
    doubtful = frozenset(column for column in range(width) if len({way[column] for way in best}) > 1)
    return Aligned(best[0] if len(best) == 1 else ways[-1], doubtful)


@given(st.data())
def test_a_long_row_is_aligned_as_if_each_way_was_tried(data: st.DataObject) -> None:
    width = data.draw(st.integers(1, 7))
    columns = data.draw(st.sets(st.integers(0, width - 1), min_size=1))
    alignment = Alignment(width, ",", {column: a_likeness(data.draw(st.integers(0, 3))) for column in columns})
    for _ in range(3):
        size = width + data.draw(st.integers(1, 8))
        cells = data.draw(st.lists(st.sampled_from("ab1 "), min_size=size, max_size=size))
        assert alignment.align(cells) == by_trying(alignment, cells)


def test_a_long_row_costs_as_many_looks_as_it_has_columns_and_no_more_for_the_same_cells() -> None:
    looks: list[str] = []

    def likeness(cell: str) -> float:
        looks.append(cell)
        return 1.0 if cell.isdigit() else 0.0

    width = 300
    alignment = Alignment(width, ",", dict.fromkeys(range(width), likeness))
    cells = [str(number) for number in range(width + 1)]
    alignment.align(cells)
    assert width < len(looks) <= 3 * width
    looks.clear()
    alignment.align(cells)
    assert looks == []


def test_what_is_remembered_of_cells_is_bounded() -> None:
    looks: list[str] = []

    def likeness(cell: str) -> float:
        looks.append(cell)
        return 0.5

    alignment = Alignment(1, ",", {0: likeness})
    for number in range(100_001):
        alignment.align([str(number), "end"])
    looks.clear()
    alignment.align(["0", "end"])
    # The first ones were forgotten.
    assert "0" in looks


def test_a_row_far_too_long_is_not_tried_at_all() -> None:
    alignment = Alignment(2, ",", {0: a_likeness(0), 1: a_likeness(1)})
    assert alignment.align([*"abcdefghijklm"]) == Aligned(["a", "b,c,d,e,f,g,h,i,j,k,l,m"], frozenset({0, 1}))
