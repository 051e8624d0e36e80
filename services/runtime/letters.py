"""Letters as words are compared by, whatever their accents and case."""

import unicodedata

# Letters that no accent can be taken off.
_WHOLE = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "æ": "ae"})


def plain(text: str) -> str:
    """``text`` in lower case without accents; ß becomes ss, ł an l and æ ae."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_WHOLE)
