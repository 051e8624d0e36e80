"""Ingest's processes: `python -m services.ingest serve | migrate | replay`, and `inspect FILE` for one file without a suite."""

import sys

from services.runtime import process

ROLES = {
    "serve": "services.ingest.serve",
    "migrate": "services.ingest.migrate",
    "replay": "services.ingest.replay",
    "inspect": "services.ingest.inspect",
}

# pyarrow imports pandas with its first array, which takes a second and 40 MB (measured), and no role of today needs it.
WITHOUT = ["pandas"]

if __name__ == "__main__":
    sys.exit(process.choose(ROLES, without=WITHOUT))
