"""Says to the suite what the columns of an upload are, and goes on with its scoring."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.cli import doubts, downloads, problems, score, turns
from services.cli.client import Client
from services.cli.faults import Fault
from services.cli.terminal import Terminal, markup, plain, say_done


@dataclass(frozen=True)
class Wish:
    """What to confirm: ``columns`` as the API takes them. ``output`` None is a file in this folder, named after the upload.

    ``correct`` scores the file again where it was scored with another mapping.
    """

    upload_id: str
    columns: tuple[dict[str, Any], ...]
    output: Path | None
    top: int
    correct: bool = False


def read(options: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """The columns that options such as ``2=monthly_charges:currency/year`` or ``3=`` name. Raises Fault where one cannot be."""
    return tuple(_column(option) for option in options)


def confirm(client: Client, terminal: Terminal, wish: Wish) -> None:
    """Confirm the columns, wait for the scoring, print the report, and say where the result is. Raises Fault."""
    if wish.output is not None:
        score.require_folder(wish.output)
    upload = turns.wait_for(lambda: client.confirm_mapping(wish.upload_id, wish.columns, correct=wish.correct), terminal)
    say_done(terminal, f"Confirmed {markup(upload.filename)}: {doubts.understood(upload)}")
    if upload.id != wish.upload_id:
        terminal.err.print(plain(f"This is upload {upload.id}; the earlier one and its result stay as they are."))
    problems.say(terminal, upload)
    target = wish.output or Path(downloads.scored_name(upload.filename))
    prediction = score.follow(client, terminal, upload, score.Wish(Path(upload.filename), target, wish.top))
    score.say_next(terminal, prediction, target)


def _column(option: str) -> dict[str, Any]:
    index, equals, meaning = option.partition("=")
    if not equals or not index.strip().isdecimal():
        raise Fault(f"{option!r} does not say which column is what. Write it as INDEX=FIELD or INDEX=FIELD:UNIT, such as 2=age.")
    field, _, unit = meaning.partition(":")
    return {"index": int(index), "field": field.strip(), "unit": unit.strip()}
