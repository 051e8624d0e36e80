"""What cells may add to the log-odds that a header gives a field."""

CONFIRMS = 2.0
SUITS = 0.5
# Of written dates; nothing else looks like one.
AGREES = 1.5
ODD = -2.5
