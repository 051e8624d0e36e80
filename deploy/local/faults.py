"""Why the suite cannot start, or cannot go on."""


class LaunchFault(Exception):
    """The message is for the person at the terminal: what is wrong, where, and what to do."""
