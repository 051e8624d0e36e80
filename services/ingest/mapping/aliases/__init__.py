"""What headers mean: for each canonical field, the combinations of concepts that name it and how strongly."""

from services.ingest.fields import FIELDS
from services.ingest.mapping.aliases import behaviour, calendar, money, people

# A line is: strength in log-odds, then what must be there ("A|B": either), "+A" what else may be, "!A" what must not.
# 4 leaves no doubt, 2.5 is the usual reading, 1 is a hint that the cells have to support. Each word of a header counts once;
# one with a meaning that the line does not name rules it out. The customer may always be named. "?": words that are not known
# have to be there, as the noun in "last zzqx", and only they.
_LINES = people.RULES | calendar.RULES | money.RULES | behaviour.RULES
RULES: dict[str, str] = {field: _LINES[field] for field in FIELDS}

# Names for several concepts in the lines above.
FAMILIES: dict[str, str] = {
    "DOING": "LOGIN|ACTIVITY|ACTIVE|PURCHASE|USAGE|TRANSACTION|ENGAGEMENT",
    "SPAN": "MONTH|YEAR|DAY|WEEK",
    "AMOUNT": "NUMBER|COUNT|TOTAL",
    "HOW_MANY": "NUMBER|COUNT",
    "CHARGED": "SUBSCRIPTION|CONTRACT|PLAN|BILLING|PAYMENT|INVOICE|SERVICE",
    "WINDOW": "TO_DATE|LAST|DAYS_30|DIGITS|DAY|WEEK|MONTH|MONTHLY|QUARTER|QUARTERLY|YEAR|YEARLY",
}

# Said beside a meaning, these change nothing for any field.
ALWAYS_ALLOWED = frozenset({"CUSTOMER", "CURRENCY_CODE", "WITH_TAX"})

# Said beside a meaning, these say where it belongs: they leave the field possible, and somebody should look.
CONTEXT = frozenset(
    {
        "POLICY",
        "CONTRACT",
        "SUBSCRIPTION",
        "SERVICE",
        "PLAN",
        "ACCOUNT",
        "COMPANY",
        "BILLING",
        "PRODUCT_USE",
        "OCCASION",
        "UPKEEP",
        "VENDOR",
        "RECORD",
        "COVERAGE",
        "LOYALTY",
        "SIZE",
    }
    | {"UNIT", "CODE", "TYPE", "TIME", "TEXT", "LEVEL", "LABEL", "SALUTATION"}
)
