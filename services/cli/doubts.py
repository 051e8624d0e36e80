"""What the suite understood of a file, and what it did not: columns in doubt, and cells that had to be left out."""

from rich.table import Table

from services.cli.answers import Upload
from services.cli.faults import MappingInDoubt
from services.cli.terminal import Terminal, plain

SHOWN_PROBLEMS = 3


def understood(upload: Upload) -> str:
    """How many customers and how many of the columns."""
    known = sum(column.decision == "AUTO" for column in upload.columns)
    rows = f"{upload.row_count:,} customers, " if upload.row_count else ""
    return f"{rows}{known} of {len(upload.columns)} columns understood"


def say_problems(terminal: Terminal, upload: Upload) -> None:
    """The first problems of the file, if there are any; they name places, never values."""
    if not upload.problem_count:
        return
    noun = "place" if upload.problem_count == 1 else "places"
    terminal.err.print(f"[yellow]![/] {upload.problem_count:,} {noun} in the file could not be taken as written:")
    for line, column, message in upload.problems[:SHOWN_PROBLEMS]:
        where = f"Line {line:,}, {column}" if column else f"Line {line:,}"
        terminal.err.print(plain(f"  {where}: {message}"))
    if upload.problem_count > SHOWN_PROBLEMS:
        terminal.err.print(f"  [dim]and {upload.problem_count - SHOWN_PROBLEMS:,} more[/]")


def require_none(terminal: Terminal, upload: Upload) -> None:
    """Raise MappingInDoubt, after a table of the columns in doubt, where the file did not go on to scoring."""
    if not upload.needs_mapping:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for heading in ("Column", "May be", "Sure to"):
        table.add_column(heading, no_wrap=heading != "Column")
    table.add_column("Why it is in doubt", ratio=1)
    for column in upload.columns:
        if column.decision == "ASK":
            header = column.header or f"column {column.index + 1}"
            table.add_row(plain(header), plain(column.field), f"{column.confidence:.0%}", plain(column.reason))
    terminal.err.print()
    terminal.err.print(table)
    terminal.err.print()
    raise MappingInDoubt(
        "The file is not scored yet: it is in doubt which columns mean what. "
        'Give the right column the header that stands under "May be", such as customer_id, and score the file again.'
    )
