"""Shows what parts write to their logs while they run."""

import asyncio
from collections.abc import Callable
from pathlib import Path

LOOK_S = 0.2


async def follow(name: str, log: Path, announce: Callable[[str], None]) -> None:
    """Announce each new line of ``log`` with the part's name before it, until cancelled; an absent log is awaited."""
    seen_bytes = 0
    while True:
        await asyncio.sleep(LOOK_S)
        fresh = _after(log, seen_bytes)
        # The last line may still be in the writing.
        whole = fresh[: fresh.rfind(b"\n") + 1]
        seen_bytes += len(whole)
        for line in whole.decode(errors="replace").splitlines():
            announce(f"{name} | {line}")


def _after(log: Path, offset: int) -> bytes:
    try:
        with log.open("rb") as file:
            file.seek(offset)
            return file.read()
    except OSError:
        return b""
