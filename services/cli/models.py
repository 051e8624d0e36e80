"""The commands of learning: who left, a model of one's own, how good it is, and which model scores."""

from pathlib import Path
from typing import Annotated

import typer

from services.cli import learning
from services.cli import quality as report
from services.cli.options import STATE, StateOption, UserOption, client
from services.cli.terminal import open_terminal

ModelId = Annotated[str, typer.Argument(help="Id as `retainwise models` shows it.", show_default=False)]

app = typer.Typer()


@app.command()
def outcomes(
    file: Annotated[Path, typer.Argument(help="A CSV with customer_id, churned and, if known, date.", show_default=False)],
    *,
    prediction: Annotated[str, typer.Option("--prediction", help="Whose customers they are.", show_default=False)],
    user: UserOption = None,
    folder: StateOption = STATE,
) -> None:
    """Tell who of a prediction's customers really left."""
    with client(folder, user) as asked:
        learning.send_outcomes(asked, open_terminal(), file, prediction)


@app.command()
def quality(
    prediction_id: Annotated[str, typer.Argument(help="Id as `retainwise predictions` shows it.", show_default=False)],
    *,
    user: UserOption = None,
    folder: StateOption = STATE,
) -> None:
    """Print how good a prediction was, by the outcomes that are known by now."""
    with client(folder, user) as asked:
        found = asked.get_quality(prediction_id)
    report.print_quality(open_terminal().out, found, prediction_id)


@app.command()
def train(*, user: UserOption = None, folder: StateOption = STATE) -> None:
    """Train a model of your own on all whose outcome is known, and print how good it is."""
    with client(folder, user) as asked:
        learning.train(asked, open_terminal())


@app.command("models")
def list_models(*, user: UserOption = None, folder: StateOption = STATE) -> None:
    """List models, newest first; the star marks the one that scores."""
    with client(folder, user) as asked:
        learning.print_models(asked, open_terminal())


@app.command()
def promote(model_id: ModelId, *, user: UserOption = None, folder: StateOption = STATE) -> None:
    """Score further files with a model that beat the baseline."""
    with client(folder, user) as asked:
        learning.promote(asked, open_terminal(), model_id)


@app.command()
def rollback(model_id: ModelId, *, user: UserOption = None, folder: StateOption = STATE) -> None:
    """Take a promotion back: what was active before is active again."""
    with client(folder, user) as asked:
        learning.rollback(asked, open_terminal(), model_id)
