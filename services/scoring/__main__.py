"""Scoring's processes: `python -m services.scoring serve | work | train | migrate`."""

import sys

from services.runtime import process

ROLES = {role: f"services.scoring.{role}" for role in ("serve", "work", "train", "migrate")}

# pyarrow imports pandas with its first array, which takes a second and 40 MB (measured), and no role of today needs it.
WITHOUT = ["pandas"]

if __name__ == "__main__":
    sys.exit(process.choose(ROLES, without=WITHOUT))
