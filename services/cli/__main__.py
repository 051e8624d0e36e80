"""The `retainwise` command: what can be asked of it, and which module does it."""

import asyncio
import io
import os
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from services.cli import confirming, downloads, experiments, inspection, listing, models, problems, report, state
from services.cli.commands import Commands
from services.cli.faults import Fault
from services.cli.options import STATE, StateOption, UserOption
from services.cli.options import client as _client
from services.cli.sample import sample as made_up
from services.cli.score import Wish, fetch, say_next, target_beside
from services.cli.score import score as score_file
from services.cli.terminal import open_terminal, visible

DAY_H = 24

TopOption = Annotated[int, typer.Option(min=0, max=20, help="How many of the customers at risk to list.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help='Where to write it; "-" is standard output.')]

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Score customers for churn: run the suite on this machine, and be its client.",
    epilog="RETAINWISE_STATE, RETAINWISE_GATEWAY and RETAINWISE_TOKEN say where the suite is and who asks.",
)


class Status(StrEnum):
    """What predictions can be listed by."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


@app.command()
def up(
    *,
    folder: StateOption = STATE,
    gateway_port: Annotated[int, typer.Option(min=0, max=65_535, help="Port of the gateway; 0 takes a free one.")] = 0,
    scoring_servers: Annotated[int, typer.Option(min=1, help="How many answer calls.")] = 1,
    scoring_workers: Annotated[int, typer.Option(min=1, help="How many score files.")] = 1,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show what the parts write to their logs.")] = False,
) -> None:
    """Start the suite on this machine and keep it running until Ctrl-C."""
    # A client of a suite elsewhere is installed without the programs that this needs.
    from deploy.local import suite

    terminal = open_terminal()
    options = suite.Options(
        state=folder,
        gateway_port=gateway_port,
        scoring_servers=scoring_servers,
        scoring_workers=scoring_workers,
        verbose=verbose,
    )

    def announce(words: str) -> None:
        for line in words.splitlines():
            terminal.out.print(visible(line), markup=False, soft_wrap=True)

    raise typer.Exit(asyncio.run(suite.run(options, announce)))


@app.command()
def token(
    *,
    folder: StateOption = STATE,
    user: Annotated[str, typer.Option("--user", help="Whom the token is for.")] = state.DEFAULT_USER,
    hours: Annotated[float, typer.Option(min=0.01, max=DAY_H, help="How long it is good for.")] = 12,
) -> None:
    """Print a development token of the local suite, and nothing else."""
    typer.echo(state.new_token(folder, user, round(hours * 3600)))


@app.command()
def score(
    file: Annotated[Path, typer.Argument(help="A CSV of customers.", show_default=False)],
    *,
    output: OutputOption = None,
    user: UserOption = None,
    top: TopOption = 10,
    folder: StateOption = STATE,
) -> None:
    """Score a file of customers: the result goes beside it, the report to the screen."""
    terminal, target = open_terminal(), output or target_beside(file)
    with _client(folder, user) as client:
        prediction = score_file(client, terminal, Wish(file, target, top))
    say_next(terminal, prediction, target)


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="A CSV of customers.", show_default=False)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print it for programs.")] = False,
) -> None:
    """Show what the columns of a file mean; works without a suite, and sends the file nowhere."""
    written = inspection.inspect(file)
    if as_json:
        typer.echo(written, nl=False)
    else:
        inspection.print_table(open_terminal(), file, written)


@app.command()
def confirm(
    upload_id: Annotated[str, typer.Argument(help="Id as `retainwise score` shows it.", show_default=False)],
    *,
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", "-c", metavar="INDEX=FIELD[:UNIT]", help="What a column is; nothing after = leaves it out."),
    ] = None,
    correct: Annotated[bool, typer.Option("--correct", help="Score the file again if it was scored with other columns.")] = False,
    output: OutputOption = None,
    user: UserOption = None,
    top: TopOption = 10,
    folder: StateOption = STATE,
) -> None:
    """Say what the columns in doubt are, and score the file then; or correct what was understood, and score it again."""
    terminal, answers = open_terminal(), confirming.read(columns or [])
    with _client(folder, user) as client:
        confirming.confirm(client, terminal, confirming.Wish(upload_id, answers, output, top, correct))


@app.command()
def predictions(
    *,
    status: Annotated[Status | None, typer.Option(case_sensitive=False, help="Only these.", show_default=False)] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to list.")] = 20,
    user: UserOption = None,
    folder: StateOption = STATE,
) -> None:
    """List predictions, newest first."""
    with _client(folder, user) as client:
        page = client.list_predictions(status=status.value.upper() if status else "", limit=limit)
    listing.print_predictions(open_terminal().out, page, status=status.value if status else "")


@app.command()
def download(
    prediction_id: Annotated[str, typer.Argument(help="Id as `retainwise predictions` shows it.", show_default=False)],
    *,
    output: OutputOption = None,
    user: UserOption = None,
    folder: StateOption = STATE,
) -> None:
    """Fetch the scored CSV of a prediction."""
    terminal = open_terminal()
    with _client(folder, user) as client:
        target = output or Path(downloads.scored_name(client.get_prediction(prediction_id).filename))
        with downloads.arriving(target) as path:
            fetch(client, terminal, prediction_id, path)
    downloads.say_saved(terminal, target)


@app.command("problems")
def list_problems(
    named_id: Annotated[str, typer.Argument(metavar="ID", help="Of an upload or a prediction.", show_default=False)],
    *,
    output: OutputOption = None,
    user: UserOption = None,
    folder: StateOption = STATE,
) -> None:
    """Print as CSV all that could not be taken as it is written in a file, by line and column."""
    target = output or downloads.STANDARD_OUTPUT
    with _client(folder, user) as client:
        problems.fetch(client, named_id, target)
    downloads.say_saved(open_terminal(), target)


@app.command()
def summary(
    prediction_id: Annotated[str, typer.Argument(help="Id as `retainwise predictions` shows it.", show_default=False)],
    *,
    user: UserOption = None,
    top: TopOption = 10,
    folder: StateOption = STATE,
) -> None:
    """Print the report of a scored file."""
    with _client(folder, user) as client:
        prediction, found = client.get_prediction(prediction_id), client.get_summary(prediction_id)
    console = open_terminal().out
    report.print_report(console, found, filename=prediction.filename, top=top, warnings=prediction.warnings)


app.add_typer(models.app)
app.add_typer(experiments.app, name="experiments")


@app.command()
def doctor(*, folder: StateOption = STATE) -> None:
    """Check every part of the suite, and say what to do about what is wrong."""
    # gRPC takes a tenth of a second to import, and nothing else here needs it.
    from services.cli import doctor as checkup

    checkup.check(open_terminal(), folder, os.environ)


@app.command()
def sample(
    *,
    rows: Annotated[int, typer.Option(min=1, max=1_000_000, help="How many customers.")] = 200,
    output: OutputOption = None,
) -> None:
    """Write a made-up customer file to try things with; a file that is there is left alone."""
    target = output or Path("customers.csv")
    if target.exists():
        raise Fault(f"{target} is there already. Name another file with --output.")
    with downloads.arriving(target) as path:
        path.write_text(made_up(rows, datetime.now(UTC).date()), encoding="utf-8")
    downloads.say_saved(open_terminal(), target)


@app.command()
def demo(
    *,
    folder: Annotated[Path | None, typer.Option("--state", envvar="RETAINWISE_STATE", help="Default: a new one.")] = None,
    gateway_port: Annotated[int, typer.Option(min=0, max=65_535, help="Port of the gateway; 0 takes a free one.")] = 0,
    rows: Annotated[int, typer.Option(min=1, max=100_000, help="How many made-up customers to score.")] = 200,
) -> None:
    """Start the suite, score a made-up file, print the report, stop the suite."""
    from services.cli.demo import demonstrate

    today = datetime.now(UTC).date()
    demonstrate(open_terminal(), folder=folder, port=gateway_port, row_count=rows, today=today)


def main() -> None:
    """Run this process's command line and end it: with 0, 1 for a fault, 2 where columns or the command line are in doubt."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a letter shows a question mark instead of ending the command.
            stream.reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()
