"""Ingest's processes: `python -m services.ingest serve | migrate`, and `inspect FILE` for one file without a suite."""

import sys

from services.runtime import process

ROLES = {"serve": "services.ingest.serve", "migrate": "services.ingest.migrate"}
FILE_ROLE = "inspect"

# pyarrow imports pandas with its first array, which takes a second and 40 MB (measured), and no role of today needs it.
WITHOUT = ["pandas"]


def main() -> int:
    """Run the role that the command line names; its exit status."""
    if sys.argv[1:2] != [FILE_ROLE]:
        return process.choose(ROLES, without=WITHOUT)
    for library in WITHOUT:
        process.leave_out(library)
    # Imported when it is chosen, like the other roles.
    from services.ingest import inspect

    return inspect.main(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
