"""`retainwise experiments`: leave some customers alone, and see whether acting on scores keeps the others."""

import math
from typing import Annotated, Any
from urllib.parse import quote

import typer

from services.cli.faults import Fault
from services.cli.options import STATE, StateOption, UserOption, client
from services.cli.terminal import open_terminal, say

ExperimentId = Annotated[str, typer.Argument(help="Id as `retainwise experiments` shows it.", show_default=False)]

NONE = "There are no experiments. Begin one with `retainwise experiments create NAME`."

app = typer.Typer(invoke_without_command=True)


@app.callback()
def experiments(context: typer.Context, *, user: UserOption = None, folder: StateOption = STATE) -> None:
    """List experiments, newest first; the star marks the one that runs. Or begin one, see its results, finish it."""
    if context.invoked_subcommand is not None:
        return
    with client(folder, user) as asked:
        found = asked.get("/v1/experiments")["experiments"]
    for line in map(_line, found) if found else (NONE,):
        say(open_terminal(), line)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What it is called.", show_default=False)],
    *,
    holdout: Annotated[float, typer.Option(help="Share of customers who are left alone: above 0, at most 0.5.")] = 0.1,
    user: UserOption = None,
    folder: StateOption = STATE,
) -> None:
    """Begin an experiment: further files say in experiment_group who is left alone."""
    # What is no number cannot be put into JSON; how large it may be the suite says.
    if not math.isfinite(holdout):
        raise Fault("--holdout must be a number, above 0 and at most 0.5.")
    with client(folder, user) as asked:
        begun = asked.post("/v1/experiments", {"display_name": name, "holdout_share": holdout})
    terminal = open_terminal()
    say(terminal, _line(begun))
    say(terminal, 'Files scored from now on have the column experiment_group: act on "treatment", and leave "holdout" alone.')
    say(terminal, f"Once it is known who left: `retainwise experiments results {begun['experiment_id']}`.")


@app.command()
def results(experiment_id: ExperimentId, *, user: UserOption = None, folder: StateOption = STATE) -> None:
    """Print how many left of each group, and whether that is more than chance."""
    with client(folder, user) as asked:
        found = asked.get(f"/v1/experiments/{quote(experiment_id, safe='')}:results")
    terminal = open_terminal()
    for group in ("treatment", "holdout"):
        say(terminal, f"{group.capitalize():<10} {_group(found[group])}")
    say(terminal, str(found["sentence"]))


@app.command()
def finish(experiment_id: ExperimentId, *, user: UserOption = None, folder: StateOption = STATE) -> None:
    """End an experiment: further files have no groups, and outcomes of earlier ones still count."""
    with client(folder, user) as asked:
        over = asked.post(f"/v1/experiments/{quote(experiment_id, safe='')}:finish", {})
    terminal, named = open_terminal(), f"The experiment {over['display_name']} is over"
    say(terminal, f"{named}: files scored from now on have no groups, and outcomes of earlier ones still count.")
    say(terminal, f"What came of it: `retainwise experiments results {over['experiment_id']}`.")


def _line(experiment: dict[str, Any]) -> str:
    mark = "*" if experiment["is_running"] else " "
    return f"{mark} {experiment['experiment_id']}  {experiment['display_name']}  holdout {experiment['holdout_share']:.0%}"


def _group(group: dict[str, Any]) -> str:
    known = f"{group['scored_count']:,} scored, {group['outcome_count']:,} with known outcome, {group['churned_count']:,} left"
    rate = group.get("churn_rate")
    return f"{known}: {rate['value']:.1%} (95 % interval {rate['low']:.1%} to {rate['high']:.1%})" if rate else known
