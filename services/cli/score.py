"""The main job from the user's side: send a file, follow its scoring, fetch the result, show what it says."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from rich.filesize import decimal

from services.cli import doubts, downloads, problems, progress, report, turns, watch
from services.cli.answers import Prediction, Upload
from services.cli.client import Client
from services.cli.faults import Fault
from services.cli.terminal import Terminal, counted, markup, plain, say_done


@dataclass(frozen=True)
class Wish:
    """What to score. ``output`` is the result's path, "-" for standard output; ``top`` is how many customers to list."""

    file: Path
    output: Path
    top: int


def target_beside(file: Path) -> Path:
    """Where the result of a file goes unless told: beside it."""
    return file.parent / f"{file.stem}.scored.csv"


def score(client: Client, terminal: Terminal, wish: Wish) -> Prediction:
    """Score the file and print the report; the result is at ``wish.output`` only when it is whole.

    Raises MappingInDoubt, after printing the doubts, where the suite has to ask first, and Fault for the rest.
    """
    require_folder(wish.output)
    _require_another(wish.file, wish.output)
    upload = _send(client, terminal, wish.file)
    doubts.require_none(terminal, upload)
    return follow(client, terminal, upload, wish)


def follow(client: Client, terminal: Terminal, upload: Upload, wish: Wish) -> Prediction:
    """Wait until the upload is scored, fetch the result and print the report. Raises Fault where it comes to no good end."""
    prediction = _follow(client, terminal, upload)
    with downloads.arriving(wish.output) as path:
        fetch(client, terminal, prediction.id, path)
    is_standard_output = wish.output == downloads.STANDARD_OUTPUT
    console = terminal.err if is_standard_output else terminal.out
    found = client.get_summary(prediction.id)
    report.print_report(console, found, filename=wish.file.name, top=wish.top, warnings=prediction.warnings)
    return prediction


def say_next(terminal: Terminal, prediction: Prediction, target: Path) -> None:
    """Where the result is, which id it goes by, and what can be done once it is known who left."""
    terminal.err.print()
    downloads.say_saved(terminal, target)
    terminal.err.print(plain(f"  Prediction {prediction.id}"), soft_wrap=True)
    command = f"retainwise outcomes left.csv --prediction {prediction.id}"
    terminal.err.print(plain(f"  Once it is known who left: {command}"), soft_wrap=True)


def fetch(client: Client, terminal: Terminal, prediction_id: str, path: Path) -> None:
    """Write the result of a prediction to ``path``, with a bar."""
    with (
        client.result(prediction_id) as (size_bytes, pieces),
        progress.bytes_bar(terminal, "Fetching the result", size_bytes) as advance,
    ):
        downloads.write(pieces, path, advance)


def _send(client: Client, terminal: Terminal, path: Path) -> Upload:
    upload, size_bytes = turns.wait_for(lambda: _sent(client, terminal, path), terminal)
    say_done(terminal, f"Sent {markup(path.name)}, {decimal(size_bytes)}: {doubts.understood(upload)}")
    problems.say(terminal, upload)
    return upload


def _sent(client: Client, terminal: Terminal, path: Path) -> tuple[Upload, int]:
    """What became of the file, and its size in bytes."""
    try:
        with path.open("rb") as file:
            size_bytes = os.fstat(file.fileno()).st_size
            with progress.bytes_bar(terminal, f"Sending {path.name}", size_bytes) as advance:
                return client.send_file(file, filename=path.name, size_bytes=size_bytes, on_sent=advance), size_bytes
    except FileNotFoundError as error:
        raise Fault(
            f"{path} cannot be read: there is no such file. `retainwise sample` writes one to try things with."
        ) from error
    except OSError as error:
        raise Fault(f"{path} cannot be read: {error.strerror}.") from error


def _follow(client: Client, terminal: Terminal, upload: Upload) -> Prediction:
    began_at = time.monotonic()
    try:
        prediction = _final(client, terminal, upload)
    except KeyboardInterrupt:
        later = f"retainwise download {upload.prediction_id}"
        terminal.err.print(f"The suite goes on scoring. Fetch the result later with `{later}`.", soft_wrap=True)
        raise
    if prediction.status == "CANCELLED":
        raise Fault("The prediction was called off, so there is no result. Score the file again if that was not meant.")
    if prediction.status == "FAILED":
        code, message = prediction.failure or ("", "The file could not be scored.")
        raise Fault(message, code=code)
    spent_s = time.monotonic() - began_at
    say_done(terminal, f"Scored {counted(prediction.row_count, 'customer')} in {spent_s:.1f} s")
    return prediction


def _final(client: Client, terminal: Terminal, upload: Upload) -> Prediction:
    prediction = None
    with progress.rows_bar(terminal, "Waiting for a worker") as update:
        for prediction in watch.follow(client, upload.prediction_id):
            words = "Waiting for a worker" if prediction.status == "QUEUED" else "Scoring"
            update(prediction.scored_count, prediction.row_count or upload.row_count, words)
    if prediction is None:
        raise Fault("The prediction came to no end. Look again with `retainwise predictions`.")
    return prediction


def require_folder(output: Path) -> None:
    """Raise Fault where nothing can be written to ``output``: that is better known before the work than after it."""
    if output == downloads.STANDARD_OUTPUT:
        return
    if output.is_dir():
        raise Fault(f"{output} is a folder. Give --output the name of a file.")
    if not output.parent.is_dir():
        raise Fault(f"There is no folder {output.parent} to write the result to.")


def _require_another(file: Path, output: Path) -> None:
    """Raise Fault where the result would take the place of the file, under whatever name: it may be the only one there is."""
    try:
        is_same = output.samefile(file)
    except OSError:
        return
    if is_same:
        raise Fault(f"{output} is the file that is to be scored. Give --output another name, so that it stays as it is.")
