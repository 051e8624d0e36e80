"""Where commands write: results to standard output, progress and faults to standard error, and nothing of a file as it is."""

from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
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


def say_done(terminal: Terminal, words: str) -> None:
    """One line about a step that is over; ``words`` may hold markup."""
    terminal.err.print(f"[green]✓[/] {words}")


def say_fault(terminal: Terminal, fault: Fault) -> None:
    """The fault in red, its details, and what support needs to find it."""
    terminal.err.print(Text("✗ ", style="bold red") + plain(str(fault)), soft_wrap=True)
    for name, wrong in fault.details:
        terminal.err.print(Text("  ") + plain(f"{name}: {wrong}" if name else wrong), soft_wrap=True)
    facts = " · ".join(filter(None, (fault.code, f"request {fault.request_id}" if fault.request_id else "")))
    if facts:
        terminal.err.print(plain(f"  {facts}", style="dim"), soft_wrap=True)
