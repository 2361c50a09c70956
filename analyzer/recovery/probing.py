"""Writing the call that prints expressions, bounded."""

from knowledge.value import Value

WIDEST = 80


def probe(label: str, expressions: dict[str, Value]) -> str | None:
    """Write the call that prints expressions, bounded; None where none of them can be written."""
    shown = [form for text, value in expressions.items() if (form := printed(text, value))]
    return f'print("{label}:", {", ".join(shown)})' if shown else None


def printed(text: str, value: Value) -> str | None:
    """Write one expression for `print`: how many it holds where the value is too long to be shown."""
    if not text.isprintable() or set(text) & set("\\{}!"):
        return None
    quote = next((mark for mark in "\"'" if mark not in text), None)
    if quote is None:
        return None
    if value.cut and value.length is not None:
        return f"f{quote}{{len({text})={quote}"[:-1] + f"}}{quote}"
    return f"f{quote}{{{text}=!r:.{WIDEST}}}{quote}"
