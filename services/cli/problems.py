"""What of a file could not be taken as it is written: the first places or the kinds on the screen, all of them as CSV."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from services.cli import downloads
from services.cli.answers import ProblemCount, Upload
from services.cli.client import Client
from services.cli.faults import Fault, Refused
from services.cli.terminal import Terminal, counted, plain

SHOWN_PROBLEMS = 3
# A rule may apply to hundreds of columns; the list of all has them.
SHOWN_COLUMNS = 3
LONGEST_HEADER = 40
NO_UPLOAD, NO_PREDICTION = "ERR-1010", "ERR-2001"


def say(terminal: Terminal, upload: Upload) -> None:
    """The faults of the file, if there are any; they name places, never values. What was understood is only counted.

    A few are told by place. More are told by kind, each with its number: the first places may all be of one kind.
    """
    faults = [kind for kind in upload.problem_kinds if not kind.is_coercion]
    coerced_count = sum(kind.count for kind in upload.problem_kinds if kind.is_coercion)
    if coerced_count:
        noun = "cell was" if coerced_count == 1 else "cells were"
        terminal.err.print(f"  [dim]{coerced_count:,} {noun} read otherwise than written, such as 1.234,50 or N/A[/]")
    fault_count = upload.problem_count - coerced_count
    if not fault_count:
        return
    terminal.err.print(f"[yellow]![/] {counted(fault_count, 'place')} in the file could not be taken as written:")
    if fault_count > SHOWN_PROBLEMS and faults:
        _say_kinds(terminal, upload.id, faults)
    else:
        _say_places(terminal, upload, fault_count)


def fetch(client: Client, named_id: str, target: Path) -> None:
    """Write all problems of an upload, or of the upload of a prediction, to ``target`` as CSV. Raises Fault for no such id."""
    upload_id = _upload_id(client, named_id)
    with downloads.arriving(target) as path, _found(), client.problems(upload_id) as (_, pieces):
        downloads.write(pieces, path, lambda _: None)


def _upload_id(client: Client, named_id: str) -> str:
    """The upload of the prediction that has this id; where none has, the id can only be an upload's."""
    try:
        return client.get_prediction(named_id).upload_id
    except Refused as refused:
        if refused.code != NO_PREDICTION:
            raise
    return named_id


@contextmanager
def _found() -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        if refused.code != NO_UPLOAD:
            raise
        raise Fault("There is no upload and no prediction with this id. `retainwise predictions` lists what there is.") from None


def _say_places(terminal: Terminal, upload: Upload, fault_count: int) -> None:
    shown = upload.problems[: min(SHOWN_PROBLEMS, fault_count)]
    for message in shown:
        terminal.err.print(plain(f"  {message}"), soft_wrap=True)
    if fault_count > len(shown):
        _say_more(terminal, f"and {fault_count - len(shown):,} more", upload.id)


def _say_kinds(terminal: Terminal, upload_id: str, faults: Sequence[ProblemCount]) -> None:
    width = max(len(f"{kind.count:,}") for kind in faults)
    for count, words in sorted(_by_rule(faults), key=lambda line: -line[0]):
        terminal.err.print(plain(f"  {count:>{width},} × {words}"), soft_wrap=True)
    _say_more(terminal, "All of them", upload_id)


def _say_more(terminal: Terminal, words: str, upload_id: str) -> None:
    terminal.err.print(plain(f"  {words}: retainwise problems {upload_id}", style="dim"), soft_wrap=True)


def _by_rule(faults: Sequence[ProblemCount]) -> Iterator[tuple[int, str]]:
    """How often each rule applied, and where and what it is."""
    rules: dict[str, list[ProblemCount]] = {}
    for kind in faults:
        rules.setdefault(kind.rule, []).append(kind)
    for kinds in rules.values():
        first_line = min(kind.first_line for kind in kinds)
        where = ", ".join(filter(None, (_columns(kind.column for kind in kinds if kind.column), f"first in line {first_line:,}")))
        yield sum(kind.count for kind in kinds), f"{where}: {kinds[0].message}"


def _columns(headers: Iterable[str]) -> str:
    named = [f'"{header[:LONGEST_HEADER]}"' for header in headers]
    more = len(named) - SHOWN_COLUMNS
    if more > 0:
        named = [*named[:SHOWN_COLUMNS], f"{more:,} more"]
    noun = "column" if len(named) == 1 else "columns"
    return f"{noun} {', '.join(named[:-1])}{' and ' if len(named) > 1 else ''}{named[-1]}" if named else ""
