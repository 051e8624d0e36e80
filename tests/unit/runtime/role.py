"""A role for the tests of processes."""


def main() -> int:
    """End with a status of its own."""
    return 7
