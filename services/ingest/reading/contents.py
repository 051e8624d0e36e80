"""Tells by content what is no table of text at all, and names the way out."""

import re

from services.ingest.failures import NotACsv

_SAVE = "Save it as CSV and upload that."
_UNPACK = "Unpack it and upload the CSV inside."

# First bytes that are never the beginning of a text, with what they begin. Longer and rarer ones first does not matter: none is
# a prefix of another with a different meaning.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"This is an Excel workbook of the old kind, or another Office document. {_SAVE}"),
    (b"%PDF-", "This is a PDF document, not a CSV file. Export the table as CSV where the document came from."),
    (b"%!PS", "This is a PostScript document, not a CSV file. Export the table as CSV where the document came from."),
    (b"{\\rtf", f"This is a text document with formatting. {_SAVE}"),
    (b"\x89PNG", "This is a picture, not a CSV file. Upload the table itself as CSV."),
    (b"\xff\xd8\xff", "This is a picture, not a CSV file. Upload the table itself as CSV."),
    (b"GIF8", "This is a picture, not a CSV file. Upload the table itself as CSV."),
    (b"II*\x00", "This is a picture, not a CSV file. Upload the table itself as CSV."),
    (b"MM\x00*", "This is a picture, not a CSV file. Upload the table itself as CSV."),
    (b"RIFF", "This is a picture, a sound or a film, not a CSV file. Upload the table itself as CSV."),
    (b"OggS", "This is a sound or a film, not a CSV file. Upload the table itself as CSV."),
    (b"ID3\x03", "This is a sound, not a CSV file. Upload the table itself as CSV."),
    (b"\x1f\x8b", f"This is a gzip archive, not a CSV file. {_UNPACK}"),
    (b"BZh", f"This is a bzip2 archive, not a CSV file. {_UNPACK}"),
    (b"\xfd7zXZ\x00", f"This is an xz archive, not a CSV file. {_UNPACK}"),
    (b"\x28\xb5\x2f\xfd", f"This is a zstd archive, not a CSV file. {_UNPACK}"),
    (b"7z\xbc\xaf\x27\x1c", f"This is a 7-Zip archive, not a CSV file. {_UNPACK}"),
    (b"Rar!\x1a\x07", f"This is a RAR archive, not a CSV file. {_UNPACK}"),
    (b"\x7fELF", "This is a program, not a CSV file. Upload a table of customers as CSV."),
    (b"\xfe\xed\xfa\xce", "This is a program, not a CSV file. Upload a table of customers as CSV."),
    (b"\xfe\xed\xfa\xcf", "This is a program, not a CSV file. Upload a table of customers as CSV."),
    (b"\xce\xfa\xed\xfe", "This is a program, not a CSV file. Upload a table of customers as CSV."),
    (b"\xcf\xfa\xed\xfe", "This is a program, not a CSV file. Upload a table of customers as CSV."),
    (b"\xca\xfe\xba\xbe", "This is a program, not a CSV file. Upload a table of customers as CSV."),
    (b"\x00asm", "This is a program, not a CSV file. Upload a table of customers as CSV."),
    (b"#!", "This is a script, not a CSV file. Upload a table of customers as CSV."),
    (b"PAR1", f"This is a Parquet file. {_SAVE}"),
    (b"ARROW1", f"This is an Arrow file. {_SAVE}"),
    (b"Obj\x01", f"This is an Avro file. {_SAVE}"),
    (b"SQLite format 3\x00", "This is a database, not a CSV file. Export the table of customers as CSV."),
)

# Parts of a zip archive that tell an office document from a mere archive; their names stand in the first entries.
_ZIP_PARTS: tuple[tuple[bytes, str], ...] = (
    (b"xl/", f"This is an Excel workbook. {_SAVE}"),
    (b"opendocument.spreadsheet", f"This is an OpenDocument spreadsheet. {_SAVE}"),
    (b"Index/Document.iwa", f"This is a Numbers or Pages document. {_SAVE}"),
    (b"word/", "This is a Word document, not a CSV file. Put the table into a spreadsheet and save it as CSV."),
    (b"ppt/", "This is a presentation, not a CSV file. Put the table into a spreadsheet and save it as CSV."),
    (b"[Content_Types].xml", f"This is an Excel workbook or another Office document. {_SAVE}"),
)

_MARKUP = (
    (
        re.compile(rb"\s*(<!doctype html|<html|<table|<head)", re.IGNORECASE),
        f"This is a web page, even if its name says otherwise. {_SAVE}",
    ),
    (re.compile(rb"\s*<\?xml|\s*<[a-z][\w:.-]*(\s[^<>]*)?>\s*<", re.IGNORECASE), f"This is an XML file. {_SAVE}"),
    (re.compile(rb'\s*(\[\s*[\[{]|\{\s*"[^"\n]*"\s*:)'), f"This is a JSON file. {_SAVE}"),
)

# Control characters that texts have: tab, line ends, page break, the end mark of old systems, separators, and NUL, which broken
# exports contain.
_TEXT_CONTROLS = frozenset(b"\x00\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f")
_CONTROLS = bytes(byte for byte in range(32) if byte not in _TEXT_CONTROLS)
# One such character in fifty is more than any broken export has, and far less than a binary file.
_MOST_CONTROLS = 0.02
# UTF-16, which has a NUL in every second byte, is told before; a text that was written over a hole has fewer than this.
_MOST_NULS = 0.3


def refuse_binary(head: bytes) -> None:
    """Raise NotACsv where ``head``, the first bytes of a file, belongs to something other than a table of text.

    Texts in UTF-16 or UTF-32 must be decoded before: their bytes look binary.
    """
    reason = _known(head) or _markup(head) or _too_binary(head)
    if reason:
        raise NotACsv(reason)


def _known(head: bytes) -> str | None:
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        archive = f"This is a zip archive, not a CSV file. {_UNPACK}"
        return next((reason for part, reason in _ZIP_PARTS if part in head), archive)
    if head[:2] == b"MZ" and b"\x00" in head[:64]:
        return "This is a program, not a CSV file. Upload a table of customers as CSV."
    if head[:2] == b"BM" and head[6:10] == b"\x00\x00\x00\x00":
        return "This is a picture, not a CSV file. Upload the table itself as CSV."
    if head[257:262] == b"ustar":
        return f"This is a tar archive, not a CSV file. {_UNPACK}"
    if head[4:8] == b"ftyp":
        return "This is a film or a picture, not a CSV file. Upload the table itself as CSV."
    return next((reason for beginning, reason in _BEGINNINGS if head.startswith(beginning)), None)


def _markup(head: bytes) -> str | None:
    beginning = head.removeprefix(b"\xef\xbb\xbf")[:2000]
    return next((reason for pattern, reason in _MARKUP if pattern.match(beginning)), None)


def _too_binary(head: bytes) -> str | None:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(head) or head.count(0) > _MOST_NULS * len(head):
        return "This is not a text file, so it is not a CSV file. Export the table of customers as CSV and upload that."
    return None
