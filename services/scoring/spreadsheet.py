"""Cells of a CSV that spreadsheets open without harm, made column by column.

A cell is quoted only where the format needs it. A cell that a spreadsheet would run as a formula gets an apostrophe before it,
which Excel, LibreOffice and Google Sheets read as "this is text"; services.runtime.formulas says which cells those are.
"""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from services.runtime import formulas

# RFC 4180: a cell with a delimiter, a quote or a line break stands in quotes.
_QUOTED = '"\r\n'
# With a sign, digits, separators, an exponent and a percent sign at most, it is a number and nothing can be run.
_NUMBER = r"^ *[-+]?([0-9]+([.,][0-9]+)*|[.,][0-9]+)([eE][-+]?[0-9]+)?%? *$"
# Bytes with which a formula may begin: the signs, what is skipped, and the first bytes of the latter in UTF-8.
_SUSPECT = np.zeros(256, dtype=np.bool_)
_SUSPECT[[*range(0x21), *b'=+-@"\x7f\xc2\xd8\xe1\xe2\xe3\xef']] = True


def csv_cells(column: pa.Array, delimiter: str = ",") -> pa.Array:
    """The cells of ``column`` as they stand in the file: a string array without nulls (missing is empty), escaped and quoted.

    Numbers become their shortest text that reads back as the same number; of a dictionary array each value is done once.
    """
    if pa.types.is_dictionary(column.type):
        return _filled(csv_cells(column.dictionary, delimiter).take(column.indices))
    if not pa.types.is_string(column.type):
        return _filled(column.cast(pa.string()))
    cells = _filled(column)
    harmless = _replaced(cells, _formulas(cells), _with_apostrophe)
    if _uses(cells, formulas.ENDS_OF_CELLS):
        harmless = pc.replace_substring_regex(harmless, formulas.INSIDE, formulas.HARMLESS_INSIDE)
    if delimiter == ";" and _uses(cells, b","):
        harmless = pc.replace_substring_regex(harmless, formulas.BEHIND_A_COMMA, formulas.HARMLESS_INSIDE)
    return _replaced(harmless, _to_quote(cells, _QUOTED + delimiter), _quoted)


def bytes_of(cells: pa.Array) -> memoryview:
    """All cells of a string array one after the other, in UTF-8, without a copy."""
    offsets, content = _parts(cells)
    return content[offsets[0] : offsets[-1]].data


def _filled(cells: pa.Array) -> pa.Array:
    return pc.fill_null(cells, "") if cells.null_count else cells


def _with_apostrophe(cells: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise("'", cells, "")


def _quoted(cells: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise('"', pc.replace_substring(cells, '"', '""'), '"', "")


def _replaced(cells: pa.Array, mask: NDArray[np.bool_] | None, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """``cells`` with those under ``mask`` changed; None means that there are none."""
    if mask is None or not mask.any():
        return cells
    return pc.replace_with_mask(cells, pa.array(mask), change(cells.filter(pa.array(mask))))


def _formulas(cells: pa.Array) -> NDArray[np.bool_] | None:
    """Which cells a spreadsheet would run; only those with a suspect first byte are looked at closely."""
    offsets, content = _parts(cells)
    if not len(content):
        return None
    # Where an empty cell would begin stands another one's letter, and the close look finds nothing in it.
    suspect: NDArray[np.bool_] = _SUSPECT[content[np.minimum(offsets[:-1], len(content) - 1)]]
    if not suspect.any():
        return None
    closely = cells.filter(pa.array(suspect))
    formula = pc.and_not(pc.match_substring_regex(closely, formulas.AT_THE_BEGINNING), pc.match_substring_regex(closely, _NUMBER))
    suspect[suspect] = formula.to_numpy(zero_copy_only=False)
    return suspect


def _to_quote(cells: pa.Array, letters: str) -> NDArray[np.bool_] | None:
    if not _uses(cells, letters.encode()):
        return None
    mask: NDArray[np.bool_] = pc.match_substring_regex(cells, f"[{letters}]").to_numpy(zero_copy_only=False)
    return mask


def _uses(cells: pa.Array, letters: bytes) -> bool:
    used = bytes(bytes_of(cells))
    return any(letter in used for letter in letters)


def _parts(cells: pa.Array) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """The offsets of a string array (one more than cells) into its UTF-8 bytes, without a copy."""
    _, offsets, content = cells.buffers()
    if offsets is None or not len(cells):
        return np.zeros(1, dtype=np.int32), np.zeros(0, dtype=np.uint8)
    at = np.frombuffer(offsets, dtype=np.int32)[cells.offset : cells.offset + len(cells) + 1]
    return at, np.frombuffer(content or b"", dtype=np.uint8)
