"""Results on their way to disk: under a temporary name beside the target, and under the target's only when they are whole."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from shutil import copyfileobj
from tempfile import gettempdir, mkstemp

from services.cli.faults import Fault
from services.cli.terminal import Terminal, markup, say_done

STANDARD_OUTPUT = Path("-")


def scored_name(filename: str) -> str:
    """What the result of a file is called: "customers.scored.csv" for "customers.csv", without any folder."""
    # The name comes from the suite: a backslash in it may be a separator of the system it was uploaded from.
    stem = PurePath(PurePath(filename.replace("\\", "/")).name).stem
    return f"{stem.lstrip('.') or 'customers'}.scored.csv"


@contextmanager
def arriving(target: Path) -> Iterator[Path]:
    """An empty file to be filled. At the end of the block it takes the place of ``target``; it is removed where the block fails.

    The target "-" stands for standard output, which gets the file's content. Raises Fault where it cannot be written.
    """
    is_standard_output = target == STANDARD_OUTPUT
    folder = Path(gettempdir()) if is_standard_output else target.parent
    with _explained(target):
        # A temporary file is for its owner only, which suits customers' data.
        descriptor, name = mkstemp(dir=folder, prefix=f".{target.name}.", suffix=".part")
        os.close(descriptor)
        path = Path(name)
        try:
            yield path
            _copy_out(path) if is_standard_output else path.replace(target)
        finally:
            path.unlink(missing_ok=True)


def say_saved(terminal: Terminal, target: Path) -> None:
    """One line about where the result is, unless standard output has it."""
    if target != STANDARD_OUTPUT:
        say_done(terminal, f"Saved {markup(str(target))}")


def write(pieces: Iterable[bytes], path: Path, on_written: Callable[[int], None]) -> None:
    """Fill the file at ``path`` and see it on the disk; ``on_written`` gets the size of each piece."""
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)
            on_written(len(piece))
        file.flush()
        os.fsync(file.fileno())


def _copy_out(path: Path) -> None:
    sys.stdout.flush()
    with path.open("rb") as file:
        copyfileobj(file, sys.stdout.buffer)
    sys.stdout.buffer.flush()


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Fault(f"{target} cannot be written: {error.strerror}. Choose another place with --output.") from error
