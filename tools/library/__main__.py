"""Lists what the callables of the standard library take and return, and what its classes hold.

    python -m tools.library PYTHON_3_12 PYTHON_3_13 TYPESHED_STDLIB

Writes `stdlib_callables.txt`, `stdlib_classes.txt` and `stdlib_elsewhere.txt` (members that other platforms
have) in `knowledge/tables/`. What a callable takes is asked of the
interpreters, of both, since they may differ; where they do not tell, and for what it returns, the stubs in
TYPESHED_STDLIB are read (jedi brings them). What begins with `@` is a method that is called on its
class, what begins with a dot one that needs its object. Written on Linux, for Linux.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from executor.capability import named
from tools.library.stubs import Stubs

TABLES = Path(__file__).parents[2] / "knowledge" / "tables"
MODULES = named(
    """
    argparse array ast asyncio base64 binascii bisect builtins bz2 calendar cmath cmd codecs collections
    colorsys concurrent.futures configparser contextlib copy csv dataclasses datetime decimal difflib dis
    email.message email.mime.text email.mime.multipart fileinput fnmatch fractions functools gc getpass glob
    graphlib gzip hashlib heapq hmac html html.parser http.client importlib importlib.metadata importlib.util
    inspect io ipaddress itertools json keyword linecache locale logging logging.handlers lzma math mimetypes
    multiprocessing numbers operator os os.path pathlib pickle pkgutil platform pprint queue random re sched
    secrets select selectors shelve shlex shutil signal smtplib socket sqlite3 ssl stat statistics string
    struct subprocess sys tarfile tempfile textwrap threading time timeit token tokenize traceback tracemalloc
    unicodedata unittest urllib.parse urllib.request uuid warnings weakref xml.dom.minidom
    xml.etree.ElementTree zipfile zlib zoneinfo
    """
)
OF_PLATFORMS = named(
    "asyncio codecs ctypes ctypes.util errno mmap os select selectors signal socket stat subprocess sys time"
)
INSIDE = Path(__file__).with_name("inside.py")

MARKS = {"of class": "@", "method": "."}
JSON_WRITING = "skipkeys=,ensure_ascii=,check_circular=,allow_nan=,indent=,separators=,default=,sort_keys="
JSON_READING = "object_hook=,parse_float=,parse_int=,parse_constant=,object_pairs_hook="
FORMS = {
    "json.dumps": [f"obj,*,{JSON_WRITING},cls=", f"obj,*,{JSON_WRITING},cls,**kw"],
    "json.dump": [f"obj,fp,*,{JSON_WRITING},cls=", f"obj,fp,*,{JSON_WRITING},cls,**kw"],
    "json.loads": [f"s,*,{JSON_READING},cls=", f"s,*,{JSON_READING},cls,**kw"],
    "json.load": [f"fp,*,{JSON_READING},cls=", f"fp,*,{JSON_READING},cls,**kw"],
    "inspect.Parameter": ["name,kind,*,default=,annotation="],
    "inspect.Signature": ["parameters=,*,return_annotation=,__validate_parameters__="],
}
"""JSON takes any name only for a class that the caller brings; `inspect` has defaults that look like none."""

PASSING_ON = named(
    """
    csv.DictReader csv.DictWriter csv.reader csv.writer logging.basicConfig
    subprocess.call subprocess.check_call subprocess.check_output subprocess.run
    """
)
"""What seems to take any name, and refuses all but a few: the stubs know which."""

type Told = dict[str, list[Any]]


def told_by(python: str) -> Told:
    """Ask one interpreter."""
    asked = subprocess.run(
        [python, "-I", str(INSIDE), *MODULES], stdout=subprocess.PIPE, text=True, check=True
    )
    found: Told = json.loads(asked.stdout.splitlines()[-1])
    return found


def callables(older: Told, newer: Told, stubs: Stubs) -> Iterator[str]:
    """Yield a line for each callable of which anything is known."""
    for name in sorted({*older, *newer}):
        told = [one[name][1] for one in (older, newer) if name in one]
        forms = FORMS.get(name) or forms_of(name, told, stubs)
        result = name if is_plain(name, older, newer) else stubs.returned(name)
        result = (result or "").removeprefix("builtins.")
        mark = MARKS.get(next(one[name][0] for one in (newer, older) if name in one), "")
        if forms or result:
            yield f"{name}\t{mark}{'|'.join(f'({form})' for form in forms)}\t{result}".rstrip("\t")


def forms_of(name: str, told: list[str | None], stubs: Stubs) -> list[str]:
    """What the interpreters say, or the stubs where those do not say it."""
    said = [form for form in dict.fromkeys(told) if form is not None]
    return stubs.signatures(name) if None in told or name in PASSING_ON else said


def is_plain(name: str, *tellers: Told) -> bool:
    """Whether calling this makes an object of a class whose members are known."""
    return any(name in one and len(one[name]) > 2 for one in tellers)


def classes(older: Told, newer: Told, stubs: Stubs) -> Iterator[str]:
    """Yield a line for each class that has no other members than these."""
    for name in sorted({*older, *newer}):
        rows = [one[name] for one in (older, newer) if name in one]
        if all(row[0] == "class" and len(row) > 2 for row in rows):
            members = {member for row in rows for member in row[2]} | stubs.members(name)
            yield f"{name}: {' '.join(sorted(members))}"


def elsewhere(stubs: Stubs) -> Iterator[str]:
    """Yield, for each module, the names that the stubs know and this platform does not have."""
    for module in sorted(OF_PLATFORMS):
        here = set(dir(import_module(module)))
        names = {name for name in stubs.bound_in(module) if not name.startswith("_")} - here
        if names:
            yield f"{module}: {' '.join(sorted(names))}"


def write(name: str, lines: Iterable[str]) -> None:
    """Write one table."""
    (TABLES / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write both tables."""
    older, newer = told_by(sys.argv[1]), told_by(sys.argv[2])
    known = {name for told in (older, newer) for name, row in told.items() if len(row) > 2}
    stubs = Stubs(Path(sys.argv[3]), frozenset(known))
    write("stdlib_elsewhere.txt", elsewhere(stubs))
    write("stdlib_callables.txt", callables(older, newer, stubs))
    write("stdlib_classes.txt", classes(older, newer, stubs))


if __name__ == "__main__":
    main()
