"""What the suite understood of a file, and the columns that are in doubt."""

from collections.abc import Sequence

from rich.table import Table

from services.cli.answers import Column, Upload
from services.cli.faults import MappingInDoubt
from services.cli.terminal import Terminal, counted, plain


def understood(upload: Upload) -> str:
    """How many customers and how many of the columns."""
    known = sum(column.decision == "AUTO" for column in upload.columns)
    rows = f"{counted(upload.row_count, 'customer')}, " if upload.row_count else ""
    return f"{rows}{known} of {counted(len(upload.columns), 'column')} understood"


def require_none(terminal: Terminal, upload: Upload) -> None:
    """Raise MappingInDoubt, after a table of the columns in doubt, where the file did not go on to scoring."""
    if not upload.needs_mapping:
        return
    asked = [column for column in upload.columns if column.decision == "ASK"]
    terminal.err.print()
    terminal.err.print(_table(asked))
    terminal.err.print()
    terminal.err.print("If they are what they may be, this scores the file; what is not named is left out:\n")
    terminal.err.print(plain(f"  {_command(upload, asked)}\n"), soft_wrap=True)
    raise MappingInDoubt(
        "The file is not scored yet: it is in doubt which columns mean what. Confirm them once as shown above: "
        "files with the same headers are not asked about again."
    )


def _table(asked: Sequence[Column]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("", justify="right", no_wrap=True)
    for heading in ("Column", "May be", "Sure to"):
        table.add_column(heading, no_wrap=heading != "Column")
    table.add_column("Why it is in doubt", ratio=1)
    for column in asked:
        header = plain(column.header) if column.header else plain("(no name)", style="dim")
        may_be = plain(_meaning(column))
        table.add_row(str(column.index), header, may_be, f"{column.confidence:.0%}", plain(column.reason))
    return table


def _command(upload: Upload, asked: Sequence[Column]) -> str:
    """What to type where every suggestion is right."""
    options = [f"--column {column.index}={_meaning(column)}{_order(column)}" for column in asked]
    return " ".join(["retainwise confirm", upload.id, *options])


def _order(column: Column) -> str:
    """One of the two units that a date whose order nothing shows can have; it cannot go without."""
    return ":day-first" if not column.unit and "give day-first or month-first" in column.reason else ""


def _meaning(column: Column) -> str:
    return f"{column.field}:{column.unit}" if column.unit else column.field
