"""Following logs."""

import asyncio
from pathlib import Path

from deploy.local.output import follow


async def test_whole_lines_are_shown_as_they_come(tmp_path: Path) -> None:
    log, lines = tmp_path / "a.log", list[str]()
    following = asyncio.create_task(follow("ingest", log, lines.append))
    await asyncio.sleep(0.25)
    with log.open("w") as file:
        file.write("first\nsec")
        file.flush()
        await asyncio.sleep(0.45)
        assert lines == ["ingest | first"]
        file.write("ond\n")
    await asyncio.sleep(0.45)
    following.cancel()
    assert lines == ["ingest | first", "ingest | second"]
