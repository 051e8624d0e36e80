"""What a person reads of a scored file: who stands where, what drives it, whom to call first, and how much was known."""

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from services.cli import cautions
from services.cli.summary import Customer, Driver, Segment, Summary
from services.cli.terminal import counted, markup, plain

COLOURS = {"High": "red", "Medium": "yellow", "Low": "green"}
WIDEST_BAR = 40
# Beside the level, the count and the share.
BAR_ROOM = 28
REVENUE_ROOM = 18
EIGHTHS = " ▏▎▍▌▋▊▉"
HEIGHTS = "▁▂▃▄▅▆▇█"
# Longer ids are cut at their end.
WIDEST_ID = 24
LITTLE_COVERAGE = 0.5
# More are not read; the API has the rest.
DRIVERS_SHOWN = 5
SEGMENTS_SHOWN = 5


def print_report(console: Console, summary: Summary, *, filename: str, top: int, warnings: Sequence[str]) -> None:
    """Print the summary of the scored file called ``filename`` with up to ``top`` customers, as wide as the console.

    It begins with what makes the scores worth less: that little is known of the customers, and the ``warnings``.
    """
    cautions.print_coverage(console, summary)
    console.print()
    customers = counted(summary.total.customer_count, "customer")
    console.print(f"[bold]Churn risk of {customers}[/] in {markup(filename)}{_money(summary)}")
    cautions.print_misfits(console, warnings)
    for title, part in _parts(summary, console.width, top):
        console.print()
        if title:
            console.print(title)
        console.print(part)


def _parts(summary: Summary, width: int, top: int) -> Iterator[tuple[str, RenderableType]]:
    """What the report has below its first line, each with its title."""
    yield "", _levels(summary, width)
    if summary.drivers:
        yield "[bold]What drives it[/]", _drivers(summary.drivers[:DRIVERS_SHOWN], summary.total.customer_count)
    for name, segments in (("plan", summary.plans), ("country", summary.countries)):
        if segments:
            yield f"[bold]By {name}[/]", _segments(segments[:SEGMENTS_SHOWN], summary)
    if customers := summary.customers[:top]:
        order = "by revenue at risk" if summary.has_revenue else "by probability"
        yield f"[bold]Call first[/], {order}", _ranking(customers, summary.has_revenue)
    if summary.left_count:
        left = counted(summary.left_count, "customer")
        yield (
            "",
            f"{left} left already, as the file says: counted above, not among those to call. `retainwise train` learns from it.",
        )
    yield "", _basis(summary)


def bar(share: float, width: int) -> str:
    """A bar of ``share`` (0..1) in a room of ``width`` letters; what is not nothing shows at least as a thin line."""
    eighths = round(share * width * 8)
    if share > 0:
        eighths = max(eighths, 1)
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def skyline(counts: Sequence[int]) -> str:
    """The counts as a letter each, the greatest as a full block; what is not nothing is at least a line, and nothing a space."""
    most = max(counts, default=0)
    return "".join(HEIGHTS[max(0, -(-count * len(HEIGHTS) // most) - 1)] if count else " " for count in counts)


def _money(summary: Summary) -> str:
    if not summary.has_revenue:
        return ""
    total = summary.total
    return f": {total.revenue_at_risk:,.0f} of {total.revenue:,.0f} monthly revenue at risk"


def _levels(summary: Summary, width: int) -> RenderableType:
    table = _table()
    table.add_column()
    table.add_column(justify="right")
    table.add_column(justify="right")
    table.add_column(no_wrap=True)
    room = max(8, min(WIDEST_BAR, width - BAR_ROOM - (REVENUE_ROOM if summary.has_revenue else 0)))
    for level in summary.levels:
        share = level.customer_count / summary.total.customer_count if summary.total.customer_count else 0.0
        colour = COLOURS.get(level.name, "")
        table.add_row(
            Text(f"  {level.name}", style=f"bold {colour}"),
            f"{level.customer_count:,}",
            f"{share:.1%}",
            Text(bar(share, room), style=colour),
            *([f"{level.revenue_at_risk:,.0f} at risk"] if summary.has_revenue else []),
        )
    return table


def _drivers(drivers: Sequence[Driver], customer_count: int) -> RenderableType:
    table = _table()
    table.add_column(justify="right")
    table.add_column(justify="right")
    table.add_column()
    for driver in drivers:
        table.add_row(f"  {driver.customer_count:,}", f"{driver.customer_count / customer_count:.0%}", plain(driver.reason))
    return table


def _segments(segments: Sequence[Segment], summary: Summary) -> RenderableType:
    table = _table()
    table.add_column(max_width=WIDEST_ID + 2, overflow="ellipsis", no_wrap=True)
    table.add_column(justify="right")
    table.add_column(justify="right")
    for segment in segments:
        money = [f"{segment.revenue_at_risk:,.0f} of {segment.revenue:,.0f} at risk"] if summary.has_revenue else []
        table.add_row(Text("  ") + plain(segment.name), counted(segment.customer_count, "customer"), *money)
    return table


def _ranking(customers: Sequence[Customer], has_revenue: bool) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim", expand=False)
    table.add_column("", justify="right", style="dim")
    table.add_column("Customer", no_wrap=True, max_width=WIDEST_ID, overflow="ellipsis")
    table.add_column("Risk", justify="right", no_wrap=True)
    if has_revenue:
        table.add_column("At risk", justify="right", no_wrap=True)
    table.add_column("What to do", ratio=1, min_width=16)
    table.add_column("Why", ratio=1, min_width=16, style="dim")
    for rank, customer in enumerate(customers, 1):
        table.add_row(
            str(rank),
            plain(customer.id),
            plain(customer.percent, style=f"bold {COLOURS.get(customer.level, '')}"),
            *([f"{customer.revenue_at_risk:,.0f}"] if has_revenue else []),
            plain(_advice(customer)),
            plain(customer.key_risks),
        )
    return table


def _advice(customer: Customer) -> str:
    """The recommendation without the level it begins with, which the colour of the percentage shows already."""
    return customer.recommendation.removeprefix(f"{customer.level.upper()} RISK: ")


def _basis(summary: Summary) -> RenderableType:
    lines = [_fact("Probabilities", Text(f"0% {skyline(summary.histogram)} 100%"))]
    lines.append(_fact("Model version", plain(summary.model_version or "none")))
    if summary.total.customer_count:
        lines.append(_fact("Data coverage", _coverage(summary.mean_coverage, summary.least_coverage)))
        if summary.mean_coverage < LITTLE_COVERAGE and not cautions.is_unfounded(summary):
            lines.append(Text("  More of the model's columns in the file make the scores surer.", style="dim"))
    return Group(*lines)


def _fact(name: str, value: Text) -> Text:
    return Text("  ") + Text(f"{name}  ", style="dim") + value


def _coverage(mean: float, least: float) -> Text:
    if f"{mean:.0%}" == f"{least:.0%}":
        return Text(f"{mean:.0%} for every customer")
    return Text(f"{mean:.0%} on average, {least:.0%} for the customer of whom least is known")


def _table() -> Table:
    return Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
