"""What a person reads of a prediction that can be judged by now: who was found, and whether the probabilities came true."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from services.cli.terminal import counted, markup, plain


def print_quality(console: Console, quality: Mapping[str, Any], prediction_id: str) -> None:
    """Print how good a prediction was, as the API answers it, or how to tell who left where nothing is known."""
    if not quality["outcome_count"]:
        console.print("Whether they left is not known of any of this prediction's customers yet.")
        console.print(f"Tell it with `retainwise outcomes left.csv --prediction {markup(prediction_id)}`.", soft_wrap=True)
        return
    console.print()
    console.print("[bold]How good the prediction was[/], by what is known since")
    console.print()
    console.print(_facts(quality))
    console.print()
    console.print("[bold]What was predicted, and what came[/], from the lowest risk to the highest")
    console.print(_bands(quality["bands"]))


def riskiest_share(lift: Mapping[str, float], left_share: float) -> float:
    """The share (0..1) that left of the tenth with the highest probability, by its lift over ``left_share`` of all."""
    return min(1.0, lift["value"] * left_share)


def _facts(quality: Mapping[str, Any]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(ratio=1)
    left, known = quality["churned_count"], quality["outcome_count"]
    table.add_row("  Who left", f"{left:,} of {counted(known, 'customer')} whose outcome is known, {left / known:.0%}")
    for name, words in _ranking(quality):
        table.add_row(f"  {name}", words)
    gap = 100 * quality["calibration_error"]
    table.add_row("  Probabilities", f"{gap:.1f} points beside what came, on average over the bands below")
    table.add_row("  Model version", plain(quality["model_version"]))
    return table


def _ranking(quality: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Whether the riskiest were the right ones; needs some who left and some who stayed."""
    auc, lift = quality.get("auc"), quality.get("lift_top_decile")
    left, known = quality["churned_count"], quality["outcome_count"]
    if not auc or not lift:
        what = "left" if left else "stayed"
        yield "Order", f"All of them {what}, so it cannot be said yet whether the riskiest were the right ones."
        return
    times = f"{lift['value']:.1f} times as many as of all (95 % interval {lift['low']:.1f} to {lift['high']:.1f})"
    yield "Riskiest tenth", f"{riskiest_share(lift, left / known):.0%} of those called riskiest left, {times}"
    interval = f"95 % interval {auc['low']:.3f} to {auc['high']:.3f}"
    pairs = f"in {100 * auc['value']:.0f} of 100 pairs of one who left and one who stayed, the one who left had the higher risk"
    yield "Order", f"{pairs}: AUC {auc['value']:.3f} ({interval})"


def _bands(bands: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for heading in ("  Customers", "Predicted", "Left", "95 % interval"):
        table.add_column(heading, justify="right", no_wrap=True)
    for band in bands:
        observed = band["observed"]
        table.add_row(
            f"{band['count']:,}",
            f"{band['predicted']:.1%}",
            Text(f"{observed['value']:.1%}", style="bold"),
            f"{observed['low']:.1%} to {observed['high']:.1%}",
        )
    return table
