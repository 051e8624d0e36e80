"""Ingest's processes: `python -m services.ingest serve | migrate | replay`, and `inspect FILE` for one file without a suite."""

import sys

from services.runtime import process

ROLES = {
    "serve": "services.ingest.serve",
    "migrate": "services.ingest.migrate",
    "replay": "services.ingest.replay",
    "inspect": "services.ingest.inspect",
}

if __name__ == "__main__":
    process.fit_for_tables()
    sys.exit(process.choose(ROLES))
