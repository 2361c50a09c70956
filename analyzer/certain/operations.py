"""Which calls a policy will refuse, by the data of the capabilities."""

import ast
import sys

from analyzer.certain.certain import library_name
from analyzer.reading.constants import text_of
from analyzer.reading.reading import Reading
from executor.capability import Capability
from executor.policy import CAPABILITIES, FILES_READ, FILES_WRITE, refusing

OWNERS = {name: one for one in CAPABILITIES for name in one.calls | one.audit_events}
OPENERS = frozenset(
    {"builtins.open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "pathlib.Path.open"}
)
HARMLESS = ("/dev/", "/proc/self/", sys.base_prefix, ":memory:")
QUIET = frozenset(
    {"glob.glob", "os.fwalk", "os.kill", "os.system", "os.walk", "signal.pidfd_send_signal"}
    | {"pathlib.Path.glob", "pathlib.Path.iterdir", "pathlib.Path.rglob"}
)
"""What need not raise when it is refused, or may be granted for some places."""


def refused(reading: Reading, call: ast.Call) -> tuple[Capability, str] | None:
    """The capability that a call needs and the policy does not give, and the name of what is called."""
    name = library_name(reading, call.func)
    owner = OWNERS.get(name or "")
    if name is None or owner is None:
        return None
    if name in OPENERS and owner is FILES_READ and is_writing(reading, call, name):
        owner = FILES_WRITE
    if owner.name in reading.policy.granted or refusing(reading.policy, name):
        return None
    if owner in (FILES_READ, FILES_WRITE) and not is_forbidden(reading, call, name):
        return None
    return owner, name


def is_writing(reading: Reading, call: ast.Call, name: str) -> bool:
    """Whether a file is opened for writing."""
    mode = mode_of(reading, call, name)
    return mode is not None and any(letter in mode for letter in "wax+")


def mode_of(reading: Reading, call: ast.Call, name: str) -> str | None:
    """The mode in which a file is opened; None where it is not told."""
    row = 0 if name == "pathlib.Path.open" else 1
    given = next((word.value for word in call.keywords if word.arg == "mode"), None)
    given = given or (call.args[row] if len(call.args) > row else None)
    return "r" if given is None else text_of(reading.program, given)


def is_forbidden(reading: Reading, call: ast.Call, name: str) -> bool:
    """Whether a place surely lies where the policy lets nothing be read or written."""
    place = place_of(reading, call, name)
    if place is None or not place or place.startswith(HARMLESS):
        return False
    return not reading.policy.scratch or place.startswith("/")


def place_of(reading: Reading, call: ast.Call, name: str) -> str | None:
    """The path that a call is about; None where it is not told."""
    if not name.startswith("pathlib.Path."):
        return text_of(reading.program, call.args[0]) if call.args else None
    owner = call.func.value if isinstance(call.func, ast.Attribute) else call.func
    if isinstance(owner, ast.Name):
        bindings = reading.program.bindings(owner)
        found = bindings[0].value if len(bindings) == 1 else None
        owner = found if found is not None else owner
    plain = isinstance(owner, ast.Call) and len(owner.args) == 1 and not owner.keywords
    return text_of(reading.program, owner.args[0]) if plain and isinstance(owner, ast.Call) else None
