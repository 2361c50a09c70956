"""Characters that look like, or mean the same as, one that Python reads."""

# ruff: noqa: RUF001  # foreign characters are what this is about

PLAIN = {
    **dict.fromkeys("“”„‟«»″＂", '"'),
    **dict.fromkeys("‘’‚‛′＇´", "'"),
    **dict.fromkeys("–—−‐‑‒―－", "-"),
    **dict.fromkeys("×∗⋅·✕", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "→": "->",
    "…": "...",
    "∧": " and ",
    "∨": " or ",
    "¬": "not ",
    "∈": " in ",
    "∞": "float('inf')",
    "²": "**2",
    "³": "**3",
    "（": "(",
    "）": ")",
    "，": ",",
    "：": ":",
    "；": ";",
    "［": "[",
    "］": "]",
    "｛": "{",
    "｝": "}",
    "＝": "=",
    "＋": "+",
}
