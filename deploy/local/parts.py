"""What a suite is made of: parts that run as long as it does, and steps that run once on the way up."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from signal import Signals

from deploy.local.children import Program


@dataclass(frozen=True, kw_only=True)
class Part:
    """A process that runs as long as the suite, and is started again when it ends.

    ``after`` names parts and steps that come first. ``is_ready`` is asked with the process id until it is true, at each start; it
    may also bring what the process forgets when it ends. ``address`` is host:port.
    """

    program: Program
    kind: str
    address: str
    is_ready: Callable[[int], Awaitable[bool]]
    after: tuple[str, ...] = ()
    stop_signal: Signals = Signals.SIGTERM
    stop_within_s: float = 15.0
    ready_within_s: float = 60.0

    @property
    def name(self) -> str:
        """The part's name, which is its program's."""
        return self.program.name


@dataclass(frozen=True, kw_only=True)
class Step:
    """A program that runs to its end once, after those named in ``after``; any status but 0 ends the start."""

    program: Program
    after: tuple[str, ...] = ()
    done_within_s: float = 120.0

    @property
    def name(self) -> str:
        """The step's name, which is its program's."""
        return self.program.name


def stop_waves(parts: dict[str, Part]) -> list[list[Part]]:
    """The parts in the order to stop them: each wave may stop together, and nobody stops before those that came after it."""
    left = dict(parts)
    waves = []
    while left:
        needed = {name for part in left.values() for name in part.after}
        wave = [part for name, part in left.items() if name not in needed]
        waves.append(wave)
        left = {name: part for name, part in left.items() if name in needed}
    return waves
