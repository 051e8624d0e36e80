"""Customers counted by group while they are scored, and the groups that the names in a column make."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from services.scoring import phrases
from services.scoring.additive import Floats
from services.scoring.scorer import PROBABILITY_STEPS, Judgement
from services.scoring.summary import Segment

# More segments are not read; the others stand together as the last one.
SEGMENTS_AT_MOST = 20
# A column with more names than these holds something else than plans or countries, and would cost memory.
NAMES_AT_MOST = 1000
LONGEST_NAME = 80
OTHERS = "Others"
UNKNOWN = "Unknown"


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of one batch: what was judged, and their revenue, NaN where it is not known."""

    judgement: Judgement
    revenue: Floats

    @cached_property
    def at_risk(self) -> Floats:
        """The revenue at risk of each row, 0 where the revenue is not known."""
        return np.nan_to_num(self.revenue) * self.judgement.step / PROBABILITY_STEPS

    @cached_property
    def weights(self) -> tuple[Floats | None, ...]:
        """What each row counts in the sums of a tally; None for 1."""
        is_high = (self.judgement.level == len(phrases.LEVELS) - 1).astype(float)
        is_paying = (~np.isnan(self.revenue)).astype(float)
        return None, is_high, self.judgement.step.astype(float), is_paying, np.nan_to_num(self.revenue), self.at_risk


class Tally:
    """Sums over the rows of each group; groups are counted from 0, and new ones may come with every batch."""

    def __init__(self) -> None:
        self._sums = np.zeros((6, 0))

    def add(self, groups: NDArray[np.intp], rows: Rows) -> None:
        """Count ``rows``, each in its group of ``groups``."""
        grown = max(self._sums.shape[1], int(groups.max(initial=-1)) + 1)
        sums = np.zeros((6, grown))
        sums[:, : self._sums.shape[1]] = self._sums
        for row, weight in zip(sums, rows.weights, strict=True):
            row += np.bincount(groups, weight, grown)
        self._sums = sums

    def counts(self, groups: slice) -> int:
        """How many rows these groups have."""
        return int(self._sums[0, groups].sum())

    def segment(self, name: str, groups: slice | Sequence[int]) -> Segment:
        """The rows of these groups together, called ``name``."""
        customers, high, steps, paying, revenue, at_risk = self._sums[:, groups].sum(axis=1).tolist()
        return Segment(
            name=name,
            customer_count=round(customers),
            high_count=round(high),
            mean_probability=steps / PROBABILITY_STEPS / customers if customers else 0.0,
            paying_count=round(paying),
            revenue=revenue,
            revenue_at_risk=at_risk,
        )


class Segments:
    """The customers by the names in one column."""

    def __init__(self, column: str) -> None:
        self._column = column
        self._groups = {OTHERS: 0, UNKNOWN: 1}
        self._tally = Tally()
        self._is_present = False

    def add(self, batch: pa.RecordBatch, rows: Rows) -> None:
        """Count ``rows``, which are those of ``batch``; nothing where it lacks the column."""
        if self._column not in batch.schema.names:
            return
        self._is_present = True
        encoded = batch.column(self._column).dictionary_encode()
        group_by_code = np.array([*(self._group(name) for name in encoded.dictionary.to_pylist()), self._groups[UNKNOWN]])
        codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)
        self._tally.add(group_by_code[codes], rows)

    def segments(self) -> tuple[Segment, ...]:
        """The segments, the one with the greatest revenue at risk first, and those that do not count among the most together."""
        if not self._is_present:
            return ()
        found = [(self._tally.segment(name, [group]), group) for name, group in self._groups.items() if group]
        found = [(segment, group) for segment, group in found if segment.customer_count]
        found.sort(key=lambda one: (-one[0].revenue_at_risk, -one[0].customer_count, one[0].name))
        rest = [0, *(group for _, group in found[SEGMENTS_AT_MOST:])]
        others = self._tally.segment(OTHERS, rest)
        shown = tuple(segment for segment, _ in found[:SEGMENTS_AT_MOST])
        return (*shown, others) if others.customer_count else shown

    def _group(self, name: str) -> int:
        name = name.strip()[:LONGEST_NAME]
        if not name:
            return self._groups[UNKNOWN]
        if name not in self._groups and len(self._groups) >= NAMES_AT_MOST:
            return self._groups[OTHERS]
        return self._groups.setdefault(name, len(self._groups))
