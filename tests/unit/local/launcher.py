"""A launcher to be killed: three stand-ins, one of them deaf to every signal that can be ignored; prints their process ids."""

import asyncio
import sys
from pathlib import Path

from deploy.local.supervisor import Supervisor
from tests.unit.local.standins import a_lock, a_part


async def main(folder: Path) -> None:
    """Run until killed."""
    deaf = "trap '' TERM INT HUP; echo started $$; while true; do sleep 0.1; done"
    parts = [a_part(folder, "one"), a_part(folder, "two", after=("one",)), a_part(folder, "deaf", deaf)]

    def tell(process_ids: dict[str, int]) -> None:
        print(*process_ids.values(), flush=True)  # noqa: T201 - the test reads it

    with a_lock(folder) as lock:
        await Supervisor(parts, [], lock=lock, announce=lambda line: None).run(asyncio.Event(), tell)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
