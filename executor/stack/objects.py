"""Objects of a stopped interpreter, as values."""

import struct

from executor.child.masking import MASK, is_secret_name, is_secret_text, masked
from executor.child.room import sound
from executor.stack.layout import Layout
from executor.stack.memory import Memory, Unreadable
from knowledge.value import Value

LONGEST_STRING = 200
WIDEST = 10
DEEPEST = 3
MOST_DIGITS = 40
DIGIT_BITS = 30
MOST_ENTRIES = 2_000
HEAP_TYPE = 1 << 9
KEYS_HEADER = 32
CELL_CONTENT = 16
COMBINED, STRINGS_ONLY, SPLIT = 0, 1, 2
KINDS = {1: "latin-1", 2: "utf-16-le", 4: "utf-32-le"}


class Objects:
    """Reads values. Every length comes from foreign memory, so each one is capped."""

    __slots__ = ("layout", "memory")

    def __init__(self, memory: Memory, layout: Layout) -> None:
        self.memory = memory
        self.layout = layout

    def field(self, thing: int, name: str) -> int:
        """Read a field of a structure."""
        return self.memory.word(thing + self.layout[name])

    def value(self, thing: int, name: str = "") -> Value | None:
        """Read an object as a value; None where it cannot be read."""
        try:
            kind = self.type_name(thing)
            text, cut = self.text(thing, name, DEEPEST)
            return Value(
                type=kind,
                text=text,
                cut=cut,
                scalar=self.scalar(thing, kind, name),
                length=self.length(thing, kind),
            )
        except (Unreadable, UnicodeDecodeError):
            return None

    def type_name(self, thing: int) -> str:
        """Read the plain name of the class of an object; a class of the program is marked by a colon."""
        kind = self.field(thing, "pyobject.ob_type")
        name = self.memory.text(self.field(kind, "type_object.tp_name"))
        return name.rpartition(".")[2]

    def is_builtin(self, thing: int) -> bool:
        """Whether the class was made in C, so that a name like `int` can be trusted."""
        kind = self.field(thing, "pyobject.ob_type")
        return not self.field(kind, "type_object.tp_flags") & HEAP_TYPE

    def scalar(self, thing: int, kind: str, name: str) -> int | float | str | bool | None:
        """Read a plain value as it is."""
        if not self.is_builtin(thing) or is_secret_name(name):
            return None
        match kind:
            case "bool":
                return bool(self.memory.half(thing + self.layout["long_object.ob_digit"]))
            case "int":
                return self.integer(thing)
            case "float":
                found = self.floating(thing)
                return found if found - found == 0 else None
            case "str":
                text, cut = self.string(thing)
                plain = not cut and text.isprintable() and masked(text) == text
                return text if plain and not is_secret_text(name, text) else None
            case _:
                return None

    def length(self, thing: int, kind: str) -> int | None:
        """Read the length of a container."""
        sizes = {
            "tuple": "tuple_object.ob_size",
            "list": "list_object.ob_size",
            "str": "unicode_object.length",
        }
        if not self.is_builtin(thing) or kind not in sizes:
            return None
        return max(self.memory.signed(thing + self.layout[sizes[kind]]), 0)

    def text(self, thing: int, name: str, depth: int) -> tuple[str, bool]:
        """Write an object; tells also whether something was left out."""
        if thing == 0:
            raise Unreadable("nothing is there")
        kind = self.type_name(thing)
        if not self.is_builtin(thing):
            return f"<{kind} object>", False
        match kind:
            case "NoneType":
                return "None", False
            case "bool":
                return repr(self.scalar(thing, kind, "")), False
            case "float":
                return repr(self.floating(thing)), False
            case "int":
                found = self.integer(thing)
                return ("<int>", True) if found is None else (repr(found), False)
            case "str":
                return self.quoted(thing, name)
            case "list" | "tuple":
                return self.sequence(thing, kind, depth)
            case "dict":
                return self.mapping(thing, depth)
            case _:
                return f"<{kind} object>", False

    def quoted(self, thing: int, name: str) -> tuple[str, bool]:
        """Write a string, masked where it is a secret."""
        text, cut = self.string(thing)
        if is_secret_text(name, text):
            return repr(MASK), False
        return repr(masked(text) + ("..." if cut else "")), cut

    def string(self, thing: int, longest: int = LONGEST_STRING) -> tuple[str, bool]:
        """Read the start of a string."""
        state = self.memory.half(thing + self.layout["unicode_object.state"]) & 0xFFFFFFFF
        length = self.memory.signed(thing + self.layout["unicode_object.length"])
        kind, is_ascii = state >> 2 & 7, state >> 6 & 1
        if kind not in KINDS or length < 0:
            raise Unreadable("no string")
        start = thing + self.layout["unicode_object.asciiobject_size"] + (0 if is_ascii else 16)
        raw = self.memory.read(start, min(length, longest) * kind)
        return raw.decode(KINDS[kind], "surrogatepass"), length > longest

    def integer(self, thing: int) -> int | None:
        """Read an integer; None where it is too long to be told."""
        tag = self.field(thing, "long_object.lv_tag")
        digits, is_negative = tag >> 3, tag & 3 == 2
        if digits > MOST_DIGITS:
            return None
        base = thing + self.layout["long_object.ob_digit"]
        raw = self.memory.read(base, 4 * digits)
        parts = [int.from_bytes(raw[4 * index : 4 * index + 4], "little") for index in range(digits)]
        found = sum(part << DIGIT_BITS * index for index, part in enumerate(parts))
        return -found if is_negative else found

    def floating(self, thing: int) -> float:
        """Read a floating-point number."""
        raw = self.memory.read(thing + self.layout["float_object.ob_fval"], 8)
        return float(struct.unpack("<d", raw)[0])

    def raw_bytes(self, thing: int, longest: int) -> bytes:
        """Read a bytes object, such as a table of lines."""
        size = self.memory.signed(thing + self.layout["bytes_object.ob_size"])
        return self.memory.read(thing + self.layout["bytes_object.ob_sval"], max(0, min(size, longest)))

    def members(self, thing: int, kind: str, most: int) -> tuple[list[int], int]:
        """Read the addresses of the first members of a list or a tuple, and how many there are."""
        length = max(self.memory.signed(thing + self.layout[f"{kind}_object.ob_size"]), 0)
        base = thing + self.layout["tuple_object.ob_item"]
        if kind == "list":
            base = self.field(thing, "list_object.ob_item")
        return [self.memory.word(base + 8 * index) for index in range(min(length, most))], length

    def sequence(self, thing: int, kind: str, depth: int) -> tuple[str, bool]:
        """Write a list or a tuple."""
        members, length = self.members(thing, kind, WIDEST if depth > 0 else 0)
        told = [self.text(member, "", depth - 1) for member in members]
        parts = [text for text, _ in told] + (["..."] if length > len(members) else [])
        comma = "," if kind == "tuple" and length == 1 else ""
        inner = ", ".join(parts) + comma
        cut = length > len(members) or any(cut for _, cut in told)
        return (f"[{inner}]" if kind == "list" else f"({inner})"), cut

    def mapping(self, thing: int, depth: int) -> tuple[str, bool]:
        """Write a dictionary."""
        entries = self.entries(thing)
        shown = entries[: WIDEST if depth > 0 else 0]
        told = [
            (self.text(key, "", depth - 1), self.text(item, self.name(key), depth - 1)) for key, item in shown
        ]
        parts = [f"{key}: {item}" for (key, _), (item, _) in told] + (
            ["..."] if len(entries) > len(shown) else []
        )
        cut = len(entries) > len(shown) or any(left or right for (_, left), (_, right) in told)
        return f"{{{', '.join(parts)}}}", cut

    def name(self, key: int) -> str:
        """Read a key as a name; empty where it is none."""
        return sound(self.string(key)[0]) if self.is_builtin(key) and self.type_name(key) == "str" else ""

    def entries(self, thing: int) -> list[tuple[int, int]]:
        """Read the addresses of the keys and items of a dictionary, in order."""
        keys = self.field(thing, "dict_object.ma_keys")
        header = self.memory.read(keys, KEYS_HEADER)
        index_bytes, kind = header[9], header[10]
        used = min(max(int.from_bytes(header[24:32], "little", signed=True), 0), MOST_ENTRIES)
        if kind not in {COMBINED, STRINGS_ONLY} or index_bytes > 40:
            return []
        width = 16 if kind == STRINGS_ONLY else 24
        base = keys + KEYS_HEADER + (1 << index_bytes)
        raw = self.memory.read(base, used * width)
        words = struct.unpack(f"<{len(raw) // 8}Q", raw)
        step, skip = width // 8, width // 8 - 2
        found = [(words[at + skip], words[at + skip + 1]) for at in range(0, len(words), step)]
        return [(key, item) for key, item in found if key and item]
