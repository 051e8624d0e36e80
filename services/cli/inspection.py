"""Looks into a file on this machine: how it is written and what its columns mean, without a suite and without sending it."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from services.cli.faults import Fault
from services.cli.terminal import Terminal, counted, plain

NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
ASK, IGNORE = "ask", "ignore"
# A longer header goes on in the next line, so that reasons stay readable.
WIDEST_HEADER = 24
# The largest file takes 2 s; a file in a share that does not answer takes for ever.
PATIENCE_S = 60


def inspect(path: Path) -> str:
    """What ingest understands of the file, as its JSON. Raises Fault where it cannot be read or is no CSV."""
    command = [sys.executable, "-m", "services.ingest", "inspect", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise Fault(f"{path} could not be read within {PATIENCE_S} s.") from error
    except ValueError as error:
        raise Fault("The file could not be looked into here. `retainwise score` sends it to the suite, which can.") from error
    if "error" in answer:
        raise Fault(str(answer["error"]["message"]), code=str(answer["error"]["code"]))
    return done.stdout


def print_table(terminal: Terminal, path: Path, written: str) -> None:
    """Print what ``inspect`` gave as a table, and what has to be confirmed before the file can be scored."""
    answer = json.loads(written)
    delimiter = NAMES.get(answer["delimiter"], answer["delimiter"])
    columns = counted(len(answer["columns"]), "column")
    facts = f"{columns}, divided by {delimiter}, {answer['encoding']}, header on line {answer['header_row']}"
    terminal.out.print(Text.assemble(plain(path.name, style="bold"), ": ", facts))
    terminal.out.print()
    used = [column for column in answer["columns"] if column["decision"] != IGNORE]
    if used:
        terminal.out.print(_table(used))
        terminal.out.print()
    if len(used) < len(answer["columns"]):
        unused = [_header(column) for column in answer["columns"] if column["decision"] == IGNORE]
        terminal.out.print(Text.assemble("Not used for scoring: ", Text(", ").join(unused)), style="dim")
    terminal.out.print(_verdict(answer))


def _table(columns: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("Column", overflow="fold", max_width=WIDEST_HEADER)
    table.add_column("Taken for", no_wrap=True)
    table.add_column("Why", ratio=1)
    for column in columns:
        table.add_row(str(column["index"]), _header(column), _meaning(column), plain(column["reason"], style="dim"))
    return table


def _header(column: Mapping[str, Any]) -> Text:
    return plain(column["header"]) if column["header"] else Text("(no name)", style="dim")


def _meaning(column: Mapping[str, Any]) -> Text:
    doubt = f"{column['confidence']:.0%} sure" if column["decision"] == ASK else ""
    unit = column["unit"] or ""
    style = "yellow" if doubt else "green"
    return Text("\n").join([Text(column["field"], style=style), *(Text(f"  {words}") for words in (unit, doubt) if words)])


def _verdict(answer: Mapping[str, Any]) -> Text:
    if not any(column["field"] == "customer_id" for column in answer["columns"]):
        return Text("No column is the customer id, so the file cannot be scored. Name one of them customer_id.", style="red")
    if not answer["must_confirm"]:
        return Text("It can be scored as it is.", style="green")
    columns = ", ".join(map(str, answer["must_confirm"]))
    return Text(f"To be confirmed before it is scored: {columns}. `retainwise score` says how.", style="yellow")
