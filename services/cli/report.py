"""What a person reads of a scored file: how many customers stand where, who is most at risk and why, and how much was known."""

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from services.cli.results import LEVELS, Customer, Summary
from services.cli.terminal import markup, plain

COLOURS = {"High": "red", "Medium": "yellow", "Low": "green"}
WIDEST_BAR = 40
# Beside the level, the count and the share.
BAR_ROOM = 28
EIGHTHS = " ▏▎▍▌▋▊▉"
# Longer ids are cut at their end.
WIDEST_ID = 24
LITTLE_COVERAGE = 0.5


def print_report(console: Console, summary: Summary, *, filename: str) -> None:
    """Print the summary of the scored file called ``filename``, as wide as the console."""
    console.print()
    console.print(f"[bold]Churn risk of {summary.row_count:,} customers[/] in {markup(filename)}")
    console.print()
    console.print(_levels(summary, console.width))
    if summary.most_at_risk:
        console.print()
        console.print(f"[bold]Most at risk[/], {len(summary.most_at_risk)} of {summary.row_count:,}")
        console.print()
        console.print(_ranking(summary.most_at_risk))
    console.print()
    console.print(_basis(summary))


def _levels(summary: Summary, width: int) -> RenderableType:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column(justify="right")
    table.add_column(no_wrap=True)
    room = max(8, min(WIDEST_BAR, width - BAR_ROOM))
    for level in LEVELS:
        count = summary.levels[level]
        share = count / summary.row_count if summary.row_count else 0.0
        colour = COLOURS[level]
        table.add_row(
            Text(f"  {level}", style=f"bold {colour}"), f"{count:,}", f"{share:.1%}", Text(bar(share, room), style=colour)
        )
    return table


def bar(share: float, width: int) -> str:
    """A bar of ``share`` (0..1) in a room of ``width`` letters; what is not nothing shows at least as a thin line."""
    eighths = round(share * width * 8)
    if share > 0:
        eighths = max(eighths, 1)
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def _ranking(customers: tuple[Customer, ...]) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim", expand=False)
    table.add_column("", justify="right", style="dim")
    table.add_column("Customer", no_wrap=True, max_width=WIDEST_ID, overflow="ellipsis")
    table.add_column("Risk", justify="right", no_wrap=True)
    table.add_column("What to do", ratio=1, min_width=16)
    table.add_column("Why", ratio=1, min_width=16, style="dim")
    for rank, customer in enumerate(customers, 1):
        colour = COLOURS.get(customer.level, "")
        table.add_row(
            str(rank),
            plain(customer.id),
            plain(customer.percent, style=f"bold {colour}"),
            plain(_advice(customer)),
            plain(customer.key_risks),
        )
    return table


def _advice(customer: Customer) -> str:
    """The recommendation without the level it begins with, which the colour of the percentage shows already."""
    return customer.recommendation.removeprefix(f"{customer.level.upper()} RISK: ")


def _basis(summary: Summary) -> RenderableType:
    lines = [Text("  ") + _model(summary)]
    if summary.mean_coverage is not None and summary.least_coverage is not None:
        lines.append(Text("  ") + Text("Data coverage  ", style="dim") + _coverage(summary.mean_coverage, summary.least_coverage))
        if summary.mean_coverage < LITTLE_COVERAGE:
            lines.append(Text("  More of the model's columns in the file make the scores surer.", style="dim"))
    return Group(*lines)


def _coverage(mean: float, least: float) -> Text:
    if f"{mean:.0%}" == f"{least:.0%}":
        return Text(f"{mean:.0%} for every customer")
    return Text(f"{mean:.0%} on average, {least:.0%} for the customer of whom least is known")


def _model(summary: Summary) -> Text:
    versions = ", ".join(summary.model_versions) or "none"
    return Text("Model version  ", style="dim") + plain(versions)
