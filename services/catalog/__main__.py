"""The catalog's processes: `python -m services.catalog serve | migrate`."""

import sys

from services.runtime import process

ROLES = {"serve": "services.catalog.serve", "migrate": "services.catalog.migrate"}

# pyarrow imports pandas with its first array, which takes a second and 40 MB (measured), and no role needs it.
WITHOUT = ["pandas"]

if __name__ == "__main__":
    sys.exit(process.choose(ROLES, without=WITHOUT))
