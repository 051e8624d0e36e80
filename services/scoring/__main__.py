"""Scoring's processes: `python -m services.scoring serve | work | train | migrate`."""

import sys

from services.runtime import process

ROLES = {role: f"services.scoring.{role}" for role in ("serve", "work", "train", "migrate")}

if __name__ == "__main__":
    process.fit_for_tables()
    sys.exit(process.choose(ROLES))
