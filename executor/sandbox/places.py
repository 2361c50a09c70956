"""Which files a program needs to be Python at all."""


def readable_places() -> tuple[str, ...]:
    """List the files and directories that every program may read, as this interpreter finds them."""
    raise NotImplementedError
