"""The rules by which reading changes, empties or keeps out what a file says: what was found, and what was done about it."""

# What was lost or is in doubt.
FAULTS: dict[str, str] = {
    "no_customer_id": "the row has no customer id, so it is kept out.",
    "no_sure_customer_id": "the row has more cells than the header, and its customer id cannot be told, so it is kept out.",
    "blank_row": "the row has nothing but delimiters, so it is kept out.",
    "footer": "this stands below the table, so it is kept out.",
    "duplicate_customer_id": "an earlier row has the same customer id; both are kept.",
    "short_row": "the row has fewer cells than the header; the ones at its end count as missing.",
    "long_row": (
        "the row has more cells than the header; cells whose column is in doubt count as missing. "
        "Put texts that contain the delimiter in quotation marks."
    ),
    "unclosed_quote": "a quotation mark is opened and never closed; it is read as a letter.",
    "stray_quote": "a quotation mark stands in the middle of a cell; it is read as a letter.",
    "not_in_encoding": "a letter is not in the encoding of the file; it is read as Windows-1252.",
    "nul_byte": "the row has NUL characters, as damaged files have; what can be read of it is used.",
    "not_a_number": "this is not a number, so it counts as missing.",
    "ambiguous_number": "the mark in this number may be a decimal or a thousands mark, so it counts as missing.",
    "other_notation": "this number has a sign of money, or none, unlike the rest of the column; it is read all the same.",
    "other_unit": "this number has another unit than its column, so it counts as missing.",
    "unexpected_percent": "this is a percentage, and the column is none, so it counts as missing.",
    "out_of_range": "this is beyond what is plausible, so it counts as missing.",
    "not_a_date": "this is not a date, so it counts as missing.",
    "ambiguous_date": "day and month cannot be told apart, so this date counts as missing.",
    "other_date_order": "day and month stand in another order than in the rest of the column, so this date counts as missing.",
    "placeholder_date": "this date stands for never or unknown, so it counts as missing.",
    "future_date": "this day is still to come, so it counts as missing.",
    "not_a_flag": "this says neither yes nor no, so it counts as missing.",
}

# What is understood, but read otherwise than it is written; often that is so in every cell of a column.
COERCIONS: dict[str, str] = {
    "missing_marker": "a word for nothing, such as N/A, counts as missing.",
    "decimal_comma": "the comma is read as the decimal mark.",
    "thousands_mark": "thousands marks are left out.",
    "money_sign": "the sign or code of a currency is left out, and no amount is converted.",
    "percent_sign": "a percentage is read as its number of percent.",
    "out_of": "a number out of another one, such as 52/100, is read as a percentage.",
    "abbreviated_number": "a shortened number, such as 21.3K, is written out.",
    "accounting_negative": "a number in parentheses, or with a minus behind it, is read as negative.",
    "unit_in_cell": "the unit behind the number, such as months, is the one of the column and is left out.",
    "converted_unit": "the number is converted from the unit of its column.",
    "local_date": "a date in a local form is read with day and month in the order of its column.",
    "month_as_date": "a month of a year, such as Jun 2022, is read as its first day.",
    "time_of_day": "the time of day is left out.",
    "excel_serial": "an Excel day number is read as a date.",
    "unix_time": "a count of seconds or milliseconds since 1970 is read as a date, in UTC.",
    "flag_word": "a word is read as whether the customer left.",
    "inverted_flag": "yes means here that the customer stayed, so it is read the other way round.",
    "flag_by_date": "anything here says that the customer left, and a blank that the customer stayed.",
}

MESSAGES = FAULTS | COERCIONS
