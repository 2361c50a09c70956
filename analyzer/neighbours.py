"""Makes sure that `executor` and `knowledge` are ours: both names are taken on the package index too."""

import os  # not pathlib: its import costs 10 ms, and this runs before everything else
from importlib.util import find_spec

NEIGHBOURS = ("executor", "knowledge")


def check_neighbours() -> None:
    """Raise ImportError that names the intruder, where a package of ours was replaced by a foreign one."""
    home = os.path.realpath(__file__).rsplit(os.sep, 2)[0]
    for name in NEIGHBOURS:
        spec = find_spec(name)
        places = list(spec.submodule_search_locations or [spec.origin or "nowhere"]) if spec else ["nowhere"]
        if os.path.realpath(places[0]) != f"{home}{os.sep}{name}":
            raise ImportError(
                f"raydx needs its own package {name!r} in {home}, found {places[0]}: "
                f"a foreign module of that name stands before it on sys.path"
            )
