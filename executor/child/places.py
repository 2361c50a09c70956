"""Whose code a file is: ours, the library's, or the program's."""

PROGRAM = "<string>"
DYNAMIC = "<dynamic>"
"""Code that the program made at run time, by `exec` or `eval`: its lines are not those of the program."""


class Places:
    """The directories of the interpreter, as prefixes with a slash at their end."""

    __slots__ = ("ours", "site", "stdlib")

    def __init__(self, ours: str, stdlib: tuple[str, ...], site: tuple[str, ...]) -> None:
        self.ours = ours
        self.stdlib = stdlib
        self.site = site

    def is_ours(self, filename: str) -> bool:
        """Whether that file is a part of the sandbox itself."""
        return filename.startswith(self.ours)

    def is_library(self, filename: str) -> bool:
        """Whether that file belongs to the interpreter or to an installed package."""
        return filename.startswith(("<frozen ", *self.site, *self.stdlib))

    def shortened(self, filename: str, is_program: bool) -> str:  # noqa: FBT001  # known by the code, not by its file
        """Tell the file without the machine it lies on."""
        if is_program:
            return PROGRAM
        for name, prefixes in (("<site-packages>", self.site), ("<stdlib>", self.stdlib)):
            for prefix in prefixes:
                if filename.startswith(prefix):
                    return f"{name}/{filename.removeprefix(prefix)}"
        return (
            DYNAMIC
            if filename.startswith("<") and not filename.startswith("<frozen ")
            else filename.rpartition("/")[2]
        )
