"""Where a spreadsheet would run a text as a formula, as patterns that mean the same to Python and to Arrow (RE2).

An apostrophe makes it text (OWASP, "CSV Injection"). Where Excel expects semicolons, what follows one, a tab or a line break
inside a cell is a cell of its own; where it expects commas, so is what follows one in a file divided by semicolons.
"""

# What spreadsheets skip before they look for a formula: white space of any kind, control characters, marks without width, quotes.
_SKIPPED = (
    r"[\x00-\x20\x7F"
    "\u0085\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"
    '"]*'
)
# The full-width forms are to East Asian versions of Excel what the others are to all.
_SIGN = r"[=+\-@＝＋－＠]"

AT_THE_BEGINNING = rf"^{_SKIPPED}([\t\r]|{_SIGN})"
INSIDE = rf"([;\t\r\n]{_SKIPPED})({_SIGN})"
# A sign at the end of a cell runs nothing there, as in the price "12,-".
BEHIND_A_COMMA = rf"(?s)(,{_SKIPPED})({_SIGN}.)"
# What both are replaced by.
HARMLESS_INSIDE = r"\1'\2"
# Without one of these there is nothing inside.
ENDS_OF_CELLS = b";\t\r\n"
