"""File names as users send them, made safe to keep and to show."""

import re
import unicodedata

DEFAULT = "upload.csv"
# What file systems take, and more than any person reads.
LONGEST = 200


def safe_name(name: str) -> str:
    """The base name without any folder, control or invisible character, at most 200 characters; "upload.csv" for nothing."""
    base = re.split(r"[/\\]", name)[-1]
    visible = "".join(letter for letter in base if not unicodedata.category(letter).startswith("C"))
    shortened = visible.strip(" .")[-LONGEST:]
    return shortened or DEFAULT
