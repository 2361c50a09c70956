"""Writing a mended program over the old one: wholly or not at all, and with the file's own rights."""

import os
from contextlib import suppress
from pathlib import Path


def write_over(path: Path, old: bytes, new: bytes) -> None:
    """Replace a file's content; raises OSError where that is not possible, or it is not `old` any more.

    A link is followed, and stays a link. The new content takes the file's place in one step: whoever reads
    meanwhile finds the old text or the new one, and so does whoever looks after a crash.
    """
    import tempfile  # noqa: PLC0415 - 4 ms that a look without fixes saves

    target = path.resolve()
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "Permission denied", str(path))
    if target.read_bytes() != old:
        raise OSError(11, "it was changed meanwhile", str(path))
    rights = target.stat()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".raydx-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(new)
            file.flush()
            with suppress(PermissionError):  # only root may give files away
                os.fchown(descriptor, rights.st_uid, rights.st_gid)
            os.fchmod(descriptor, rights.st_mode & 0o7777)
            os.fsync(descriptor)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
