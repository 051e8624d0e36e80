"""Progress bars on standard error: bytes on their way, and customers being scored."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, DownloadColumn, Progress, ProgressColumn, SpinnerColumn, TextColumn

from services.cli.terminal import Terminal, counted

Advance = Callable[[int], None]
# Sets how much is done, and of how much, which may become known late (0 while it is not).
Update = Callable[[int, int, str], None]


@contextmanager
def bytes_bar(terminal: Terminal, words: str, size_bytes: int | None) -> Iterator[Advance]:
    """A bar of bytes for the time of the block; the function adds to it. An unknown size makes it swing."""
    with _bar(terminal, DownloadColumn(binary_units=False)) as bar:
        task = bar.add_task(words, total=size_bytes)

        def advance(passed_bytes: int) -> None:
            bar.update(task, advance=passed_bytes)
            if bar.tasks[task].finished:
                # The suite reads a large file for some seconds before it answers.
                bar.update(task, description=f"{words}: waiting for the suite")

        yield advance


@contextmanager
def rows_bar(terminal: Terminal, words: str) -> Iterator[Update]:
    """A bar of customers for the time of the block; the function sets done, total and words."""
    with _bar(terminal, TextColumn("{task.fields[amount]}", markup=False)) as bar:
        task = bar.add_task(words, total=None, amount="")

        def update(done: int, total: int, said: str) -> None:
            amount = f"{done:,} of {counted(total, 'customer')}" if done else ""
            bar.update(task, completed=done, total=total or None, description=said, amount=amount)

        yield update


def _bar(terminal: Terminal, amount: ProgressColumn) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        amount,
        console=terminal.err,
        # The line about the finished step takes the bar's place; without a terminal there is only that line.
        transient=True,
        disable=not terminal.err.is_terminal,
    )
