"""What has to be known before a report is read: it rests on little or nothing, or the file does not fit the model."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from services.cli.summary import Summary
from services.cli.terminal import plain

# Below this most of what a score is made of is an average.
TOO_LITTLE_COVERAGE = 0.3


def is_unfounded(summary: Summary) -> bool:
    """Whether so little is known of the customers that the report has to begin with it."""
    return summary.total.customer_count > 0 and summary.mean_coverage < TOO_LITTLE_COVERAGE


def print_coverage(console: Console, summary: Summary) -> None:
    """Print that the scores rest on nothing, or on little; nothing where they rest on enough."""
    if not is_unfounded(summary):
        return
    if summary.mean_coverage == 0:
        words = "No column of this file says anything about risk: every customer gets the same average of "
        words += f"{summary.total.mean_probability:.1%}."
    else:
        words = f"Little is known of these customers: {summary.mean_coverage:.0%} of what the model looks at, on average. "
        words += "The rest of each score is an average."
    console.print()
    console.print(Text(f"! {words}", style="bold red"))
    console.print("  `retainwise inspect FILE` shows what each column was taken for.")


def print_misfits(console: Console, warnings: Sequence[str]) -> None:
    """Print what of the file the model did not learn from, a line each; nothing where there is nothing."""
    if not warnings:
        return
    console.print()
    console.print("[bold yellow]The file is unlike the one the model learned from[/], so its scores may be worth less")
    for warning in warnings:
        console.print(Text("  ") + plain(warning), soft_wrap=True)
