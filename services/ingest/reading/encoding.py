"""Which text encoding a file is written in.

Its mark, then strict UTF-8, then Western encodings, then what a detector can name.
"""

import codecs
from itertools import pairwise

from charset_normalizer import from_bytes

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The letters beyond ASCII that the mapped languages of the West use daily, and those and the signs that they and their
# neighbours use at times.
_DAILY = frozenset("äöüßáéíóúñçãõàèêâôùìòÄÖÜÉÍÓÚ€")
_AT_TIMES = frozenset("ÁÀÈÌÒÙÂÊÎÔÛËÏÇÃÕÑîûëïåøæœÅØÆŒ£¥§°ºª¿¡«»·–—’‘“”„…™®©\xa0²½³±×")
# The daily letters of Polish and Turkish, in the encodings that have them.
_DAILY_OF = {
    "cp1250": frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ€"),
    "iso8859_2": frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"),
    "cp1254": frozenset("çğıöşüâîÇĞİÖŞÜ€"),
}
# What stands beside numbers; where another encoding has a letter for one of them, that letter would stand alone.
_OF_AMOUNTS = frozenset("£€\xa0")
_COMMON = ("cp1252", "iso8859_15")
_SURE_OF_COMMON, _SURE_OF_RARE = 0.65, 0.9
_WESTERN_ENCODINGS = (*_COMMON, "mac_roman", "cp850", *_DAILY_OF)
# What else exports are written in today; a longer list lets the detector take a short German text for Estonian.
_OTHERS = ["cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "cp932", "euc_jp", "gb18030", "big5", "cp949"]
# Enough to tell an encoding by, little enough to take milliseconds.
_MOST_EVIDENCE = 8_000
# A text in Latin letters has few letters beyond ASCII side by side ("ção", "Füße"); one in another script hardly has any other.
_MOST_NEIGHBOURS = 0.5


def detect(head: bytes) -> str:
    """The Python name of the encoding that ``head``, the first bytes of a file, is written in; "utf-8" for pure ASCII.

    A character that is cut off at the end of ``head`` does not count as broken.
    """
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    return marked or _wide(head) or ("utf-8" if _is_mostly_utf8(head) else _single_or_multi_byte(head))


def decode(head: bytes, encoding: str) -> str:
    """``head`` as text, without its mark; a character that is cut off at the end is left out, a broken one is replaced."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(head).removeprefix("\ufeff")


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark shows as a NUL in nearly every second byte."""
    half = len(head) // 2
    if half and head[1::2].count(0) > 0.7 * half and head[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if half and head[::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _is_mostly_utf8(head: bytes) -> bool:
    """Whether ``head`` is UTF-8, or has so many whole characters of it that the broken ones are faults of single cells."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(head)
    beyond = [letter for letter in text if letter > "\x7f"]
    broken = sum("\udc80" <= letter <= "\udcff" for letter in beyond)
    return broken * 10 <= len(beyond) - broken


def _single_or_multi_byte(head: bytes) -> str:
    evidence = b"\n".join(line for line in head.splitlines() if not line.isascii())[:_MOST_EVIDENCE]
    likeness = {name: _western_likeness(evidence, name) for name in _WESTERN_ENCODINGS}
    western = max(_WESTERN_ENCODINGS, key=lambda name: likeness[name])
    if likeness[western] > (_SURE_OF_COMMON if western in _COMMON else _SURE_OF_RARE):
        return western
    best = from_bytes(evidence, cp_isolation=_OTHERS, threshold=0.3).best()
    if best is not None:
        return best.encoding
    # Latin-1 gives every byte a letter, so it is what remains where cp1252 has none.
    return "cp1252" if likeness["cp1252"] > 0 else "latin-1"


def _western_likeness(evidence: bytes, encoding: str) -> float:
    """How much the characters beyond ASCII look Western, 0..1; 0 where the text is in another script or cannot be decoded."""
    try:
        text = evidence.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    beyond = [letter for letter in text if letter > "\x7f"]
    neighbours = sum(one > "\x7f" and two > "\x7f" for one, two in pairwise(text))
    if neighbours > _MOST_NEIGHBOURS * len(beyond):
        return 0.0
    places = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    daily = _DAILY_OF.get(encoding, _DAILY)
    return sum(_worth(*place, daily) for place in places if place[1] > "\x7f") / max(len(beyond), 1)


def _worth(before: str, letter: str, after: str, daily: frozenset[str]) -> float:
    """How usual ``letter`` is where it stands, 0..1; a rarer one counts a little less, so that the more usual ones win."""
    is_free = not before.isalpha() and not after.isalpha()
    if letter in _OF_AMOUNTS:
        return 1.0 if is_free else 0.7
    if letter not in daily:
        return 0.7 * (letter in _AT_TIMES)
    # No word has a letter beside a digit, or a small one before a capital, as in OíNeill for an apostrophe.
    if before.isdigit() or after.isdigit() or (letter.islower() and after.isupper()):
        return 0.0
    return 0.7 if is_free else 1.0
