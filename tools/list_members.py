"""Lists the public members of the standard library's modules for `knowledge/tables/stdlib_members.txt`.

    python tools/list_members.py PYTHON_3_12 PYTHON_3_13 > knowledge/tables/stdlib_members.txt

One line a module, or one of the classes that programs import most: its name and its members. What only the
older Python has is marked with `-`, what only the newer one has with `+`. Written on Linux, for Linux.
"""

import json
import subprocess
import sys

ASK = """
import importlib, inspect, json, pkgutil, re, sys, warnings
warnings.simplefilter("ignore")
sys.setrecursionlimit(5000)
SILENT = {"antigravity", "this", "idlelib", "turtledemo", "test", "__phello__", "__hello__", "lib2to3"}
names = [name for name in sys.stdlib_module_names if not name.startswith("_") and name not in SILENT]
found, pending = {}, sorted(names)
while pending:
    name = pending.pop()
    if name.rpartition(".")[2].startswith(("_", "test")) or "test" in name.split(".")[1:]:
        continue
    try:
        module = importlib.import_module(name)
    except BaseException:
        continue
    members = set(dir(module))
    if hasattr(module, "__getattr__"):
        words = set(re.findall(r"\\w+", inspect.getsource(module)))
        members.update(word for word in words if hasattr(module, word))
    found[name] = sorted(members)
    for entry in pkgutil.iter_modules(getattr(module, "__path__", [])):
        pending.append(f"{name}.{entry.name}")
found["os.path"] = found["posixpath"]
for module, members in found.items():
    found[module] = [m for m in members if not m.startswith("_") and f"{module}.{m}" not in found]
CLASSES = {
    "collections": ("Counter", "OrderedDict", "defaultdict", "deque"),
    "datetime": ("date", "datetime", "time", "timedelta"),
    "decimal": ("Decimal",),
    "fractions": ("Fraction",),
    "pathlib": ("Path",),
}
for module, classes in CLASSES.items():
    for name in classes:
        members = dir(getattr(importlib.import_module(module), name))
        found[f"{module}.{name}"] = [m for m in members if not m.startswith("_")]
print(json.dumps(found))
"""

type Members = dict[str, list[str]]


def members_in(python: str) -> Members:
    """Ask one interpreter."""
    asked = subprocess.run([python, "-I", "-c", ASK], capture_output=True, text=True, check=True)
    found: Members = json.loads(asked.stdout.splitlines()[-1])
    return found


def line_of(module: str, older: Members, newer: Members) -> str:
    """Write one module's line."""
    before, after = older.get(module, []), newer.get(module, [])
    common = set(before) & set(after)
    marked = [*common, *(f"{name}-" for name in before if name not in common)]
    marked += [f"{name}+" for name in after if name not in common]
    return f"{module}: {' '.join(sorted(marked))}"


def main() -> None:
    """Print the table."""
    older, newer = map(members_in, sys.argv[1:3])
    for module in sorted({*older, *newer}):
        print(line_of(module, older, newer))


if __name__ == "__main__":
    main()
