"""Where commands write: results to standard output, progress and faults to standard error, and nothing of a file as it is."""

from dataclasses import dataclass
from itertools import chain, repeat

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from services.cli.faults import Fault

# Beyond this a line of text is hard to read, however wide the window.
WIDEST = 120


@dataclass(frozen=True)
class Terminal:
    """``out`` is for what a command gives, ``err`` for what it says on the way."""

    out: Console
    err: Console


def open_terminal() -> Terminal:
    """The terminal this process was started in, or the files that stand for it."""
    return Terminal(_console(stderr=False), _console(stderr=True))


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False)
    if console.width > WIDEST:
        console.width = WIDEST
    return console


def visible(text: str) -> str:
    """``text`` in one line without control characters: cells and names of files may carry commands to a terminal."""
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def plain(text: str, style: str = "") -> Text:
    """``text`` as it may be shown: visible, and with brackets that are no markup."""
    return Text(visible(text), style=style)


def markup(text: str) -> str:
    """``text`` as it may stand inside a string with markup."""
    return escape(visible(text))


def counted(count: int, noun: str) -> str:
    """``count`` of what ``noun`` names, one of them: "1 customer", "1,200 customers"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def say(terminal: Terminal, words: str) -> None:
    """A line, however long, of what a command gives."""
    terminal.out.print(visible(words), markup=False, soft_wrap=True, highlight=False)


def say_done(terminal: Terminal, words: str) -> None:
    """One line about a step that is over; ``words`` may hold markup."""
    terminal.err.print(f"[green]✓[/] {words}")


def say_fault(terminal: Terminal, fault: Fault) -> None:
    """The fault in red, its details, and what support needs to find it."""
    facts = " · ".join(filter(None, (fault.code, f"request {fault.request_id}" if fault.request_id else "")))
    details = (f"{name}: {wrong}" if name else wrong for name, wrong in fault.details if wrong != str(fault))
    lines = [plain(str(fault)), *map(plain, details), *([plain(facts, style="dim")] if facts else [])]
    for mark, line in zip(chain((Text("✗", style="bold red"),), repeat(Text(" "))), lines, strict=False):
        _say(terminal.err, mark, line)


def _say(console: Console, mark: Text, line: Text) -> None:
    if not console.is_terminal:
        # Programs that read this want a sentence in one line.
        console.print(mark + Text(" ") + line, soft_wrap=True)
        return
    # Lines under the first one begin where its words begin.
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row(mark, line)
    console.print(grid)
