"""Predictions as a table, for people at a terminal."""

from collections.abc import Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.cli.answers import Page, Prediction
from services.cli.terminal import plain

COLOURS = {"COMPLETED": "green", "FAILED": "red", "CANCELLED": "dim", "RUNNING": "cyan", "QUEUED": "yellow"}
# Narrower than this the counts of the levels give way to the id.
WIDE = 96


def print_predictions(console: Console, page: Page) -> None:
    """Print the predictions of ``page`` in its order, and how many more there are."""
    if not page.predictions:
        console.print("There are no predictions. Make one with `retainwise score FILE`.")
        return
    console.print(_table(page.predictions, is_wide=console.width >= WIDE))
    more = page.total_count - len(page.predictions)
    if more > 0:
        console.print(f"\n[dim]{more:,} more; --limit shows them.[/]")


def _table(predictions: Sequence[Prediction], *, is_wide: bool) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("Created", no_wrap=True)
    table.add_column("Status", no_wrap=True)
    table.add_column("Customers", justify="right", no_wrap=True)
    table.add_column("High", justify="right", no_wrap=True)
    if is_wide:
        table.add_column("Medium", justify="right", no_wrap=True)
        table.add_column("Low", justify="right", no_wrap=True)
    # The id has to be whole, since `retainwise download` wants it.
    table.add_column("File and prediction id", min_width=36, no_wrap=True, overflow="ellipsis")
    for prediction in predictions:
        table.add_row(*_cells(prediction, is_wide=is_wide))
    return table


def _cells(prediction: Prediction, *, is_wide: bool) -> list[Text]:
    counts = prediction.risk_counts
    levels = [counts.high, counts.medium, counts.low] if counts else [None, None, None]
    name = plain(prediction.filename)
    name.append(f"\n{prediction.id}", style="dim")
    if prediction.failure:
        name.append("\n").append(plain(prediction.failure[0], style="red"))
    return [
        Text(_local(prediction.created_at)),
        plain(prediction.status.capitalize(), style=COLOURS.get(prediction.status, "")),
        Text(f"{prediction.row_count:,}"),
        *(Text("" if count is None else f"{count:,}") for count in (levels if is_wide else levels[:1])),
        name,
    ]


def _local(instant: datetime | None) -> str:
    return f"{instant.astimezone():%Y-%m-%d %H:%M}" if instant else ""
