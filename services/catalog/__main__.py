"""The catalog's processes: `python -m services.catalog serve | migrate`."""

import sys

from services.runtime import process

ROLES = {"serve": "services.catalog.serve", "migrate": "services.catalog.migrate"}

if __name__ == "__main__":
    process.fit_for_tables()
    sys.exit(process.choose(ROLES))
