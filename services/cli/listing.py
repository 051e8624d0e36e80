"""Predictions as a table, for people at a terminal."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.cli.answers import Page, Prediction
from services.cli.terminal import plain

COLOURS = {"COMPLETED": "green", "FAILED": "red", "CANCELLED": "dim", "RUNNING": "cyan", "QUEUED": "yellow"}
NONE = "There are no predictions. Make one with `retainwise score FILE`."
# As long as a prediction's id, which has to be whole, since `retainwise download` wants it.
NAME_WIDTH = 36
# A measure would else be cut to the window.
UNLIMITED = 10_000


def print_predictions(console: Console, page: Page, *, status: str) -> None:
    """Print the predictions of ``page`` in its order, and how many more there are; ``status`` is what all have, empty for any."""
    if not page.predictions:
        none = f"No prediction is {status}. Without --status all are listed." if status else NONE
        console.print(none)
        return
    table = _table(page.predictions, with_levels=True)
    if console.measure(table, options=console.options.update(width=UNLIMITED)).maximum > console.width:
        table = _table(page.predictions, with_levels=False)
    console.print(table)
    more = page.total_count - len(page.predictions)
    if more > 0:
        console.print(f"\n[dim]{more:,} more; --limit shows them.[/]")


def _table(predictions: Sequence[Prediction], *, with_levels: bool) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for heading in ("Created", "Status"):
        table.add_column(heading, no_wrap=True)
    for heading in ("Customers", "High", "Medium", "Low") if with_levels else ("Customers",):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("File and prediction id", no_wrap=True)
    for prediction in predictions:
        table.add_row(*_cells(prediction, with_levels=with_levels))
    return table


def _cells(prediction: Prediction, *, with_levels: bool) -> list[Text]:
    counts = prediction.risk_counts
    levels = [f"{count:,}" for count in (counts.high, counts.medium, counts.low)] if counts else [""] * 3
    return [
        Text(_local(prediction.created_at)),
        plain(prediction.status.capitalize(), style=COLOURS.get(prediction.status, "")),
        Text(f"{prediction.row_count:,}"),
        *(Text(level) for level in levels if with_levels),
        _name(prediction),
    ]


def _name(prediction: Prediction) -> Text:
    lines = [plain(prediction.filename), plain(prediction.id, style="dim")]
    if prediction.failure:
        lines.append(plain(" ".join(prediction.failure), style="red"))
    for line in lines:
        line.truncate(NAME_WIDTH, overflow="ellipsis")
    return Text("\n").join(lines)


def _local(instant: datetime | None) -> str:
    return f"{instant.astimezone():%Y-%m-%d %H:%M}" if instant else ""
