"""File names as users send them, made safe to keep and to show."""

import re
import unicodedata

DEFAULT = "upload.csv"
# What opens a tag, ends a quoted name or a header's part, is decoded once more by somebody, or is not allowed on Windows.
UNSAFE = re.compile(r'[<>:"|?*;%]')
# A name that begins so is a formula to spreadsheets, an option to commands, or hidden.
LEADING = " .=+-@'＝＋－＠"
# What file systems take, and more than any person reads.
LONGEST = 200


def safe_name(name: str) -> str:
    """The base name without any folder, control or invisible character, at most 200 characters; "upload.csv" for nothing.

    It begins with none of LEADING, and what is UNSAFE becomes an underscore.
    """
    base = re.split(r"[/\\]", name)[-1]
    visible = "".join(letter for letter in base if not unicodedata.category(letter).startswith("C"))
    harmless = UNSAFE.sub("_", visible.strip(LEADING + '"')).rstrip(" .")
    return harmless[-LONGEST:].lstrip(LEADING) or DEFAULT
