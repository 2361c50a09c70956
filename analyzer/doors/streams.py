"""Standard input and output, as the command line means them."""

import sys

STANDARD_INPUT = "-"
"""What stands for it where a file may be named."""


def say(line: str) -> None:
    """Write one line of JSON, in UTF-8 whatever the terminal speaks, and at once."""
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
