"""What a bench found: figures of ours beside another side's, as one table and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

_WIDTHS = (34, 44, 9, 13, 13, 9, 9, 5)


@dataclass(frozen=True)
class Figure:
    """One comparison, both sides in ``unit``.

    ``ratio`` is ours over theirs, and should be between ``at_least`` and ``at_most`` (None: open).
    """

    what: str
    beside: str
    unit: str
    ours: float
    theirs: float
    ratio: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the ratio, as it is shown, is where it should be; None where nothing is asked of it."""
        if self.at_least is None and self.at_most is None:
            return None
        shown = round(self.ratio, 2)
        return (self.at_least is None or shown >= self.at_least) and (self.at_most is None or shown <= self.at_most)


@dataclass(frozen=True)
class Found:
    """The figures of some comparisons; ``absent`` says of sides that could not be set up why."""

    figures: Sequence[Figure] = ()
    absent: Mapping[str, str] = field(default_factory=dict)

    def __add__(self, other: "Found") -> "Found":
        """Both together."""
        return Found((*self.figures, *other.figures), {**self.absent, **other.absent})


def of(what: str, beside: str, unit: str, pairs: Sequence[tuple[float, float]], **bounds: float | None) -> Figure:
    """The medians of ours and of theirs, and the median of the ratios of ``pairs``, which were measured in turn."""
    ours, theirs = (median(side) for side in zip(*pairs, strict=True))
    return Figure(what, beside, unit, ours, theirs, median(mine / other for mine, other in pairs), **bounds)


def table(found: Found) -> list[str]:
    """One line for each figure as a person reads it, below a line of titles."""
    titles = ("what", "beside", "unit", "ours", "theirs", "ratio", "target", "met")
    lines = [_line(titles), *(_line(_cells(figure)) for figure in found.figures)]
    return [*lines, *(f"{side}: not measured, {why}" for side, why in found.absent.items())]


def as_json(found: Found) -> dict[str, Any]:
    """All of it for programs."""
    figures = [{**asdict(figure), "is_met": figure.is_met} for figure in found.figures]
    return {"figures": figures, "absent": dict(found.absent)}


def _cells(figure: Figure) -> tuple[str, ...]:
    bounds = ((">=", figure.at_least), ("<=", figure.at_most))
    target = " ".join(f"{sign} {bound:g}" for sign, bound in bounds if bound is not None)
    met = {None: "", True: "yes", False: "NO"}[figure.is_met]
    return (
        figure.what,
        figure.beside,
        figure.unit,
        _shown(figure.ours),
        _shown(figure.theirs),
        f"{figure.ratio:.2f}",
        target,
        met,
    )


def _line(cells: Sequence[str]) -> str:
    # Words begin at the left, numbers end at the right.
    padded = [
        cell.ljust(width) if at < 2 else cell.rjust(width) for at, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ]
    return "".join(padded).rstrip()


def _shown(number: float) -> str:
    return f"{number:,.0f}" if number >= 1000 else f"{number:,.1f}" if number >= 100 else f"{number:.2f}"
